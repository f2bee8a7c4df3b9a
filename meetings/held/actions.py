"""What stands on a paper is entered at once: the meeting, who came, what was decided, and the signature."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.engine import can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_container
from language.words import local_day
from meetings.actions.agenda import add_item
from meetings.actions.attendance import Mark, add_guest, add_head_count, record_attendance
from meetings.actions.circulation import circulate
from meetings.actions.minutes import approve_on_paper, open_minutes, save_item
from meetings.actions.planning import Plan, enter_past_meeting
from meetings.actions.points import add_action_point
from meetings.actions.signed_pages import keep_pages
from meetings.actions.writing import draft_to_write, permitted_minutes, save_and_refresh
from meetings.held.differing import held_that_day, may_join, new_decisions, stands_already
from meetings.held.said import Decided, Held
from meetings.held.sayable import must_be_a_key, must_be_sayable
from meetings.models import AgendaItem, Attendance, HeadCount, HeldOnPaper, Meeting, Minutes
from meetings.seating import label_of
from partners.implementers import Implementer
from partners.models import Committee, Seat


@transaction.atomic
def enter_held(
    *, by: User, committee: Committee, key: str, held: Held, at: datetime, join: str = ""
) -> Meeting:
    """Enter what a paper says, all of it or nothing, and once for each `key` of its author.

    With a signature it is approved, and circulated by whoever may; without one it stays a draft. Another
    meeting of the committee on that day is never doubled: `StandsAlready` says what is there and what
    differs, and `join`, its reference, puts what is new to it.
    """
    must_be_a_key(key)
    committee = lock_container(committee, by=by, action="enter_past", at=at)
    viewer = Viewer(by, at)
    known = HeldOnPaper.objects.filter(committee=committee, by=by, key=key).select_related("meeting").first()
    if known is not None and known.digest == held.digest:
        return known.meeting
    must_be_sayable(held)
    if known is not None and known.meeting.on_date != held.on_date:
        words = _("This form was sent before, of another day. Open it again for another meeting.")
        raise Mendable(words, "on_date", "sent")
    stands = [known.meeting] if known is not None else held_that_day(committee, held)
    same = next((one for one in stands if one.ref == join), None)
    if stands and (same is None or not may_join(same, viewer)):
        raise stands_already(same or stands[0], held, viewer)
    minutes = _joined(same, by=by, at=at) if same else _entered(committee, held, by=by, at=at)
    _write(minutes, held, by=by, at=at)
    _sign(minutes, held, by=by, at=at)
    HeldOnPaper.objects.update_or_create(
        committee=committee,
        by=by,
        key=key,
        defaults={
            "meeting": minutes.meeting,
            "digest": held.digest,
            "names_nobody": held.names_nobody,
            "at": at,
        },
    )
    return Meeting.objects.get(pk=minutes.meeting_id)


def _entered(committee: Committee, held: Held, *, by: User, at: datetime) -> Minutes:
    plan = Plan(on_date=held.on_date, precision=held.precision, place=held.place)
    meeting = enter_past_meeting(by=by, plan=plan, at=at, committee=committee, number=held.number)
    return Minutes.objects.get(meeting=meeting)


def _joined(meeting: Meeting, *, by: User, at: datetime) -> Minutes:
    """The minutes of the meeting that is there; of one that was only called they begin now."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        minutes = open_minutes(by=by, meeting=meeting, at=at)
        if minutes.meeting.on_date < local_day(at):
            # What was due before its paper came is asked about, as of any other meeting entered afterwards.
            minutes.meeting.entered_afterwards = True
            save_and_refresh(minutes.meeting)
        return minutes
    return permitted_minutes(by=by, action="write", minutes=minutes, at=at)


def _write(minutes: Minutes, held: Held, *, by: User, at: datetime) -> None:
    """Write what is not there yet; who came, where nobody has noted it."""
    if not (minutes.attendance.exists() or minutes.head_counts.exists() or minutes.is_approved):
        _note_who_came(minutes, held, by=by, at=at)
    for place in new_decisions(minutes, held):
        with _at_decision(place + 1):
            _decide(minutes, held.decisions[place], by=by, at=at)


