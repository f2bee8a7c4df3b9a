"""A long list: merged from the viewer's parties on the audience index, never read whole."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from access.models import Party, Role, User
from access.rules.engine import people_who_may
from access.rules.viewer import Viewer
from access.toolkit.keyset import MAX_SIZE, Page, cursor_of, place_in
from access.toolkit.listing import count, page
from language.words import capped
from tests.toys.models import Letter, Paper, PaperAudience
from tests.toys.world import NOW, club, hours, letter, paper, party, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_people")]
# A rank of a room of the toy world.
UNDATED = 1


def titles(found: Page[Paper]) -> list[str]:
    return [record.title for record in found.records]


def reader(*codes: str) -> Viewer:
    return Viewer(person("reader", *(party(code) for code in codes)), NOW)


def test_a_record_reached_through_several_parties_stands_in_the_list_once() -> None:
    a, b, c = party("a"), party("b"), party("c")
    for number in range(9):
        paper(f"{number}", a, b, c, at=NOW + hours(number // 3))
    viewer = reader("a", "b", "c")
    first = page(Paper, viewer, size=4)
    second = page(Paper, viewer, size=4, after=first.next_cursor)
    third = page(Paper, viewer, size=4, after=second.next_cursor)
    assert [titles(each) for each in (first, second, third)] == [list("0123"), list("4567"), ["8"]]
    assert third.next_cursor is None
    assert count(Paper, viewer) == 9


def test_pages_go_back_the_way_they_came() -> None:
    for number in range(7):
        paper(f"{number}", party("a"), at=NOW)
    viewer = reader("a")
    first = page(Paper, viewer, size=3)
    second = page(Paper, viewer, size=3, after=first.next_cursor)
    third = page(Paper, viewer, size=3, after=second.next_cursor)
    assert first.previous_cursor is None
    back = page(Paper, viewer, size=3, before=third.previous_cursor)
    assert titles(back) == titles(second)
    assert titles(page(Paper, viewer, size=3, after=back.next_cursor)) == titles(third)
    start = page(Paper, viewer, size=3, before=back.previous_cursor)
    assert (titles(start), start.previous_cursor) == (list("012"), None)
    down = page(Paper, viewer, size=3, descending=True)
    assert titles(down) == list("654")
    assert titles(page(Paper, viewer, size=3, descending=True, after=down.next_cursor)) == list("321")


@pytest.mark.parametrize("whole", [False, True])
def test_a_record_without_a_date_stands_last_and_is_in_no_range_of_dates(whole: bool) -> None:
    paper("some day", party("a"), at=NOW, rank=UNDATED)
    paper("any day", party("a"), at=NOW - hours(1), rank=UNDATED)
    paper("tomorrow", party("a"), at=NOW + hours(24))
    viewer = reader("a")
    if whole:
        viewer = Viewer(person("secretariat", Party.objects.role(Role.NATIONAL_SECRETARIAT)), NOW)
    order = ["tomorrow", "any day", "some day"]
    first = page(Paper, viewer, size=1)
    second = page(Paper, viewer, size=1, after=first.next_cursor)
    third = page(Paper, viewer, size=1, after=second.next_cursor)
    assert titles(first) + titles(second) + titles(third) == order
    assert titles(page(Paper, viewer, size=1, before=third.previous_cursor)) == ["any day"]
    assert titles(page(Paper, viewer, descending=True)) == order[::-1]
    for span in ((NOW - hours(9), None), (None, NOW + hours(99)), (NOW - hours(9), NOW + hours(99))):
        assert titles(page(Paper, viewer, at_range=span)) == ["tomorrow"]
        assert count(Paper, viewer, at_range=span) == 1
        assert count(Paper, viewer, at_range=span, narrow=Q(title__contains="day")) == 0
    assert titles(page(Paper, viewer, rank=UNDATED)) == ["any day", "some day"]
    assert titles(page(Paper, viewer, rank=UNDATED, at_range=(NOW, None))) == ["some day"]
    assert count(Paper, viewer, rank=UNDATED) == 2


@pytest.mark.parametrize("way", ["after", "before"])
def test_a_cursor_from_before_lists_had_ranks_begins_the_list_anew(way: str) -> None:
    for number in range(3):
        paper(f"{number}", party("a"), at=NOW + hours(number))
    viewer = reader("a")
    old = cursor_of((NOW + hours(2), 1), of="toys.paper", viewer=viewer)
    place: dict[str, Any] = {way: old}
    assert titles(page(Paper, viewer, size=2, **place)) == ["0", "1"]
    assert titles(page(Paper, viewer, size=2, narrow=Q(live=True), **place)) == ["0", "1"]


def reader_again() -> Viewer:
    return Viewer(people_who_may("view", Paper.objects.earliest("pk"), NOW).get(), NOW)


def test_a_cursor_tells_nothing_of_the_numbers_inside_and_survives_nonsense() -> None:
    for number in range(3):
        paper(f"{number}", party("a"))
    viewer = reader("a")
    cursor = page(Paper, viewer, size=1).next_cursor
    assert cursor is not None
    last = Paper.objects.get(title="0")
    assert last.ref not in cursor and f"{last.pk}" not in cursor.rpartition(":")[0]
    assert titles(page(Paper, viewer, after=cursor)) == ["1", "2"]
    # What another person's address carries is no place in one's own list.
    another = Viewer(User.objects.create_user(email="another@toys.invalid"), NOW)
    assert place_in(cursor, of="toys.paper", viewer=viewer) is not None
    assert place_in(cursor, of="toys.paper", viewer=another) is None
    for nonsense in (
        "",
        ".",
        "zz.zz",
        "1.",
        "ffffffffffffffffffff.x",
        "1.\x00",
        "১.১",
        f"0.{cursor[:60]}",
        "x" * 9999,
    ):
        assert titles(page(Paper, viewer, after=nonsense)) == ["0", "1", "2"]


def test_a_page_is_never_longer_than_a_hundred_nor_shorter_than_one() -> None:
    papers = Paper.objects.bulk_create([Paper(title=f"{n}", at=NOW) for n in range(MAX_SIZE + 5)])
    a = party("a")
    PaperAudience.objects.bulk_create(
        [PaperAudience(record=each, party=a, via="owner", at=each.at, live=True) for each in papers]
    )
    viewer = reader("a")
    assert len(page(Paper, viewer, size=5000).records) == MAX_SIZE
    assert len(page(Paper, viewer, size=0).records) == 1
    assert count(Paper, viewer) == 100
    assert capped(count(Paper, viewer)) in ("99+", "৯৯+")


def test_who_reads_the_whole_type_walks_the_table_of_records_itself() -> None:
    for number in range(4):
        paper(f"{number}", at=NOW - hours(number), live=number != 1)
    viewer = Viewer(person("secretariat", Party.objects.role(Role.NATIONAL_SECRETARIAT)), NOW)
    with CaptureQueriesContext(connection) as asked:
        found = page(Paper, viewer, live=True, size=2)
    assert titles(found) == ["3", "2"]
    assert titles(page(Paper, viewer, live=True, size=2, after=found.next_cursor)) == ["0"]
    assert not [query for query in asked if "toys_paperaudience" in query["sql"]]
    assert count(Paper, viewer, live=False) == 1


def test_a_role_with_a_condition_reads_both_ways_in_one_order() -> None:
    mine = party("mine")
    first, second, third = letter(is_confirmed=True), letter(mine), letter(mine, is_confirmed=True)
    letter()
    viewer = Viewer(person("oversight", mine, Party.objects.role(Role.OVERSIGHT)), NOW)
    seen = page(Letter, viewer, size=2)
    assert seen.records == [first, second]
    assert page(Letter, viewer, size=2, after=seen.next_cursor).records == [third]
    assert page(Letter, viewer, descending=True).records == [third, second, first]
    assert count(Letter, viewer) == 3


def test_a_filter_that_leaves_few_starts_from_those_and_still_asks_the_audience() -> None:
    reading, writing = club("reading"), club("writing")
    for number in range(3):
        paper(f"reading {number}", party("a"), club=reading, at=NOW + hours(number))
    paper("reading, hidden", party("b"), club=reading)
    paper("writing", party("a"), club=writing)
    viewer = reader("a")
    few = Q(club=reading)
    first = page(Paper, viewer, narrow=few, size=2)
    assert titles(first) == ["reading 0", "reading 1"]
    rest = page(Paper, viewer, narrow=few, size=2, after=first.next_cursor)
    assert (titles(rest), rest.next_cursor) == (["reading 2"], None)
    assert titles(page(Paper, viewer, narrow=few, size=2, before=rest.previous_cursor)) == titles(first)
    assert count(Paper, viewer, narrow=few) == 3


@pytest.mark.parametrize("rows", [1, 7])
def test_a_page_costs_the_same_however_many_rows(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        paper(f"{number}", party("a"), party("b"), club=club("reading"))
    viewer = reader("a", "b")
    brought = Paper.objects.with_can(viewer, "edit", "sign").select_related("club")
    with django_assert_num_queries(2):  # the places, the records; the viewer's parties are known by now
        found = page(Paper, viewer, bring=brought.in_bulk)
        assert [record.club.name for record in found.records if record.club] == ["reading"] * rows


def test_nobody_outside_the_door_is_asked_about_at_all(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    paper("record", party("a"))
    viewers = [
        Viewer(person("administrator", party("a"), is_administrator=True), NOW),
        Viewer(person("left", party("a"), is_active=False), NOW),
    ]
    with django_assert_num_queries(0):
        for viewer in viewers:
            assert page(Paper, viewer).records == []
            assert count(Paper, viewer) == 0
            assert count(Paper, viewer, narrow=Q(title="record")) == 0


def test_a_copy_that_is_behind_its_record_does_not_send_the_reader_in_circles() -> None:
    for number in range(4):
        paper(f"{number}", party("a"), at=NOW + hours(number))
    Paper.objects.filter(title="1").update(at=NOW - hours(1))
    viewer = reader("a")
    seen: list[str] = []
    cursor: str | None = None
    while len(seen) < 9:
        found = page(Paper, viewer, size=1, after=cursor)
        seen += titles(found)
        cursor = found.next_cursor
        if cursor is None:
            break
    assert seen == ["0", "1", "2", "3"]
