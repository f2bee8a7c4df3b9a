"""Handing over offices, filling seats and delegating minutes: the secretariat's pages."""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.answers import form_page, sent, tried, try_it
from access.viewer import ViewerRequest
from partners import actions
from partners.access import may_appoint
from partners.directory import facilitating, invited_holder, signed_in_members
from partners.forms import DelegateForm, FillSeatForm, HandOverForm, OrganisationForm, RoleForm, start_of
from partners.models import Delegation, Organisation, Seat
from partners.queries import seats_of
from partners.views.answers import find_committee, find_seat, say_invited, show_forms


@form_page
def seat(request: ViewerRequest, ref: str, seat: str) -> HttpResponse:
    """One seat: hand its office over, fill it, or change its role; each is a form of its own."""
    committee = find_committee(request.viewer, ref, "manage")
    record = find_seat(committee, seat)
    asked = request.POST.get("form", "") if request.method == "POST" else ""
    hand_over = HandOverForm(request.POST if asked == "hand-over" else None, prefix="hand")
    fill = FillSeatForm(
        request.POST if asked == "fill" else None,
        prefix="fill",
        initial={"organisation": record.organisation},
    )
    names_leaders: bool = committee.can_name_leaders  # type: ignore[attr-defined]
    may_change = names_leaders or record.role not in Seat.LEADING
    role = RoleForm(
        request.POST if asked == "role" else None,
        prefix="role",
        initial={"role": record.role},
        names_leaders=names_leaders,
    )
    may = record.office is not None and may_appoint(request.viewer, record.office)
    may_fill = record.office is None and may_change
    done = (
        (asked == "hand-over" and record.office is not None and _hand_over(request, record, hand_over))
        or (asked == "fill" and may_fill and _fill(request, record, fill))
        or (asked == "role" and may_change and _give_role(request, record, role))
    )
    if done:
        return redirect("committee", committee.ref)
    held = {one.pk: one for one in seats_of(committee, request.viewer.at)}.get(record.pk, record)
    context = {
        "committee": committee,
        "seat": held,
        "hand_over": hand_over if record.office is not None and may else None,
        "fill": fill if may_fill else None,
        "role": role if may_change else None,
        "organisations": _choices(record) if may_fill else [],
        "invited": invited_holder(held) if may else None,
    }
    return show_forms(request, "partners/seat.html", context, hand_over, fill, role)


def _hand_over(request: ViewerRequest, seat: Seat, form: HandOverForm) -> bool:
    def do() -> None:
        office, typed = seat.office, form.cleaned_data
        assert office is not None
        successor = actions.introduce(label_en=office.title_en, label_bn=office.title_bn)
        actions.hand_over(
            by=request.user,
            office=office,
            to=successor,
            on=start_of(typed["on"]),
            at=request.viewer.at,
            manner=typed["manner"],
            order_number=typed["order_number"],
            order_date=typed["order_date"],
        )
        issued = actions.invite_person(
            by=request.user,
            person=successor,
            office=office,
            email=typed["email"],
            mobile=typed["mobile"],
            at=request.viewer.at,
        )
        say_invited(request, issued)
        messages.success(
            request, _("The office is handed over. Its new holder sees what it saw once they have accepted.")
        )

    return tried(request, form, do)


def _fill(request: ViewerRequest, seat: Seat, form: FillSeatForm) -> bool:
    def do() -> None:
        actions.fill_seat(
            by=request.user, seat=seat, organisation=form.cleaned_data["organisation"], at=request.viewer.at
        )
        messages.success(request, _("The seat is filled as you said."))

    return tried(request, form, do)


def _give_role(request: ViewerRequest, seat: Seat, form: RoleForm) -> bool:
    def do() -> None:
        actions.give_role(by=request.user, seat=seat, role=form.cleaned_data["role"], at=request.viewer.at)
        messages.success(request, _("The role of the seat is changed."))

    return tried(request, form, do)


def _choices(seat: Seat) -> list[Organisation]:
    rows = Organisation.objects.filter(side=seat.side, place=None, has_left=False, until=None)
    return list(rows.order_by("name_en")[:100])


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

    if tried(request, form, do):
        return redirect("committee", committee.ref)
    context = {
        "committee": committee,
        "of": of,
        "organisation": chosen,
        "members": members,
        "form": form,
        "organisations": facilitating(),
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
