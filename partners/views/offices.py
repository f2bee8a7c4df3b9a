"""Offices that change hands: by their own body, and by entries that those concerned can object to."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, try_it, was_done
from access.toolkit.page_access import any_login
from language.words import end_of_day, local_day
from notifications.reaching import told_or_not
from partners import actions
from partners.access import appointing, may_decide
from partners.acting import assistants_of
from partners.directory import (
    OFFICE_CHANGES,
    changes_in_full,
    holder_of,
    invited_into_office,
    seats_of_office,
)
from partners.forms import ObjectionForm
from partners.models import OfficeChange
from partners.notices import OFFICE_DECIDED
from partners.office_forms import OfficialAddressForm, VacancyForm
from partners.queries import has_moved_on
from partners.views.answers import show_forms
from partners.views.assistants import find_office
from partners.views.handing_over import hand_over, hand_over_form


@form_page
def office(request: ViewerRequest, ref: str, office: str) -> HttpResponse:
    """The body of an office, or the one above it, hands the office over."""
    body, record = find_office(request, ref, office)
    by_what = appointing(request.viewer, record)
    form = hand_over_form(request, record, by_what, is_sent=request.method == "POST")
    if hand_over(request, record, form):
        return redirect("organisation", body.ref)
    context = {
        "organisation": body,
        "office": record,
        "hand_over": form,
        "seats": seats_of_office(record),
        "invited": invited_into_office(record, request.viewer.at),
        "holder": holder_of(record, request.viewer.at),
        "assistants": assistants_of(record, request.viewer.at),
    }
    return show_forms(request, "partners/office.html", context, form)


@form_page
def official_address(request: ViewerRequest, ref: str, office: str) -> HttpResponse:
    """Say by which address and number an office is reached, whoever holds it."""
    body, record = find_office(request, ref, office)
    standing = {"email": record.email, "mobile": record.phone}
    form = OfficialAddressForm(sent(request), initial=standing)

    def do() -> None:
        actions.give_official_address(
            by=request.user, office=record, at=request.viewer.at, **form.cleaned_data
        )
        messages.success(request, _("Kept. It passes with the office from now on."))

    if was_done(request, form, do):
        return redirect("organisation_office", body.ref, record.ref)
    context = {"organisation": body, "office": record, "form": form}
    return show_forms(request, "partners/official_address.html", context, form)


@form_page
def vacancy(request: ViewerRequest, ref: str, office: str) -> HttpResponse:
    """The holder of an office leaves, and nobody follows yet."""
    body, record = find_office(request, ref, office)
    holder = holder_of(record, request.viewer.at)
    form = VacancyForm(sent(request), office=record)

    def do() -> None:
        assert holder is not None
        actions.end_term(
            by=request.user,
            term=holder,
            until=end_of_day(form.cleaned_data["last_day"]),
            at=request.viewer.at,
            order_number=form.cleaned_data["order_number"],
            order_date=form.cleaned_data["order_date"],
        )
        messages.success(request, _("The term ends with that day. The office keeps what it reads."))

    if holder is not None and was_done(request, form, do):
        return redirect("organisation_office", body.ref, record.ref)
    context = {"organisation": body, "office": record, "holder": holder, "form": form}
    return show_forms(request, "partners/vacancy.html", context, form)


@require_safe
def changes(request: ViewerRequest) -> HttpResponse:
    """Entries that concern this person: made by their secretariat, of their body, or to decide on."""
    asked = OFFICE_CHANGES.asked(request)
    context = {"asked": asked, "today": _today(request)}
    return answer(request, "partners/office_changes.html", "listing", context)


@any_login
@form_page
def change(request: ViewerRequest, ref: str) -> HttpResponse:
    """One entry: what the order says, who objects, what the secretariat above decided.

    Open to its outgoing holder too, who may have no place in the network any more.
    """
    viewer = request.viewer
    records = changes_in_full().with_can(viewer, "object", "decide")
    record = get_permitted(viewer, OfficeChange, ref, records=records)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if asked in _DECISIONS:
        is_wrong, done = _DECISIONS[asked]
        action = partial(actions.decide_change, change=record, is_wrong=is_wrong)
        concerned = _("Those concerned are told.")
        told = told_or_not(concerned, OFFICE_DECIDED, record, at=viewer.at, by=request.user)
        return try_it(request, action, f"{done} {told}", "office_change", ref)
    form = ObjectionForm(request.POST if asked == "object" else None)

    def do() -> None:
        actions.object_to_change(
            by=request.user, change=record, reason=form.cleaned_data["reason"], at=viewer.at
        )

    if was_done(request, form, do):
        return redirect("office_change", ref)
    if asked not in ("", "object"):
        raise Http404
    may_object: bool = record.can_object  # type: ignore[attr-defined]
    context = {
        "change": record,
        "form": form if may_object and (record.takes_objection(_today(request)) or form.errors) else None,
        "may_object": may_object,
        "is_over": record.objected_at is None and not record.takes_objection(_today(request)),
        "decides": record.live and may_decide(viewer, record),
        "has_moved_on": record.live and has_moved_on(record, viewer.at),
        "is_in_network": viewer.is_in_network,
    }
    return render(request, "partners/office_change.html", context, status=422 if form.errors else 200)


_DECISIONS = {
    "stands": (False, _lazy("Decided: the entry stands.")),
    "wrong": (True, _lazy("Decided: the entry was wrong.")),
}


def _today(request: ViewerRequest) -> date:
    return local_day(request.viewer.at)
