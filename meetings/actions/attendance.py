"""Who came: seats marked one by one, guests added, groups counted where nobody is named."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.texts import guarded
from access.toolkit.versions import Stale, version_of
from language.text import clean
from meetings.actions.planning import is_bangla_text
from meetings.actions.writing import draft_to_write, saved
from meetings.models import Attendance, HeadCount, Minutes, Reply
from meetings.queries import delegates_of
from meetings.replies import standing_by_seat
from meetings.seating import SeatLine, seats_of_meeting
from partners.models import Organisation, Person

Status = Attendance.Status
OF_A_SEAT = {Status.PRESENT, Status.DELEGATE, Status.APOLOGIES, Status.ABSENT}


@dataclass(frozen=True)
class Mark:
    """What is said of one seat; an empty status takes the mark away.

    `was` is the version of what stood when the list was read; None where no page was.
    """

    seat_id: int
    status: str
    delegate_label: str = ""
    delegate: Person | None = None
    was: str | None = None


def as_marked(line: Attendance | None) -> dict[str, Any]:
    """Return what the list says of one seat; of a seat nobody marked, that."""
    if line is None:
        return {"status": "", "delegate_label": "", "delegate": None}
    return {
        "status": line.status,
        "delegate_label": line.delegate_label,
        "delegate": line.delegate_id,
    }


@transaction.atomic
def record_attendance(
    *, by: User, minutes: Minutes, marks: Iterable[Mark], at: datetime, rest_came: bool = False
) -> dict[int, Mendable]:
    """Keep who came, seat by seat, and return the seats that were not saved, with why.

    A seat nobody marked stays blank: a blank is not an absence. A mark that says nothing new leaves what
    stands, also what a colleague noted meanwhile; one that would go over theirs waits until both were seen.
    `rest_came` notes every seat that is still blank as present, but for one that no body and no office holds.
    """
    held = draft_to_write(by=by, minutes=minutes, at=at)
    seats = {line.seat.pk: line for line in seats_of_meeting(held.meeting)}
    standing = {line.seat_id: line for line in held.attendance.filter(seat__isnull=False) if line.seat_id}
    refused: dict[int, Mendable] = {}
    # What is noted anew, and what is no longer; None: the mark was taken away.
    changed: dict[int, Attendance | None] = {}
    for mark in marks:
        seat = seats.get(mark.seat_id)
        if seat is None:
            raise Mendable(_("This seat is not one of this committee."), code="seat")
        stands = standing.get(mark.seat_id)
        try:
            line = _marked(held, seat, mark, stands)
        except Mendable as mendable:
            refused[mark.seat_id] = mendable
            continue
        if line is not stands:
            changed[mark.seat_id] = line
    if rest_came:
        noted = {pk for pk, line in {**standing, **changed}.items() if line is not None}
        answers = standing_by_seat(held.meeting)
        bodies = [(pk, seat.organisation.pk) for pk, seat in seats.items() if seat.organisation is not None]
        serving = delegates_of(bodies, held.meeting.begins_at)
        for pk, seat in seats.items():
            is_held = seat.organisation is not None or seat.seat.office_id is not None
            if is_held and pk not in noted and pk not in refused:
                changed[pk] = _came(held, seat, answers.get(pk), serving.get(pk, ()))
    _write(changed, standing)
    saved(held, at)
    return refused


def begin_from_answers(minutes: Minutes) -> None:
    """The list begins with the apologies that were sent. That somebody came is never noted beforehand."""
    answers = standing_by_seat(minutes.meeting)
    away = {seat for seat, reply in answers.items() if reply.said == Reply.Said.APOLOGIES}
    if not away:
        return
    seats = [line for line in seats_of_meeting(minutes.meeting) if line.seat.pk in away]
    Attendance.objects.bulk_create(_new_line(minutes, seat, status=Status.APOLOGIES) for seat in seats)


def _came(minutes: Minutes, seat: SeatLine, reply: Reply | None, serving: Collection[Person]) -> Attendance:
    """A seat that is noted with all the rest: by the delegate whom it said it sends.

    Whoever served its body no more by then came for nobody, and reads no minutes by it.
    """
    if reply is None or reply.said != Reply.Said.DELEGATE:
        return _new_line(minutes, seat, status=Status.PRESENT)
    line = _new_line(minutes, seat, status=Status.DELEGATE)
    line.delegate_label = reply.delegate_label
    line.delegate = reply.delegate if reply.delegate in serving else None
    return line


def _write(changed: Mapping[int, Attendance | None], standing: Mapping[int, Attendance]) -> None:
    """Write what is noted of seats, as many as there are at once."""
    lines = [line for line in changed.values() if line is not None]
    gone = [
        standing[pk].pk for pk, line in changed.items() if pk in standing and (line is None or not line.pk)
    ]
    Attendance.objects.filter(pk__in=gone).delete()
    Attendance.objects.bulk_create(line for line in lines if not line.pk)
    noted = ["status", "delegate_label", "delegate"]
    Attendance.objects.bulk_update([line for line in lines if line.pk], noted)


def _marked(minutes: Minutes, seat: SeatLine, mark: Mark, line: Attendance | None) -> Attendance | None:
    """Return the line as it is to stand by this mark, or None for a blank; the same one if nothing is new."""
    is_delegate = mark.status == Status.DELEGATE
    label = clean(mark.delegate_label) if is_delegate else ""
    delegate = mark.delegate if is_delegate else None
    said = {"status": mark.status, "delegate_label": label, "delegate": delegate and delegate.pk}
    stands = as_marked(line)
    if said == stands or mark.was == version_of(seat.seat, said):
        return line
    if mark.was is not None and mark.was != version_of(seat.seat, stands):
        raise Stale(
            _("A colleague noted this seat meanwhile. Choose what holds, and save again."), stands=stands
        )
    if not mark.status:
        return None
    if mark.status not in OF_A_SEAT:
        raise Mendable(_("Choose one of the answers."), seat.field, "status")
    label = guarded(label, field=seat.field, longest=200, phones=True)
    noted = copy(line) if line is not None else _new_line(minutes, seat)
    noted.status, noted.delegate_label, noted.delegate = mark.status, label, delegate
    return noted


@transaction.atomic
def add_guest(
    *,
    by: User,
    minutes: Minutes,
    at: datetime,
    label: str = "",
    organisation: Organisation | None = None,
    capacity: str = Attendance.Capacity.GUEST,
    person: Person | None = None,
) -> Attendance:
    """Somebody without a seat was there: an organisation or an office, never a person's name."""
    held = draft_to_write(by=by, minutes=minutes, at=at)
    label = guarded(label, field="label", longest=200, phones=True)
    if not label and organisation is None:
        raise Mendable(_("Choose the organisation, or write the office of the guest."), "label", "required")
    last = held.attendance.aggregate(last=Max("position"))["last"] or 0
    bangla = is_bangla_text(label)
    guest = Attendance.objects.create(
        minutes=held,
        position=last + 1,
        organisation=organisation,
        label_en=(label if not bangla else "") if label else _name(organisation, "en"),
        label_bn=(label if bangla else "") if label else _name(organisation, "bn"),
        side=organisation.side if organisation is not None else "",
        status=Status.INVITED,
        capacity=capacity,
        delegate=person,
    )
    saved(held, at)
    return guest


