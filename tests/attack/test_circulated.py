"""Whoever reads circulated minutes reads no more than them, and changes nothing in them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from commitments.models import Commitment
from meetings.circulated_text import is_unaltered
from meetings.models import AgendaItem, Meeting, Minutes
from tests.attack.scene import HX, MARK, text
from tests.cast import Cast, browser
from tests.commitments.world import promise
from tests.meetings.sittings import TODAY, body, circulated, confirmed, sharsha

pytestmark = pytest.mark.django_db
EVERYTHING = {
    "title": "One more item",
    "discussion": "Other words",
    "decision": "Another decision",
    "version": "2",
    "what": "Something else",
    "owner": "Rights Jessore",
    "due_on": "10/12/2026",
    "do": "remove",
    "note": "Change it",
    "outcome": "reported-done",
    "signed_by": "Chair",
    "signed_on": "22/11/2026",
    "label": "A guest",
    "kind": "survivors",
    "total": "3",
    "reason": "No reason",
}


def old_promise() -> Commitment:
    """What Sharsha's committee agreed before and has open still: nobody's business outside it."""
    return promise(body("RJ"), sharsha(), what=f"Meet the {MARK}", agreed_on=TODAY - timedelta(days=40))


def writes(minutes: Minutes, commitment: Commitment) -> Iterator[str]:
    """Every address that changes a meeting or its minutes."""
    ref = minutes.meeting.ref
    for name in (
        *("edit", "notice", "cancel", "start", "add_item", "to_chair", "take_back", "approve", "send_back"),
        *("signed", "circulate", "attendance", "add_guest", "add_head_count"),
        *("correct", "confirm", "addendum"),
    ):
        yield reverse(f"meeting_{name}", args=[ref])
    for item in AgendaItem.objects.filter(meeting=minutes.meeting):
        for name in ("item", "add_action_point", "change_item"):
            yield reverse(f"meeting_{name}", args=[ref, item.ref])
    for point in minutes.action_points.all():
        yield reverse("meeting_remove_action_point", args=[ref, point.ref])
        yield reverse("meeting_point_verifier", args=[ref, point.ref])
    yield reverse("meeting_matter", args=[ref, commitment.ref])
    yield reverse("meeting_remove_head_count", args=[ref, 1])


@pytest.mark.parametrize("key", ["far_liaison", "moewoe_focal", "rj_staff", "bnwla_liaison"])
def test_a_reader_of_circulated_minutes_never_gets_the_workspace(cast: Cast, key: str) -> None:
    minutes = confirmed(cast, Meeting.Level.NETWORK)
    commitment = old_promise()
    client = browser(cast[key].user)
    assert client.get(reverse("meeting", args=[minutes.meeting.ref])).status_code == 200
    for address in writes(minutes, commitment):
        for data in ({}, EVERYTHING):
            for extra in ({}, HX):
                answer = client.post(address, data, **extra)  # type: ignore[arg-type]
                assert answer.status_code in {302, 403, 404}, address
                assert MARK not in text(answer), address
        answer = client.get(address)
        assert answer.status_code in {302, 403, 404, 405}, address
    stands = Minutes.objects.get(pk=minutes.pk)
    assert is_unaltered(stands) and stands.sha256 == minutes.sha256


@pytest.mark.parametrize("key", ["uno_sharsha", "facilitator", "dc_jashore", "ncc_secretary"])
def test_nobody_changes_circulated_minutes_by_any_address(cast: Cast, key: str) -> None:
    minutes = circulated(cast)
    commitment = old_promise()
    client = browser(cast[key].user)
    for address in writes(minutes, commitment):
        for data in ({}, EVERYTHING):
            answer = client.post(address, data)
            assert answer.status_code in {302, 403, 404, 422}, address
    stands = Minutes.objects.get(pk=minutes.pk)
    assert is_unaltered(stands) and stands.sha256 == minutes.sha256
    assert Meeting.objects.get(pk=minutes.meeting_id).state == Meeting.State.CIRCULATED


def test_circulating_twice_makes_no_promise_twice(cast: Cast) -> None:
    minutes = circulated(cast)
    before = Commitment.objects.count()
    client = browser(cast.uno_sharsha.user)
    client.post(reverse("meeting_circulate", args=[minutes.meeting.ref]))
    assert Commitment.objects.count() == before
