"""What a sheet holds: safe cells, real dates and numbers, the clock of Dhaka, in both forms."""

import csv
import io
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from access.toolkit.cells import Kind, Value
from library.sheets import writing
from library.sheets.answers import disposition
from library.sheets.cells import LONGEST, harmless, plain, short_enough
from library.sheets.writing import FORMS, Form, Head
from tests.servers import ROOT

HEADS = [
    Head("Text", Kind.TEXT, "#activity"),
    Head("Number of the decision", Kind.CODE, "#meta+id"),
    Head("Day", Kind.DAY, "#date"),
    Head("Instant", Kind.INSTANT, "#date+start"),
    Head("Number", Kind.NUMBER, "#value"),
]
NOON = datetime(2026, 11, 22, 6, 0, 30, 5, tzinfo=UTC)
ROW: list[Value] = ["করণীয়, a list", "41.10", date(2026, 11, 22), NOON, -5]

UNSEEN = " \t\r\n\u200b\ufeff\u00a0"
FORMULAS = (
    "=1+1", "+8801711000000", "-2", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "﹦1", "\t=1", "\r=1", "\tx",
    "\nx", " =1", "\u200b=1", "\ufeff=1", "\u00a0@a", "=cmd|' /C calc'!A0",
)  # fmt: skip


def written(tmp_path: Path, form: Form, *rows: list[Value], tagged: bool = False) -> Path:
    path = tmp_path / f"sheet.{form}"
    with FORMS[form](path, HEADS, title="Sheet: one/two [a]", tagged=tagged) as sheet:
        for row in rows:
            sheet.add(row)
    return path


def cells_of(path: Path) -> list[list[Any]]:
    """What a spreadsheet reads, whichever form it is."""
    if path.suffix == ".xlsx":
        (worksheet,) = openpyxl.load_workbook(path).worksheets
        return [[cell.value for cell in row] for row in worksheet.iter_rows()]
    text = path.read_bytes().decode("utf-8-sig")
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]


def test_a_workbook_holds_real_dates_and_numbers_and_codes_as_text(tmp_path: Path) -> None:
    head, row = cells_of(written(tmp_path, Form.XLSX, ROW))
    assert head == [one.words for one in HEADS]
    assert row[:2] == ["করণীয়, a list", "41.10"] and row[4] == -5
    assert [f"{value:%F %T}" for value in row[2:4]] == ["2026-11-22 00:00:00", "2026-11-22 12:00:30"]
    (worksheet,) = openpyxl.load_workbook(tmp_path / "sheet.xlsx").worksheets
    _text, code, day, _instant, number = worksheet[2]
    assert (code.data_type, code.number_format) == ("s", "@")
    assert (day.is_date, number.data_type) == (True, "n")
    assert worksheet.freeze_panes == "A2" and worksheet.title == "Sheet one two a"


def test_a_csv_begins_with_its_mark_and_tells_days_and_hours_plainly(tmp_path: Path) -> None:
    path = written(tmp_path, Form.CSV, ROW)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfText,")
    assert cells_of(path)[1] == ["করণীয়, a list", "41.10", "2026-11-22", "2026-11-22 12:00", "-5"]


@pytest.mark.parametrize("form", Form)
def test_tags_stand_in_a_second_row_when_they_are_asked_for(tmp_path: Path, form: Form) -> None:
    rows = cells_of(written(tmp_path, form, ROW, tagged=True))
    assert rows[1] == ["#activity", "#meta+id", "#date", "#date+start", "#value"]
    assert len(rows) == 3


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_none(tmp_path: Path, form: Form, text: str) -> None:
    row = cells_of(written(tmp_path, form, [text, text, None, None, None]))[1]
    assert row[0] == row[1] == "'" + text.strip(UNSEEN)


@pytest.mark.parametrize("form", Form)
def test_numbers_below_zero_stay_numbers_and_nothing_is_nothing(tmp_path: Path, form: Form) -> None:
    found = cells_of(written(tmp_path, form, ["", "", None, None, Decimal("-2.50")]))[1]
    assert found[:4] == ([None] * 4 if form == Form.XLSX else [""] * 4)
    assert float(found[4]) == -2.5


# Numbers to a spreadsheet, and none to people.
NO_NUMBERS = (
    "01711000000", "০১৭১১০০০০০০", "41.1", "41.10", "৪১.১০", "007", "1E5", "12-11", "1/2", "05.44.8782-412",
    "99%", "TRUE",
)  # fmt: skip


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("text", NO_NUMBERS)
def test_mobile_numbers_codes_and_numbers_of_decisions_stay_as_they_are_written(
    tmp_path: Path, form: Form, text: str
) -> None:
    path = written(tmp_path, form, [text, text, None, None, -5])
    row = cells_of(path)[1]
    assert row[:2] == [text, text] and str(row[4]) == "-5"
    if form == Form.XLSX:
        (worksheet,) = openpyxl.load_workbook(path).worksheets
        cells = worksheet[2]
        assert [cell.data_type for cell in cells[:2]] == ["s", "s"] and cells[4].data_type == "n"
        assert cells[1].number_format == "@"
    else:
        line = path.read_text(encoding="utf-8-sig").splitlines()[1]
        assert line == f"{text},{text},,,-5"


