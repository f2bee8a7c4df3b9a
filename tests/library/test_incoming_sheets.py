"""Sheets that come in: every row is told by its number, whatever wrote the file, none is invented."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from access.toolkit.errors import Mendable
from language.digits import to_bengali
from library.sheets.incoming.heads import columns_of, headed, known_by
from library.sheets.incoming.mobiles import Doubt, Mobile, mobile_in
from library.sheets.incoming.opening import Found, pasted, sent
from library.sheets.incoming.sheet import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Cell, Fault, Row, Was
from tests.library import made_files as made

KNOWN = known_by(
    {"office": ["Office", "দপ্তর"], "mobile": ["Mobile", "Mobile no.", "মোবাইল"], "email": ["E-mail", "ই-মেইল"]}
)


def told(found: Found) -> list[tuple[int, list[str]]]:
    return [(row.number, [cell.text for cell in row.cells]) for row in found.rows]


def opened(content: bytes, name: str = "sheet.csv") -> Found:
    return sent(SimpleUploadedFile(name, content))


def book(fill: Callable[[Any], object]) -> bytes:
    made_of = Workbook()
    fill(made_of)
    kept = io.BytesIO()
    made_of.save(kept)
    return kept.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(Mendable) as refused:
        opened(content)
    return refused.value.code


_TEXT = st.text(st.sampled_from("ab আই০১,;\t\"\n'=- "), max_size=8)
_ROWS = st.lists(st.lists(_TEXT, min_size=3, max_size=3), min_size=1, max_size=6)


@given(
    rows=_ROWS, separator=st.sampled_from(",;\t"), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_what_any_program_wrote_as_text_comes_back_row_by_row(
    rows: list[list[str]], separator: str, encoding: str
) -> None:
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    # The heads say the separator, as those of a real list do.
    writer.writerows([["Office", "Mobile", "E-mail"]] * 7 + rows)
    came = opened(kept.getvalue().encode(encoding))
    wanted = [[" ".join(one.split()) for one in row] for row in rows]
    found = {row.number: [" ".join(row.at(at).text.split()) for at in range(3)] for row in came.rows}
    assert [found.get(at, ["", "", ""]) for at in range(8, 8 + len(rows))] == wanted
    assert len(came.rows) == 7 + sum(any(row) for row in wanted)


def test_text_is_read_as_it_was_meant_or_refused_with_the_reason() -> None:
    assert told(opened("sep=;\nক;১\n\n,;২\n".encode())) == [(2, ["ক", "১"]), (4, [",", "২"])]
    utf16 = "দপ্তর\tমোবাইল\nইউএনও\t০১৭১১০০০১০২\n".encode("utf-16-le")
    assert told(opened(utf16)) == [(1, ["দপ্তর", "মোবাইল"]), (2, ["ইউএনও", "০১৭১১০০০১০২"])]
    # Cells that were copied from a page hold quotation marks as people write them.
    assert told(pasted('"ক" শাখা\t1\nখ"\t2')) == [(1, ['"ক" শাখা', "1"]), (2, ['খ"', "2"])]
    assert told(pasted("one line, no table")) == [(1, ["one line", "no table"])]
    assert told(pasted(" \n\x00\n")) == []
    # One that opens would swallow every row behind it.
    assert refusal(b'office,mobile\n"Office of the UNO,1\nB,2\nC,3\n') == "quotes"
    assert refusal("কৃষি".encode("utf-16") + b"\x00") == refusal(b"caf\xe9,1\n") == "file-kind"
    assert refusal(b"") == "file-empty" and refusal(b"a," * 3_000_000) == "file-too-large"
    assert refusal(b"a\n" * (MOST_ROWS + 1)) == "rows" and len(opened(b"a\n" * MOST_ROWS).rows) == MOST_ROWS
    (long, wide) = opened(("x" * 3_000 + ",1\n" + "," * MOST_COLUMNS + "9\n").encode()).rows
    assert (long.fault, len(long.at(0).text)) == (Fault.LONG, LONGEST_CELL) and wide.fault == Fault.WIDE


def test_a_workbook_is_read_whatever_it_says_of_its_own_size() -> None:
    def fill(made_of: Workbook) -> None:
        sheet = made_of.active
        sheet.append(["Officers of the upazila"])
        sheet.merge_cells("A1:C1")
        sheet.append(["Office", "Contact", None])
        sheet.append([None, "Mobile no.", "E-mail"])
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("A2:A3")
        sheet.append(["ইউএনও", 1711000102, "a@example.org"])
        sheet.append([None, None, None])
        sheet.append(["B", 1711000102.0, date(2026, 11, 1)])
        sheet["A9"], sheet["B9"], sheet["C9"] = True, "=1+1", "#N/A"
        sheet["A1048576"] = "the last row there is"
        for row in range(10, 3_000):
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="ff0000")
        made_of.create_sheet("empty")
        made_of.create_sheet("other").append([1])
        made_of.create_sheet("hidden").append([1])
        made_of["hidden"].sheet_state = "hidden"

    content = book(fill)
    for said in (b'ref="A1:A1"', b'ref="nonsense"', b'ref="A1:XFD1048576"'):
        part = made.part_of(content, "xl/worksheets/sheet1.xml")
        came = opened(
            made.with_parts(content, {"xl/worksheets/sheet1.xml": part.replace(b'ref="A1:C1048576"', said)})
        )
        assert [row.number for row in came.rows] == [1, 2, 3, 4, 6, 9, 1048576], said
        assert came.others == ("other",)
    sheet = headed(came.rows, KNOWN, came.others)
    assert columns_of(sheet, KNOWN) == {"office": 0, "mobile": 1, "email": 2}
    assert [row.number for row in sheet.above] == [1] and [row.number for row in sheet.rows][:2] == [4, 6]
    assert sheet.rows[0].at(1) == sheet.rows[1].at(1) == Cell("1711000102", Was.NUMBER)
    assert sheet.rows[1].at(2) == Cell("2026-11-01", Was.DAY)
    assert [one.was for one in sheet.rows[2].cells] == [Was.TRUTH, Was.TEXT, Was.FAULT]


def test_a_workbook_that_acts_or_swells_is_refused() -> None:
    plain = made.sheet({"A1": "Office"})
    part = "xl/worksheets/sheet1.xml"
    rows = b"".join(b'<row r="%d"/>' % at for at in range(2, 150_001))
    many = made.part_of(plain, part).replace(b"</sheetData>", rows + b"</sheetData>")
    assert told(opened(made.with_parts(plain, {part: many}))) == [(1, ["Office"])]
    over = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(2, MOST_ROWS + 2))
    filled = made.part_of(plain, part).replace(b"</sheetData>", over + b"</sheetData>")
    assert refusal(made.with_parts(plain, {part: filled})) == "file-too-many-rows"
    assert refusal(made.bomb()) == "file-opens-too-large"
    assert refusal(made.with_parts(plain, {"xl/vbaProject.bin": b"x"})) == "file-macros"
    assert (
        refusal(made.letter("a letter")) == refusal(made.picture()) == refusal(made.pdf("a")) == "file-kind"
    )
    assert refusal(made.with_parts(plain, {part: b"<worksheet"})) == "file-broken"
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == "file-old-office"


def test_heads_are_found_where_they_stand_and_none_is_invented() -> None:
    def row(number: int, *texts: str) -> Row:
        return Row(number, [Cell(one) for one in texts])

    first = headed([row(1, "দপ্তর", "মোবাইল:"), row(2, "ইউএনও", "1")], KNOWN)
    assert columns_of(first, KNOWN) == {"office": 0, "mobile": 1} and len(first.rows) == 1
    none = headed([row(1, "ইউএনও", "1"), row(2, "b")], KNOWN)
    assert none.heads == () and [one.number for one in none.rows] == [1, 2]
    twice = headed([row(1, "Office", "Office", "Mobile")], KNOWN)
    assert columns_of(twice, KNOWN) == {"office": 0, "mobile": 2} and twice.rows == ()
    # A row that names nothing new is a row, not the other half of the heads.
    apart = headed([row(1, "Office", "Mobile"), row(3, "", "", "E-mail"), row(4, "x")], KNOWN)
    assert [one.number for one in apart.rows] == [3, 4]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("1711000102", "+8801711000102"),
        ("1711000102.0", "+8801711000102"),
        ("1.711000102E+09", "+8801711000102"),
        ("8801711000102", "+8801711000102"),
        ("০১৭১১-০০০১০২", "+8801711000102"),
        ("'01711000102", "+8801711000102"),
        ("01711000000", "+8801711000000"),
        ("", ""),
        ("1.711E+09", Doubt.LOST_DIGITS),
        ("8.80171E+12", Doubt.LOST_DIGITS),
        ("1711000000", Doubt.LOST_DIGITS),
        ("171100010", Doubt.SHORT),
        ("0171100010", Doubt.NONE_SUCH),
        ("1711000102.5", Doubt.NONE_SUCH),
        ("01711000102, 01811000102", Doubt.NONE_SUCH),
        ("2711000102", Doubt.NONE_SUCH),
        ("1e999999", Doubt.NONE_SUCH),
        ("#N/A", Doubt.NONE_SUCH),
    ],
)
def test_a_mobile_number_is_given_back_whole_or_asked(written: str, wanted: str | Doubt) -> None:
    came = mobile_in(Cell(written))
    assert came == (Mobile(doubt=wanted) if isinstance(wanted, Doubt) else Mobile(wanted))


@given(tail=st.integers(300_000_000, 999_999_999), style=st.integers(0, 7), bengali=st.booleans())
def test_no_number_is_stored_that_was_not_there(tail: int, style: int, bengali: bool) -> None:
    whole = f"1{tail}"
    value = int(whole)
    as_number = [f"{value:.9E}", f"{value:.4E}", f"{value:.2E}"]
    written = [f"0{whole}", whole, f"{whole}.0", f"+880{whole}", *as_number, whole[:-1]][style]
    came = mobile_in(Cell(to_bengali(written) if bengali else written))
    assert came.number in ("", f"+880{whole}") and bool(came.number) != bool(came.doubt)
    assert came.number or style > 4 or whole.endswith("0000")
