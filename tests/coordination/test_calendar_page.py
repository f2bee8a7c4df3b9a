"""The page of the calendar: a month as a table, the same as a list, and nothing that is not one's own."""

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from access.rules.viewer import Viewer
from commitments import actions as promises
from commitments.models import Commitment
from coordination.calendar import month as months
from coordination.calendar.month import Month, Page, asked_sources, page_of
from coordination.covers import actions as covers
from language.words import local_day
from meetings.actions import cancel_meeting
from notifications.actions import add_day
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, circulated, planned

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)


def page(cast: Cast, key: str, month: Month = NOVEMBER, shows: str = "", at: Any = NOW) -> Page:
    with translation.override("en"):
        return page_of(Viewer(cast[key].user, at), month, asked_sources(shows))


def listed(page: Page) -> dict[str, list[str]]:
    return {group.key: [line.entry.url for line in group.lines] for group in page.groups}


def drawn(page: Page) -> list[str]:
    return [entry.url for week in page.weeks for day in week for entry in day.entries]


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_a_month_is_whole_weeks_from_sunday_that_hold_all_of_its_days(
    cast: Cast, year: int, number: int
) -> None:
    found = [day.on for week in page(cast, "far_liaison", Month(year, number)).weeks for day in week]
    assert found == [found[0] + timedelta(days=n) for n in range(len(found))]
    assert found[0].weekday() == 6 and found[-1].weekday() == 5
    first, after = date(year, number, 1), Month(year, number).moved(1).first
    assert found[0] <= first < found[7] and found[-8] < after <= found[-1] + timedelta(days=1)


def test_it_shows_the_meetings_and_dates_of_the_feed_and_what_is_only_planned(cast: Cast) -> None:
    told = announced(cast.uno_sharsha.user, on_date=ON, number=41)
    mine = planned(cast.uno_sharsha.user, on_date=ON, number=42)
    circulated(cast, number=43)
    promise = Commitment.objects.get()
    urls = {name: f"/meetings/{one.ref}/" for name, one in (("told", told), ("mine", mine))}
    due = f"/commitments/{promise.ref}/"
    liaison = page(cast, "rj_liaison")
    assert urls["told"] in drawn(liaison) and urls["mine"] not in drawn(liaison)
    assert drawn(page(cast, "rj_liaison", DECEMBER)).count(due) == 1
    assert due not in drawn(page(cast, "rj_liaison", DECEMBER, "meetings"))
    assert drawn(page(cast, "rj_liaison", DECEMBER, "due")) == [due]
    secretary = page(cast, "uno_sharsha")
    assert {*urls.values()} <= set(drawn(secretary))
    (line,) = [one for group in secretary.groups for one in group.lines if one.entry.url == urls["mine"]]
    assert line.entry.status is not None and "not sent" in line.entry.status.words
    assert not drawn(page(cast, "far_liaison")) and not page(cast, "far_liaison").groups


def test_the_list_begins_with_what_is_late_and_says_nothing_twice(cast: Cast) -> None:
    circulated(cast, number=43)
    promise = f"/commitments/{Commitment.objects.get().ref}/"
    later = announced(cast.uno_sharsha.user, on_date=date(2026, 12, 28), number=44)
    earlier = announced(cast.uno_sharsha.user, on_date=date(2026, 12, 2), number=45)
    found = page(cast, "rj_liaison", DECEMBER, at=NOW + timedelta(days=28))
    assert found.groups[0].is_late and "1" in found.groups[0].heading
    said = listed(found)
    assert said["late"] == [promise]
    assert said["today"] == [f"/meetings/{later.ref}/"] and said["earlier"] == [f"/meetings/{earlier.ref}/"]
    everything = [url for urls in said.values() for url in urls]
    assert len(everything) == len(set(everything))
    # In the square of its day it stands as well, with words beside the colour.
    entry = next(one for week in found.weeks for day in week for one in day.entries if one.url == promise)
    assert entry.is_late and entry.status is not None and "late" in entry.status.words


def test_of_much_that_is_late_the_oldest_stand_there_with_the_way_to_the_rest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    circulated(cast, number=43, points=("RJ", "RJ", "RJ"))
    monkeypatch.setattr(months, "MOST_LATE", 2)
    late = page(cast, "rj_liaison", DECEMBER, at=NOW + timedelta(days=28)).groups[0]
    assert late.heading == "Late, 2+" and len(late.lines) == 2
    assert late.more_url == "/commitments/?view=late"


def test_a_limited_meeting_shows_neither_title_nor_place_and_a_cancelled_one_says_so(cast: Cast) -> None:
    by = cast.uno_sharsha.user
    announced(by, on_date=ON, title="Brick kiln", place="Shelter in Benapole", number=41, discreet=True)
    off = announced(by, on_date=ON, number=42)
    cancel_meeting(by=by, meeting=off, at=NOW)
    text = browser(cast.rj_liaison.user).get("/calendar/", {"month": "2026-11"}).content.decode()
    assert "Meeting of" in text and "kiln" not in text and "Benapole" not in text
    assert "cal-off" in text and "Cancelled" in text


