"""One word for one thing: what the portal says, in both languages, held to the chosen words."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from language.vocabulary import BANGLA, ENGLISH, english_strays, full_stops, strays

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "access",
    "commitments",
    "coordination",
    "language",
    "library",
    "meetings",
    "notifications",
    "partners",
)
# What reads other people's spelling, or holds what others wrote.
READS_OTHERS = (
    "migrations",
    "loading",
    "demo",
    "vocabulary.py",
    "identifiers.py",
    "figures.py",
    "words.py",
    "naming.py",
    "bijoy_signs.py",
)
BANGLA_LETTER = re.compile("[\u0980-\u09ff]")


def _entries() -> Iterator[tuple[str, polib.POEntry]]:
    for path in sorted(ROOT.glob("locale/*/bn/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            yield path.parts[-4], entry


def _said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _written_out() -> Iterator[tuple[str, str]]:
    """Bangla that stands in templates, code and guides: error pages, letters, names of roles."""
    for path in sorted((ROOT / "docs").rglob("*.bn.md")):
        yield str(path.relative_to(ROOT)), path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", path.read_text(), flags=re.DOTALL)
        if BANGLA_LETTER.search(text):
            yield str(path.relative_to(ROOT)), text
    for path in sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        if any(part in READS_OTHERS for part in path.parts):
            continue
        nodes = list(ast.walk(ast.parse(path.read_text())))
        remarks = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if not isinstance(node, ast.Constant) or id(node) in remarks:
                continue
            if isinstance(node.value, str) and BANGLA_LETTER.search(node.value):
                yield str(path.relative_to(ROOT)), node.value


def test_the_bangla_catalogue_says_one_thing_by_one_word() -> None:
    found = [
        f"{room}: {entry.msgid!r}: {fault}"
        for room, entry in _entries()
        for text in _said(entry)
        for fault in strays(text)
    ]
    assert found == []


def test_bangla_written_into_templates_and_code_says_one_thing_by_one_word() -> None:
    assert [f"{where}: {fault}" for where, text in _written_out() for fault in strays(text)] == []


def test_the_english_says_one_thing_by_one_word() -> None:
    found = [
        f"{room}: {text!r}: {fault}"
        for room, entry in _entries()
        for text in filter(None, (entry.msgid, entry.msgid_plural))
        for fault in english_strays(text)
    ]
    assert found == []


def test_every_bangla_sentence_ends_with_a_danda() -> None:
    texts = [(entry.msgid, text) for _, entry in _entries() for text in _said(entry)] + list(_written_out())
    assert [(where, full_stops(text)) for where, text in texts if full_stops(text)] == []
    unended = [
        entry.msgid
        for _, entry in _entries()
        for text in _said(entry)
        if entry.msgid.endswith(".") and not text.endswith(("।", "?", "।”"))
    ]
    assert unended == []


def test_one_english_sentence_has_one_bangla_in_every_room() -> None:
    """The rooms share one catalogue when the portal runs: two meanings need two contexts."""
    bangla: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for _, entry in _entries():
        bangla[(entry.msgctxt, entry.msgid)].add(_said(entry)[-1])
    assert {text for text, said in bangla.items() if len(said) > 1} == set()


def test_no_chosen_word_is_one_that_another_row_turns_down() -> None:
    assert [fault for choice in BANGLA for fault in strays(choice.word)] == []
    assert [fault for choice in ENGLISH for fault in english_strays(choice.word)] == []


@pytest.mark.parametrize("text", ["এখনো কিছু নেই।", "আবার সাইন ইন করুন।", "পাতাটি খুলুন।", "ঐ সভা"])
def test_a_word_that_was_not_chosen_is_found_with_its_endings(text: str) -> None:
    assert list(strays(text))


@pytest.mark.parametrize("text", ["মতামত ও মতবিনিময়", "আরোপিত", "ঐতিহ্য", "সময়সীমা আসন্ন", "উপরিউক্ত"])
def test_a_word_that_only_begins_alike_is_left_alone(text: str) -> None:
    assert not list(strays(text))


def test_a_full_stop_after_bangla_is_found_and_one_of_an_address_is_not() -> None:
    assert full_stops("পাঠানো হয়েছে.") == ["হয়েছে."]
    assert not full_stops("লিংকটি https://ntmc.gov.bd দিয়ে। মো. রহিম ১.৫")
