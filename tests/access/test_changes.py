"""What changed for one reader: nothing they may not read, and nothing missed, whatever happened between."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from access.api import changes
from access.api.changes import Change, Kind, Place, changes_since, now
from access.models import Party, PartyMember, Role, User
from access.rules.audiences import share, unshare
from access.rules.viewer import Viewer
from access.toolkit.keyset import CursorUnreadable
from access.toolkit.secrets import seal
from tests.toys.models import Letter, Paper
from tests.toys.world import join, letter, paper, party, person

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = (Kind("letter", Letter), Kind("paper", Paper))


class Reader:
    """Somebody who follows, and begins where nothing is told yet."""

    def __init__(self, *parties: Party, size: int = 3) -> None:
        self.user: User = person(f"reader-{User.objects.count()}", *parties)
        self.size = size
        self.cursor = now(self.viewer).sealed(self.viewer)

    @property
    def viewer(self) -> Viewer:
        return Viewer(User.objects.get(pk=self.user.pk))

    def poll(self) -> list[Change]:
        """Ask until nothing more is there, each time by the address that was given."""
        found: list[Change] = []
        while True:
            viewer = self.viewer
            told = changes_since(viewer, Place.of(self.cursor, viewer), KINDS, self.size)
            assert len(told.changes) <= self.size
            found, self.cursor = found + told.changes, told.place.sealed(viewer)
            if not told.has_more:
                return found

    def refs(self) -> list[str]:
        return [change.ref for change in self.poll()]


def test_who_begins_is_told_nothing_of_before_and_all_of_after_once() -> None:
    mine, others = party("mine"), party("others")
    paper("before", mine)
    reader = Reader(mine)
    assert reader.poll() == []
    made = [paper(f"paper {n}", mine) for n in range(7)]
    paper("hidden", others)
    sent = letter(mine)
    assert reader.poll() == [*(Change("paper", one.ref) for one in made), Change("letter", sent.ref)]
    assert reader.poll() == []


def test_a_record_that_changes_comes_again_and_one_that_is_closed_to_its_reader_no_more() -> None:
    mine, guest = party("mine"), party("guest")
    one, two = paper("one", mine), paper("two", guest)
    reader = Reader(mine, guest)
    one.title = "one, corrected"
    one.save()
    assert reader.refs() == [one.ref]
    two.audience.all().delete()
    two.title = "two, corrected"
    two.save()
    assert reader.refs() == []


def test_whoever_gains_a_right_is_told_of_the_older_records_it_opens_also_of_a_term_entered_late() -> None:
    mine, club = party("mine"), party("club")
    older = [paper(f"older {n}", club) for n in range(7)]
    reader = Reader(mine)
    assert reader.refs() == []
    # The term began long before the reader last asked.
    join(reader.user, club)
    assert reader.refs() == [one.ref for one in older]
    assert reader.refs() == []


def test_a_right_that_is_gained_and_lost_again_half_way_opens_nothing_more() -> None:
    mine, club = party("mine"), party("club")
    for n in range(7):
        paper(f"older {n}", club)
    reader = Reader(mine)
    join(reader.user, club)
    viewer = reader.viewer
    told = changes_since(viewer, Place.of(reader.cursor, viewer), KINDS, 3)
    assert len(told.changes) == 3 and told.has_more
    reader.cursor = told.place.sealed(viewer)
    PartyMember.objects.filter(user=reader.user, party=club).delete()
    assert reader.refs() == []


def test_a_role_opens_all_of_a_kind_once_and_another_party_beside_it_does_not_again() -> None:
    role = Party.objects.get(code=f"role:{Role.NATIONAL_SECRETARIAT.value}")
    made = [paper(f"paper {n}", party("others")) for n in range(4)]
    reader = Reader(party("mine"))
    join(reader.user, role)
    assert set(reader.refs()) == {one.ref for one in Paper.objects.all()} >= {one.ref for one in made}
    join(reader.user, party("some more"))
    assert reader.refs() == []


def test_a_page_looks_at_no_more_than_so_many_rows_and_moves_on_where_none_is_the_readers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 5)
    mine, others = party("mine"), party("others")
    reader = Reader(mine)
    for n in range(23):
        paper(f"hidden {n}", others)
        letter(others)
    shown = paper("shown", mine)
    viewer = reader.viewer
    first = changes_since(viewer, Place.of(reader.cursor, viewer), KINDS, 3)
    assert first.changes == [] and first.has_more
    assert reader.refs() == [shown.ref]


@pytest.mark.parametrize("records", [1, 7])
def test_a_page_costs_as_many_queries_for_seven_as_for_one(records: int) -> None:
    mine = party("mine")
    reader = Reader(mine, size=100)
    for n in range(records):
        paper(f"paper {n}", mine)
        letter(mine)
    viewer = reader.viewer
    assert viewer.party_ids
    with CaptureQueriesContext(connection) as asked:
        told = changes_since(viewer, Place.of(reader.cursor, viewer), KINDS, 100)
    assert len(told.changes) == 2 * records
    # Below which number all has ended; of each kind what changed, and what of it may be read.
    assert len(asked.captured_queries) == 5


def test_the_place_of_another_reader_or_one_that_was_made_up_is_refused() -> None:
    one, other = Reader(party("mine")), Reader(party("mine"))
    for cursor in (other.cursor, "nonsense", one.cursor[:-1]):
        with pytest.raises(CursorUnreadable):
            Place.of(cursor, one.viewer)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["make", "edit", "share", "unshare", "join", "leave", "poll", "poll"]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=25,
)


@given(steps=STEPS, size=st.integers(1, 4))
def test_in_random_worlds_a_reader_is_told_what_a_plain_calculation_says(
    steps: list[tuple[str, int, int]], size: int
) -> None:
    worlds = [party(f"world-{User.objects.count()}-{n}") for n in range(3)]
    reader, papers = Reader(size=size), [paper("first", worlds[0])]
    joined: set[int] = set()
    changed: dict[str, int] = {}
    seen_before: set[str] = set()

    def visible() -> set[str]:
        mine = [worlds[n].pk for n in joined]
        rows = Paper.objects.filter(pk__in=[one.pk for one in papers], audience__party__in=mine)
        return {one.ref for one in rows}

    for does, which, where in [*steps, ("poll", 0, 0)]:
        chosen: Any = papers[which % len(papers)]
        if does == "make":
            papers.append(paper(f"paper {len(papers)}", worlds[where]))
            changed[papers[-1].ref] = 1
        elif does == "edit":
            chosen.title += "."
            chosen.save()
            changed[chosen.ref] = 1
        elif does == "share":
            share(chosen, worlds[where].pk)
            changed[chosen.ref] = 1
        elif does == "unshare":
            unshare(chosen, worlds[where].pk)
        elif does == "join" and where not in joined:
            join(reader.user, worlds[where])
            joined.add(where)
        elif does == "leave" and where in joined:
            PartyMember.objects.filter(user=reader.user, party=worlds[where]).delete()
            joined.discard(where)
        elif does == "poll":
            told, here = set(reader.refs()), visible()
            assert told <= here, "something that may not be read was told"
            assert (here & changed.keys()) | (here - seen_before) <= told, "something was missed"
            changed, seen_before = {}, here


def test_a_place_of_before_is_read_by_a_portal_that_keeps_less_or_more_in_it() -> None:
    reader = Reader(party("mine"))
    viewer = reader.viewer
    told = {"number": 7, "kind": "paper", "record": 3, "gained": [1], "gained_record": 9}
    cursor = seal(json.dumps(told), bound_to=f"changes:{viewer.user.pk}")
    assert Place.of(cursor, viewer) == Place(number=7, kind="paper", record=3, gained=(1,))


# Everything in one transaction, as a restored or a loaded country is; a third of it is one club's.
MANY = """
    INSERT INTO toys_paper (ref, title, rank, at, live)
    SELECT 'many' || n, 'many', 0, timestamptz '2020-01-01' + n * interval '1 minute', n % 7 = 0
    FROM generate_series(1, 60000) AS n;
    INSERT INTO toys_paperaudience (record_id, party_id, via, rank, at, live)
    SELECT id, {party}, 'owner', rank, at, live FROM toys_paper WHERE id % 3 = 0 AND title = 'many';
    ANALYZE toys_paper;
    ANALYZE toys_paperaudience
