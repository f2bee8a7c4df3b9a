"""What the pages of a meeting cost: the same for one point and for twenty, for few readers and for many."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.models import User
from commitments.actions import agree
from meetings import actions
from meetings.models import (
    Addendum,
    AgendaItem,
    Correction,
    DraftOpening,
    HeadCount,
    MatterArising,
    Meeting,
    MeetingOrganiser,
    Minutes,
)
from tests.cast import NOW, Cast, browser
from tests.meetings.long_minutes import long_draft
from tests.meetings.sittings import DUE, body, confirmed, sharsha
from tests.partners.test_readership import fill
from tests.toys.world import rolled_back

pytestmark = pytest.mark.django_db
# The most a page of minutes may ask of the database, however long they are and whoever reads them.
MINUTES = 20
# The page that circulates also says who verifies by the rule: asked once for each side, not for each body.
ASKS_BEFORE = 39
# The most that circulating may.
CIRCULATION = 58
# How many points, delegates with an account and head counts there are.
SIZES = ((1, 1, 1), (7, 4, 3), (20, 12, 6))


def asked_by(user: User, name: str, *arguments: str) -> int:
    client, address = browser(user), reverse(name, args=arguments)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def with_the_chair(cast: Cast, minutes: Minutes) -> Minutes:
    actions.send_to_chair(by=cast.facilitator.user, minutes=minutes, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def circulated(cast: Cast, minutes: Minutes) -> Minutes:
    approved = actions.approve(by=cast.uno_sharsha.user, minutes=with_the_chair(cast, minutes), at=NOW)
    actions.circulate(by=cast.uno_sharsha.user, minutes=approved, at=NOW)
    return Minutes.objects.get(pk=minutes.pk)


def open_to_network(cast: Cast, minutes: Minutes) -> Minutes:
    Meeting.objects.filter(pk=minutes.meeting_id).update(level=Meeting.Level.NETWORK)
    return confirmed(cast, Meeting.Level.NETWORK, circulated(cast, minutes))


def cost(cast: Cast, ask: Callable[[Minutes], int]) -> int:
    """What a page asks of the database, which is the same for each size of the minutes."""
    found = []
    for points, delegates, head_counts in SIZES:
        with rolled_back():
            minutes = long_draft(cast, points=points, delegates=delegates, head_counts=head_counts)
            found.append(ask(minutes))
    assert len(set(found)) == 1, found
    return found[0]


def test_a_draft_costs_the_same_for_one_point_as_for_twenty(cast: Cast) -> None:
    writer = cast.facilitator.user

    def last(minutes: Minutes) -> AgendaItem:
        return AgendaItem.objects.filter(meeting=minutes.meeting_id).latest("position")

    assert cost(cast, lambda made: asked_by(writer, "meeting", made.meeting.ref)) <= MINUTES
    assert (
        cost(cast, lambda made: asked_by(writer, "meeting_item", made.meeting.ref, last(made).ref)) <= MINUTES
    )


def test_a_draft_before_the_chair_costs_the_same_for_one_point_as_for_twenty(cast: Cast) -> None:
    chair = cast.uno_sharsha.user
    assert (
        cost(cast, lambda made: asked_by(chair, "meeting", with_the_chair(cast, made).meeting.ref)) <= MINUTES
    )


def test_the_page_that_circulates_costs_the_same_for_one_point_as_for_twenty(cast: Cast) -> None:
    chair = cast.uno_sharsha.user

    def page(made: Minutes) -> int:
        actions.approve(by=chair, minutes=with_the_chair(cast, made), at=NOW)
        return asked_by(chair, "meeting_circulate", made.meeting.ref)

    assert cost(cast, page) <= ASKS_BEFORE


def test_circulated_minutes_cost_the_same_for_one_point_as_for_twenty(cast: Cast) -> None:
    reader = cast.rj_liaison.user
    assert cost(cast, lambda made: asked_by(reader, "meeting", circulated(cast, made).meeting.ref)) <= MINUTES


def test_the_paper_of_minutes_costs_the_same_for_one_point_as_for_twenty(cast: Cast) -> None:
    reader, writer = cast.rj_liaison.user, cast.facilitator.user
    assert (
        cost(cast, lambda made: asked_by(reader, "meeting_print", circulated(cast, made).meeting.ref))
        <= MINUTES
    )
    assert cost(cast, lambda made: asked_by(writer, "meeting_print", made.meeting.ref)) <= MINUTES


def test_minutes_open_to_the_network_cost_the_same_for_one_point_as_for_twenty(cast: Cast) -> None:
    reader = cast.far_liaison.user
    assert (
        cost(cast, lambda made: asked_by(reader, "meeting", open_to_network(cast, made).meeting.ref))
        <= MINUTES
    )


def test_what_minutes_have_none_of_is_not_asked_for(cast: Cast) -> None:
    minutes = circulated(cast, long_draft(cast, points=3))
    client, address = browser(cast.rj_liaison.user), reverse("meeting", args=[minutes.meeting.ref])
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    # Of records it is their own table that the first column is of.
    brought = {one["sql"].split(".", 1)[0].removeprefix("SELECT ").strip('"') for one in asked}
    assert Minutes._meta.db_table in brought
    for model in (HeadCount, MatterArising, Correction, Addendum, DraftOpening, MeetingOrganiser):
        assert model._meta.db_table not in brought


def test_minutes_open_to_the_network_cost_the_same_however_many_read_them(cast: Cast) -> None:
    minutes = open_to_network(cast, long_draft(cast, points=1))
    few = asked_by(cast.far_liaison.user, "meeting", minutes.meeting.ref)
    fill(400)
    assert asked_by(cast.far_liaison.user, "meeting", minutes.meeting.ref) == few <= MINUTES


def asked_to_circulate(cast: Cast, *, points: int, matters: int = 0) -> int:
    """What it asks of the database to circulate minutes of so many points and matters arising."""
    minutes = long_draft(cast, points=points, delegates=2)
    for number in range(matters):
        take_up(cast, minutes, number)
    approved = actions.approve(by=cast.uno_sharsha.user, minutes=with_the_chair(cast, minutes), at=NOW)
    with CaptureQueriesContext(connection) as asked:
        made = actions.circulate(by=cast.uno_sharsha.user, minutes=approved, at=NOW)
    assert len(made) == points
    return len(asked)


def take_up(cast: Cast, minutes: Minutes, number: int) -> None:
    """The meeting says something of an earlier promise."""
    owner = body("RJ")
    promise = agree(
        by=cast.uno_sharsha.user,
        what=f"An earlier promise, number {number}",
        owner=owner,
        due_on=DUE,
        committee=sharsha(),
        agreed_on=NOW.date() - timedelta(days=30),
        source_type="",
        source_id=None,
        source_text_en="",
        source_text_bn="",
        at=NOW,
    )
    outcomes = list(MatterArising.Outcome)
    MatterArising.objects.create(
        minutes=minutes,
        commitment=promise,
        outcome=outcomes[number % len(outcomes)],
        note="The body that promised it said so.",
        what=promise.what,
        owner_en=owner.name_en,
    )


def test_circulating_costs_the_same_for_one_point_as_for_a_hundred(cast: Cast) -> None:
    found = []
    for points, matters in ((1, 3), (20, 9), (100, 30)):
        with rolled_back():
            found.append(asked_to_circulate(cast, points=points, matters=matters))
    assert found[1] <= CIRCULATION, found
    assert len(set(found)) == 1, found
