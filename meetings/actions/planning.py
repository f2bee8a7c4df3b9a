"""Calling a meeting: planned, changed, or called off; and past ones entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import Party, User
from access.rules.engine import can, require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.links import guard_link
from access.toolkit.locking import lock_actor, lock_container, lock_row
from access.toolkit.texts import guarded
from language.digits import BENGALI_DIGITS
from language.reading import YEARS
from language.words import DHAKA, local_day
from language.words import number as in_digits
from meetings.actions.announcing import note_change, tell_cancelled, tell_if_soon
from meetings.actions.delegated import note_delegated
from meetings.actions.joint import ask_jointly
from meetings.actions.memo import memo_text, must_be_free
from meetings.actions.numbering import give_number
from meetings.actions.writing import LINE, must_be_open, permitted_meeting, save_and_refresh
from meetings.models import (
    AgendaItem,
    DelegatedStep,
    ItemMinutes,
    Meeting,
    MeetingOf,
    MeetingOrganiser,
    Minutes,
)
from meetings.models.announcements import facts_of
from meetings.notices import ENTERED_FOR
from notifications.actions import tell
from partners.models import Committee, Cooperation, Organisation, Seat
from partners.parties import seat_party

Kind, State = Meeting.Kind, Meeting.State
Step = DelegatedStep.Step
LONGEST_AGENDA = 100

# What each kind of meeting is for, unless the secretariat says otherwise.
COOPERATION_OF = {
    Kind.ORDINARY: Cooperation.PARTICIPATION,
    Kind.EMERGENCY: Cooperation.PARTICIPATION,
    Kind.TASK_FORCE: Cooperation.PARTNERSHIP,
    Kind.JOINT: Cooperation.PARTNERSHIP,
    Kind.BILATERAL: Cooperation.PARTNERSHIP,
    Kind.CONSULTATION: Cooperation.CONSULTATION,
    Kind.WEBINAR: Cooperation.PARTICIPATION,
    Kind.OBSERVANCE: Cooperation.PARTICIPATION,
    Kind.TRAINING: Cooperation.PARTNERSHIP,
    Kind.MISSION: Cooperation.CONSULTATION,
    Kind.WORKSHOP: Cooperation.PARTNERSHIP,
}


@dataclass(frozen=True)
class Plan:
    """What the notice of a meeting says."""

    on_date: date | None
    kind: Meeting.Kind = Kind.ORDINARY
    mode: Meeting.Mode = Meeting.Mode.IN_PERSON
    cooperation: Cooperation | None = None
    level: Meeting.Level = Meeting.Level.UPLINE
    title: str = ""
    precision: Meeting.Precision = Meeting.Precision.DAY
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    link: str = ""
    memo_number: str = ""
    discreet: bool = False


@transaction.atomic
def plan_meeting(
    *,
    by: User,
    plan: Plan,
    at: datetime,
    committee: Committee | None = None,
    organisation: Organisation | None = None,
    together_with: Iterable[Committee] = (),
    agenda: Sequence[str] = (),
    number: int | None = None,
    is_illustrative: bool = False,
) -> Meeting:
    """The secretariat calls a meeting of its committee; or an organisation calls one of partners.

    Nobody else sees it before its notice is sent. Matters arising and any other business stand
    on a committee's agenda by themselves.
    """
    meeting = _called(by=by, plan=plan, at=at, committee=committee, organisation=organisation)
    meeting.is_illustrative = is_illustrative
    if meeting.on_date < local_day(at):
        raise Mendable(_("This day has passed. Enter it as a past meeting."), "on_date", "past")
    save_and_refresh(meeting)
    _sit(meeting, committee, organisation, number)
    _set_agenda(meeting, agenda, is_of_committee=committee is not None)
    save_and_refresh(meeting)
    ask_jointly(by=by, meeting=meeting, committees=together_with, at=at)
    note_delegated(by=by, meeting=meeting, step=Step.CALLED, at=at)
    return meeting


@transaction.atomic
def enter_past_meeting(
    *,
    by: User,
    plan: Plan,
    at: datetime,
    committee: Committee | None = None,
    organisation: Organisation | None = None,
    together_with: Iterable[Committee] = (),
    agenda: Sequence[str] = (),
    number: int | None = None,
) -> Meeting:
    """A meeting that has been held is entered afterwards: it starts at minutes drafted.

    Its day may be known by month or year only. Nobody is sent a notice of it. Where the secretariat above
    enters it, the record says so, and the committee's chair and secretariat are told.
    """
    meeting = _called(
        by=by, plan=plan, at=at, committee=committee, organisation=organisation, action="enter_past"
    )
    if meeting.on_date > local_day(at):
        raise Mendable(_("This day is still to come. Plan the meeting instead."), "on_date", "future")
    meeting.state = State.DRAFTED
    meeting.entered_afterwards = True
    save_and_refresh(meeting)
    _sit(meeting, committee, organisation, number)
    _set_agenda(meeting, agenda, is_of_committee=False)
    minutes = Minutes(meeting=meeting, opened_at=at, at=meeting.at)
    minutes.save()
    ItemMinutes.objects.bulk_create(ItemMinutes(minutes=minutes, item=item) for item in meeting.agenda.all())
    save_and_refresh(meeting, minutes)
    ask_jointly(by=by, meeting=meeting, committees=together_with, at=at)
    note_delegated(by=by, meeting=meeting, step=Step.PAST, at=at)
    if meeting.entering_party_id is not None:
        tell(kind=ENTERED_FOR, record=meeting, occasion=f"entered-for:{meeting.pk}", at=at, by=by)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    by: User,
    meeting: Meeting,
    plan: Plan,
    at: datetime,
    number: int | None = None,
) -> Meeting:
    """Day, time, place or title change before the meeting; who had the notice is told by itself."""
    if meeting.lead_committee is not None:
        # Its numbers are given one at a time; it is held before the meeting is.
        lock_row(meeting.lead_committee)
    held = permitted_meeting(by=by, action="change", meeting=meeting, at=at)
    must_be_open(held)
    was, began_at = facts_of(held), held.begins_at
    _write_plan(held, plan)
    if held.on_date < local_day(at):
        raise Mendable(_("This day has passed. Enter it as a past meeting."), "on_date", "past")
    if held.notice_sent_at is not None and held.begins_at < min(began_at, at):
        # Nobody who had the notice could have come.
        raise Mendable(_("This hour has passed. Choose a later one."), "starts", "past")
    if held.lead_committee is not None:
        give_number(held, held.lead_committee, number)
    note_change(held, was=was, by=by, at=at)
    save_and_refresh(held)
    note_delegated(by=by, meeting=held, step=Step.CHANGED, at=at)
    tell_if_soon(held, by=by, at=at)
    return held


def as_planned(meeting: Meeting) -> dict[str, Any]:
    """Return what the form of a planned meeting shows of it."""
    return {
        "kind": meeting.kind,
        "number": meeting.number,
        "title": _typed_title(meeting),
        "on_date": meeting.on_date,
        "mode": meeting.mode,
        "place": meeting.place_text,
        "link": meeting.link,
        "memo_number": meeting.memo_number,
        "discreet": meeting.discreet,
        "cooperation": meeting.cooperation,
        "level": meeting.level,
        **hours_of(meeting),
    }


def hours_of(meeting: Meeting) -> dict[str, time | None]:
    """Return when it starts and ends, by the clock of Dhaka."""
    starts, ends = meeting.starts_at, meeting.ends_at
    return {
        "starts": starts.astimezone(DHAKA).time() if starts else None,
        "ends": ends.astimezone(DHAKA).time() if ends else None,
    }


@transaction.atomic
def cancel_meeting(*, by: User, meeting: Meeting, at: datetime, reason: str = "") -> Meeting:
    """The meeting is called off; its number is free again, and those who had the notice are told."""
    held = permitted_meeting(by=by, action="change", meeting=meeting, at=at)
    must_be_open(held)
    held.note = guarded(reason, field="reason", longest=1_000)
    held.state = State.CANCELLED
    held.sittings.update(number=None)
    save_and_refresh(held)
    note_delegated(by=by, meeting=held, step=Step.CANCELLED, at=at)
    tell_cancelled(held, by=by, at=at)
    return held


def _called(
    *,
    by: User,
    plan: Plan,
    at: datetime,
    committee: Committee | None,
    organisation: Organisation | None,
    action: str = "call_meeting",
) -> Meeting:
    meeting = Meeting(called_by=by, called_at=at, lead_committee=committee)
    if committee is not None and organisation is not None:
        words = _("A committee meets, or an organisation calls: name one of them.")
        raise Mendable(words, "organisation", "both")
    if committee is not None:
        committee = meeting.lead_committee = lock_container(committee, by=by, action=action, at=at)
        if not committee.is_live(local_day(at)):
            raise Mendable(_("This committee has ended. It holds no more meetings."), "committee", "ended")
        meeting.secretariat_party = committee.secretariat_party
        meeting.minute_takers_party = committee.minute_takers_party
        meeting.chair_party = _chair_party(committee)
        if committee.parent is not None and not can(Viewer(by, at), "call_meeting", committee):
            meeting.entering_party = committee.parent.secretariat_party
    elif organisation is not None:
        require(lock_actor(by, at), "call_meeting", organisation)
        meeting.secretariat_party = organisation.liaison_party
        meeting.minute_takers_party = organisation.liaison_party
        # Without a committee the head and liaison officers who called it approve the minutes.
        meeting.chair_party = organisation.liaison_party
    else:
        raise Mendable(
            _("Choose the committee that meets, or the organisation that calls."), "committee", "required"
        )
    _write_plan(meeting, plan)
    return meeting


def _chair_party(committee: Committee) -> Party:
    chairs = Seat.objects.filter(committee=committee, role=Seat.Role.CHAIR, until__isnull=True)
    seat = chairs.select_related("party").order_by("precedence", "pk").first()
    return seat_party(seat) if seat is not None else committee.secretariat_party


def _write_plan(meeting: Meeting, plan: Plan) -> None:
    if plan.on_date is None:
        raise Mendable(_("Enter the day of the meeting."), "on_date", "required")
    if plan.on_date.year not in YEARS:
        raise Mendable(_("Enter a day of the years 1900 to 2200."), "on_date", "years")
    meeting.on_date = plan.on_date
    meeting.precision = plan.precision
    exact = plan.precision == Meeting.Precision.DAY
    meeting.starts_at = datetime.combine(plan.on_date, plan.starts, DHAKA) if plan.starts and exact else None
    meeting.ends_at = datetime.combine(plan.on_date, plan.ends, DHAKA) if plan.ends and exact else None
    if meeting.ends_at and not meeting.starts_at:
        raise Mendable(_("Say when the meeting starts as well."), "starts", "required")
    if meeting.starts_at and meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise Mendable(_("The meeting ends before it starts. Enter a later end."), "ends", "ends-before")
    meeting.at = meeting.starts_at or datetime.combine(plan.on_date, time.min, DHAKA)
    meeting.kind = plan.kind
    meeting.mode = plan.mode
    meeting.cooperation = plan.cooperation or COOPERATION_OF[Kind(plan.kind)]
    meeting.level = plan.level
    meeting.place_text = guarded(plan.place, field="place", longest=LINE)
    meeting.link = guard_link(field="link", text=plan.link)
    meeting.discreet = plan.discreet
    meeting.memo_number = memo_text(plan.memo_number)
    must_be_free(meeting, meeting.memo_number)
    title = guarded(plan.title, field="title", longest=LINE)
    if title != _typed_title(meeting):
        meeting.title_en, meeting.title_bn = ("", title) if is_bangla_text(title) else (title, "")


def _typed_title(meeting: Meeting) -> str:
    """Its title in the language in which it was typed; one that has both shows the Bangla one."""
    return meeting.title_bn or meeting.title_en


def is_bangla_text(text: str) -> bool:
    """Whether a text is written in Bangla letters, so that it is kept as the Bangla title."""
    return any("ঀ" <= letter <= "৿" and letter not in BENGALI_DIGITS for letter in text)


def _sit(
    meeting: Meeting,
    lead: Committee | None,
    organisation: Organisation | None,
    number: int | None,
) -> None:
    if lead is not None:
        MeetingOf.objects.create(meeting=meeting, committee=lead, name_en=lead.name_en, name_bn=lead.name_bn)
        give_number(meeting, lead, number)
    if organisation is not None:
        MeetingOrganiser.objects.create(meeting=meeting, organisation=organisation)


def too_many_items(field: str) -> Mendable:
    """Return the refusal of an agenda that nobody could get through."""
    words = _("An agenda holds at most %(number)s items. Put some of them together.")
    return Mendable(words % {"number": in_digits(LONGEST_AGENDA)}, field, "too_long")


def _set_agenda(meeting: Meeting, titles: Sequence[str], *, is_of_committee: bool) -> None:
    wanted = [guarded(title, field="agenda", longest=LINE) for title in titles]
    items = [AgendaItem(meeting=meeting, title=title) for title in wanted if title]
    if len(items) > LONGEST_AGENDA:
        raise too_many_items("agenda")
    if is_of_committee:
        items.insert(0, AgendaItem(meeting=meeting, kind=AgendaItem.Kind.MATTERS_ARISING))
        items.append(AgendaItem(meeting=meeting, kind=AgendaItem.Kind.ANY_OTHER))
    for position, item in enumerate(items, start=1):
        item.position = position
    AgendaItem.objects.bulk_create(items)
