"""What a room lets people search: declared once in the room, joined by no floor below the pages.

A source has a table of rows (`access.models.SearchRow`) that narrows, a model whose rule decides, and a
function that returns what is shown of records by number, of those that the viewer may read.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Model
from django.utils.functional import Promise

from access.models import SearchRow
from access.rules.conditions import IsAmong
from access.rules.engine import VIEW, allowed, rule_for
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable, countable
from access.toolkit.kept import Kept
from access.toolkit.prepared import Own
from language.search import exactly, keys_of, named_by
from language.words import local_day

Words = str | Promise
# Counted no further: "25+".
MOST = 26
# A party that nobody is of: stands for the roles that read a kind of record whole, while it is open to them.
BY_ROLE = 0
Shelves = Callable[[date], Sequence[Sequence[str]]]
Statement = tuple[str, list[Any]]
# The decades of all dates that can be typed.
_FIRST, _LAST = 190, 221
# A shelf is looked at only while there are not enough; who is called exactly so stands on one too. The
# parties of the reader are sent once: with each shelf they would be read and reckoned with anew.
_SOUGHT = (
    "WITH {given}exact AS MATERIALIZED {exact}, {newest}somewhere AS MATERIALIZED {somewhere}"
    " SELECT record_id, reader_id FROM (SELECT * FROM exact UNION ALL {shelves}) AS found LIMIT {most}"
)
_MOST_OF_SHELVES = "(SELECT CASE WHEN count(*) >= {most} THEN {most} ELSE {most} + count(*) END FROM exact)"
_GIVEN = "given AS MATERIALIZED (SELECT %s::bigint[] AS parties), "
_AMONG = "kept.parties && (SELECT parties FROM given)"
_HAS = "kept.keys && %s::integer[]"
# After the first shelves it is asked once whether the words stand anywhere, for this reader: where they do
# not, no other shelf is looked at, and what is hidden takes no longer than what there is not. It is asked
# after the shelves ahead and two months, in which most words of the nation stand, and never of what a role
# reads whole: nothing of that is hidden.
_FIRST_SHELVES = 6
_SOMEWHERE = "(SELECT FROM {table} AS kept WHERE {meant} LIMIT 1)"
_IF_SOMEWHERE = "EXISTS (SELECT FROM somewhere)"
# `OFFSET 0`: found by words and readers and ordered then, not read in their order until enough have both.
_STEP = (
    "(SELECT record_id, reader_id FROM (SELECT * FROM {table} AS kept WHERE {meant} OFFSET 0) AS sought"
    " ORDER BY at DESC NULLS LAST, size, record_id LIMIT {most})"
)
# Of many the newest are looked through first, as many whatever is asked and by whom: in 2 ms. What is not
# often among them is seldom in a month. Readers are compared before words: what is hidden takes no time.
NEWEST = 1000
_NEWEST = (
    "newest AS MATERIALIZED (SELECT record_id, reader_id FROM (SELECT * FROM {table}"
    " ORDER BY at DESC NULLS LAST, size, record_id LIMIT {newest}) AS kept WHERE {meant} LIMIT {most}),"
    " few AS MATERIALIZED (SELECT FROM newest HAVING count(*) < {most}), "
)
_IF_ENOUGH = "(SELECT * FROM newest WHERE NOT EXISTS (SELECT FROM few))"
_IF_FEW = "EXISTS (SELECT FROM few)"


class Hit(NamedTuple):
    """A record as it is shown among those found: values alone."""

    url: str
    title: str
    line: str = ""
    beside: str = ""
    side: str = ""
    is_hot: bool = False


@dataclass(frozen=True)
class NoSearch:
    """A room in which nothing is searched, and why."""

    because: str


@dataclass(frozen=True)
class Choosing:
    """How a form lets somebody choose a record of one kind by typing; the name of what is chosen is sent.

    `called` gives what a text may mean, what belongs to the record of a reference first; without a text that
    alone. `among` keeps, of records by number, what may be chosen. `part` draws one, as `one`. `most` are
    shown at once: few to pick one by its name, all where one looks through them.
    """

    called: Callable[[Viewer, str, str], Sequence[Any]]
    among: Callable[[Viewer, Sequence[int]], Sequence[Any]]
    part: str
    most: int = 7


@dataclass(frozen=True)
class SearchSource:
    """One kind of record that is found: `name` in addresses, `label` above what was found.

    `shelves` are the shelves of its rows in the order they are looked through, together where one is not
    worth a look of its own. `has_readers` where not everybody in the network reads all of it; `is_narrow`
    has it stand beside the others. `is_many` where a month may hold a hundred thousand: its table has the
    index `NEWEST_FIRST`. `gives_names` where names of one thing, in both languages and all spellings, mean
    each other; `is_named` where things have names of their own: those come first, and one that is spelt
    nearly so is found. `choosing` where forms choose of it, and `also`.
    """

    name: str
    label: Words
    icon: str
    rows: type[SearchRow]
    decides: type[Model]
    hits: Callable[[Viewer, Sequence[int]], Mapping[int, Hit]]
    shelves: Shelves
    order: int = 50
    has_readers: bool = True
    is_narrow: bool = False
    is_many: bool = False
    gives_names: bool = False
    is_named: bool = False
    choosing: Choosing | None = None
    # Records with the same in this column stand as one where several of them are found, which `lines` shows
    # of the first of them, as far as its reader reads the others.
    together: str = ""
    lines: Callable[[Viewer, Sequence[int]], Mapping[int, Hit]] | None = None
    # Of texts: the names that sound so, where nothing is called as typed.
    heard: Callable[[Collection[str]], Mapping[str, Collection[str]]] | None = None
    # What else is chosen of these records, by the kind that its form asks for.
    also: Mapping[str, Choosing] = field(default_factory=dict, hash=False)

    def candidates(
        self, viewer: Viewer, wanted: Sequence[Sequence[str]], line: str, most: int = MOST
    ) -> Statement | None:
        """Return what selects records that may be meant, with those that decide; first what is called so.

        Of each of `wanted` one word must be there. What this viewer does not read is not walked.
        """
        if not viewer.is_in_network:
            return None
        parties = self.readers_of(viewer)
        if parties == []:
            return None
        read = [] if parties is None else [_AMONG]

        def part(form: str, keys: Sequence[list[int] | Own], *gates: str) -> Statement:
            meant = " AND ".join([*gates, *read, *(_HAS for _ in keys)])
            return form.format(table=self.rows._meta.db_table, meant=meant, most=most, newest=NEWEST), [*keys]

        words = [Own(keys_of(alternatives)) for alternatives in wanted]
        exact, somewhere = part(_STEP, [Own(keys_of([exactly(line)]))]), part(_SOMEWHERE, words)
        newest = part(_NEWEST, words) if self.is_many else ("", [])
        steps: list[Statement] = [(_IF_ENOUGH, [])] if self.is_many else []
        if self.is_named:
            named = [Own(keys_of(map(named_by, alternatives))) for alternatives in wanted]
            steps.append(part(_STEP, named))
        for place, shelf in enumerate(self.shelves(local_day(viewer.at))):
            gates = [_IF_FEW] if self.is_many else []
            gates += [_IF_SOMEWHERE] if place >= _FIRST_SHELVES and read else []
            steps.append(part(_STEP, [keys_of(f"@{name}" for name in shelf), *words], *gates))
        sql = _SOUGHT.format(
            given=_GIVEN if read else "",
            exact=exact[0],
            newest=newest[0],
            somewhere=somewhere[0],
            shelves=" UNION ALL ".join(sql for sql, _ in steps),
            most=3 * most if self.is_named else _MOST_OF_SHELVES.format(most=most),
        )
        values = [value for one in (exact, newest, somewhere, *steps) for value in one[1]]
        return sql, [Own(parties), *values] if read else values

    def readable(self, viewer: Viewer, readers: Sequence[int]) -> Countable:
        """Return what selects, of the records that decide, those this viewer may read; where several stand
        as one, beside each what it stands under."""
        return _readable(self.decides, self.together)(viewer, readers=list(readers))[0]

    def readers_of(self, viewer: Viewer) -> list[int] | None:
        """Return by which parties this viewer reads rows; None of what they read whole."""
        if not self.has_readers:
            return None
        rule = rule_for(self.decides, VIEW)
        if not rule.reads_whole(viewer):
            return list(viewer.party_ids)
        return None if rule.whole_when is None else [*viewer.party_ids, BY_ROLE]


@cache
def _readable(model: type[Model], together: str) -> Kept:
    """What selects, of some of these records, those that a viewer may read: kept for all viewers alike."""

    def build(viewer: Viewer, readers: list[int]) -> list[Countable]:
        rows = model._base_manager.filter(IsAmong("pk", readers)).filter(allowed(viewer, model))
        return [countable(rows.values_list("pk", *filter(None, [together])))]

    return Kept(build)


@contextmanager
def by_index() -> Iterator[None]:
    """Have candidates found by the index alone, for as long as this lasts.

    The planner reckons a table of words by its pages and does not know that to compare the words of a row
    they are fetched and unpacked first: it reads whole tables for a second where the index takes 2 ms.
    """
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def rebuild(rows: type[SearchRow], cursor: Any, batch: int = 5_000) -> None:
    """Write all rows of a source anew from their records, and take away what has none."""
    gone = f"record_id NOT IN (SELECT id FROM {rows.records})"  # noqa: S608 (our own table)
    cursor.execute(f"DELETE FROM {rows._meta.db_table} WHERE {gone}")  # noqa: S608 (our own table)
    cursor.execute(f"SELECT coalesce(max(id), 0) FROM {rows.records}")  # noqa: S608 (our own table)
    (last,) = cursor.fetchone()
    for first in range(0, last + 1, batch):
        among = f"SELECT id FROM {rows.records} WHERE id >= %s AND id < %s ORDER BY id"  # noqa: S608 (our own table)
        cursor.execute(
            f"SELECT search_keep(%s, %s, %s, ARRAY({among}))",
            [rows._meta.db_table, rows.told, rows.readers, first, first + batch],
        )


def by_month(today: date, months_ahead: int = 3) -> list[list[str]]:
    """Return the shelves of what has a date: far ahead, each month around today, earlier years, all others.

    `months_ahead` is for how many months there is much: each of them is a shelf.

    What is far off stands together by its year, or by its decade ("198"): few shelves, however old it is.
    """
    this = today.year * 12 + today.month - 1
    near = range(this + months_ahead, this - 9, -1)
    latest, earliest = near[0] // 12, near[-1] // 12
    ahead = [_month(number) for number in range(near[0] + 1, (latest + 1) * 12)]
    ahead += [str(year) for year in range(latest + 1, (latest // 10 + 1) * 10)]
    ahead += [str(decade) for decade in range(latest // 10 + 1, _LAST)]
    behind = [_month(number) for number in range(earliest * 12, near[-1])]
    old = [str(year) for year in range((earliest - 4) // 10 * 10, earliest - 3)]
    old += [str(decade) for decade in range(_FIRST, (earliest - 4) // 10)]
    recent = [[str(earliest - 1)], [str(earliest - 2), str(earliest - 3)]]
    return [shelf for shelf in (ahead, *([_month(number)] for number in near), behind, *recent, old) if shelf]


def _month(number: int) -> str:
    return f"{number // 12}.{number % 12 + 1:02}"
