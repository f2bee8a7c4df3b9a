"""A letter about a meeting carries its entry for a calendar; later ones move it or take it away."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from meetings.actions import Plan, cancel_meeting, change_meeting, tell_change
from notifications import actions
from tests.cast import NOW, Cast
from tests.meetings.sittings import announced
from tests.notifications.mail_server import MailServer

pytestmark = pytest.mark.django_db
ON = (NOW + timedelta(days=20)).date()
READER = "rj_liaison"


def entries(cast: Cast, mail_server: MailServer) -> list[tuple[str, Any]]:
    """Method and event of each letter to one member, in the order they were sent."""
    actions.deliver(at=NOW + timedelta(minutes=1))
    address = cast[READER].user.email
    found = []
    for mail in mail_server.mails:
        if mail["to"] == [address]:
            for kind, text in mail["calendar"]:
                calendar = Calendar.from_ical(text)
                assert f"method={calendar['method']}" in kind.replace('"', "")
                (event,) = calendar.walk("VEVENT")
                found.append((str(calendar["method"]), event))
    return found


def test_one_meeting_is_one_entry_that_moves_and_is_taken_away(cast: Cast, mail_server: MailServer) -> None:
    by = cast.uno_sharsha.user
    meeting = announced(by, on_date=ON, starts=time(11), ends=time(13), place="Upazila hall", number=41)
    entries(cast, mail_server)
    plan = Plan(on_date=ON, starts=time(15), place="Upazila hall")
    change_meeting(by=by, meeting=meeting, plan=plan, at=NOW, number=41)
    tell_change(by=by, meeting=meeting, at=NOW)
    entries(cast, mail_server)
    cancel_meeting(by=by, meeting=meeting, at=NOW)
    told = entries(cast, mail_server)
    assert [method for method, _event in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["uid"]) for _method, event in told}) == 1
    assert [event["sequence"] for _method, event in told] == [1, 2, 3]
    assert [str(event["status"]) for _method, event in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    # 11:00 and 15:00 in Dhaka.
    assert told[0][1]["dtstart"].dt == datetime(ON.year, ON.month, ON.day, 5, tzinfo=UTC)
    assert told[1][1]["dtstart"].dt == datetime(ON.year, ON.month, ON.day, 9, tzinfo=UTC)
    assert str(told[0][1]["location"]) == "Upazila hall"
    assert "41" in str(told[0][1]["summary"]) or "৪১" in str(told[0][1]["summary"])


def test_it_names_its_reader_and_nobody_else_who_is_invited(cast: Cast, mail_server: MailServer) -> None:
    announced(cast.uno_sharsha.user, on_date=ON, number=41)
    ((_method, event),) = entries(cast, mail_server)
    assert str(event["attendee"]) == f"mailto:{cast[READER].user.email}"
    others = {one.user.email for one in cast if one.key != READER}
    assert not [address for address in others if address and address in event.to_ical().decode()]


def test_of_a_meeting_with_survivors_it_has_neither_place_nor_link(
    cast: Cast, mail_server: MailServer
) -> None:
    place, link = "Shelter in Benapole", "https://meet.example.org/room"
    announced(cast.uno_sharsha.user, on_date=ON, place=place, link=link, number=41, discreet=True)
    ((_method, event),) = entries(cast, mail_server)
    assert "location" not in event and "url" not in event
    assert "Benapole" not in event.to_ical().decode() and "meet.example" not in event.to_ical().decode()


def test_a_meeting_whose_hour_is_not_known_is_an_entry_of_the_whole_day(
    cast: Cast, mail_server: MailServer
) -> None:
    announced(cast.uno_sharsha.user, on_date=ON, starts=None, number=41)
    ((_method, event),) = entries(cast, mail_server)
    assert event["dtstart"].dt == ON
