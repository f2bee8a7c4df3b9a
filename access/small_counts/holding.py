"""What of a table is told, and what is held back so that no small count can be worked out.

Offices of statistics call it complementary suppression. Hidden cells are sought as paths through the
network of sums: a small count is safe when it could as well have been anything from 0 to 10, which holds
where the other hidden cells can take up the difference. Three such attackers are reckoned with:

- everybody, who knows what is told, the sums, and that a count "under 11" is under 11 and one held back
  within the table is not;
- whoever counted themselves, who knows in every cell as much as the source that counted most there;
- two who counted and tell each other, who know as much as the two that counted most there.

What is hidden beyond the small counts follows from which counts are small and where they stand, never from
how small: where it is given who counted, the attackers look at a table in which every small count is nought,
and at one in which it is the most it could be. So the rule that chose it gives nothing away either.

Where each single cell has one source, none of this is needed: nobody can take their own share out of a
told count, and a sum is told only if no small count goes into it.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from heapq import heappop, heappush
from itertools import count

from access.small_counts.tables import SMALLEST, Cell, Node, Table

_WITHOUT_END = 10**12
_Step = tuple[Cell, int]


class Hidden(Enum):
    """Why a count is not told: a sum that is not told is always held back, however small it is."""

    UNDER = "under"
    HELD_BACK = "held-back"
    # Nobody counted, which is not nought.
    MISSING = "missing"


Told = int | Hidden


@dataclass(frozen=True)
class Bounds:
    """What an attacker knows of a cell that is not told, and how far it must stay open."""

    low: int
    high: int
    open_low: int
    open_high: int


@dataclass
class Attacker:
    """Somebody who knows the table as it is told, and a share of each count.

    Of a `stand_in` the small counts are not the real ones, so no other small count can be relied on to take
    up what one of them may be.
    """

    table: Table
    knows: Mapping[Cell, int]
    smallest: int
    stand_in: bool = False
    bounds: dict[Cell, Bounds] = field(init=False)

    def __post_init__(self) -> None:
        self.bounds = {cell: self._bounds(cell) for cell in self.table.cells}

    def is_small(self, cell: Cell) -> bool:
        """Whether what this attacker does not know of the cell are few people.

        A sum of small counts alone is not told up to twice as much: not told must not say small.
        """
        value = self.table.values[cell]
        if self.is_under(cell):
            return True
        if self.stand_in and self.table.is_sum(cell):
            return self._may_be_small(cell)
        if 0 < value - self.knows[cell] < self.smallest:
            return True
        return value < 2 * self.smallest - 1 and all(map(self.is_under, self.table.parts[cell]))

    def _may_be_small(self, cell: Cell) -> bool:
        """Whether the rest of a sum is few people for some of the small counts that go into it."""
        under = [one for one in self.table.parts[cell] if self.is_under(one)]
        rest = self.table.values[cell] - sum(self.table.values[one] for one in under) - self.knows[cell]
        return rest < self.smallest and (rest > 0 or bool(under))

    def is_under(self, cell: Cell) -> bool:
        """Whether it is told as "under 11"."""
        return not self.table.is_sum(cell) and self.table.values[cell] < self.smallest

    def _bounds(self, cell: Cell) -> Bounds:
        value, known = self.table.values[cell], self.knows[cell]
        if self.is_under(cell):
            return Bounds(known, self.smallest - 1, known, self.smallest - 1)
        low = known if self.table.is_sum(cell) else max(known, self.smallest)
        if not self.is_small(cell):
            return Bounds(low, _WITHOUT_END, value, value)
        opens = value if self.table.is_sum(cell) else low
        return Bounds(low, _WITHOUT_END, opens, max(value, min(known + self.smallest, self._most(cell))))

    def _most(self, cell: Cell) -> int:
        """What a cell could be at most for what its parts are called."""
        parts = self.table.parts[cell]
        return (self.smallest - 1) * len(parts) if all(map(self.is_under, parts)) else _WITHOUT_END


def tell(table: Table, smallest: int = SMALLEST) -> dict[Cell, Told]:
    """Return every cell as it may be published: its count, "under 11", or held back."""
    if len(table.columns) > 1 and not table.sums_rows:
        # Nothing binds one column to another: what one needs is not held back in the other.
        each = [tell(replace(table, columns=(column,)), smallest) for column in table.columns]
        return {cell: next(told[cell] for told in each if cell in told) for cell in table.cells}
    if table.one_source:
        hidden = {
            sum_ for one in table.singles if _is_small(table, one, smallest) for sum_ in table.sums_of(one)
        }
        return {cell: _told(table, cell, hidden, smallest) for cell in table.cells}
    attackers = _attackers(table, smallest)
    hidden = _with_sums_of_fixed(table, attackers, _hidden(table, attackers))
    return {cell: _told(table, cell, hidden, smallest) for cell in table.cells}


def _is_small(table: Table, cell: Cell, smallest: int) -> bool:
    return cell not in table.missing and not table.is_sum(cell) and table.values[cell] < smallest


def _attackers(table: Table, smallest: int) -> list[Attacker]:
    """Who is reckoned with. Those who counted see no small count as it is, only that it is small."""
    if not table.known:
        return [Attacker(table, dict.fromkeys(table.cells, 0), smallest)]
    small = {cell for cell in table.singles if _is_small(table, cell, smallest)}
    known = {
        source: {cell: count for cell, count in counts.items() if cell not in small}
        for source, counts in table.known.items()
    }
    found = []
    for size in (0, smallest - 1):
        copy = replace(table, counts={**table.counts, **dict.fromkeys(small, size)}, known=known)
        found += [
            Attacker(copy, copy.most_known(together), smallest, stand_in=True)
            for together in (1, 2)
            if together <= len(known)
        ]
    return found


def _told(table: Table, cell: Cell, hidden: set[Cell], smallest: int) -> Told:
    value = table.values[cell]
    if table.missing.issuperset(table.parts[cell]):
        return Hidden.MISSING
    if cell not in hidden:
        return value
    return Hidden.UNDER if value < smallest and not table.is_sum(cell) else Hidden.HELD_BACK


def _hidden(table: Table, attackers: list[Attacker]) -> set[Cell]:
    """Return the small counts and what is hidden with them, as little as keeps all of them open.

    Every small count gets one circle of sums through cells that take up its difference, or two, or three.
    Which they are follows from which counts are small and where they stand. So of the other counts it tells
    no more than that fewer circles did not suffice.
    """
    small = [cell for cell in table.cells if any(one.is_small(cell) for one in attackers)]
    hidden = set(small)
    tried = {cell: {one for one in small if not table.is_sum(one)} | {cell} for cell in small}
    while any(_Flow(one, hidden).closes(small) for one in attackers):
        before = len(hidden)
        for cell in small:
            circle = _circle(table, cell, hidden, tried[cell])
            tried[cell] |= circle
            hidden |= circle
        if len(hidden) == before:
            return hidden.union(*(table.bound_to(cell) for cell in small))
    return hidden


def _with_sums_of_fixed(table: Table, attackers: list[Attacker], hidden: set[Cell]) -> set[Cell]:
    """Hide the sums too from which a count that is held back would come out all the same."""
    while fixed := [cell for cell in hidden if any(_Flow(one, hidden).is_fixed(cell) for one in attackers)]:
        wider = hidden.union(*(table.bound_to(cell) for cell in fixed))
        if wider == hidden:
            break
        hidden = wider
    return hidden


def _circle(table: Table, cell: Cell, hidden: set[Cell], tried: set[Cell]) -> set[Cell]:
    """Return the cells that close a circle of sums with this one and cost the reader least, if any do."""
    start, end = table.ends(cell)
    order = count()
    best: dict[Node, int] = {start: 0}
    came: dict[Node, tuple[Node, Cell]] = {}
    waiting = [(0, next(order), start)]
    while waiting:
        price, _, node = heappop(waiting)
        if price > best[node]:
            continue
        for to, one, _way in table.around[node]:
            dearer = price + (0 if one in hidden else table.prices[one])
            if one not in tried and dearer < best.get(to, _WITHOUT_END):
                best[to], came[to] = dearer, (node, one)
                heappush(waiting, (dearer, next(order), to))
    return set(_back(came, start, end)) if end in came else set()


def _back(came: Mapping[Node, tuple[Node, Cell]], start: Node, end: Node) -> Iterator[Cell]:
    node = end
    while node != start:
        node, cell = came[node]
        yield cell


class _Flow:
    """What hidden cells take up while one of them is thought to be another count."""

    def __init__(self, attacker: Attacker, hidden: set[Cell]) -> None:
        self.attacker, self.hidden = attacker, hidden

    def closes(self, small: list[Cell]) -> bool:
        """Whether one of these is narrowed more than a small count may be."""
        return any(not self._is_open(cell) for cell in small if self.attacker.is_small(cell))

    def is_fixed(self, cell: Cell) -> bool:
        """Whether the cell could be no other count than it is."""
        adds, takes = self.attacker.table.ends(cell)
        bounds, value = self.attacker.bounds[cell], self.attacker.table.values[cell]
        falls = value > bounds.low and self._lets_through(cell, adds, takes, 1)
        return not falls and not self._lets_through(cell, takes, adds, 1)

    def _is_open(self, cell: Cell) -> bool:
        value, bounds = self.attacker.table.values[cell], self.attacker.bounds[cell]
        adds, takes = self.attacker.table.ends(cell)
        return self._lets_through(cell, takes, adds, bounds.open_high - value) and self._lets_through(
            cell, adds, takes, value - bounds.open_low
        )

    def _lets_through(self, cell: Cell, start: Node, end: Node, wanted: int) -> bool:
        values = {one: self.attacker.table.values[one] for one in self.hidden if one != cell}
        while wanted > 0 and start != end:
            path = self._any_path(values, start, end)
            if path is None:
                return False
            piece = min(wanted, *(self._room(values, one, way) for one, way in path))
            for one, way in path:
                values[one] += way * piece
            wanted -= piece
        return True

    def _any_path(self, values: Mapping[Cell, int], start: Node, end: Node) -> list[_Step] | None:
        came: dict[Node, tuple[Node, _Step]] = {}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for to, cell, way in self.attacker.table.around[node]:
                if cell in values and to not in came and to != start and self._room(values, cell, way) > 0:
                    came[to] = (node, (cell, way))
                    waiting.append(to)
        if end not in came:
            return None
        steps, node = [], end
        while node != start:
            node, step = came[node]
            steps.append(step)
        return steps

    def _room(self, values: Mapping[Cell, int], cell: Cell, way: int) -> int:
        if self.attacker.stand_in and self.attacker.is_under(cell):
            return 0
        bounds = self.attacker.bounds[cell]
        return bounds.high - values[cell] if way > 0 else values[cell] - bounds.low
