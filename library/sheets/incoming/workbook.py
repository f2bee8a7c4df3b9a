"""Reads the rows of an XLSX that was written anew before; runs in the process that opens hostile files.

What a sheet says of its own size is not believed, and a row stands by the number it says itself: so a
million empty rows cost nothing, and none is counted twice.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from library.files.containers import pack, written
from library.files.kinds import Kind
from library.files.office import TYPES, Opened
from library.files.refusals import Refused, Why
from library.sheets.incoming.sheet import LONGEST_CELL, USUAL, Most, Was

_MAIN_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LONGEST_NAME = 31


def write_rows(opened: Opened, target: Path, most: Most = USUAL) -> None:
    """Write its rows, a line of JSON each, into `target`, which holds the sheet as it was written anew."""
    if opened.kind != Kind.XLSX:
        raise Refused(Why.KIND)
    _forget_sizes(opened, target)
    with target.open("rb") as content:
        lines = list(_lines(content, most))
    with target.open("w", encoding="utf-8", errors="replace") as kept:
        kept.writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def _forget_sizes(opened: Opened, target: Path) -> None:
    sizes = [
        (name, size) for name, root in opened.trees.items() for size in root.findall(f"{_MAIN_NS}dimension")
    ]
    for name, size in sizes:
        size.getparent().remove(size)
        opened.parts[name] = written(opened.trees[name])
    if sizes:
        pack(opened.parts, target, first=(TYPES,))


def _lines(content: Any, most: Most) -> Iterator[dict[str, Any]]:
    """The rows of the first worksheet that holds any, then the names of others that do."""
    from openpyxl import load_workbook

    book = load_workbook(content, read_only=True, data_only=True, keep_links=False)
    is_first = True
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = _rows(book, sheet, most.columns)
        if not is_first:
            if next(rows, None) is not None:
                yield {"other": str(sheet.title)[:_LONGEST_NAME]}
            continue
        for read, row in enumerate(rows):
            if read == most.rows:
                raise Refused(Why.TOO_MANY_ROWS)
            is_first = False
            yield row


def _rows(book: Any, sheet: Any, columns: int) -> Iterator[dict[str, Any]]:
    from openpyxl.worksheet._reader import WorkSheetParser

    # Beneath `iter_rows`, which fills every gap up to the number a row says of itself.
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            parser.row_dimensions.clear()
            # One column behind the last is told and not read: the row is wider than that.
            filled = (one for one in cells if _is_filled(one["value"]))
            told = {min(one["column"], columns + 1): _told(one) for one in filled}
            if told:
                width = max(told)
                yield {"row": number, "cells": [told.get(at, ["", Was.TEXT]) for at in range(1, width + 1)]}


def _is_filled(value: object) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _told(cell: dict[str, Any]) -> list[str]:
    value = cell["value"]
    if cell["data_type"] == "e":
        return [str(value)[:20], Was.FAULT]
    if isinstance(value, bool):
        return [str(value).upper(), Was.TRUTH]
    if isinstance(value, (int, float)):
        return [_digits(value), Was.NUMBER]
    if isinstance(value, datetime):
        is_day = value.time() == time.min
        return [value.date().isoformat() if is_day else value.isoformat(sep=" "), Was.DAY]
    if isinstance(value, (date, time, timedelta)):
        return [str(value), Was.DAY]
    return [str(value)[: LONGEST_CELL + 1], Was.TEXT]


def _digits(value: int | float) -> str:
    """A number with every digit the file has of it: never as a power of ten."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
