"""Small counts stay hidden from whoever adds, subtracts, counts themselves, or knows the rule by heart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from access.small_counts.holding import Hidden, Told, tell
from access.small_counts.tables import SMALLEST, TOTAL, Cell, Row, Source, Table
from access.small_counts.words import told
from tests.budgets import budget

FLAT: Mapping[Row, Row | None] = {"T": None, "a": "T", "b": "T", "c": "T"}
PAIR: Mapping[Row, Row | None] = {"T": None, "a": "T", "b": "T"}
NESTED: Mapping[Row, Row | None] = {"C": None, "D": "C", "a": "D", "b": "D", "E": "C", "c": "E", "d": "E"}
LOPSIDED: Mapping[Row, Row | None] = {"C": None, "D": "C", "a": "D", "b": "D", "E": "C", "c": "E"}
ENDLESS = 10_000

Sum = tuple[Cell, list[Cell]]


def sums(table: Table) -> list[Sum]:
    """Every sum of the table, as the page shows it."""
    across = (*table.columns, TOTAL) if table.sums_rows else tuple(table.columns)
    down: list[Sum] = [
        ((row, column), [(part, column) for part, above in table.above.items() if above == row])
        for row in table.summed
        for column in across
    ]
    rows = table.above if table.sums_rows else ()
    return down + [((row, TOTAL), [(row, column) for column in table.columns]) for row in rows]


class Guess:
    """Somebody with the published table and a pencil: could this cell be that count?"""

    def __init__(self, table: Table, shown: Mapping[Cell, Told], own: Mapping[Cell, int]) -> None:
        self.sums = sums(table)
        self.first: dict[Cell, tuple[int, int]] = {}
        for cell, one in shown.items():
            if isinstance(one, int):
                self.first[cell] = (one, one)
            elif one is Hidden.UNDER:
                self.first[cell] = (own.get(cell, 0), SMALLEST - 1)
            else:
                self.first[cell] = (max(own.get(cell, 0), 0 if table.is_sum(cell) else SMALLEST), ENDLESS)

    def may_be(self, cell: Cell, count: int) -> bool:
        """Whether some table that is shown alike has this count there."""
        low, high = self.first[cell]
        return low <= count <= high and self._has_a_table(self.first | {cell: (count, count)})

    def _has_a_table(self, bounds: dict[Cell, tuple[int, int]]) -> bool:
        if not self._narrowed(bounds):
            return False
        open_ = [cell for cell, (low, high) in bounds.items() if low < high]
        if not open_:
            return True
        cell = min(open_, key=lambda one: bounds[one][1] - bounds[one][0])
        low, high = bounds[cell]
        middle = (low + min(high, low + 40)) // 2
        return any(self._has_a_table(bounds | {cell: part}) for part in ((low, middle), (middle + 1, high)))

    def _narrowed(self, bounds: dict[Cell, tuple[int, int]]) -> bool:
        changed = True
        while changed:
            changed = False
            for whole, parts in self.sums:
                least, most = (sum(bounds[part][end] for part in parts) for end in (0, 1))
                new = {whole: (least, most)} | {
                    part: (
                        bounds[whole][0] - most + bounds[part][1],
                        bounds[whole][1] - least + bounds[part][0],
                    )
                    for part in parts
                }
                for cell, (low, high) in new.items():
                    narrow = max(low, bounds[cell][0]), min(high, bounds[cell][1])
                    if narrow[0] > narrow[1]:
                        return False
                    changed = changed or narrow != bounds[cell]
                    bounds[cell] = narrow
        return True


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Divisions with districts, some columns, counts around eleven, and who counted them."""
    above: dict[Row, Row | None] = {"country": None}
    for division in range(draw(st.integers(1, 2))):
        above[division] = "country"
        above |= {(division, district): division for district in range(draw(st.integers(1, 3)))}
    columns = range(draw(st.integers(1, 2)))
    cells: list[Cell] = [(row, column) for row in above if isinstance(row, tuple) for column in columns]
    count = st.one_of(st.integers(0, 3), st.integers(0, 14), st.integers(0, 60))
    sources: list[Source] = list(range(draw(st.integers(1, 3))))
    known = {source: {cell: draw(count) for cell in cells} for source in sources}
    counts = {cell: sum(one[cell] for one in known.values()) for cell in cells}
    return Table(counts, above, columns, draw(st.booleans()), known if draw(st.booleans()) else {})


