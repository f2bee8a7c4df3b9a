"""What leaves the portal holds what its reader may read: in worlds of chance, against an account by hand."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from meetings.models import Meeting
from tests.budgets import budget, is_deep
from tests.cast import READERS, Cast, browser
from tests.meetings.chance import (
    EVERY_SORT,
    SOME,
    WORLDS,
    Sitting,
    is_covered,
    made,
    mark,
    marks_in,
    readable,
    reads_meeting,
    reads_minutes,
    reads_promise,
)
from tests.meetings.leaving import feed, offered, paper, papers, papers_around, programs, sheets
from tests.meetings.test_access import COMMITTEE
from tests.toys.world import rolled_back

pytestmark = pytest.mark.django_db
FIRST = 300
# Long enough ago that what was promised then is late by now.
HELD = timedelta(days=14)
HANDS_OVER = ("uno_sharsha", "ncc_secretary", "ncc_chair")
World = list[Sitting]
Meetings = Mapping[int, Meeting]
# Quickly: the world with something of every sort alone. One drawn beside it was the same each time, and
# smaller.
in_worlds_of_chance = settings(
    max_examples=budget(1, 60),
    phases=tuple(Phase) if is_deep() else (Phase.explicit,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True)
def asks_as_often_as_it_likes(settings: Any) -> None:  # pytest's, not hypothesis's
    """All that can be asked is asked, of many worlds in a minute."""
    settings.API_REQUESTS_WITH_TOKEN = settings.API_REQUESTS_FROM_ADDRESS = 1_000_000


def when() -> datetime:
    return timezone.now() - HELD


def people(*more: str) -> tuple[str, ...]:
    return READERS if is_deep() else (*SOME, *more)


def marks(world: World, key: str, *parts: str) -> set[str]:
    """The marks of these parts that this persona may read; of all parts where none is named."""
    return {
        mark(part, number)
        for number, one in enumerate(world, start=FIRST)
        for part in readable(key, one)
        if part in parts or not parts
    }


def on_minutes(world: World, key: str) -> set[str]:
    """What stands on the papers of all minutes that this persona reads."""
    return {
        mark(part, number)
        for number, one in enumerate(world, start=FIRST)
        if reads_minutes(key, one)
        for part in readable(key, one) - {"title"}
    }


def of(numbered: tuple[int, Sitting], key: str, *parts: str) -> set[str]:
    """The same of one meeting; where it is held leaves the portal only if it may be known outside."""
    number, one = numbered
    kept = readable(key, one) & set(parts) - ({"place"} if one.is_discreet else set())
    return {mark(part, number) for part in kept}


@in_worlds_of_chance
@example(world=EVERY_SORT)
@given(world=WORLDS)
def test_every_sheet_holds_what_its_owner_may_read(cast: Cast, world: World) -> None:
    with rolled_back():
        numbers = made(cast, world, when(), FIRST)
        for key in people():
            found = {way: marks_in(text, numbers) for way, text in sheets(cast[key].user)}
            meetings: set[str] = set()
            for numbered in enumerate(world, start=FIRST):
                meetings |= of(numbered, key, "title", "place")
            promises = {
                mark("what", number)
                for number, one in enumerate(world, start=FIRST)
                if reads_promise(key, one) and not (is_covered(one) and one.covered == "what")
            }
            for form in ("xlsx", "csv"):
                assert found.pop(f"meetings {form}") == meetings, (key, form)
                assert found.pop(f"commitments {form}") == promises, (key, form)
            for way, leaked in found.items():
                assert leaked <= marks(world, key), (key, way)


@in_worlds_of_chance
@example(world=EVERY_SORT, language="bn", ending="pdf")
@example(world=EVERY_SORT[2:], language="en", ending="docx")
@given(world=WORLDS, language=st.sampled_from(("bn", "en")), ending=st.sampled_from(("docx", "docx", "pdf")))
def test_every_paper_of_a_meeting_holds_what_its_reader_may_read(
    cast: Cast, world: World, language: str, ending: str
) -> None:
    with rolled_back():
        meetings = made(cast, world, when(), FIRST)
        for key in people("uno_sharsha"):
            client = browser(cast[key].user)
            for numbered in enumerate(world, start=FIRST):
                number, one = numbered
                own = {"ending": ending, "language": language}
                text = paper(client, "meeting", meetings[number].ref, **own)
                assert (text is not None) == reads_minutes(key, one), (key, one)
                written = {mark(part, number) for part in readable(key, one) - {"title"}}
                assert text is None or marks_in(text, meetings) == written, (key, one)
                text = paper(client, "meeting_notice", meetings[number].ref, **own)
                assert (text is not None) == reads_meeting(key, one), (key, one)
                invited = of(numbered, key, "item", "place")
                assert text is None or marks_in(text, meetings) == invited, (key, one)


@in_worlds_of_chance
@example(world=EVERY_SORT, language="bn", ending="pdf")
@example(world=EVERY_SORT[2:], language="en", ending="docx")
@given(world=WORLDS, language=st.sampled_from(("bn", "en")), ending=st.sampled_from(("docx", "docx", "pdf")))
def test_every_paper_of_a_committee_and_an_office_holds_what_its_reader_may_read(
    cast: Cast, world: World, language: str, ending: str
) -> None:
    with rolled_back():
        meetings = made(cast, world, when(), FIRST)
        for key in people("uno_sharsha"):
            client, given_out = browser(cast[key].user), set()
            for way, text in papers_around(client, meetings.values(), language=language, endings=[ending]):
                name, found = way.split(" ")[0], marks_in(text, meetings)
                given_out.add(name)
                if name == "minutes_of_year":
                    assert found == on_minutes(world, key), key
                elif name == "handover":
                    assert found == handed_over(world, key), key
                elif name == "commitment_letter":
                    assert found <= marks(world, key, "what"), key
                    assert len(found) <= 1
            assert ("handover" in given_out) == (key in HANDS_OVER), key
            assert ("minutes_of_year" in given_out) == bool(on_minutes(world, key)), key


def handed_over(world: World, key: str) -> set[str]:
    """What the office of the chair passes on: its own open promises, and the meetings that are called."""
    found = set()
    for number, one in enumerate(world, start=FIRST):
        if one.owner == "chair" and reads_promise(key, one):
            found |= {mark("what", number)} & marks(world, key)
        if one.stage in ("planned", "announced"):
            found |= {mark("title", number)} & marks(world, key)
    return found


@in_worlds_of_chance
@example(world=EVERY_SORT)
@given(world=WORLDS)
def test_programs_read_what_their_person_may_read(cast: Cast, world: World) -> None:
    with rolled_back():
        meetings = made(cast, world, when(), FIRST)
        for key in people():
            read: set[str] = set()
            for way, text in programs(cast[key].user, meetings.values()):
                found = marks_in(text, meetings)
                assert found <= marks(world, key), (key, way)
                read |= found
            # Where a discreet meeting is held, programs read of those alone who are told to come.
            kept = {mark("place", n) for n, one in enumerate(world, start=FIRST) if one.is_discreet}
            assert marks(world, key) - kept <= read, key
            assert key in COMMITTEE or not read & kept, key


@in_worlds_of_chance
@example(world=EVERY_SORT)
@given(world=WORLDS)
def test_the_box_of_the_search_offers_what_its_reader_may_read(cast: Cast, world: World) -> None:
    with rolled_back():
        meetings = made(cast, world, when(), FIRST)
        every = {
            mark(part, number)
            for number, one in enumerate(world, start=FIRST)
            for part in ("title", "discussion", "decision", "what", "place", "item")
        }
        for key in people():
            client = browser(cast[key].user)
            answers = {word: offered(client, word) for word in sorted(every)}
            assert {word for word, text in answers.items() if text} == marks(world, key), key
            assert marks_in(" ".join(answers.values()), meetings) <= marks(world, key), key


@in_worlds_of_chance
@example(world=EVERY_SORT)
@given(world=WORLDS)
def test_calendar_feed_and_page_hold_what_their_reader_may_read(cast: Cast, world: World) -> None:
    with rolled_back():
        meetings = made(cast, world, when(), FIRST)
        for key in people("uno_sharsha"):
            sent = set()
            for numbered in enumerate(world, start=FIRST):
                if key in COMMITTEE and numbered[1].stage != "planned":
                    sent |= of(numbered, key, "place")
            assert marks_in(feed(cast[key].user), meetings) == sent, key
            client = browser(cast[key].user)
            for day in sorted({meeting.on_date for meeting in meetings.values()}):
                page = client.get(reverse("calendar"), {"month": f"{day:%Y-%m}"}).content.decode()
                assert marks_in(page, meetings) <= marks(world, key), key


def test_a_mark_that_is_left_in_would_be_seen(cast: Cast) -> None:
    """The account by hand is no empty one: somebody reads each part, and each way out carries some."""
    meetings = made(cast, EVERY_SORT, when(), FIRST)
    user = cast.uno_sharsha.user
    ways = dict(sheets(user)) | dict(papers(browser(user), meetings[302]))
    ways["feed"] = feed(user)
    carried = {way for way, text in ways.items() if marks_in(text, meetings)}
    assert carried >= {
        "meetings xlsx", "meetings csv", "commitments xlsx", "commitments csv", "meeting pdf", "meeting docx",
        "meeting_notice pdf", "minutes_of_year pdf", "handover pdf", "commitment_letter pdf", "feed",
    }  # fmt: skip
    read = set().union(*(readable(key, one) for key in READERS for one in EVERY_SORT))
    assert read == {"title", "place", "item", "discussion", "decision", "what"}
