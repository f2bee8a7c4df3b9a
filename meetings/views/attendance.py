"""The attendance list: seat by seat, guests, and head counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import require
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, try_it
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.once import did, do_once
from access.toolkit.versions import Stale, version_of
from meetings import actions
from meetings.actions.attendance import as_marked
from meetings.forms import GuestForm, HeadCountForm
from meetings.models import Attendance, Minutes, Reply
from meetings.queries import delegates_of
from meetings.replies import standing_by_seat
from meetings.seating import Room, SeatLine, room_of
from meetings.views.answers import minutes_or_404
from partners.models import Person

VERSIONS = "versions"
# What is said of a seat, with the sign it has on a phone.
SIGNS = {
    Attendance.Status.PRESENT: "circle-check",
    Attendance.Status.DELEGATE: "user-check",
    Attendance.Status.APOLOGIES: "mail",
    Attendance.Status.ABSENT: "x",
    "": "circle-dashed",
}


@form_page
def attendance(request: ViewerRequest, ref: str) -> HttpResponse:
    """Mark who came, seat by seat; the rest in one press."""
    minutes = _to_write(request, ref)
    if request.method != "POST":
        return _show(request, minutes)
    return _save(request, minutes)


@require_POST
def add_guest(request: ViewerRequest, ref: str) -> HttpResponse:
    """Add somebody without a seat; the marks of the page are saved with it."""
    return _save(request, _to_write(request, ref), adds="guest")


@require_POST
def add_head_count(request: ViewerRequest, ref: str) -> HttpResponse:
    """Count a group; the marks of the page are saved with it."""
    return _save(request, _to_write(request, ref), adds="count")


@require_POST
def remove_guest(request: ViewerRequest, ref: str, line: str) -> HttpResponse:
    """Take a guest off the list; the marks of the page are saved first."""
    minutes = _to_write(request, ref)
    guest = (
        Attendance.objects.filter(minutes=minutes, ref=line, seat__isnull=True)
        .select_related("minutes")
        .first()
    )
    if guest is None:
        raise Http404
    kept = _keep_marks(request, minutes)
    if kept.is_refused:
        return _show(request, minutes, kept=kept, sent=request.POST)
    action = partial(actions.remove_guest, guest=guest)
    return try_it(request, action, _("The line is taken off the list."), "meeting_attendance", ref)


@require_POST
def remove_head_count(request: ViewerRequest, ref: str, place: int) -> HttpResponse:
    """Take a head count out; `place` is its line on the page. The marks of the page are saved first."""
    minutes = _to_write(request, ref)
    counts = list(minutes.head_counts.order_by("pk"))
    if not 1 <= place <= len(counts):
        raise Http404
    count = counts[place - 1]
    count.minutes = minutes
    kept = _keep_marks(request, minutes)
    if kept.is_refused:
        return _show(request, minutes, kept=kept, sent=request.POST)
    action = partial(actions.remove_head_count, count=count)
    return try_it(request, action, _("The head count is taken out."), "meeting_attendance", ref)


@dataclass
class _Kept:
    """What came of the marks on the page: those that were typed, and those that were not saved."""

    marks: dict[int, actions.Mark] = field(default_factory=dict)
    refused: dict[int, Mendable] = field(default_factory=dict)
    whole: Mendable | None = None

    @property
    def is_refused(self) -> bool:
        return bool(self.refused) or self.whole is not None


def _save(request: ViewerRequest, minutes: Minutes, *, adds: str = "") -> HttpResponse:
    """Keep every mark that can be kept, and add whoever and whatever was typed beside the seats."""
    kept = _keep_marks(request, minutes)
    by, at = request.user, request.viewer.at
    extra: list[tuple[forms.Form, Callable[..., object]]] = []
    if adds == "guest" or request.POST.get("label"):
        extra.append((GuestForm(request.POST), actions.add_guest))
    if adds == "count" or request.POST.get("total"):
        extra.append((HeadCountForm(request.POST), actions.add_head_count))

    def add() -> None:
        for form, action in extra:
            try:
                action(by=by, minutes=minutes, at=at, **form.cleaned_data)
            except Mendable as mendable:
                form_errors(form, mendable)
                raise

    is_well = all(form.is_valid() for form, _action in extra) and not kept.is_refused
    if is_well:
        try:
            with transaction.atomic():
                do_once(request, did(add))
        except Mendable as mendable:
            if not extra:
                kept.whole = mendable
        else:
            messages.success(request, _("The attendance is saved."))
            return redirect("meeting_attendance", minutes.meeting.ref)
    return _show(request, minutes, kept=kept, sent=request.POST, extra=[form for form, _action in extra])


def _keep_marks(request: ViewerRequest, minutes: Minutes) -> _Kept:
    """Save the seats that the page sent, each for itself. A seat it did not send is not touched."""
    room = room_of(minutes)
    people = _people_of(room, request)
    read = _versions(request)
    marks = {
        line.seat.pk: _mark(request, line, people, read) for line in room.lines if line.field in request.POST
    }
    kept = _Kept(marks)
    if not marks:
        return kept
    try:
        kept.refused = actions.record_attendance(
            by=request.user,
            minutes=minutes,
            marks=marks.values(),
            rest_came=request.POST.get("do") == "rest",
            at=request.viewer.at,
        )
    except Mendable as mendable:
        kept.whole = mendable
    return kept


def _to_write(request: ViewerRequest, ref: str) -> Minutes:
    minutes = minutes_or_404(request.viewer, ref)
    require(request.viewer, "write", minutes)
    return minutes


def _people_of(room: Room, request: ViewerRequest) -> dict[int, list[Person]]:
    bodies = [(line.seat.pk, line.organisation.pk if line.organisation else None) for line in room.lines]
    return delegates_of(bodies, request.viewer.at)


def _versions(request: ViewerRequest) -> dict[str, str]:
    """What the list said of each seat when it was read; one field, for a form may have so many at most."""
    pairs = (one.partition(":") for one in request.POST.get(VERSIONS, "").split())
    return {name: version for name, _colon, version in pairs}


def _mark(
    request: ViewerRequest, line: SeatLine, people: dict[int, list[Person]], read: Mapping[str, str]
) -> actions.Mark:
    name = line.field
    chosen = request.POST.get(f"{name}-person", "")
    delegate = next((one for one in people.get(line.seat.pk, []) if one.ref == chosen), None)
    return actions.Mark(
        seat_id=line.seat.pk,
        status=request.POST.get(name, ""),
        delegate_label=request.POST.get(f"{name}-delegate", ""),
        delegate=delegate,
        # A form without versions may fill blanks; it goes over nobody's mark.
        was=read.get(name) or version_of(line.seat, as_marked(None)),
    )


def _show(
    request: ViewerRequest,
    minutes: Minutes,
    *,
    kept: _Kept | None = None,
    sent: QueryDict | None = None,
    extra: Sequence[forms.Form] = (),
) -> HttpResponse:
    room = room_of(minutes)
    kept = kept or _Kept()
    rows = _rows(room, _people_of(room, request), kept, standing_by_seat(minutes.meeting))
    context = {
        "meeting": minutes.meeting,
        "minutes": minutes,
        "room": room,
        "rows": rows,
        "versions": " ".join(f"{row['name']}:{row['version']}" for row in rows),
        "refusal": kept.whole,
        "refused": len(kept.refused),
        "first_refused": next((line.field for line in room.lines if line.seat.pk in kept.refused), ""),
        "guest_form": _form_of(GuestForm, extra, sent),
        "count_form": _form_of(HeadCountForm, extra, sent),
        "head_counts": list(minutes.head_counts.order_by("pk")),
        "choices": _choices(),
        "may_write": minutes.meeting.takes_minutes and not minutes.is_with_chair,
    }
    return render(request, "meetings/attendance.html", context, status=422 if sent is not None else 200)


def _choices() -> list[tuple[str, str, str]]:
    words = dict(Attendance.Status.choices) | {"": _("Not noted")}
    return [(str(status), str(words[status]), sign) for status, sign in SIGNS.items()]


def _form_of(kind: type[forms.Form], extra: Sequence[forms.Form], sent: QueryDict | None) -> forms.Form:
    """The form of a guest or a count: with its errors, or with what was typed, or empty."""
    tried = next((form for form in extra if isinstance(form, kind)), None)
    if tried is not None:
        return tried
    return kind(initial={name: sent.get(name) for name in kind.base_fields if name in sent} if sent else None)


def _rows(
    room: Room, people: dict[int, list[Person]], kept: _Kept, answers: Mapping[int, Reply]
) -> list[dict[str, Any]]:
    """What each seat's row shows: what was typed and not saved, else what stands.

    Of a seat nobody noted yet also who it said comes instead, so that this is typed once; it is not ticked.
    """
    rows = []
    for line in room.lines:
        stands, refusal = line.attended, kept.refused.get(line.seat.pk)
        answer = answers.get(line.seat.pk)
        known = stands if stands is not None else answer
        mark = kept.marks.get(line.seat.pk) if refusal is not None or kept.whole is not None else None
        rows.append(
            {
                "line": line,
                "name": line.field,
                "version": version_of(line.seat, as_marked(stands)),
                "status": mark.status if mark else (stands.status if stands else ""),
                "delegate": mark.delegate_label if mark else (known.delegate_label if known else ""),
                "person_id": mark.delegate.pk
                if mark and mark.delegate
                else (known.delegate_id if known else None),
                "answer": answer,
                "people": people.get(line.seat.pk, []),
                "icon": SIGNS[stands.status if stands else ""],
                "refusal": str(refusal) if refusal is not None else "",
                "is_stale": isinstance(refusal, Stale),
            }
        )
    return rows
