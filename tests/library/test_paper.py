"""An official paper as PDF: what is written on it is what stands in it, whatever was typed."""

import io
import json
import re
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import polib
import pytest

from language.digits import to_bengali
from language.text import clean
from library.paper import PaperTooLong, Part, missing_signs, press, printed
from library.paper.signs import drawable
from tests.library.papers import PLAIN, WHOLE, flat, minutes, pages_of, read, tags_of, written

ROOT = Path(__file__).resolve().parents[2]
# Longer ones may break in a column.
LONGEST_WORD = 20
BANGLA_WORD = re.compile("[\u0980-\u09ff\u200c\u200d]+")
SAID = "সদস্য-সচিব জানান, বিগত সভার ৬টি সিদ্ধান্তের মধ্যে ৪টি বাস্তবায়িত ও ২টি বাস্তবায়নাধীন। "


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from _strings(one)
    elif isinstance(part, list):
        for one in part:
            yield from _strings(one)


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """All Bangla of the catalogue and of the fixtures, a line each."""
    texts = {
        text
        for path in ROOT.glob("locale/*/bn/LC_MESSAGES/django.po")
        for entry in polib.pofile(str(path))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    }
    for path in ROOT.glob("fixtures/*.json"):
        texts.update(_strings(json.loads(path.read_text(encoding="utf-8"))))
    return sorted({flat(clean(text)) for text in texts if BANGLA_WORD.search(text)})


def test_every_bangla_word_of_catalogue_and_fixtures_is_read_back_as_it_is_written(
    sentences: list[str],
) -> None:
    words = sorted({word for sentence in sentences for word in BANGLA_WORD.findall(sentence)})
    assert len(words) > 1_000
    found = set(read(printed(written(" ".join(words)))).split(" "))
    assert [word for word in words if word not in found] == []


def in_cells(sentences: list[str]) -> list[tuple[str, str, str]]:
    """A row each, in one column of the table of minutes after the other: as narrow as they are printed."""
    rows = []
    for number, one in enumerate(sentences):
        cells = ["", "", ""]
        cells[number % 3] = one
        rows.append((cells[0], cells[1], cells[2]))
    return rows


def without_heads_and_feet(pages: list[str]) -> str:
    """The text of a table that runs on over pages, in one line."""
    head, foot = flat("ক্রম আলোচনা সিদ্ধান্ত বাস্তবায়নকারী"), re.compile(r" ?খসড়া পৃষ্ঠা [০-৯]+/[০-৯]+.*$")
    return " ".join(foot.sub("", flat(page)).removeprefix(head).strip() for page in pages)


def test_every_bangla_sentence_is_read_back_with_its_blanks_and_dandas(sentences: list[str]) -> None:
    whole = without_heads_and_feet(pages_of(printed(minutes(in_cells(sentences)))))
    without_blanks = whole.replace(" ", "")
    lost = []
    for one in map(flat, map(drawable, sentences)):
        # A word longer than any of a language breaks where its column ends.
        is_broken = any(len(word) > LONGEST_WORD for word in one.split())
        if (one.replace(" ", "") not in without_blanks) if is_broken else (one not in whole):
            lost.append(one)
    assert lost == []


@pytest.mark.parametrize(
    "typed",
    [
        "#panic() [x] $y$ *z* _e_ `raw` <label> @ref // note",
        "= not a heading",
        "1. not a list",
        "- not a list",
        '#read("/etc/passwd") #include "x" #sys.inputs',
        "a -- b --- c ... d ~ e \\ f 'g' \"h\"",
        "The NGO র‍্যাব met BRAC → 5 ≥ 4 ✓",
    ],
)
def test_what_was_typed_is_printed_as_typed(typed: str) -> None:
    assert flat(typed) in read(printed(written(f"আগে\n{typed}\nপরে")))
    assert flat(typed) in read(printed(minutes([(typed, "", "")])))


@pytest.mark.parametrize("before", range(1, 40))
def test_a_hyphen_at_the_end_of_a_line_is_not_taken_for_the_lines_own(before: int) -> None:
    words = ("ই-মেইল", "NGO-এর", "counter-trafficking", "(সদস্য-সচিব),", "২৬-৪১২", "-৫")
    typed = " ".join(f"{'ক' * (before % 8 + 1)} {word}" for word in words)
    assert flat(typed) in read(printed(minutes([(f"{'খ' * before} {typed}", "", "")])))


def test_lines_and_paragraphs_stay_apart() -> None:
    (page,) = pages_of(printed(written("= one\n1. two\n\nthree")))
    assert "= one\r\n1. two\r\nthree" in page


@pytest.mark.parametrize("sign", ["\x0b", "\ufffe", "\x00", "\x1f", "\uffff", "\ud800", "\u202e"])
def test_a_control_character_breaks_nothing(sign: str) -> None:
    paper = replace(written(f"আগে{sign}after"), title=f"ক{sign}খ", code=f"a{sign}b")
    assert "after" in read(printed(paper))
    assert missing_signs(paper) == []


def test_a_sign_that_no_typeface_has_is_named_and_spelled_never_a_silent_box() -> None:
    paper = written("সভা \U0001f600 শেষ ক্ষ → السلام")
    assert missing_signs(paper)[-1] == "\U0001f600"
    assert "→" not in missing_signs(paper)
    assert "س" in missing_signs(paper)
    text = read(printed(paper))
    assert "সভা [U+1F600] শেষ" in text
    assert missing_signs(WHOLE) == []


