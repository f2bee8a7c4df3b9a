"""Where organisations work: the list of all, and what an organisation's liaison officer enters and ends."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, was_done
from language.words import local_day, number
from partners import actions
from partners.fields import place_words
from partners.forms import EndPresenceForm, PresenceForm
from partners.models import Presence
from partners.present import PRESENCES, presence_row
from partners.views.answers import find_organisation_page, show_forms


@require_safe
def presences(request: ViewerRequest) -> HttpResponse:
    """Who works where, at what: of everywhere, of one place, of one organisation."""
    asked = PRESENCES.asked(request)
    context = {"asked": asked, "rows": [presence_row(one) for one in asked.records]}
    return answer(request, "partners/presences.html", "listing", context, asked.status)


@form_page
def add(request: ViewerRequest, ref: str) -> HttpResponse:
    """Enter where the organisation works."""
    record = find_organisation_page(request.viewer, ref, "keep_presence")
    form = PresenceForm(sent(request), initial={"since": local_day(request.viewer.at)})

    def do() -> None:
        made = actions.enter_presence(
            by=request.user, organisation=record, at=request.viewer.at, **form.cleaned_data
        )
        words = ngettext("%(count)s line entered.", "%(count)s lines entered.", len(made))
        messages.success(request, words % {"count": number(len(made))})

    if was_done(request, form, do):
        return redirect("organisation", record.ref)
    context = {
        "organisation": record,
        "form": form,
        "title": _("Enter where the organisation works"),
        "send": _("Enter these places"),
        "hint": _(
            "Every partner reads it, on the page of the place too. Whoever works at a place may be asked to "
            "verify there what the government has promised. Where people are sheltered is never said here."
        ),
    }
    return show_forms(request, "partners/organisation_form.html", context, form)


@form_page
def end(request: ViewerRequest, ref: str, presence: str) -> HttpResponse:
    """Say until when the organisation works there."""
    record = find_organisation_page(request.viewer, ref, "keep_presence")
    lines = Presence.objects.filter(organisation=record).select_related("organisation", "place__parent")
    line = get_object_or_404(lines, ref=presence)
    form = EndPresenceForm(sent(request), initial={"until": local_day(request.viewer.at)})
    end_it = partial(actions.end_presence, by=request.user, presence=line, at=request.viewer.at)

    def do() -> None:
        end_it(**form.cleaned_data)
        messages.success(
            request,
            _("The line is taken away.")
            if form.cleaned_data["mistaken"]
            else _("The last day is entered. What was before stays readable."),
        )

    if was_done(request, form, do):
        return redirect("organisation", record.ref)
    context = {
        "organisation": record,
        "form": form,
        "title": _("The last day at this place"),
        "send": _("Enter the last day"),
        "hint": f"{place_words(line.place)} · {line.get_work_display()}",
    }
    return show_forms(request, "partners/organisation_form.html", context, form)
