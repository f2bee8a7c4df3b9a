"""The squares beside the seats: who came to the last meetings, for those who read their minutes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from access.toolkit.gathering import Gathering
from meetings import actions
from meetings.models import Minutes
from meetings.panels import attended
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import draft, sharsha

pytestmark = pytest.mark.django_db


def held(cast: Cast, *, weeks_ago: int, **statuses: str) -> Minutes:
    """Hold and circulate a meeting; `chair="present"` marks the seat of that role."""
    day = NOW - timedelta(weeks=weeks_ago)
    minutes = draft(cast.uno_sharsha.user, at=day)
    seats = {seat.role: seat.pk for seat in sharsha().seats.filter(role__in=statuses)}
    marks = [actions.Mark(seats[role], status) for role, status in statuses.items()]
    actions.record_attendance(by=cast.uno_sharsha.user, minutes=minutes, marks=marks, at=NOW)
    actions.send_to_chair(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    approved = actions.approve(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)
    actions.circulate(by=cast.uno_sharsha.user, minutes=approved, at=NOW)
    return minutes


def test_the_oldest_stands_first_and_a_blank_is_not_an_absence(cast: Cast) -> None:
    held(cast, weeks_ago=1, chair="present", member_secretary="apologies")
    held(cast, weeks_ago=9, chair="delegate")
    found = attended(Gathering(cast.rj_liaison.viewer), sharsha())()
    seats = {
        seat.role: found[seat.pk] for seat in sharsha().seats.filter(role__in=("chair", "member_secretary"))
    }
    assert seats["chair"].marks == ("r", "")
    assert seats["member_secretary"].marks == ("n", "o")


def test_a_draft_shows_nobodys_attendance_and_who_reads_no_minutes_sees_no_squares(cast: Cast) -> None:
    draft(cast.uno_sharsha.user)
    assert attended(Gathering(cast.uno_sharsha.viewer), sharsha())() == {}
    held(cast, weeks_ago=1, chair="present")
    readers = {member.key for member in cast if attended(Gathering(member.viewer), sharsha())()}
    assert readers == {"facilitator", "uno_sharsha", "rj_liaison"}
    page = browser(cast.far_liaison.user).get(reverse("committee", args=[sharsha().ref])).content.decode()
    assert "att-key" not in page


def test_the_page_says_it_in_words_too_and_costs_the_same_for_six_meetings_as_for_one(cast: Cast) -> None:
    client, address = browser(cast.rj_liaison.user), reverse("committee", args=[sharsha().ref])
    held(cast, weeks_ago=1, chair="present")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        assert "filled at 1 of 1 meetings" in client.get(address).content.decode()
    for week in range(2, 8):
        held(cast, weeks_ago=week, chair="absent")
    with CaptureQueriesContext(connection) as six:
        assert "filled at 1 of 6 meetings" in client.get(address).content.decode()
    assert len(one) == len(six)