@given(tables())
@settings(max_examples=budget(20, 2_000))
def test_nobody_narrows_a_small_count_by_adding_and_subtracting(table: Table) -> None:
    shown = tell(table)
    assert shown == tell(table)
    outsider = Guess(table, shown, {})
    for cell, one in shown.items():
        value = table.values[cell]
        if isinstance(one, int):
            assert one == value >= SMALLEST
        elif one is Hidden.UNDER:
            assert value < SMALLEST and outsider.may_be(cell, 0) and outsider.may_be(cell, SMALLEST - 1)
        else:
            assert outsider.may_be(cell, value - 1) or outsider.may_be(cell, value + 1)
        if table.is_sum(cell) and value < SMALLEST:
            assert outsider.may_be(cell, SMALLEST if len(table.parts[cell]) > 1 else SMALLEST - 1)


@given(tables())
@settings(max_examples=budget(20, 2_000))
def test_whoever_counted_and_any_two_who_did_do_not_learn_what_few_the_others_counted(table: Table) -> None:
    shown = tell(table)
    for together in (*combinations(table.known, 1), *combinations(table.known, 2)):
        own = table.added_up({cell: sum(table.known[one][cell] for one in together) for cell in table.counts})
        guess = Guess(table, shown, own)
        for cell, one in shown.items():
            rest = table.values[cell] - own[cell]
            if isinstance(one, int):
                assert rest == 0 or rest >= SMALLEST
            elif 0 < rest < SMALLEST:
                assert guess.may_be(cell, own[cell] + rest - 1) or guess.may_be(cell, own[cell] + rest + 1)


Published = tuple[tuple[Cell, Told], ...]


def _alike(
    above: Mapping[Row, Row | None], columns: Sequence[str], most: int
) -> dict[Published, list[Table]]:
    """Every table up to a count, by what is published of it, where "under 3" stands for "under 11"."""
    found: dict[Published, list[Table]] = defaultdict(list)
    cells = [(row, column) for row in above if row not in above.values() for column in columns]
    for counts in product(range(most), repeat=len(cells)):
        table = Table(dict(zip(cells, counts, strict=True)), above, columns, len(columns) > 1)
        found[tuple(tell(table, smallest=3).items())].append(table)
    return found


def _within(group: Iterable[Table], most: int) -> bool:
    """Whether no larger table could be published alike: none of these is at the edge of what was tried."""
    return max(max(table.counts.values()) for table in group) < most - 1


@pytest.mark.parametrize(
    ("above", "columns", "most"),
    [(FLAT, "k", 9), (PAIR, "kl", 7), (NESTED, "k", 7), (LOPSIDED, "k", 9)],
    ids=["a list", "rows and columns", "nested", "a division of one district"],
)
def test_whoever_knows_the_rule_by_heart_fixes_no_hidden_cell(
    above: Mapping[Row, Row | None], columns: str, most: int
) -> None:
    groups = [(shown, group) for shown, group in _alike(above, columns, most).items() if _within(group, most)]
    assert len(groups) > 50
    for shown, group in groups:
        for cell, one in shown:
            if isinstance(one, Hidden):
                assert len({table.values[cell] for table in group}) > 1, (shown, cell)


@pytest.mark.parametrize(
    ("counts", "said", "total"),
    [
        ({"a": 30, "b": 12}, ["30", "12"], "42"),
        ({"a": 30, "b": 0}, ["held back", "under 11"], "30"),
        ({"a": 30, "b": 0, "c": 14}, ["held back", "under 11", "14"], "44"),
        ({"a": 1, "b": 0}, ["under 11", "under 11"], "held back"),
        ({"a": 11, "b": 3}, ["held back", "under 11"], "held back"),
        ({}, [], "under 11"),
    ],
)
def test_a_list_says_what_is_under_eleven_and_what_is_held_back_for_it(
    counts: dict[str, int], said: list[str], total: str
) -> None:
    with override("en"):
        shown, together = told(counts)
    assert (list(shown.values()), together) == (said, total)


