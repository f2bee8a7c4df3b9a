"""What a file is called, whatever its sender's machine called it."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from library.files.names import LONGEST, kept_stem, safe_stem

DAY = date(2026, 11, 27)
BOUNDARY = "a-boundary"


def received(told: str, *, by_program: bool = False) -> str:
    """What an upload is called once the portal has read the form it came in."""
    body = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{told}"\r\n'
        f"Content-Type: text/plain\r\n\r\nsaid\r\n--{BOUNDARY}--\r\n"
    )
    request = RequestFactory().post(
        "/", body.encode(), content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )
    files: Any = Request(request, parsers=[MultiPartParser()]).FILES if by_program else request.FILES
    assert files["file"].read() == b"said"
    return str(files["file"].name)


@pytest.mark.parametrize("by_program", [False, True])
def test_a_name_arrives_with_the_joiners_that_bangla_needs_and_with_nothing_else_unseen(
    by_program: bool,
) -> None:
    for told, kept in (
        ("র\u200d্যাব.pdf", "র\u200d্যাব.pdf"),
        ("র&#8205;্যাব.pdf", "র\u200d্যাব.pdf"),
        ("উদ্\u200cযাপন.pdf", "উদ্\u200cযাপন.pdf"),
        ("a\u200db\u200c.pdf", "ab.pdf"),
        ("র\u200d\u200d্যাব\u200d.pdf", "র্যাব.pdf"),
        ("র\u200d্যা\u202eফডপ\u2066ব\u200f.pdf", "র\u200d্যাফডপব.pdf"),
        ("../../র\u200d্যাব.pdf", "র\u200d্যাব.pdf"),
        ("C:\\\\র\u200d্যাব\x07.pdf", "র\u200d্যাব.pdf"),
    ):
        assert received(told, by_program=by_program) == kept, told
    assert safe_stem(received("র\u200d্যাব.pdf")) == "র\u200d্যাব"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("minutes.pdf", "minutes"),
        (r"C:\Users\somebody\minutes.pdf", "minutes"),
        ("../../etc/passwd", "passwd"),
        ("minutes\r\nSet-Cookie: x=1.pdf", "minutes Set-Cookie x=1"),
        ("annex‮fdp.exe", "annexfdp"),
        ('a"b<c>|d?.docx', "a b c d"),
        (".htaccess", "htaccess"),
        ("যশোর জেলা কমিটির কার্যবিবরণী.pdf", "যশোর জেলা কমিটির কার্যবিবরণী"),
        ("র‍্যাব.docx", "র‍্যাব"),
        ("...", ""),
    ],
)
def test_a_name_is_one_line_without_a_path(told: str, kept: str) -> None:
    assert safe_stem(told) == kept


def test_three_hundred_bangla_characters_are_cut_where_a_letter_ends() -> None:
    kept = safe_stem("ক্ষী" * 75 + ".pdf")
    assert len(kept) <= LONGEST + 1 and kept.endswith("ক্ষী…")


@pytest.mark.parametrize(
    "told", ["", "...", "NID 1991234567.jpg", "01711-222333.pdf", "পাসপোর্ট A01234567.png"]
)
def test_a_name_that_says_nothing_or_holds_a_number_is_not_kept(told: str) -> None:
    assert kept_stem(told, DAY) == ("file 2026-11-27", True)


@pytest.mark.parametrize("told", ["IMG_20261122_101530.jpg", "IMG-20261122-WA0001.jpg"])
def test_names_that_cameras_give_are_kept(told: str) -> None:
    assert kept_stem(told, DAY) == (told[:-4], False)
