"""Writes sheets, row by row, in constant memory, as XLSX or CSV. It knows no room: rows are typed values."""

import csv
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

from access.toolkit.cells import Kind, Value
from library.sheets.cells import Plain, harmless, plain, short_enough, spelled

# What one worksheet holds, its head included; a list that is longer goes on in the next.
MOST_ROWS = 1_048_576
_FORMATS = {Kind.DAY: "yyyy-mm-dd", Kind.INSTANT: "yyyy-mm-dd hh:mm", Kind.CODE: "@"}
_WIDTHS = {Kind.TEXT: 32, Kind.CODE: 18, Kind.NUMBER: 12, Kind.DAY: 12, Kind.INSTANT: 18}
# What no name of a worksheet may hold, and how long one may be.
_NOT_IN_NAME, _LONGEST_NAME = re.compile(r"[\[\]:*?/\\']"), 28


class Form(StrEnum):
    """How a sheet is written."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        """What a browser is told it is."""
        return _TYPES[self]


_TYPES = {
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.CSV: "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    words: str
    kind: Kind = Kind.TEXT
    tag: str = ""


class Sheet:
    """A sheet while it is written: `add` its rows, `close` it when the last one stands."""

    def __init__(self, path: Path, heads: Sequence[Head], *, title: str, tagged: bool = False) -> None:
        self.path, self.heads, self.title = path, heads, title
        self.first_rows = [[short_enough(harmless(head.words)) for head in heads]]
        if tagged:
            self.first_rows.append([head.tag for head in heads])
        self.begin()

    def begin(self) -> None:
        """Open the file and write the heads."""
        raise NotImplementedError

    def add(self, row: Sequence[Value]) -> None:
        """Write one row."""
        raise NotImplementedError

    def close(self) -> None:
        """Write what is left."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        # What broke off in the middle is no sheet.
        if kind is None:
            self.close()
        else:
            self.give_up()

    def give_up(self) -> None:
        """Leave nothing behind."""
        self.path.unlink(missing_ok=True)


class CsvSheet(Sheet):
    """Comma-separated values in UTF-8; the mark at the beginning tells a spreadsheet so."""

    def begin(self) -> None:
        """Open the file and write the heads."""
        self.file = io.TextIOWrapper(_private(self.path), encoding="utf-8", newline="")
        self.file.write("\ufeff")
        self.rows = csv.writer(self.file, lineterminator="\r\n")
        self.rows.writerows(self.first_rows)

    def add(self, row: Sequence[Value]) -> None:
        """Write one row."""
        self.rows.writerow([_in_csv(plain(value)) for value in row])

    def close(self) -> None:
        """Write what is left."""
        self.file.close()

    def give_up(self) -> None:
        """Leave nothing behind."""
        self.file.close()
        super().give_up()


class XlsxSheet(Sheet):
    """A workbook, written straight to a file: what a row held is forgotten when it stands there."""

    def begin(self) -> None:
        """Open the workbook and its first worksheet."""
        self.book = Workbook(write_only=True)
        self._next_worksheet()

    def add(self, row: Sequence[Value]) -> None:
        """Write one row."""
        if self.standing == MOST_ROWS:
            self._next_worksheet()
        self.worksheet.append(
            [_filled(cell, plain(value)) for cell, value in zip(self.cells, row, strict=True)]
        )
        self.standing += 1

    def close(self) -> None:
        """Write the workbook."""
        with _private(self.path) as file:
            self.book.save(file)

    def give_up(self) -> None:
        """Leave nothing behind: until the workbook is written its worksheets lie beside it."""
        for worksheet in self.book.worksheets:
            worksheet.close()
            worksheet._writer.cleanup()
        super().give_up()

    def _next_worksheet(self) -> None:
        number = len(self.book.worksheets) + 1
        name = " ".join(_NOT_IN_NAME.sub(" ", self.title).split())[:_LONGEST_NAME] or "1"
        self.worksheet: Any = self.book.create_sheet(name if number == 1 else f"{name} {number}")
        self.worksheet.freeze_panes = f"A{len(self.first_rows) + 1}"
        for place, head in enumerate(self.heads, start=1):
            self.worksheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[head.kind]
        self._begin_file(f"{self.path}.{number}")
        # One cell of each column, filled anew for each row: to make one takes longer than to write it.
        self.cells = [self._cell(_FORMATS.get(head.kind, "General")) for head in self.heads]
        for row in self.first_rows:
            bold = [self._cell("General", is_head=True) for _head in self.heads]
            self.worksheet.append([_filled(cell, words) for cell, words in zip(bold, row, strict=True)])
        self.standing = len(self.first_rows)

    def _begin_file(self, path: str) -> None:
        """Have the worksheet written beside the workbook, and not where the machine keeps what is passing."""
        ALL_TEMP_FILES.append(path)
        self.worksheet._writer = WorksheetWriter(self.worksheet, out=path)
        self.worksheet._writer.write_top()

    def _cell(self, number_format: str, *, is_head: bool = False) -> Any:
        cell = WriteOnlyCell(self.worksheet)
        cell.number_format = number_format
        if is_head:
            cell.font = Font(bold=True)
        return cell


FORMS: dict[Form, type[Sheet]] = {Form.XLSX: XlsxSheet, Form.CSV: CsvSheet}


def _private(path: Path) -> io.BufferedWriter:
    """Open a new file that nobody else on the machine reads."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return io.BufferedWriter(io.FileIO(descriptor, "wb"))


def _filled(cell: Any, value: Plain) -> Any:
    """Fill a cell. A text is always a text, whatever it looks like; an empty one is no cell."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell.value = "text"
        cell._value = spelled(value)
    else:
        cell.value = value
    return cell


def _in_csv(value: Plain) -> str | int | float:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value if isinstance(value, (str, int, float)) else str(value)
