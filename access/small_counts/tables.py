"""A table of counts with its sums: rows nested in rows, columns, and who counted.

Its sums hang together as a network. Every cell stands in two sums, once as what is added and once as
what comes out (or at the rim, where no sum binds it). So what an attacker can make of the hidden cells
is a question of flow, and has an answer in whole numbers.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from heapq import nlargest

# A count under this is one of few people.
SMALLEST = 11

Row = Hashable
Column = Hashable
Source = Hashable
Cell = tuple[Row, Column]
Node = tuple[str, Row, Column]


class Across(Enum):
    """The column in which each row is summed."""

    TOTAL = "total"


TOTAL = Across.TOTAL
# Where no sum binds a cell.
_RIM: Node = ("rim", None, None)


@dataclass(frozen=True)
class Table:
    """Counts by row and column; what is not there is nought.

    `above` names for each row the row whose sum it goes into, or None for one that goes into no other. The
    order of rows and columns decides what is held back first, never a count: it is known to everybody.
    `known` says what each source that counted knows by itself. Who reads each other's counts anyway, such as
    bodies of one parent, members of a coalition, or two bodies with one login, is one source.
    `one_source` says that no single cell has more than one: then nobody knows a part of it. `missing` are
    single cells that nobody counted; only a table of one source has any.
    """

    counts: Mapping[Cell, int]
    above: Mapping[Row, Row | None]
    columns: Sequence[Column]
    sums_rows: bool = False
    known: Mapping[Source, Mapping[Cell, int]] = field(default_factory=dict)
    one_source: bool = False
    missing: frozenset[Cell] = frozenset()

    @cached_property
    def summed(self) -> frozenset[Row]:
        """The rows that are sums of others."""
        return frozenset(row for row in self.above.values() if row is not None)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that is told or hidden, in the order everybody knows."""
        across = (*self.columns, TOTAL) if self.sums_rows else tuple(self.columns)
        return tuple((row, column) for row in self.above for column in across)

    def is_sum(self, cell: Cell) -> bool:
        """Whether the cell is the sum of others."""
        return cell[0] in self.summed or cell[1] is TOTAL

    def sums_of(self, cell: Cell) -> Iterator[Cell]:
        """The cell and the sums it goes into."""
        row: Row | None = cell[0]
        while row is not None:
            yield row, cell[1]
            if self.sums_rows:
                yield row, TOTAL
            row = self.above[row]

    def bound_to(self, cell: Cell) -> set[Cell]:
        """The single cells that go into this one, and every sum they go into."""
        return {sum_ for one in self.parts[cell] for sum_ in self.sums_of(one)}

    @cached_property
    def parts(self) -> Mapping[Cell, Sequence[Cell]]:
        """The single cells that go into each cell."""
        found: dict[Cell, list[Cell]] = {cell: [] for cell in self.cells}
        for one in self.singles:
            for cell in self.sums_of(one):
                found[cell].append(one)
        return found

    @cached_property
    def singles(self) -> tuple[Cell, ...]:
        """The cells that are no sums."""
        return tuple(cell for cell in self.cells if not self.is_sum(cell))

    def added_up(self, counts: Mapping[Cell, int]) -> dict[Cell, int]:
        """Return these counts with their sums."""
        found = dict.fromkeys(self.cells, 0)
        for cell, count in counts.items():
            for one in self.sums_of(cell):
                if one in found:
                    found[one] += count
        return found

    @cached_property
    def values(self) -> Mapping[Cell, int]:
        """The count of each cell."""
        return self.added_up(self.counts)

    def most_known(self, together: int) -> Mapping[Cell, int]:
        """What so many sources know of a cell together: those that counted most there."""
        each = [self.added_up(counts) for counts in self.known.values()]
        return {cell: sum(nlargest(together, (one[cell] for one in each))) for cell in self.cells}

    @cached_property
    def prices(self) -> Mapping[Cell, int]:
        """What it costs the reader not to be told a cell: the more it sums the more, then by its place."""
        step = 2 * len(self.cells)
        return {cell: len(self.parts[cell]) * step + place for place, cell in enumerate(self.cells)}

    def ends(self, cell: Cell) -> tuple[Node, Node]:
        """The two sums in which the cell stands: where it adds, and where it takes away."""
        row, column = cell
        above = self.above[row]
        across: Node = ("row", row, None) if self.sums_rows else _RIM
        outward: Node = across if row in self.summed else _RIM
        within: Node = ("column", row, column) if row in self.summed else across
        upward: Node = ("column", above, column) if above is not None else outward
        return (upward, within) if column is TOTAL else (within, upward)

    @cached_property
    def around(self) -> Mapping[Node, Sequence[tuple[Node, Cell, int]]]:
        """From each sum to the next through a cell: which is raised or lowered on the way."""
        found: dict[Node, list[tuple[Node, Cell, int]]] = {_RIM: []}
        for cell in self.cells:
            adds, takes = self.ends(cell)
            found.setdefault(adds, []).append((takes, cell, 1))
            found.setdefault(takes, []).append((adds, cell, -1))
        return found
