"""The place in a list that an address carries tells nothing of records one may not see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from access.toolkit.listing import page
from commitments.models import Commitment
from meetings.models import Minutes
from tests.attack.scene import NOTHING, ask
from tests.cast import NOW, Cast, browser
from tests.commitments.world import TODAY, committee, days, liaison, organisation, promise, viewer
from tests.meetings.sittings import announced, draft, jashore, planned

pytestmark = pytest.mark.django_db
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def cursor(at: datetime, ref: str) -> str:
    return f"{(at - EPOCH) // timedelta(microseconds=1):x}.{ref}"


@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize("view", ["open", "soon", "late", "to-verify", "kept"])
def test_a_forged_cursor_does_not_say_whether_a_commitment_exists(way: str, view: str) -> None:
    mine, theirs = organisation("mine"), organisation("theirs")
    me = liaison(mine)
    for number in range(3):
        promise(mine, what=f"Promise {number}", due_on=TODAY + days(number + 1))
    hidden = promise(theirs, committee("theirs"), due_on=TODAY + days(2))
    client = browser(me)
    for at in (EPOCH, hidden.at):
        answers = []
        for ref in (hidden.ref, NOTHING):
            status, body, queries = ask(
                client, "get", reverse("commitments"), {"view": view, way: cursor(at, ref)}
            )
            answers.append((status, body.replace(cursor(at, ref), ""), queries))
        assert answers[0] == answers[1]


def test_a_forged_cursor_does_not_say_whether_a_meeting_exists(cast: Cast) -> None:
    announced(cast.uno_sharsha.user)
    hidden = planned(cast.dc_jashore.user, jashore())
    client = browser(cast.rj_liaison.user)
    for view in ("upcoming", "past", "drafts"):
        answers = []
        for ref in (hidden.ref, NOTHING):
            query = {"view": view, "after": cursor(EPOCH, ref)}
            status, body, queries = ask(client, "get", reverse("meetings"), query)
            answers.append((status, body.replace(query["after"], ""), queries))
        assert answers[0] == answers[1], view


def test_no_list_of_records_takes_its_place_from_a_hidden_one(cast: Cast) -> None:
    hidden = draft(cast.dd_women_jashore.user, jashore())
    own = draft(cast.uno_sharsha.user)
    # From the far end of time: a cursor that were believed would leave nothing to list.
    far = NOW + timedelta(days=9999)
    found = page(Minutes, cast.facilitator.viewer, after=cursor(far, hidden.ref))
    assert [row.pk for row in found.records] == [own.pk]
    found = page(Minutes, cast.facilitator.viewer, before=cursor(EPOCH, hidden.ref))
    assert [row.pk for row in found.records] == [own.pk]


def test_a_cursor_of_a_record_one_may_see_still_holds_its_place() -> None:
    mine = organisation("mine")
    me = liaison(mine)
    for number in range(3):
        promise(mine, what=f"Promise {number}", due_on=TODAY + days(number + 1))
    first = page(Commitment, viewer(me), size=1)
    second = page(Commitment, viewer(me), size=1, after=first.next_cursor)
    assert [first.records[0].what, second.records[0].what] == ["Promise 0", "Promise 1"]