def test_a_column_that_nothing_binds_to_another_is_told_whatever_stands_in_the_other() -> None:
    table = Table({("a", "k"): 3, ("b", "k"): 40, ("a", "l"): 30, ("b", "l"): 40}, PAIR, "kl")
    shown = tell(table)
    assert [shown[row, "l"] for row in "abT"] == [30, 40, 70]
    assert [shown[row, "k"] for row in "abT"] == [Hidden.UNDER, Hidden.HELD_BACK, 43]


def test_two_who_put_their_counts_together_do_not_learn_what_one_other_counted() -> None:
    each: dict[Source, Mapping[Cell, int]] = {
        "A1": {("a", "k"): 11, ("b", "k"): 30},
        "A2": {("a", "k"): 11},
        "B": {("a", "k"): 1},
    }
    counts: Mapping[Cell, int] = {("a", "k"): 23, ("b", "k"): 30}
    assert tell(Table(counts, PAIR, "k", known=each))["a", "k"] is Hidden.HELD_BACK
    # Bodies of one parent are one source: then a third party's count is kept from them and another.
    parent = {cell: each["A1"].get(cell, 0) + each["A2"].get(cell, 0) for cell in counts}
    joined: dict[Source, Mapping[Cell, int]] = {"A": parent, "B": each["B"], "C": {("a", "k"): 40}}
    shown = tell(Table({**counts, ("a", "k"): 63}, PAIR, "k", known=joined))
    assert shown["a", "k"] is Hidden.HELD_BACK


def _with(table: Table, small: Mapping[Cell, int]) -> dict[Cell, Hidden]:
    """What is hidden of the table where its small counts are these, all of the first source that has any."""
    first = {cell: next(one for one, counts in table.known.items() if cell in counts) for cell in small}
    known = {
        source: {**counts, **{cell: small[cell] if first[cell] == source else 0 for cell in small}}
        for source, counts in table.known.items()
    }
    shown = tell(replace(table, counts={**table.counts, **small}, known=known))
    return {cell: one for cell, one in shown.items() if isinstance(one, Hidden)}


@given(tables(), st.lists(st.integers(0, SMALLEST - 1), min_size=12, max_size=12))
@settings(max_examples=budget(15, 1_000))
def test_what_is_hidden_follows_from_which_counts_are_small_and_never_from_how_small(
    table: Table, sizes: list[int]
) -> None:
    small = [cell for cell in table.counts if table.values[cell] < SMALLEST]
    lone: Mapping[Source, Mapping[Cell, int]] = {cell: {cell: one} for cell, one in table.counts.items()}
    for known in [lone, table.known] if table.known else [lone]:
        one = replace(table, known=known)
        shown = _with(one, dict.fromkeys(small, 0))
        assert shown == _with(one, dict.fromkeys(small, SMALLEST - 1))
        assert shown == _with(one, dict(zip(small, sizes, strict=False)))


def test_a_table_of_one_source_hides_each_small_count_and_the_sums_above_it_and_nothing_else() -> None:
    above: dict[Row, Row | None] = {"country": None}
    for number in range(64):
        above |= {number // 8 + 100: "country", number: number // 8 + 100}
    counts: dict[Cell, int] = {(number, "k"): 20 + number for number in range(64)}
    lone: dict[Source, Mapping[Cell, int]] = {cell[0]: {cell: one} for cell, one in counts.items()}
    table = Table(counts, above, "k", known=lone, one_source=True)
    assert not set(tell(table).values()) & set(Hidden)
    for few in (0, 5, 10):
        shown = tell(replace(table, counts=counts | {(9, "k"): few}))
        hidden = {row: one for (row, _column), one in shown.items() if isinstance(one, Hidden)}
        assert hidden == {9: Hidden.UNDER, 101: Hidden.HELD_BACK, "country": Hidden.HELD_BACK}
    # What nobody counted is no nought: it is said so, and takes nothing from the sums above it.
    missing = frozenset((number, "k") for number in (9, *range(16, 24)))
    shown = tell(
        replace(table, counts={cell: counts[cell] for cell in counts if cell not in missing}, missing=missing)
    )
    assert {row for (row, _column), one in shown.items() if one is Hidden.MISSING} == {9, *range(16, 24), 102}
    assert set(shown.values()) & set(Hidden) == {Hidden.MISSING}
