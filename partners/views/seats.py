"""Handing over offices, filling seats and delegating minutes: the secretariat's pages."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from partners import actions
from partners.access import appointing
from partners.directory import invited_holder, latest_change, signed_in_members
from partners.forms import DelegateForm, FillSeatForm, OrganisationForm, RoleForm, start_of
from partners.models import Delegation, Organisation, Seat
from partners.queries import seats_of
from partners.views.answers import find_committee, find_seat, show_forms
from partners.views.handing_over import hand_over, hand_over_form


@form_page
def seat(request: ViewerRequest, ref: str, seat: str) -> HttpResponse:
    """One seat: hand its office over, fill it, or change its role; each is a form of its own."""
    committee = find_committee(request.viewer, ref, "manage")
    record = find_seat(committee, seat)
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    office = record.office
    by_what = appointing(request.viewer, office) if office is not None else None
    form = (
        hand_over_form(request, office, by_what, is_sent=asked == "hand-over") if office is not None else None
    )
    fill = FillSeatForm(
        request.POST if asked == "fill" else None,
        prefix="fill",
        seat=record,
    )
    names_leaders: bool = committee.can_name_leaders  # type: ignore[attr-defined]
    may_change = names_leaders or record.role not in Seat.LEADING
    role = RoleForm(
        request.POST if asked == "role" else None,
        prefix="role",
        seat=record,
        names_leaders=names_leaders,
    )
    may_fill = office is None and may_change
    done = (
        (asked == "hand-over" and office is not None and form and hand_over(request, office, form))
        or (asked == "fill" and may_fill and _fill(request, record, fill))
        or (asked == "role" and may_change and _give_role(request, record, role))
    )
    if done:
        return redirect("committee", committee.ref)
    held = {one.pk: one for one in seats_of(committee, request.viewer.at)}.get(record.pk, record)
    context = {
        "committee": committee,
        "seat": held,
        "hand_over": form if by_what is not None else None,
        "is_entry": by_what is not None and by_what.is_entry,
        "latest": latest_change(request.viewer, office) if office is not None else None,
        "fill": fill if may_fill else None,
        "role": role if may_change else None,
        "invited": invited_holder(held) if by_what is not None else None,
    }
    return show_forms(request, "partners/seat.html", context, *filter(None, (form, fill, role)))


def _fill(request: ViewerRequest, seat: Seat, form: FillSeatForm) -> bool:
    def do() -> None:
        actions.fill_seat(
            by=request.user, seat=seat, organisation=form.cleaned_data["organisation"], at=request.viewer.at
        )
        messages.success(request, _("The seat is filled as you said."))

    return was_done(request, form, do)


def _give_role(request: ViewerRequest, seat: Seat, form: RoleForm) -> bool:
    def do() -> None:
        actions.give_role(by=request.user, seat=seat, role=form.cleaned_data["role"], at=request.viewer.at)
        messages.success(request, _("The role of the seat is changed."))

    return was_done(request, form, do)


@form_page
def delegate(request: ViewerRequest, ref: str) -> HttpResponse:
    """Let a person of a partner organisation take the minutes until a day: first which body, then who."""
    committee = find_committee(request.viewer, ref, "delegate")
    of = OrganisationForm(request.GET if request.GET else None)
    chosen: Organisation | None = of.cleaned_data["organisation"] if of.is_bound and of.is_valid() else None
    members = signed_in_members(chosen, request.viewer.at) if chosen is not None else []
    form = DelegateForm(sent(request), members=members)

    def do() -> None:
        actions.delegate_minutes(
            by=request.user,
            committee=committee,
            person=next(one.person for one in members if one.ref == form.cleaned_data["person"]),
            since=request.viewer.at,
            until=start_of(form.cleaned_data["until"] + timedelta(days=1)),
            at=request.viewer.at,
            **dict.fromkeys(form.cleaned_data["powers"], True),
        )
        messages.success(request, _("The person may take the committee's minutes from now on."))

    if was_done(request, form, do):
        return redirect("committee", committee.ref)
    context = {
        "committee": committee,
        "of": of,
        "organisation": chosen,
        "members": members,
        "form": form,
    }
    return show_forms(request, "partners/delegate.html", context, of, form)


@require_POST
def end_delegation(request: ViewerRequest, ref: str, delegation: str) -> HttpResponse:
    """Take the minutes back."""
    committee = find_committee(request.viewer, ref, "delegate")
    found = get_object_or_404(Delegation, committee=committee, ref=delegation)
    action = partial(actions.end_delegation, delegation=found)
    return try_it(
        request, action, _("The person takes the committee's minutes no longer."), "committee", committee.ref
    )
