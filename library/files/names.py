"""What a file is called: the sender's own words for it, safe on every machine and in both scripts."""

import re
import unicodedata
from datetime import date

from access.toolkit.identifiers import find_identifiers
from language.text import JOINERS, clean, printable

LONGEST = 120
# What no name of a file may hold on some machine; a path is cut off before.
_NOT_IN_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_TURNS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_stem(told: str) -> str:
    """Return the name without its path and ending, in one line; empty where nothing of it can be shown."""
    last = re.split(r"[/\\]", told)[-1]
    bare = printable(_TURNS.sub("", last).replace("\n", " ").replace("\r", " "))
    bare = " ".join(_NOT_IN_NAME.sub(" ", bare).split())
    bare = _ENDING.sub("", bare).strip(". ")
    return clean(_cut(bare, LONGEST)).strip(". ")


def _cut(text: str, longest: int) -> str:
    """Cut it where no letter is torn from the marks that belong to it."""
    if len(text) <= longest:
        return text
    end = longest
    while end and (unicodedata.category(text[end])[0] == "M" or text[end] in JOINERS or text[end - 1] == "্"):
        end -= 1
    return f"{text[: end or longest]}…"


def kept_stem(told: str, on: date) -> tuple[str, bool]:
    """Return what the file is called, and whether that is ours: its own name says nothing, or holds a number
    that may be somebody's.
    """
    stem = safe_stem(told)
    if not stem or find_identifiers(stem, phones=True):
        return f"file {on.isoformat()}", True
    return stem, False