"""


@pytest.mark.parametrize(
    "how", ["behind by all of it", "in a club that was joined", "in a role that was given"]
)
def test_however_much_was_changed_or_opened_a_page_costs_what_the_first_one_does(
    how: str, owner_connection: Any
) -> None:
    club = party("club")
    role = Party.objects.get(code=f"role:{Role.NATIONAL_SECRETARIAT.value}")
    reader = Reader(club, size=100) if how == "behind by all of it" else Reader(party("mine"), size=100)
    with owner_connection.cursor() as cursor:
        cursor.execute(MANY.replace("{party}", str(club.pk)))
    if how != "behind by all of it":
        viewer = reader.viewer
        reader.cursor = now(viewer).sealed(viewer)
        join(reader.user, role if "role" in how else club)
    costs: list[int] = []
    told = 0
    for nth in range(40):
        viewer = reader.viewer
        assert viewer.party_ids
        with CaptureQueriesContext(connection) as asked:
            page = changes_since(viewer, Place.of(reader.cursor, viewer), KINDS, reader.size)
        told += len(page.changes)
        reader.cursor = page.place.sealed(viewer)
        if not costs or nth == 39:
            costs.append(rows_read(asked))
    assert told == 4_000
    assert costs[-1] <= 1.5 * costs[0] and costs[-1] < 10_000, costs


def rows_read(asked: CaptureQueriesContext) -> int:
    """Rows that the statements of a page take from tables and indexes, and those thrown away."""
    read = 0
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"].replace("%", "%%"))
            told = cursor.fetchone()[0]
        read += _rows_of((json.loads(told) if isinstance(told, str) else told)[0]["Plan"])
    return read


def _rows_of(plan: dict[str, Any]) -> int:
    below = sum(_rows_of(one) for one in plan.get("Plans", ()))
    if "Scan" not in plan["Node Type"]:
        return below
    own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return below + int(own * plan["Actual Loops"])
