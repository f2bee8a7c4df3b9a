"""The kinds of local offices: everybody reads them, the Ministry of Home Affairs adds and renames them."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import require
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, try_it, was_done
from language.words import named
from partners import actions
from partners.models import OfficeKind
from partners.office_kind_forms import AddKindForm, RenameKindForm
from partners.office_kinds import (
    OFFICE_KINDS,
    find_office_kind,
    making,
    may_keep,
    national,
    office_kind_row,
    said,
)
from partners.views.answers import show_forms


@require_safe
def office_kinds(request: ViewerRequest) -> HttpResponse:
    """Which local offices the places of the country have."""
    asked = OFFICE_KINDS.asked(request)
    context = {
        "asked": asked,
        "rows": [office_kind_row(one) for one in asked.records],
        "can_keep": may_keep(request.viewer),
    }
    return answer(request, "partners/office_kinds.html", "listing", context, asked.status)


@require_safe
def office_kind(request: ViewerRequest, ref: str) -> HttpResponse:
    """What its offices are called, how many there are, and how many would be made."""
    kind = find_office_kind(request.viewer, ref)
    context = {
        "kind": kind,
        "title": said(named(kind)),
        "names": [said(kind.name_bn), said(kind.name_en)],
        "aliases": [said(one) for one in kind.aliases],
        "formerly": [(said(one[0]), said(one[1])) for one in reversed(kind.formerly)],
        "making": making(request.viewer, kind),
        "can_keep": may_keep(request.viewer),
    }
    return answer(request, "partners/office_kind.html", "", context)


@form_page
def add(request: ViewerRequest) -> HttpResponse:
    """Enter a kind; its offices are made on its page, where one reads first how many."""
    require(request.viewer, "keep_office_kinds", national())
    form = AddKindForm(sent(request))
    made: list[OfficeKind] = []

    def do() -> None:
        made.append(actions.add_office_kind(by=request.user, at=request.viewer.at, **form.cleaned_data))
        messages.success(request, _("The kind is entered. No office is made yet: read first how many."))

    if was_done(request, form, do):
        return redirect("office_kind", made[0].ref) if made else redirect("office_kinds")
    context = {
        "form": form,
        "title": _("Enter a kind of local office"),
        "send": _("Enter the kind"),
        "hint": _("No office is made yet. The next page says how many will be."),
    }
    return show_forms(request, "partners/office_kind_form.html", context, form)


@form_page
def rename(request: ViewerRequest, ref: str) -> HttpResponse:
    """Call the offices of a kind otherwise."""
    kind = find_office_kind(request.viewer, ref)
    require(request.viewer, "keep_office_kinds", national())
    form = RenameKindForm(sent(request), kind=kind)

    def do() -> None:
        actions.rename_office_kind(by=request.user, kind=kind, at=request.viewer.at, **form.cleaned_data)
        messages.success(request, _("The new names stand. The offices are found by their old ones too."))

    if was_done(request, form, do):
        return redirect("office_kind", kind.ref)
    context = {
        "form": form,
        "kind": kind,
        "title": _("Rename the kind of office"),
        "send": _("Give the new names"),
        "hint": _(
            "Every office of the kind is called so from now on, but for those that were renamed by "
            "themselves. Old papers keep the name they were written with."
        ),
    }
    return show_forms(request, "partners/office_kind_form.html", context, form)


@require_POST
def make(request: ViewerRequest, ref: str) -> HttpResponse:
    """Make the offices that are lacking."""
    kind = find_office_kind(request.viewer, ref)
    require(request.viewer, "keep_office_kinds", national())
    action = partial(actions.make_offices, kind=kind)
    done = _("The offices are made, or will be in some minutes: this page says how many there are.")
    return try_it(request, action, done, "office_kind", kind.ref)