@pytest.mark.parametrize("form", Form)
def test_a_minus_before_a_text_is_no_number_and_before_a_number_no_text(tmp_path: Path, form: Form) -> None:
    row = cells_of(written(tmp_path, form, ["-5", "-2", None, None, -2.5]))[1]
    assert row[:2] == ["'-5", "'-2"] and float(row[4]) == -2.5


@pytest.mark.parametrize("form", Form)
def test_what_somebody_pasted_breaks_no_sheet(tmp_path: Path, form: Form) -> None:
    pasted = "one\u000btwo\ufffe\x00\x1b three _x000D_ \ud800 😀 #N/A"
    found = cells_of(written(tmp_path, form, [pasted, "#N/A", None, None, None]))[1]
    kept = "one\ntwo three _x000D_  😀 #N/A"
    # How XLSX spells an underscore that a number could follow; a spreadsheet reads it back.
    assert found[0] in (kept, kept.replace("_x000D_", "_x005F_x000D_"))
    assert found[1] == "#N/A"


@pytest.mark.parametrize("language", ["en", "bn"])
def test_a_text_longer_than_a_cell_says_that_it_was_cut(language: str) -> None:
    with translation.override(language):
        assert short_enough("ক" * LONGEST) == "ক" * LONGEST
        for long in ("ক" * (LONGEST + 1), "😀" * LONGEST):
            cut = short_enough(long)
            assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
            assert cut.endswith("]") and cut[:100] == long[:100]
        words = "cut here" if language == "en" else "এখানে কাটা হয়েছে"
        assert words in short_enough("a" * 40_000)
        assert len(str(plain("=" * 40_000))) <= LONGEST


@given(st.text())
def test_no_text_begins_a_formula_and_every_other_is_kept(text: str) -> None:
    made = harmless(text)
    assert not made or made[0] not in "=+-@\t\r\n＝＋－＠"
    if text.isascii() and text.isalnum():
        assert made == text


def test_a_day_before_spreadsheets_agree_about_days_is_a_text(tmp_path: Path) -> None:
    row: list[Value] = ["", "", date(1890, 2, 3), datetime(1890, 2, 3, tzinfo=UTC), 0]
    assert cells_of(written(tmp_path, Form.XLSX, row))[1][2:] == ["1890-02-03", "1890-02-03 05:53", 0]


def test_a_list_longer_than_a_worksheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    rows: list[list[Value]] = [[f"{number}", "", None, None, None] for number in range(5)]
    path = written(tmp_path, Form.XLSX, *rows)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Sheet one two a", "Sheet one two a 2", "Sheet one two a 3"]
    assert [sheet.max_row for sheet in book.worksheets] == [3, 3, 2]
    assert {sheet["A1"].value for sheet in book.worksheets} == {"Text"}
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.xlsx"]


@pytest.mark.parametrize("form", Form)
def test_what_breaks_off_leaves_no_file_behind(tmp_path: Path, form: Form) -> None:
    path = tmp_path / f"sheet.{form}"
    with pytest.raises(RuntimeError), FORMS[form](path, HEADS, title="A") as sheet:
        sheet.add(ROW)
        raise RuntimeError
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", Form)
def test_nobody_else_on_the_machine_opens_a_sheet(tmp_path: Path, form: Form) -> None:
    assert written(tmp_path, form, ROW).stat().st_mode & 0o777 == 0o600


CLOCK = """
from datetime import UTC, datetime
import django
django.setup()
from library.sheets.cells import plain
print(plain(datetime(2026, 11, 22, 20, 30, tzinfo=UTC)))
"""


@pytest.mark.parametrize("zone", ["Asia/Dhaka", "America/Lima", "Pacific/Auckland", "UTC"])
def test_hours_are_those_of_dhaka_whatever_the_zone_of_the_server(zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLOCK], cwd=ROOT, env={**os.environ, "TZ": zone},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "2026-11-23 02:30:00", done.stderr


def test_a_file_is_named_in_both_forms_of_the_header() -> None:
    header = disposition("commitments", 'সিদ্ধান্ত: "ক/খ"', date(2026, 11, 22), Form.XLSX)
    plainly, starred = header.removeprefix("attachment; ").split("; ")
    assert plainly == 'filename="commitments-2026-11-22.xlsx"'
    assert starred.startswith("filename*=UTF-8''%E0%A6%B8") and starred.endswith("%202026-11-22.xlsx")
    assert header.isascii() and "%22" not in starred and "%2F" not in starred
