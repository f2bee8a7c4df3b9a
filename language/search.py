"""Words as a search compares them: the same in Python and in the database, whoever typed them.

`search_line`, `search_words` and `search_keys` of the database do what is done here; a test holds them equal.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from language.digits import to_ascii
from language.text import fold

# An apostrophe joins, whichever way it is drawn: Cox's Bazar is coxs bazar.
_DROPPED = dict.fromkeys(map(ord, "'\u2018\u2019"))
# Between digits a point, slash, colon or hyphen belongs to the number: 41.3, a memo number, a date.
_BESIDE_NO_DIGIT = re.compile(r"(?<![0-9])[./:-]|[./:-](?![0-9])")
_SEPARATORS = re.escape(' \t\n\r!"#$%&()*+,;<=>?@[\\]^_`{|}~\u0964\u0965\u201c\u201d\u2013\u2014\u2026\u00b7')
_BETWEEN = re.compile(f"[{_SEPARATORS}]+")
# A whole word as it is written, with what stands inside a number.
_WORD = re.compile(f"[^{_SEPARATORS}./:\\-]+(?:(?<=[0-9০-৯])[./:-][0-9০-৯]+)*")
# What a Bangla noun ends in when it is not the subject: যশোরের, যশোরে, কমিটিকে. The longer ones first.
_ENDINGS = ("গুলোর", "গুলো", "গুলি", "দের", "ের", "তে", "কে", "র", "ে")
_SHORTEST_STEM = 3
# Said beside a number or a name, and in no record.
_SAID_BESIDE = frozenset({"the", "of", "and", "in", "no", "memo", "number", "ও", "নং", "নম্বর", "স্মারক"})


def line_of(text: str) -> str:
    """Return a text as its words, one space between: what decides whether a name is exactly this."""
    bare = _BESIDE_NO_DIGIT.sub(" ", to_ascii(fold(text)).translate(_DROPPED))
    return " ".join(_BETWEEN.split(bare)).strip()


def words_of(text: str) -> list[str]:
    """Return the words of a text, each once, in their order."""
    return list(dict.fromkeys(line_of(text).split()))


def wanted_in(text: str) -> list[str]:
    """Return the words somebody looks for: without those that are only said beside them."""
    words = words_of(text)
    return [word for word in words if word not in _SAID_BESIDE] or words


def stems_of(word: str) -> Iterator[str]:
    """Return a word, and what it may be without its ending."""
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word.removesuffix(ending)
            return


def key_of(word: str) -> int:
    """Return the number under which a word stands in an index: its own, as good as always."""
    number = int(hashlib.md5(word.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    return number - (1 << 32) if number >> 31 else number


def keys_of(words: Iterable[str]) -> list[int]:
    """Return the numbers of several words."""
    return [key_of(word) for word in words]


def exactly(line: str) -> str:
    """Return what stands in an index for a whole name, so that no word of a text is taken for it."""
    return f"={line}"


def named_by(word: str) -> str:
    """Return what stands in an index for a word of a name, where things have names of their own."""
    return f"~{word}"


def runs_of(words: Sequence[str], longest: int = 3) -> Iterator[tuple[int, int]]:
    """Return where a name of one or of several words may stand among these: from, until."""
    for size in range(1, longest + 1):
        for start in range(len(words) - size + 1):
            yield start, start + size


def marked(text: str, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Return a text piece by piece, and of each piece whether it is a word that was looked for."""
    last = 0
    for found in _WORD.finditer(text):
        if _is_meant(_line_of_word(found[0]), words):
            if found.start() > last:
                yield text[last : found.start()], False
            yield found[0], True
            last = found.end()
    if last < len(text):
        yield text[last:], False


@lru_cache(maxsize=16_384)
def _line_of_word(word: str) -> str:
    """The same of one word, kept: a page of what was found holds eight hundred, and most of them often."""
    return line_of(word)


def _is_meant(word: str, words: Sequence[str]) -> bool:
    return any(word == one or (len(one) >= _SHORTEST_STEM and word.startswith(one)) for one in words)
