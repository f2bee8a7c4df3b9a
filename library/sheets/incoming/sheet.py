"""A sheet as it came in: its rows by the numbers a spreadsheet shows, each cell as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# More than a district has of anything that is entered by a list; what is longer is sent in parts.
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5_000, 60, 2_000


@dataclass(frozen=True)
class Most:
    """How much of a sheet is read: for what comes out of another tool, more than somebody types."""

    rows: int = MOST_ROWS
    columns: int = MOST_COLUMNS
    megabytes: int = 5
    # Those that hold anything.
    cells: int = 1_000_000
    # Somebody waits for it so long.
    seconds: int = 25


USUAL = Most()


class Was(StrEnum):
    """What a cell was in the file. Text of a CSV is text, whatever it looks like."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    TRUTH = "truth"
    # A formula that came to nothing.
    FAULT = "fault"


class Fault(StrEnum):
    """Why a row cannot be read as it stands."""

    LONG = "long"
    WIDE = "wide"


@dataclass(frozen=True)
class Cell:
    """One cell: what is read in it, and what it was."""

    text: str = ""
    was: Was = Was.TEXT


EMPTY = Cell()


@dataclass(frozen=True)
class Row:
    """A row with anything in it, by the number that a spreadsheet shows beside it."""

    number: int
    cells: Sequence[Cell]
    fault: Fault | None = None

    def at(self, column: int) -> Cell:
        """The cell of a column; an empty one where the row is shorter."""
        return self.cells[column] if 0 <= column < len(self.cells) else EMPTY


@dataclass(frozen=True)
class Sheet:
    """The heads of its columns, every row below them that holds anything, and what of it was not read."""

    heads: Sequence[str]
    rows: Sequence[Row]
    # Titles and remarks above the heads.
    above: Sequence[Row] = ()
    # Other worksheets of the same file that hold anything.
    others: Sequence[str] = ()


def row_of(number: int, cells: Sequence[Cell], columns: int = MOST_COLUMNS) -> Row:
    """A row within what is read of one: a cell that is too long is cut, and the row says so."""
    kept = list(cells[:columns])
    fault = Fault.WIDE if any(one.text for one in cells[columns:]) else None
    for place, cell in enumerate(kept):
        if len(cell.text) > LONGEST_CELL:
            kept[place], fault = Cell(cell.text[:LONGEST_CELL], cell.was), Fault.LONG
    while kept and not kept[-1].text:
        kept.pop()
    return Row(number, tuple(kept), fault)