def test_the_whole_paper_stands_in_the_order_of_an_office() -> None:
    text = read(printed(replace(WHOLE, parts=(Part(text="আলোচনা শেষে সিদ্ধান্ত গৃহীত হয়।"),))))
    parts = [
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার", "উপজেলা নির্বাহী অফিসারের কার্যালয়", "সাতক্ষীরা সদর, সাতক্ষীরা",
        "স্মারক নম্বর: ০৫.৪৪.৮৭৮২.০০০.১৬.০১১.২৬-৪১২ তারিখ:", "৮ অগ্রহায়ণ ১৪৩৩ ২৩ নভেম্বর ২০২৬", "বিষয়: কার্যবিবরণী",
        "সূত্র: ২৫ অক্টোবর ২০২৬", "সভাপতি : উপজেলা নির্বাহী অফিসার", "সময় : সকাল ১১টা",
        "আলোচনা শেষে সিদ্ধান্ত গৃহীত হয়।", "স্বাক্ষরিত/-", "ও সভাপতি", "২৬-৪১২/১(২)", "অনুলিপি প্রেরণ করা হলো:",
        "১। জেলা প্রশাসক, সাতক্ষীরা", "২। অফিস কপি", "খসড়া পৃষ্ঠা ১/১", "portal.example",
    ]  # fmt: skip
    places = [text.find(flat(part)) for part in parts]
    assert [part for part, place in zip(parts, places, strict=True) if place < 0] == []
    assert places == sorted(places)


def test_a_paper_in_english_has_its_words_and_digits() -> None:
    paper = replace(
        WHOLE,
        language="en",
        status="Draft",
        title="Minutes",
        subject="Minutes of যশোর",
        references=("Memo 5",),
    )
    text = read(printed(paper))
    for part in ("Memo number:", "Date:", "Subject: Minutes of যশোর", "Reference: Memo 5", "Draft Page 1/1"):
        assert part in text


def test_a_memo_number_that_is_not_given_yet_is_left_to_the_hand() -> None:
    assert WHOLE.memo is not None
    text = read(printed(replace(WHOLE, memo=replace(WHOLE.memo, number=""))))
    assert "স্মারক নম্বর:" in text
    assert "/১(" not in text


def test_the_file_is_tagged_and_says_its_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(printed(WHOLE))) as file:
        assert str(file.Root["/Lang"]) == "bn"
        assert str(file.docinfo["/Title"]) == WHOLE.title
        assert bool(file.Root["/MarkInfo"]["/Marked"])
        assert bool(file.Root["/ViewerPreferences"]["/DisplayDocTitle"])


def test_a_row_runs_on_over_pages_the_head_is_on_each_and_is_tagged_once() -> None:
    long = (SAID * 300)[:20_000]
    pdf = printed(minutes([("এক", long, "ক"), ("দুই", "শেষ", "খ")]))
    pages = pages_of(pdf)
    assert len(pages) > 5
    assert all("বাস্তবায়নকারী" in page for page in pages[:-1])
    assert tags_of(pdf)["/TH"] == 4
    assert tags_of(pdf)["/TR"] == 3
    foot = f"/{to_bengali(str(len(pages)))}"
    assert all(flat("খসড়া পৃষ্ঠা") in flat(page) and foot in page for page in pages)
    assert read(pdf).count("বিগত সভার") == long.count("বিগত সভার")


def test_a_word_without_an_end_stays_in_its_column() -> None:
    long = "https://example.org/" + "a" * 400
    pdf = printed(minutes([(long, "খ" * 300, "ক্ষ" * 200)]))
    text = read(pdf).replace(" ", "")
    for part in (long, "খ" * 300, "ক্ষ" * 200):
        assert part in text


def test_300_people_and_100_items_are_printed_and_nothing_is_left_out() -> None:
    pdf = printed(minutes([(f"আলোচনা {n}", f"সিদ্ধান্ত {n}", f"সংস্থা {n}") for n in range(100)], attended=300))
    text = read(pdf)
    assert text.count("উপজেলা সমাজসেবা কর্মকর্তা") == 300
    assert all(f"সিদ্ধান্ত {n} " in text for n in range(100))
    assert tags_of(pdf)["/Table"] == 2


def test_sixty_items_take_under_two_seconds_of_the_machine() -> None:
    paper = minutes([(SAID * 3, SAID * 3, "উপজেলা সমাজসেবা কর্মকর্তা")] * 60, attended=22)
    took = []
    for _try in range(2):
        begun = time.process_time() + _children()
        printed(paper)
        took.append(time.process_time() + _children() - begun)
    assert min(took) < 2


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_same_paper_is_the_same_bytes() -> None:
    assert printed(WHOLE) == printed(WHOLE)


def test_a_paper_without_end_is_refused_and_a_typesetter_that_does_not_end_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(PaperTooLong):
        printed(written("ক" * (press.LONGEST + 1)))
    monkeypatch.setattr(press, "SECONDS", 0.01)
    with pytest.raises(PaperTooLong):
        printed(WHOLE)


def test_a_typesetter_that_eats_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "MEMORY", 64 << 20)
    with pytest.raises(press.PaperNotSet):
        printed(WHOLE)


def test_a_typeface_that_is_not_built_is_an_error_not_another_typeface(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(press, "FOLDER", tmp_path)
    with pytest.raises(press.PaperNotSet, match="unknown font"):
        printed(PLAIN)
