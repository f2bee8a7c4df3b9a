"""An agenda of 100 items, 300 seats, a decision of 20,000 letters: nothing lost, nothing slow."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.toolkit.errors import Mendable
from meetings import actions
from meetings.actions.planning import LONGEST_AGENDA
from meetings.models import Attendance, Decision, Meeting, Minutes
from partners.models import Office, Seat
from tests.cast import NOW, Cast, browser
from tests.library.papers import flat, read
from tests.meetings.sittings import announced, draft, item_of, planned, sharsha

pytestmark = pytest.mark.django_db
# The most that a page or a step may ask of the database, however long what it shows or does.
PAGE, STEP = 24, 40
SEATS = 300


def asked(do: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        do()
    return len(found)


def titles(number: int) -> list[str]:
    return [f"Matter {n}" for n in range(1, number + 1)]


def crowded() -> list[Seat]:
    """So many seats more in Sharsha's committee, each of an office."""
    offices = Office.objects.bulk_create(
        Office(code=f"crowd-{n}", title_en=f"Seat {n}", place=sharsha().place) for n in range(SEATS)
    )
    return Seat.objects.bulk_create(
        Seat(code=f"crowd-{n}", committee=sharsha(), office=office, title_en=f"Seat {n}", side="government")
        for n, office in enumerate(offices)
    )


class TestAnAgendaOfAHundred:
    def test_is_entered_on_the_form_shown_and_printed_in_few_statements(self, cast: Cast) -> None:
        client = browser(cast.uno_sharsha.user)
        typed = {
            "body": f"committee:{sharsha().ref}",
            "kind": "ordinary",
            "on_date": f"{timezone.localdate():%d/%m/%Y}",
            "mode": "in-person",
            "level": "committee-and-upline",
            "agenda": "\n".join(titles(LONGEST_AGENDA)),
        }
        assert asked(lambda: client.post(reverse("meeting_new"), typed)) <= STEP
        meeting = Meeting.objects.latest("pk")
        assert meeting.agenda.count() == LONGEST_AGENDA + 2
        shown = reverse("meeting", args=[meeting.ref])
        client.get(shown)
        assert asked(lambda: client.get(shown)) <= PAGE
        file = client.get(reverse("meeting_notice_pdf", args=[meeting.ref]) + "?language=en")
        text = read(file.content)
        assert f"Matter {LONGEST_AGENDA}" in text

    def test_one_more_is_refused_in_words(self, cast: Cast) -> None:
        with pytest.raises(Mendable) as refusal:
            planned(cast.uno_sharsha.user, agenda=titles(LONGEST_AGENDA + 1))
        assert refusal.value.field == "agenda"
        meeting = planned(cast.uno_sharsha.user, agenda=titles(LONGEST_AGENDA - 2))
        with pytest.raises(Mendable) as refusal:
            actions.add_item(by=cast.uno_sharsha.user, meeting=meeting, title="One more", at=NOW)
        assert refusal.value.field == "title"

    def test_minutes_of_it_are_opened_and_written_as_quickly(self, cast: Cast) -> None:
        few, many = (
            announced(cast.uno_sharsha.user, agenda=titles(number)) for number in (2, LONGEST_AGENDA)
        )
        opened = [
            asked(lambda one=one: actions.open_minutes(by=cast.uno_sharsha.user, meeting=one, at=NOW))  # type: ignore[misc]
            for one in (few, many)
        ]
        assert opened[0] == opened[1]
        item = many.agenda.latest("position")
        client, page = browser(cast.uno_sharsha.user), reverse("meeting_item", args=[many.ref, item.ref])
        client.get(page)
        assert asked(lambda: client.get(page)) <= PAGE


class TestThreeHundredSeats:
    @pytest.fixture
    def minutes(self, cast: Cast) -> Minutes:
        crowded()
        return draft(cast.facilitator.user)

    def test_are_marked_on_the_page_and_sent_at_once(self, cast: Cast, minutes: Minutes) -> None:
        client = browser(cast.facilitator.user)
        page = reverse("meeting_attendance", args=[minutes.meeting.ref])
        assert asked(lambda: client.get(page)) <= PAGE
        context = client.get(page).context
        typed = {"versions": context["versions"], "once": "a" * 22}
        for row in context["rows"]:
            typed |= {row["name"]: "delegate", f"{row['name']}-delegate": "Deputy"}
            typed |= {f"{row['name']}-person": ""} if row["people"] else {}
        assert len(context["rows"]) >= SEATS
        assert asked(lambda: client.post(page, typed)) <= STEP
        assert Attendance.objects.filter(minutes=minutes, status="delegate").count() == len(context["rows"])
        typed = {"versions": client.get(page).context["versions"]}
        typed |= {row["name"]: "absent" for row in context["rows"]}
        assert asked(lambda: client.post(page, typed)) <= STEP
        noted = Attendance.objects.filter(minutes=minutes).values_list("status", "delegate_label")
        assert set(noted) == {("absent", "")}
        typed = {"versions": client.get(page).context["versions"]}
        typed |= {row["name"]: "" for row in context["rows"]}
        assert asked(lambda: client.post(page, typed)) <= STEP
        assert not Attendance.objects.filter(minutes=minutes).exists()

    def test_are_noted_as_present_by_one_press_and_printed(self, cast: Cast, minutes: Minutes) -> None:
        client = browser(cast.facilitator.user)
        page = reverse("meeting_attendance", args=[minutes.meeting.ref])
        rows = client.get(page).context["rows"]
        typed = {row["name"]: "" for row in rows} | {"do": "rest"}
        assert asked(lambda: client.post(page, typed)) <= STEP
        assert Attendance.objects.filter(minutes=minutes, status="present").count() == len(rows)
        shown = reverse("meeting_print", args=[minutes.meeting.ref])
        client.get(shown)
        assert asked(lambda: client.get(shown)) <= PAGE
        text = read(client.get(reverse("meeting_pdf", args=[minutes.meeting.ref]) + "?language=en").content)
        assert f"Seat {SEATS - 1}" in text


def test_a_decision_of_twenty_thousand_letters_is_saved_and_printed_whole(cast: Cast) -> None:
    minutes = draft(cast.facilitator.user)
    sentence = "The places that are free are reported to the committee. "
    text = (sentence * 400)[:19_990].strip() + " The end."
    client = browser(cast.facilitator.user)
    item = item_of(minutes)
    page = reverse("meeting_item", args=[minutes.meeting.ref, item.ref])
    version = client.get(page).context["item"].written.version
    typed = {"discussion": "Said", "decision": text, "version": version}
    assert asked(lambda: client.post(page, typed)) <= STEP
    assert Decision.objects.get(item=item).text == text
    assert "The end." in client.get(reverse("meeting_print", args=[minutes.meeting.ref])).content.decode()
    printed = read(client.get(reverse("meeting_pdf", args=[minutes.meeting.ref]) + "?language=en").content)
    assert printed.count("places") >= text.count("places") and "The end." in flat(printed)
