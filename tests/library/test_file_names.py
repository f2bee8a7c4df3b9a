"""What a file is called, whatever its sender's machine called it."""

from datetime import date

import pytest

from library.files.names import LONGEST, kept_stem, safe_stem

DAY = date(2026, 11, 27)


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
