"""Meetings of the cast: of Sharsha's committee, its minutes taken by an NGO's facilitator."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from access.models import User
from access.rules.engine import can
from access.rules.members import people_of
from access.rules.viewer import Viewer
from language.words import local_day
from meetings import actions
from meetings.actions import Plan
from meetings.models import AgendaItem, Meeting, Minutes
from partners.models import Committee, Organisation, Seat
from tests.cast import NOW, Cast

TODAY = date(2026, 11, 22)
DUE = date(2026, 12, 10)
ITEM = "Shelter places"


def sharsha() -> Committee:
    return Committee.objects.get(place__name_en="Sharsha", tier="upazila")


def jashore() -> Committee:
    return Committee.objects.get(place__name_en="Jashore", tier="district")


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def secretary_of(committee: Committee, at: datetime = NOW) -> User:
    """Somebody of the committee's secretariat of the day."""
    found = people_of([committee.secretariat_party_id], at).order_by("-pk").first()
    assert found is not None
    return found


def _caller(by: User, committee: Committee, at: datetime) -> User:
    """A minute-taker writes; what they may not call or announce, the secretariat did before."""
    may = can(Viewer(by, at), "call_meeting", committee)
    return by if may else secretary_of(committee, at)


def seated(code: str, committee: Committee | None = None) -> Seat:
    """Give a body a seat of its own, by which the committee binds it."""
    own = body(code)
    at = committee or sharsha()
    return Seat.objects.create(code=f"test-{code}", committee=at, organisation=own, side=own.side)


def planned(by: User, committee: Committee | None = None, *, at: datetime = NOW, **fields: Any) -> Meeting:
    number = fields.pop("number", None)
    agenda = fields.pop("agenda", [ITEM])
    fields.setdefault("on_date", local_day(at))
    fields.setdefault("starts", time(11))
    committee = committee or sharsha()
    return actions.plan_meeting(
        by=_caller(by, committee, at),
        plan=Plan(**fields),
        at=at,
        committee=committee,
        agenda=agenda,
        number=number,
    )


def announced(by: User, committee: Committee | None = None, *, at: datetime = NOW, **fields: Any) -> Meeting:
    meeting = planned(by, committee, at=at, **fields)
    return actions.send_notice(by=_caller(by, committee or sharsha(), at), meeting=meeting, at=at)


def draft(by: User, committee: Committee | None = None, *, at: datetime = NOW, **fields: Any) -> Minutes:
    meeting = announced(by, committee, at=at, **fields)
    minutes = actions.open_minutes(by=by, meeting=meeting, at=at)
    write(by, minutes, at=at)
    return Minutes.objects.get(pk=minutes.pk)


def write(by: User, minutes: Minutes, *, at: datetime = NOW) -> None:
    actions.save_item(
        by=by,
        item=item_of(minutes),
        discussion="Referrals wait because nobody knows where a place is free.",
        decision="Free places are reported each quarter.",
        version=1,
        at=at,
    )


def item_of(minutes: Minutes, title: str = ITEM) -> AgendaItem:
    return AgendaItem.objects.get(meeting_id=minutes.meeting_id, title=title)


def point(by: User, minutes: Minutes, owner: str = "RJ", *, at: datetime = NOW, **fields: Any) -> Any:
    return actions.add_action_point(
        by=by,
        item=item_of(minutes),
        what=fields.get("what", "Send the list of free places"),
        owner=body(owner),
        due_on=fields.get("due_on", DUE),
        at=at,
    )


def approved(cast: Cast, *, points: tuple[str, ...] = ("RJ",), **fields: Any) -> Minutes:
    minutes = draft(cast.facilitator.user, **fields)
    for owner in points:
        point(cast.facilitator.user, minutes, owner)
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    return actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)


def circulated(cast: Cast, **fields: Any) -> Minutes:
    minutes = approved(cast, **fields)
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


CAME = {"RJ": "present", "chair": "present"}


def attended(cast: Cast, came: Mapping[str, str] = CAME, **fields: Any) -> Minutes:
    """Circulated minutes with an attendance list: by the code of a body, or `chair`, who came how."""
    minutes = draft(cast.facilitator.user, **fields)
    point(cast.facilitator.user, minutes)
    marks = [actions.Mark(seat_of(who).pk, status) for who, status in came.items()]
    actions.record_attendance(by=cast.facilitator.user, minutes=minutes, marks=marks, at=NOW)
    return sent(cast, minutes)


def sent(cast: Cast, minutes: Minutes) -> Minutes:
    """The draft goes to the chair, is approved and circulated."""
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def seat_of(who: str) -> Seat:
    seats = sharsha().seats.filter(until=None)
    return seats.get(role="chair") if who == "chair" else seats.get(organisation__code=who)


def confirmed(cast: Cast, level: Meeting.Level, minutes: Minutes | None = None) -> Minutes:
    """The committee confirmed its minutes on the day they were circulated."""
    minutes = minutes or circulated(cast, level=level)
    actions.confirm(by=cast.uno_sharsha.user, minutes=minutes, on=TODAY, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def days(number: int) -> timedelta:
    return timedelta(days=number)
