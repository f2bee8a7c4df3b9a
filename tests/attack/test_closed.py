"""Meetings without a committee, refused requests and the log: what else could say too much."""

import pytest
from django.urls import reverse

from access.models import AccessLog
from commitments.models import Commitment
from meetings import actions
from meetings.actions import Plan
from meetings.models import AgendaItem, MatterArising, Minutes
from tests.attack.scene import HX, MARK, NOTHING, ask, text
from tests.cast import NOW, Cast, browser
from tests.commitments.world import promise
from tests.meetings.sittings import TODAY, body, days, draft, jashore

pytestmark = pytest.mark.django_db


def own_meeting(cast: Cast) -> Minutes:
    """A meeting an NGO calls by itself: no committee sits."""
    user = cast.far_liaison.user
    meeting = actions.plan_meeting(
        by=user, plan=Plan(on_date=TODAY), at=NOW, organisation=body("CWCS"), agenda=["Partners"]
    )
    return actions.open_minutes(by=user, meeting=meeting, at=NOW)


def test_a_meeting_without_a_committee_takes_up_nobodys_promises(cast: Cast) -> None:
    promise(body("RJ"), None, what=f"Meet the {MARK}", agreed_on=TODAY - days(30))
    seen = promise(body("CWCS"), None, what="Our own", agreed_on=TODAY - days(30))
    minutes = own_meeting(cast)
    client = browser(cast.far_liaison.user)
    ref = minutes.meeting.ref
    assert MARK not in text(client.get(reverse("meeting", args=[ref])))
    answer = client.post(
        reverse("meeting_matter", args=[ref, seen.ref]), {"outcome": "drop-proposed", "note": "Because"}
    )
    assert answer.status_code == 422
    assert not MatterArising.objects.exists()


def test_a_refused_post_shows_no_part_of_the_record_it_was_refused_on(cast: Cast) -> None:
    minutes = draft(cast.uno_sharsha.user)
    client = browser(cast.rj_liaison.user)
    item = AgendaItem.objects.filter(meeting=minutes.meeting).first()
    assert item is not None
    for name, args in (
        ("meeting_edit", []),
        ("meeting_cancel", []),
        ("meeting_notice", []),
        ("meeting_start", []),
        ("meeting_add_item", []),
        ("meeting_change_item", [item.ref]),
    ):
        bodies = set()
        for extra in ({}, HX):
            status, shown, _queries = ask(
                client, "post", reverse(name, args=[minutes.meeting.ref, *args]), {"title": MARK}, **extra
            )
            assert status == 403, name
            bodies.add(shown)
        assert len(bodies) == 1 and MARK not in bodies.pop()
    logged = AccessLog.objects.filter(kind=AccessLog.Kind.DENIED, user_id=cast.rj_liaison.user.pk)
    assert set(logged.values_list("record_ref", flat=True)) == {minutes.meeting.ref}


def test_looking_for_what_is_hidden_leaves_no_line_that_names_it(cast: Cast) -> None:
    hidden = promise(body("BNWLA"), jashore(), agreed_on=TODAY - days(9))
    client = browser(cast.far_liaison.user)
    for ref in (hidden.ref, NOTHING):
        client.get(reverse("commitment", args=[ref]))
        client.post(reverse("commitment_drop", args=[ref]), {"reason": "x"})
    assert not AccessLog.objects.filter(user_id=cast.far_liaison.user.pk).exists()
    assert Commitment.objects.get(pk=hidden.pk).is_open


def test_the_same_name_of_a_record_opens_it_in_no_other_room(cast: Cast) -> None:
    """A reference that is good for one kind of record is good for no other."""
    minutes = draft(cast.facilitator.user)
    client = browser(cast.facilitator.user)
    for name in ("commitment", "meeting", "committee", "organisation", "commitment_letter"):
        for method in ("get", "post"):
            hidden = ask(client, method, reverse(name, args=[minutes.ref]))
            assert hidden == ask(client, method, reverse(name, args=[NOTHING])), name


def test_an_organisation_reads_no_draft_of_a_meeting_another_one_calls(cast: Cast) -> None:
    minutes = own_meeting(cast)
    for key in ("rj_liaison", "ncc_secretary", "oversight", "dc_jashore", "bnwla_liaison"):
        client = browser(cast[key].user)
        for name in ("meeting", "meeting_print", "meeting_attendance"):
            hidden = ask(client, "get", reverse(name, args=[minutes.meeting.ref]))
            assert hidden == ask(client, "get", reverse(name, args=[NOTHING])), (key, name)
