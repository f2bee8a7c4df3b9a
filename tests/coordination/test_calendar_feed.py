"""The feed of a person, read back as their own calendar program would: what stands in it, and what never."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from icalendar import Calendar, Timezone

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.mail import sender_domain
from commitments import actions as promises
from commitments.models import Commitment
from coordination.calendar.feed import feed_of
from language.words import DHAKA
from meetings.actions import Plan, cancel_meeting, change_meeting, invite_body, tell_change
from meetings.notices import invited
from tests.cast import NOW, Cast
from tests.meetings.sittings import announced, body, circulated, jashore, planned, sharsha
from tests.sweep import MARKS, NETWORK, District

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 8)
LIAISON = "rj_liaison"


def events(feed: bytes) -> dict[str, Any]:
    """The entries by the reference of their record."""
    calendar = Calendar.from_ical(feed)
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert all(uid.endswith(f"@{sender_domain()}") for uid in found)
    return {uid.partition("@")[0]: event for uid, event in found.items()}


def feed(user: User, at: datetime = NOW) -> bytes:
    return feed_of(Viewer(user, at))


def of(user: User, at: datetime = NOW) -> dict[str, Any]:
    return events(feed(user, at))


def text_of(user: User) -> str:
    """The feed as text, its folded lines made whole."""
    return feed(user).decode().replace("\r\n ", "")


def test_a_meeting_stands_in_the_hours_of_dhaka_with_its_zone(cast: Cast) -> None:
    meeting = announced(
        cast.uno_sharsha.user, on_date=ON, starts=time(11), ends=time(13), place="Upazila hall", number=41
    )
    event = of(cast[LIAISON].user)[meeting.ref]
    assert event["dtstart"].dt == datetime(2026, 12, 8, 11, tzinfo=DHAKA)
    assert event["dtend"].dt == datetime(2026, 12, 8, 13, tzinfo=DHAKA)
    assert event["dtstart"].params["TZID"] == "Asia/Dhaka"
    assert str(event["location"]) == "Upazila hall" and str(event["status"]) == "CONFIRMED"
    assert str(event["description"]) == f"{settings.PORTAL_URL.rstrip('/')}/meetings/{meeting.ref}/"
    calendar = Calendar.from_ical(feed(cast[LIAISON].user))
    (zone,) = calendar.walk("VTIMEZONE")
    assert isinstance(zone, Timezone)
    at_noon = datetime(2026, 12, 8, 12)  # noqa: DTZ001
    assert zone.to_tz().utcoffset(at_noon) == ZoneInfo("Asia/Dhaka").utcoffset(at_noon)


def test_days_are_days_without_a_zone(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, on_date=ON, starts=None, number=41)
    circulated(cast, number=42)
    (due,) = [one for one in of(cast[LIAISON].user).values() if str(one["transp"]) == "TRANSPARENT"]
    for event in (of(cast[LIAISON].user)[meeting.ref], due):
        assert type(event["dtstart"].dt) is date and "TZID" not in event["dtstart"].params
    assert due["dtstart"].dt == date(2026, 12, 10)


def test_fetched_twice_it_is_the_same_bytes_whenever_that_is(cast: Cast) -> None:
    announced(cast.uno_sharsha.user, on_date=ON, number=41)
    circulated(cast, number=42)
    user = cast[LIAISON].user
    assert len(of(user)) == 3
    assert feed(user) == feed(user, NOW + timedelta(hours=5)) == feed(user, NOW + timedelta(days=3))


def test_a_moved_meeting_keeps_its_uid_and_a_cancelled_one_says_so_for_a_year(cast: Cast) -> None:
    by, user = cast.uno_sharsha.user, cast[LIAISON].user
    meeting = announced(by, on_date=ON, starts=time(11), number=41)
    assert of(user)[meeting.ref]["sequence"] == 1
    change_meeting(by=by, meeting=meeting, plan=Plan(on_date=ON, starts=time(15)), at=NOW, number=41)
    # Until people are told, it stands as they know it.
    untold = of(user)[meeting.ref]
    assert (untold["sequence"], untold["dtstart"].dt.hour) == (1, 11)
    tell_change(by=by, meeting=meeting, at=NOW)
    moved = of(user)[meeting.ref]
    assert (moved["sequence"], moved["dtstart"].dt.hour) == (2, 15)
    cancel_meeting(by=by, meeting=meeting, at=NOW)
    off = of(user)[meeting.ref]
    assert (off["sequence"], str(off["status"]), off["dtstart"].dt.hour) == (3, "CANCELLED", 15)
    called_off = meeting.announcements.get(nth=3).told_at
    assert meeting.ref in of(user, called_off + timedelta(days=364))
    assert meeting.ref not in of(user, called_off + timedelta(days=366))


def test_past_meetings_stay_for_thirteen_months(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, on_date=ON, number=41)
    user = cast[LIAISON].user
    assert meeting.ref in of(user, NOW + timedelta(days=16 + 390))
    assert meeting.ref not in of(user, NOW + timedelta(days=16 + 400))


def test_it_never_says_a_title_nor_where_a_meeting_with_survivors_is(cast: Cast) -> None:
    by, user = cast.uno_sharsha.user, cast[LIAISON].user
    place, link = "Shelter in Benapole", "https://meet.example.org/room"
    open_one = announced(by, on_date=ON, title="Case of the brick kiln", number=41)
    limited = announced(by, on_date=ON, title="A kiln", place=place, link=link, number=42, discreet=True)
    text = text_of(user)
    assert "kiln" not in text and "Benapole" not in text and "meet.example" not in text
    for language, number, words in (
        ("en", "41", f"Meeting of {sharsha().name_en}"),
        ("bn", "৪১", f"সভা: {sharsha().name_bn}"),
    ):
        with translation.override(language):
            found = of(user)
        assert "location" not in found[limited.ref] and "url" not in found[limited.ref]
        assert str(found[limited.ref]["summary"]) == words
        assert number in str(found[open_one.ref]["summary"])


def test_a_promise_says_committee_decision_and_day_and_a_moved_date_moves_it(cast: Cast) -> None:
    minutes = circulated(cast, number=41)
    promise = Commitment.objects.get(source_id=minutes.meeting_id)
    user, by = cast[LIAISON].user, cast.uno_sharsha.user
    event = of(user)[promise.ref]
    assert promise.what not in text_of(user) and "places" not in text_of(user)
    assert (event["sequence"], event["dtstart"].dt) == (0, date(2026, 12, 10))
    later = date(2026, 12, 20)
    reason = "The roads are flooded this month."
    promises.move_due(by=by, commitment=promise, due_on=later, reason=reason, at=NOW)
    moved = of(user)[promise.ref]
    assert (moved["sequence"], moved["dtstart"].dt) == (1, later)
    promises.drop(by=by, commitment=promise, reason="Another body does this work already.", at=NOW)
    assert promise.ref not in of(user)


def test_it_is_written_in_the_language_of_its_person(cast: Cast) -> None:
    circulated(cast, number=41)
    for language, word in (("en", "Due: "), ("bn", "সময়সীমা")):
        with translation.override(language):
            assert word in text_of(cast[LIAISON].user)


def test_everybody_has_their_own_meetings_and_dates_and_nobody_elses(
    cast: Cast, swept: dict[str, District]
) -> None:
    """By hand: which records of the sweep stand in whose feed."""
    here = swept["jashore"]
    meetings = {
        here.told.ref, here.draft.meeting.ref, here.with_chair.meeting.ref, here.approved.meeting.ref,
        here.circulated.meeting.ref,
    }  # fmt: skip
    sits = {"dc_jashore", "dd_women_jashore", "uno_sharsha", "rj_liaison"}
    dates = {
        one.ref
        for one in Commitment.objects.filter(owner__code="RJ", stage__in=["agreed", "accepted"])
        if one.due_on is not None
    }
    assert len(dates) > 1
    drawn = {LIAISON: meetings | dates, "rj_staff": dates}
    wrong = {}
    for key in NETWORK.split():
        wanted = drawn.get(key, meetings if key in sits else set())
        found = set(of(cast[key].user))
        if found != wanted:
            wrong[key] = (sorted(found - wanted), sorted(wanted - found))
    assert not wrong
    for key in NETWORK.split():
        assert not [mark for mark in MARKS.values() if mark in text_of(cast[key].user)], key


def test_a_body_that_holds_a_meeting_or_is_named_in_its_notice_has_it_too(cast: Cast) -> None:
    meeting = announced(cast.uno_sharsha.user, on_date=ON, number=41)
    assert meeting.ref not in of(cast.bnwla_liaison.user)
    invite_body(by=cast.uno_sharsha.user, meeting=meeting, body=body("BNWLA"), at=NOW)
    assert meeting.ref in of(cast.bnwla_liaison.user)


def test_whoever_was_told_of_a_meeting_has_it_in_the_feed(cast: Cast) -> None:
    found = [
        announced(cast.uno_sharsha.user, on_date=ON, number=41),
        announced(cast.dc_jashore.user, jashore(), on_date=ON, number=12),
    ]
    for meeting in found:
        told = cast.keys_of(invited(meeting, NOW))
        assert told and told == {key for key in NETWORK.split() if meeting.ref in of(cast[key].user)}


def test_what_nobody_was_told_of_is_in_no_feed(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user, on_date=ON, number=41)
    cancelled = planned(cast.uno_sharsha.user, on_date=ON, number=42)
    cancel_meeting(by=cast.uno_sharsha.user, meeting=cancelled, at=NOW)
    for key in NETWORK.split():
        assert not {meeting.ref, cancelled.ref} & set(of(cast[key].user))


def test_seven_entries_cost_as_many_queries_as_one(cast: Cast) -> None:
    user = cast[LIAISON].user
    costs, entries = [], []
    for number in range(41, 48):
        announced(cast.uno_sharsha.user, on_date=ON, number=number)
        if number in (41, 47):
            with CaptureQueriesContext(connection) as queries:
                entries.append(len(of(user)))
            costs.append(len(queries))
    assert entries[1] == entries[0] + 6
    assert costs[0] == costs[1] <= 6
