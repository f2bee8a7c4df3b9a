"""Small worlds of chance: what stands in a feed and on a page, against a plain second account of them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from access.models import User
from access.rules.viewer import Viewer
from commitments import actions as promises
from commitments.models import Commitment
from coordination.calendar.feed import BACK
from coordination.calendar.month import Month, asked_sources, page_of
from language.words import DHAKA, local_day
from meetings.actions import cancel_meeting
from meetings.models import Meeting
from partners.models import Committee, Membership, Organisation, Seat, Side
from tests.budgets import budget
from tests.commitments.world import (
    NOW,
    committee,
    days,
    holder,
    member,
    office,
    organisation,
    person,
    promise,
    seat,
)  # fmt: skip
from tests.coordination.test_calendar_feed import of
from tests.meetings.sittings import announced, planned

pytestmark = pytest.mark.django_db
Term = tuple[Organisation, str, datetime | None]
AHEAD = st.integers(0, 500)


@dataclass
class World:
    """Committees with their bodies, people with their terms, and what was made: all of it by hand."""

    seats: list[tuple[Committee, Organisation]] = field(default_factory=list)
    keepers: dict[int, User] = field(default_factory=dict)
    people: list[tuple[User, list[Term]]] = field(default_factory=list)
    meetings: list[tuple[Meeting, Committee, str, datetime | None]] = field(default_factory=list)
    promises: list[tuple[Commitment, Organisation, date | None]] = field(default_factory=list)


def build(data: Any) -> World:
    world = World()
    committees = [committee(f"committee {n}") for n in range(2)]
    bodies = [organisation(f"ngo {n}") for n in range(2)]
    keeper = organisation("secretariat", Side.GOVERNMENT)
    for one in committees:
        desk = office("Member secretary", keeper)
        seat(one, office=desk, role=Seat.Role.MEMBER_SECRETARY, precedence=1)
        world.keepers[one.pk] = holder(person("secretary"), desk)
        for body in bodies:
            if data.draw(st.booleans()):
                seat(one, body)
                world.seats.append((one, body))
    for n in range(3):
        somebody, terms = person(f"person {n}"), []
        for body in bodies:
            role = data.draw(st.sampled_from(["", "liaison", "staff"]))
            if role:
                until = NOW + days(data.draw(AHEAD)) if data.draw(st.booleans()) else None
                member(somebody, body, Membership.Role(role), until=until)
                terms.append((body, role, until))
        assert somebody.user is not None
        world.people.append((somebody.user, terms))
    for one in committees:
        for _n in range(data.draw(st.integers(0, 2))):
            world.meetings.append(_meeting(data, one, world.keepers[one.pk]))
    for body in bodies:
        for _n in range(data.draw(st.integers(0, 2))):
            due = NOW.date() + days(data.draw(st.integers(1, 400))) if data.draw(st.booleans()) else None
            made = promise(body, committees[0], due_on=due)
            if data.draw(st.booleans()):
                reason = "Another body does this work already."
                promises.drop(by=world.keepers[committees[0].pk], commitment=made, reason=reason, at=NOW)
                due = None
            world.promises.append((made, body, due))
    return world


def _meeting(data: Any, of_committee: Committee, by: User) -> tuple[Meeting, Committee, str, datetime | None]:
    on = NOW.date() + days(data.draw(st.one_of(st.integers(1, 30), st.integers(1, 400))))
    state = data.draw(st.sampled_from(["planned", "announced", "cancelled", "cancelled unannounced"]))
    make = planned if state in ("planned", "cancelled unannounced") else announced
    starts = data.draw(st.sampled_from([None, time(0), time(23, 59)]))
    made = make(by, of_committee, on_date=on, starts=starts)
    if "cancelled" in state:
        cancel_meeting(by=by, meeting=made, at=NOW)
    last = made.announcements.order_by("-nth").first()
    return Meeting.objects.get(pk=made.pk), of_committee, state, last.told_at if last else None


def own(world: World, user: User, terms: list[Term], at: datetime) -> tuple[set[int], set[int]]:
    """Committees and bodies of a person at an instant."""
    now = [(body, role) for body, role, until in terms if until is None or at < until]
    answers = {body.pk for body, role in now if role == "liaison"}
    committees = {one.pk for one, body in world.seats if body.pk in answers}
    committees |= {pk for pk, keeper in world.keepers.items() if keeper == user}
    return committees, {body.pk for body, _role in now}


def begins(meeting: Meeting) -> datetime:
    return meeting.starts_at or datetime.combine(meeting.on_date, time.min, DHAKA)


def feed_by_hand(world: World, user: User, terms: list[Term], at: datetime) -> set[str]:
    committees, bodies = own(world, user, terms, at)
    found = set()
    for meeting, of_committee, state, told_at in world.meetings:
        is_mine = of_committee.pk in committees and told_at is not None and begins(meeting) >= at - BACK
        is_over = state == "cancelled" and told_at is not None and at >= told_at + days(365)
        if is_mine and not is_over:
            found.add(meeting.ref)
    for made, body, due in world.promises:
        since = (at - BACK).astimezone(DHAKA)
        if body.pk in bodies and due is not None and datetime.combine(due, time.min, DHAKA) >= since:
            found.add(made.ref)
    return found


def page_by_hand(world: World, user: User, terms: list[Term], at: datetime, month: Month) -> set[str]:
    committees, bodies = own(world, user, terms, at)
    keeps = {pk for pk, keeper in world.keepers.items() if keeper == user}
    found = set()
    for meeting, of_committee, _state, told_at in world.meetings:
        is_mine = of_committee.pk in (committees if told_at is not None else keeps)
        if is_mine and Month.of(meeting.on_date) == month:
            found.add(f"/meetings/{meeting.ref}/")
    for made, body, due in world.promises:
        if body.pk in bodies and due is not None and Month.of(due) == month:
            found.add(f"/commitments/{made.ref}/")
    return found


@settings(max_examples=budget(8, 300))
@given(data=st.data())
def test_feed_and_page_hold_what_a_plain_account_holds(data: Any) -> None:
    with transaction.atomic():
        holds_as_by_hand(data)
        transaction.set_rollback(True)


def holds_as_by_hand(data: Any) -> None:
    world = build(data)
    # Soon, and about where a year after calling off and thirteen months after the day come to their end.
    after = data.draw(st.one_of(st.integers(0, 60), st.integers(360, 420)))
    at = NOW + timedelta(days=after, hours=data.draw(st.integers(0, 23)))
    keepers: list[tuple[User, list[Term]]] = [(keeper, []) for keeper in world.keepers.values()]
    month = Month.of(NOW.date()).moved(data.draw(st.integers(0, 13)))
    for user, terms in [*world.people, *keepers]:
        assert set(of(user, at)) == feed_by_hand(world, user, terms, at)
        page = page_of(Viewer(user, at), month, asked_sources(""))
        drawn = {
            entry.url for week in page.weeks for day in week for entry in day.entries if not day.is_outside
        }
        assert drawn == page_by_hand(world, user, terms, at, month)
        if month != Month.of(local_day(at)):
            said = {line.entry.url for group in page.groups for line in group.lines}
            assert said == drawn
