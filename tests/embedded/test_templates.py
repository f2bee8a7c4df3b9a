"""What `make check` says of the lines of templates."""

from pathlib import Path

from embedded.templates import LONGEST, long_lines


def test_a_long_line_is_named_and_a_long_sentence_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    sentence = '{% translate "' + "word " * 60 + '" %}'
    text = "<p>short</p>\n" + "<b></b>" * 40 + f"\n<p>{sentence}</p>\n"
    (folder / "page.html").write_text(text, encoding="utf-8")
    assert long_lines(folder) == ["templates/page.html:2 (280)"]
    assert LONGEST == 160


def test_no_line_of_ours_is_long() -> None:
    assert long_lines() == []
