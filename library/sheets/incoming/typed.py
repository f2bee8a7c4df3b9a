"""Reads rows out of text: a CSV of any program, or cells that were copied and pasted."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.text import printable
from language.words import number
from library.sheets.incoming.sheet import EMPTY, MOST_ROWS, USUAL, Cell, Most, Row, row_of

SEPARATORS = ",;\t"
_SAYS_SEPARATOR = "sep="
_LOOKED_AT = 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotText(Exception):
    """These bytes are no text in a known encoding."""


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16, with a mark at its beginning or without one.

    Old encodings of one byte are not guessed: a name would be stored that nobody wrote.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), _unmarked(content))
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None
    if "\x00" in text:
        raise NotText
    return text


def _unmarked(content: bytes) -> str:
    """Separators and line ends are in every sheet; in UTF-16 each has an empty byte beside it."""
    begins = content[:4096]
    first, second = begins[0::2].count(0), begins[1::2].count(0)
    if not first and not second:
        return "utf-8"
    return "utf-16-be" if first > second else "utf-16-le"


def rows_of(text: str, most: Most = USUAL) -> list[Row]:
    """Every row that holds anything, numbered as a spreadsheet numbers them: the empty ones count."""
    text, separator = _said(text.removeprefix("\ufeff"))
    found: list[Row] = []
    filled = 0
    for place, cells in enumerate(_records(text, separator or _likeliest(text)), start=1):
        filled += sum(map(bool, cells))
        if filled > most.cells:
            raise too_many_cells(most.cells)
        kept = [Cell(printable(one)) if one else EMPTY for one in cells]
        if not any(one.text for one in kept):
            continue
        if len(found) == most.rows:
            raise too_many(most.rows)
        found.append(row_of(place, kept, most.columns))
    return found


def too_many(most: int = MOST_ROWS) -> Mendable:
    """The refusal of a sheet with more rows than are read."""
    return Mendable(
        _("This sheet has more than %(most)s rows. Send it in parts.") % {"most": number(most)},
        code="rows",
    )


def too_many_cells(most: int) -> Mendable:
    """The refusal of a sheet with more cells than are read."""
    return Mendable(
        _("This sheet has more than %(most)s cells. Send it in parts.") % {"most": number(most)},
        code="cells",
    )


def _said(text: str) -> tuple[str, str]:
    """What the first line says of the separator; it stays as an empty line, so that the rows keep numbers."""
    first, end, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith(_SAYS_SEPARATOR) and len(said) == len(_SAYS_SEPARATOR) + 1 and said[-1] in SEPARATORS:
        return end + rest, said[-1]
    return text, "\t" if first.rstrip("\r").lower() == f"{_SAYS_SEPARATOR}\t" else ""


def _likeliest(text: str) -> str:
    """The separator of the first lines: a tab, which nobody types in a cell, else what cuts them alike."""
    widths = {separator: _widths(text[:50_000], separator) for separator in SEPARATORS}
    if 2 * sum(width > 1 for width in widths["\t"]) > len(widths["\t"]):
        return "\t"

    def alike(separator: str) -> tuple[int, int]:
        most = Counter(width for width in widths[separator] if width > 1).most_common(1)
        return (most[0][1], most[0][0]) if most else (0, 0)

    return max(",;", key=alike)


def _widths(text: str, separator: str) -> list[int]:
    widths = []
    with suppress(csv.Error):
        for cells in _parsed(text, separator):
            if any(map(str.strip, cells)):
                widths.append(len(cells))
            if len(widths) == _LOOKED_AT:
                break
    return widths


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """What a quotation mark opens, it must close: else it swallows every row behind it."""
    try:
        yield from _parsed(text, separator)
    except csv.Error:
        raise Mendable(
            _(
                "A quotation mark in this sheet is opened and not closed. Take it out, or save the sheet as "
                "XLSX."
            ),
            code="quotes",
        ) from None


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    if separator == "\t" and not _closes(text):
        # Cells copied from a page: a quotation mark is one, and a line is a row.
        return csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _closes(text: str) -> bool:
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True):
            pass
    except csv.Error:
        return False
    return True