def test_days_off_are_marked_and_a_holiday_is_named(cast: Cast) -> None:
    add_day(by=cast.administrator.user, on=date(2026, 11, 23), name_en="Day of floods", name_bn="বন্যা", at=NOW)
    squares = {day.on: day for week in page(cast, "rj_liaison").weeks for day in week}
    assert squares[date(2026, 11, 27)].is_free and squares[date(2026, 11, 28)].is_free
    assert squares[date(2026, 11, 23)].is_free and squares[date(2026, 11, 23)].holiday == "Day of floods"
    assert not squares[date(2026, 11, 24)].is_free
    assert [on for on, day in squares.items() if day.is_today] == [NOW.date()]


def test_the_month_before_and_after_are_links_that_keep_what_is_shown(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    text = client.get("/calendar/", {"month": "2026-12", "show": "due"}).content.decode()
    assert 'href="?month=2026-11&amp;show=due" rel="prev"' in text
    assert 'href="?month=2027-01&amp;show=due" rel="next"' in text


@pytest.mark.parametrize("month", ["", "2026-13", "9999-12", "0001-01", "x", "2026-11-01", "%00", "1" * 500])
def test_an_address_that_names_no_month_shows_this_one(cast: Cast, month: str) -> None:
    answer = browser(cast.rj_liaison.user).get("/calendar/", {"month": month, "show": "no-such"})
    assert answer.status_code == 200
    assert answer.context["page"].month == Month.of(local_day(timezone.now()))


def test_bangla_pages_have_bangla_digits_and_whole_names(cast: Cast) -> None:
    announced(cast.uno_sharsha.user, on_date=ON, starts=time(15), number=41)
    text = browser(cast.rj_liaison.user, "bn").get("/calendar/", {"month": "2026-11"}).content.decode()
    main = re.sub(r"<[^>]*>", " ", text[text.index("<main") : text.index("</main")])
    assert "নভেম্বর ২০২৬" in main and "রবিবার" in main and "বিকাল ৩টা" in main and "২৫" in main
    assert not re.search(r"[0-9]", main)


def test_seven_entries_cost_as_many_queries_as_one_and_what_is_too_much_is_said(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, costs = browser(cast.rj_liaison.user), []
    for number in range(41, 48):
        announced(cast.uno_sharsha.user, on_date=ON, number=number)
        if number in (41, 47):
            with CaptureQueriesContext(connection) as queries:
                text = client.get("/calendar/", {"month": "2026-11"}).content.decode()
            costs.append(len(queries))
    assert costs[0] == costs[1] <= 16
    assert "3 more" in text and "holds more" not in text
    monkeypatch.setattr(months, "MOST", 5)
    found = page(cast, "rj_liaison")
    assert found.is_cut and len(drawn(found)) == 5
    text = client.get("/calendar/", {"month": "2026-11"}).content.decode()
    assert "holds more" in text and 'href="/meetings/"' in text


def test_the_page_says_whether_there_is_an_address_and_leads_to_it(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    assert 'href="/account/calendar/new/"' in client.get("/calendar/").content.decode()
    from access.accounts.calendar_address import make_address

    make_address(by=cast.rj_liaison.user, at=timezone.now())
    text = client.get("/calendar/").content.decode()
    assert 'href="/account/calendar/"' in text and 'href="/account/calendar/new/"' not in text
    assert 'href="/account/calendar/"' in client.get("/account/").content.decode()


def test_desk_and_meetings_lead_to_it(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    for address in ("/", "/meetings/"):
        assert 'href="/calendar/"' in client.get(address).content.decode()


def test_what_is_kept_leaves_the_calendar(cast: Cast) -> None:
    circulated(cast, number=43)
    promise = Commitment.objects.get()
    assert drawn(page(cast, "rj_liaison", DECEMBER)) == [f"/commitments/{promise.ref}/"]
    by = cast.uno_sharsha.user
    promises.drop(by=by, commitment=promise, reason="Another body does this work already.", at=NOW)
    assert not drawn(page(cast, "rj_liaison", DECEMBER))


def test_a_covered_passage_of_a_promise_stands_on_no_square_and_in_no_line(cast: Cast) -> None:
    circulated(cast, number=43)
    client = browser(cast.rj_liaison.user)
    assert "free places" in client.get("/calendar/", {"month": "2026-12"}).content.decode()
    covers.cover(by=cast.rj_liaison.user, record=Commitment.objects.get(), passage="free places", at=NOW)
    text = client.get("/calendar/", {"month": "2026-12"}).content.decode()
    assert "free places" not in text and "Send the list of" in text