@transaction.atomic
def remove_guest(*, by: User, guest: Attendance, at: datetime) -> None:
    """The line of a guest is taken off the list."""
    held = draft_to_write(by=by, minutes=guest.minutes, at=at)
    Attendance.objects.filter(pk=guest.pk, seat__isnull=True).delete()
    saved(held, at)


@transaction.atomic
def add_head_count(
    *,
    by: User,
    minutes: Minutes,
    kind: str,
    total: int | None,
    at: datetime,
    group: str = "",
    female: int | None = None,
    male: int | None = None,
    at_least: bool = False,
) -> HeadCount:
    """How many of a group came, by sex, without naming anybody."""
    held = draft_to_write(by=by, minutes=minutes, at=at)
    if kind not in HeadCount.Kind.values:
        raise Mendable(_("Choose one of the answers."), "kind", "kind")
    group = guarded(group, field="group", longest=200, phones=True, required=kind == HeadCount.Kind.OTHER)
    if total is None:
        raise Mendable(_("Enter how many came."), "total", "required")
    if (female or 0) + (male or 0) > total:
        raise Mendable(_("Women and men together are more than the total."), "total", "too_few")
    count = HeadCount.objects.create(
        minutes=held, kind=kind, group=group, total=total, female=female, male=male, at_least=at_least
    )
    saved(held, at)
    return count


@transaction.atomic
def remove_head_count(*, by: User, count: HeadCount, at: datetime) -> None:
    """A head count is taken out of the draft."""
    held = draft_to_write(by=by, minutes=count.minutes, at=at)
    HeadCount.objects.filter(pk=count.pk).delete()
    saved(held, at)


def keep_blank_seats(minutes: Minutes) -> bool:
    """On circulation the seats nobody marked stay on the list, blank: it shows the committee of that day.

    Returns whether any was marked: where none is, nobody noted who came.
    """
    marked = set(minutes.attendance.filter(seat__isnull=False).values_list("seat_id", flat=True))
    if marked:
        seats = seats_of_meeting(minutes.meeting)
        Attendance.objects.bulk_create(
            _new_line(minutes, seat) for seat in seats if seat.seat.pk not in marked
        )
    return bool(marked)


def _new_line(minutes: Minutes, seat: SeatLine, *, status: str = "") -> Attendance:
    return Attendance(
        status=status,
        minutes=minutes,
        seat=seat.seat,
        position=seat.position,
        organisation_id=seat.seat.organisation_id,
        label_en=seat.label_en,
        label_bn=seat.label_bn,
        side=seat.seat.side,
        counts_for_quorum=seat.counts_for_quorum,
    )


def _name(organisation: Organisation | None, language: str) -> str:
    if organisation is None:
        return ""
    return organisation.name_en if language == "en" else organisation.name_bn
