"""The tools of an organisation: which form is open to which program, and what they sent that waits."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, result_of, sent, try_it, was_done
from language.words import local_day
from library.sheets.answers import handed
from library.sheets.writing import Form
from partners.models import Organisation
from threads.imports import actions
from threads.imports.access import SETTLE
from threads.imports.api import INBOX
from threads.imports.forms import OpenForm
from threads.imports.mapping import Mapping
from threads.imports.own import SHOWN, find_form, find_kept, forms_with_waiting, kept_of
from threads.imports.reasons import words_of
from threads.imports.understood import taken_as
from threads.imports.xlsform import field_update_form


@require_safe
def tools_of(request: ViewerRequest, ref: str) -> HttpResponse:
    """The forms of an organisation, and what was kept aside of their calls."""
    organisation = get_permitted(request.viewer, Organisation, ref, SETTLE)
    kept = kept_of(organisation)
    context = {
        "organisation": organisation,
        "forms": forms_with_waiting(organisation),
        "kept": [(one, words_of(one.said)) for one in kept[:SHOWN]],
        "has_more": len(kept) > SHOWN,
        "address": request.build_absolute_uri(reverse(INBOX.url_name)),
    }
    return answer(request, "threads/imports/tools.html", "", context)


@form_page
def open_form(request: ViewerRequest, ref: str) -> HttpResponse:
    """Let a program send what is filled in with this form."""
    found = find_form(request.viewer, ref)
    form = OpenForm(sent(request), viewer=request.viewer, form=found)
    do = partial(actions.open_form, by=request.user, form=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("tools_of", found.organisation.ref)
    taken = taken_as(request.viewer, Mapping.of(found.mapping))
    context = {"tool_form": found, "form": form, "taken_as": taken}
    return answer(request, "threads/imports/open.html", "", context, 422 if form.errors else 200)


@require_POST
def close_form(request: ViewerRequest, ref: str) -> HttpResponse:
    """Take in nothing more of it by call."""
    found = find_form(request.viewer, ref)
    done = _("Nothing of this form is taken in by call any more. What still comes is kept aside.")
    return try_it(request, partial(actions.close_form, form=found), done, "tools_of", found.organisation.ref)


@require_POST
def settle(request: ViewerRequest, ref: str) -> HttpResponse:
    """Make a sheet of what waits of a form."""
    found = find_form(request.viewer, ref)
    form = forms.Form(request.POST)
    is_late = "late" in request.POST
    do = partial(actions.settle_kept, by=request.user, form=found, at=request.viewer.at, is_late=is_late)
    made = result_of(request, form, do)
    if made is None:
        messages.error(request, " ".join(str(one) for one in form.non_field_errors()))
        return redirect("tools_of", found.organisation.ref)
    return redirect("update_import" if made.is_at_work else "update_import_columns", made.ref)


@require_POST
def drop(request: ViewerRequest, ref: str) -> HttpResponse:
    """Forget one that waits."""
    found = find_kept(request.viewer, ref)
    to = found.form.organisation.ref
    return try_it(request, partial(actions.drop_kept, kept=found), _("It is forgotten."), "tools_of", to)


@require_POST
def drop_form(request: ViewerRequest, ref: str) -> HttpResponse:
    """Delete a form that is used no more."""
    found = find_form(request.viewer, ref)
    to = found.organisation.ref
    return try_it(request, partial(actions.drop_form, form=found), _("The form is deleted."), "tools_of", to)


@require_safe
def field_form(request: ViewerRequest) -> HttpResponse:
    """The form that fits without mapping."""
    if not request.viewer.is_in_network:
        raise Http404
    on = local_day(request.viewer.at)
    return handed(field_update_form(on), "field-update-form", _("Form of a field update"), on, Form.XLSX)
