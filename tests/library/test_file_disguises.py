"""Files that are shaped as other programs shape them, and those that are not what they say they are."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from library.files.refusals import Why
from tests.library import made_files as made
from tests.library.test_file_rewriting import Came, refused


@pytest.mark.parametrize("program", ["libreoffice", "google", "wps"])
def test_a_letter_of_another_program_is_taken_and_only_what_is_read_of_it_kept(
    tmp_path: Path, program: str
) -> None:
    sent = made.letter_of(program, "ভালো খবর")
    came = Came(tmp_path, sent)
    document = docx.Document(io.BytesIO(came.content))
    assert [one.text for one in document.paragraphs] == ["ভালো খবর"] and came.told.remarks == []
    kept, gone = made.parts_of(came.content), ("docProps", "customXml", "word/fonts/")
    assert any(one.startswith(gone) for one in made.parts_of(sent))
    assert not any(one.startswith(gone) for one in kept) and "word/styles.xml" in kept
    with zipfile.ZipFile(io.BytesIO(came.content)) as packed:
        assert packed.testzip() is None


def test_a_container_that_announces_much_or_lies_about_its_length_is_refused(tmp_path: Path) -> None:
    zeros = b"<a>" + b" " * 200_000 + b"</a>"
    for said, part, why in (
        (5 << 30, b"<a/>", Why.OPENS_TOO_LARGE),
        (4, zeros, Why.BROKEN),
        (0, zeros, Why.BROKEN),
        (200_000, b"<a/>", Why.BROKEN),
    ):
        assert refused(tmp_path, made.saying_length(said, part)) == why, said


def test_what_is_two_kinds_at_once_is_refused_or_comes_out_as_one(tmp_path: Path) -> None:
    letter, page, photograph = made.letter("Minutes"), made.pdf("Minutes"), made.picture()
    hidden = (b"<script", b"<html", b"PK\x03\x04", b"PK\x05\x06")
    as_comment = page.replace(b"\n", b"\n%" + made.HTML + b"\n", 1)
    for one_kind, sent in (
        (b"%PDF", page + made.HTML),
        (b"%PDF", as_comment),
        (b"%PDF", page + letter),
        (b"\xff\xd8", photograph + letter),
        (b"\xff\xd8", made.picture(comment=letter[:60_000])),
        (b"\xff\xd8", made.picture(comment=made.HTML)),
    ):
        assert any(one in sent for one in hidden)
        content = Came(tmp_path, sent).content
        assert content.startswith(one_kind) and [one for one in hidden if one in content] == [], sent[:30]
    for sent in (letter + page, letter + made.HTML):
        content = Came(tmp_path, sent).content
        assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "Minutes"
        assert b"%PDF" not in content and b"<script" not in content
    assert refused(tmp_path, made.HTML + page) == refused(tmp_path, made.HTML + letter) == Why.KIND
