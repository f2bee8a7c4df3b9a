"""Typed text on its way to paper: what no typeface draws is named, what is too long for a column breaks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from language.text import HASANTA, JOINERS, printable
from library.paper.content import Paper
from library.paper.fonts import drawn

# In a column a word longer than any of a language (an address, a row of signs) may break after so many signs;
# across the whole page much longer ones.
_COLUMN, _PAGE = (20, 10), (60, 30)
BREAK = "\u200b"
_UNBROKEN = re.compile(r"\S{21,}")


def texts_of(part: Any) -> Iterator[str]:
    """Give every text that stands on a paper."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_of(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_of(getattr(part, field.name))


def missing_signs(paper: Paper) -> list[str]:
    """Return the signs of this paper that no typeface draws, to be named before it is printed."""
    return missing_in(texts_of(paper))


def missing_in(texts: Iterable[str]) -> list[str]:
    """The same of texts that will stand on a paper."""
    used = {sign for text in texts for sign in printable(text)}
    return sorted(sign for sign in used if not sign.isspace() and ord(sign) not in drawn())


def spelled(sign: str) -> str:
    """Return how a sign is named on paper in its place, as in [U+1F600]: never a silent box."""
    return f"[U+{ord(sign):04X}]"


def drawable(text: str) -> str:
    """Return the text as it is drawn: clean, each sign that no typeface has spelled in its place."""
    known = drawn()
    signs = printable(text).replace("\t", " ")
    return "".join(sign if sign.isspace() or ord(sign) in known else spelled(sign) for sign in signs)


def breakable(text: str, *, in_column: bool) -> str:
    """Return the text with places in its longest words where a line may end."""
    longest, every = _COLUMN if in_column else _PAGE
    return _UNBROKEN.sub(lambda word: _broken(word[0], every) if len(word[0]) > longest else word[0], text)


def _broken(word: str, every: int) -> str:
    """Let a word break between letters; marks and the parts of a conjunct stay with their letter."""
    pieces: list[str] = []
    since = 0
    for place, sign in enumerate(word):
        joined = place > 0 and word[place - 1] in f"{HASANTA}{JOINERS}"
        if since >= every and not joined and unicodedata.category(sign)[0] not in "MC":
            pieces.append(BREAK)
            since = 0
        pieces.append(sign)
        since += 1
    return "".join(pieces)