def _note_who_came(minutes: Minutes, held: Held, *, by: User, at: datetime) -> None:
    came, chairs = held.came, held.chair
    seats = list(came.seats)
    if isinstance(chairs, Seat) and (seats or came.everybody or came.number is None):
        seats.append(chairs)
    if seats or came.everybody:
        marks = [Mark(one, Attendance.Status.PRESENT) for one in _numbers(seats)]
        record_attendance(by=by, minutes=minutes, marks=marks, at=at, rest_came=came.everybody)
    if came.number is not None:
        kind = HeadCount.Kind.PARTICIPANTS
        with _at_field(total="present"):
            add_head_count(by=by, minutes=minutes, kind=kind, total=came.number, at=at)
    for guest in held.guests:
        add_guest(by=by, minutes=minutes, organisation=guest, at=at)
    if isinstance(chairs, Seat) and not seats and not came.everybody and came.number is not None:
        # Of a mere number no seat is noted: who it was stays open, and members may say that it is wrong.
        english, bangla = label_of(chairs)
        line = add_guest(by=by, minutes=minutes, label=english, capacity=Attendance.Capacity.CHAIR, at=at)
        Attendance.objects.filter(pk=line.pk).update(label_en=english, label_bn=bangla)
    if chairs and isinstance(chairs, str):
        capacity = Attendance.Capacity.CHAIR
        with _at_field(label="chair"):
            add_guest(by=by, minutes=minutes, label=chairs, capacity=capacity, at=at)


def _decide(minutes: Minutes, decided: Decided, *, by: User, at: datetime) -> None:
    kind = AgendaItem.Kind.DECISION
    item = add_item(by=by, meeting=minutes.meeting, title="", kind=kind, at=at)
    save_item(by=by, item=item, discussion="", decision=decided.text, version=1, at=at)
    for body in dict.fromkeys(decided.bodies):
        who = (
            {"owner": body.body, "seat": body.seat}
            if isinstance(body, Implementer)
            else {"group": body.value}
        )
        add_action_point(by=by, item=item, what=decided.text, due_on=decided.due_on, at=at, **who)


def _sign(minutes: Minutes, held: Held, *, by: User, at: datetime) -> None:
    """The signature on the paper is the approval; what was approved before stays approved as it was.

    Whoever may not enter it has prepared the draft: its pages wait with it for an officer who does.
    """
    fresh = Minutes.objects.select_related("meeting").get(pk=minutes.pk)
    if not held.signed_by:
        return
    if fresh.is_approved:
        if held.pages:
            fresh = permitted_minutes(by=by, action="enter_signature", minutes=fresh, at=at)
            keep_pages(fresh, held.pages, names_nobody=held.names_nobody, by=by, at=at)
        return
    if not can(Viewer(by, at), "enter_signature", fresh):
        fresh = draft_to_write(by=by, minutes=fresh, at=at)
        keep_pages(fresh, held.pages, names_nobody=held.names_nobody, by=by, at=at)
        return
    approved = approve_on_paper(
        by=by,
        minutes=fresh,
        signed_by=held.signed_by,
        signed_on=held.signed_on,
        pages=held.pages,
        names_nobody=held.names_nobody,
        at=at,
    )
    if can(Viewer(by, at), "circulate", approved):
        circulate(by=by, minutes=approved, at=at)


def _numbers(seats: Iterable[Seat]) -> list[int]:
    return list(dict.fromkeys(one.pk for one in seats))


@contextmanager
def _at_decision(nth: int) -> Iterator[None]:
    """Say of a refusal at which decision it is to be mended: its text, its body or its day."""
    with _at_field(
        decision=f"decision_{nth}", what=f"decision_{nth}", owner=f"body_{nth}", due_on=f"due_{nth}"
    ):
        yield


@contextmanager
def _at_field(**names: str) -> Iterator[None]:
    """Say a refusal at the field of the paper where the same is typed."""
    try:
        yield
    except Mendable as refusal:
        field = names.get(refusal.field or "", refusal.field)
        raise Mendable(refusal.message, field, refusal.code) from refusal
