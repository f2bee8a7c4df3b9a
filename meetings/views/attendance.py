"""The attendance list: seat by seat, guests, and head counts."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.answers import form_page, tried, try_it
from access.errors import Mendable
from access.rules import require
from access.viewer import ViewerRequest
from meetings import actions
from meetings.forms import GuestForm, HeadCountForm
from meetings.models import Attendance, Minutes
from meetings.pages import steps_of
from meetings.queries import delegates_of
from meetings.seating import Room, SeatLine, room_of
from meetings.views.answers import minutes_or_404
from partners.models import Person

OF_A_SEAT = [
    Attendance.Status.PRESENT,
    Attendance.Status.DELEGATE,
    Attendance.Status.APOLOGIES,
    Attendance.Status.ABSENT,
]


@form_page
def attendance(request: ViewerRequest, ref: str) -> HttpResponse:
    """Mark who came, seat by seat."""
    minutes = _to_write(request, ref)
    if request.method != "POST":
        return _show(request, minutes)
    room = room_of(minutes)
    people = _people_of(room, request)
    marks = [_mark(request, line, people) for line in room.lines]
    try:
        actions.record_attendance(by=request.user, minutes=minutes, marks=marks, at=request.viewer.at)
    except Mendable as mendable:
        return _show(request, minutes, typed={mark.seat_id: mark for mark in marks}, refusal=mendable)
    return redirect("meeting_attendance", ref)


@require_POST
def add_guest(request: ViewerRequest, ref: str) -> HttpResponse:
    """Add somebody without a seat."""
    minutes = _to_write(request, ref)
    form = GuestForm(request.POST)
    by, at = request.user, request.viewer.at
    if tried(request, form, lambda: actions.add_guest(by=by, minutes=minutes, at=at, **form.cleaned_data)):
        return redirect("meeting_attendance", ref)
    return _show(request, minutes, guest_form=form)


@require_POST
def remove_guest(request: ViewerRequest, ref: str, line: str) -> HttpResponse:
    """Take a guest off the list."""
    minutes = _to_write(request, ref)
    guest = (
        Attendance.objects.filter(minutes=minutes, ref=line, seat__isnull=True)
        .select_related("minutes")
        .first()
    )
    if guest is None:
        raise Http404
    action = partial(actions.remove_guest, guest=guest)
    return try_it(request, action, _("The line is taken off the list."), "meeting_attendance", ref)


@require_POST
def add_head_count(request: ViewerRequest, ref: str) -> HttpResponse:
    """Count a group."""
    minutes = _to_write(request, ref)
    form = HeadCountForm(request.POST)
    by, at = request.user, request.viewer.at
    if tried(
        request, form, lambda: actions.add_head_count(by=by, minutes=minutes, at=at, **form.cleaned_data)
    ):
        return redirect("meeting_attendance", ref)
    return _show(request, minutes, count_form=form)


@require_POST
def remove_head_count(request: ViewerRequest, ref: str, place: int) -> HttpResponse:
    """Take a head count out; `place` is its line on the page."""
    minutes = _to_write(request, ref)
    counts = list(minutes.head_counts.order_by("pk"))
    if not 1 <= place <= len(counts):
        raise Http404
    count = counts[place - 1]
    count.minutes = minutes
    action = partial(actions.remove_head_count, count=count)
    return try_it(request, action, _("The head count is taken out."), "meeting_attendance", ref)


def _to_write(request: ViewerRequest, ref: str) -> Minutes:
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "write", minutes)
    return minutes


def _people_of(room: Room, request: ViewerRequest) -> dict[int, list[Person]]:
    bodies = [(line.seat.pk, line.organisation.pk if line.organisation else None) for line in room.lines]
    return delegates_of(bodies, request.viewer.at)


def _mark(request: ViewerRequest, line: SeatLine, people: dict[int, list[Person]]) -> actions.Mark:
    name = line.field
    chosen = request.POST.get(f"{name}-person", "")
    delegate = next((one for one in people.get(line.seat.pk, []) if one.ref == chosen), None)
    return actions.Mark(
        seat_id=line.seat.pk,
        status=request.POST.get(name, ""),
        delegate_label=request.POST.get(f"{name}-delegate", ""),
        delegate=delegate,
    )


def _show(
    request: ViewerRequest,
    minutes: Minutes,
    *,
    typed: dict[int, actions.Mark] | None = None,
    refusal: Mendable | None = None,
    guest_form: GuestForm | None = None,
    count_form: HeadCountForm | None = None,
) -> HttpResponse:
    room = room_of(minutes)
    people = _people_of(room, request)
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "room": room,
        "rows": _rows(room, people, typed or {}, refusal),
        "refusal": refusal,
        "guest_form": guest_form or GuestForm(),
        "count_form": count_form or HeadCountForm(),
        "head_counts": list(minutes.head_counts.order_by("pk")),
        "steps": steps_of(minutes.meeting, minutes),
        "may_write": minutes.meeting.takes_minutes and not minutes.is_with_chair,
    }
    is_refused = refusal is not None or (guest_form is not None) or (count_form is not None)
    return render(request, "meetings/attendance.html", context, status=422 if is_refused else 200)


def _rows(
    room: Room, people: dict[int, list[Person]], typed: dict[int, actions.Mark], refusal: Mendable | None
) -> list[dict[str, Any]]:
    """What each seat's row shows: what was typed, else what stands."""
    rows = []
    for line in room.lines:
        mark, stands, name = typed.get(line.seat.pk), line.attended, line.field
        rows.append(
            {
                "line": line,
                "name": name,
                "status": mark.status if mark else (stands.status if stands else ""),
                "delegate": mark.delegate_label if mark else (stands.delegate_label if stands else ""),
                "person_id": mark.delegate.pk
                if mark and mark.delegate
                else (stands.delegate_id if stands else None),
                "people": people.get(line.seat.pk, []),
                "choices": [(status.value, status.label) for status in OF_A_SEAT],
                "refusal": refusal.message if refusal is not None and refusal.field == name else "",
            }
        )
    return rows
