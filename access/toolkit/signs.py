"""How the identifier guard reads a text: each sign as a digit, a letter, or what stands between.

People and the programs they copy from write digits in many scripts, dashes and spaces in many
widths, and signs nobody sees. Here every sign becomes one plain sign, so that the grammars in
`access.toolkit.figures` and `access.toolkit.identifiers` speak of one kind of digit, dash and space only.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from language.text import BLANK, one_encoding

# Where something unseen stood between two digits: 641<zero width space>234.
UNSEEN = "\u2060"
# Bangla vowels and joints are marks; of other scripts no word is looked for.
MARKS = "\u0981-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3"
LETTER = rf"[^\W\d_]|[{MARKS}]"
# Letters of scripts not written here, drawn as a stroke: they hold digits apart, they make no word.
_STROKES = {"ǀ": "|", "ǁ": "|", "ǃ": "!", "ー": "-", "ㅡ": "-", "ㅣ": "|", "一": "-", "丨": "|"}
_SLASHES = "\u2044\u2215"
_MARK, _NOTHING = "mark", ""
_IS_MARK = re.compile(f"[{MARKS}]")


@dataclass(frozen=True)
class Signs:
    """A text in plain signs, and the place of each in the text as it is written."""

    written: str
    plain: str
    places: list[int]

    def piece(self, start: int, end: int) -> str:
        """Return what is written where these plain signs stand."""
        return self.written[self.places[start] : self.places[end - 1] + 1]


def read(text: str) -> Signs:
    """Read a text sign by sign. A mark belongs to the letter before it; after anything else it is unseen."""
    written = one_encoding(text)
    signs: list[str] = []
    places: list[int] = []
    is_after_letter = is_after_unseen = False
    for place, sign in enumerate(written):
        plain = _plain(sign)
        if plain == _MARK:
            plain = sign if is_after_letter and _IS_MARK.match(sign) else _NOTHING
            is_after_unseen = is_after_unseen or not is_after_letter
        elif plain == _NOTHING:
            is_after_unseen = True
        else:
            is_after_letter = plain.isalpha()
        if plain == _NOTHING:
            continue
        if is_after_unseen and signs and signs[-1].isdigit() and plain.isdigit():
            signs.append(UNSEEN)
            places.append(place - 1)
        is_after_unseen = False
        signs.append(plain)
        places.append(place)
    return Signs(written, "".join(signs), places)


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """One sign in plain writing; nothing for what is not seen."""
    if sign.isascii() and sign.isprintable():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if sign in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029":
        return "\n"
    if sign in BLANK:
        return _NOTHING
    kind = unicodedata.category(sign)
    if kind[0] == "M":
        return _MARK
    if sign in "\t\x1f" or kind == "Zs":
        return "\t" if sign == "\t" else " "
    if kind[0] == "C":
        return _NOTHING
    return _visible(sign, kind)


def _visible(sign: str, kind: str) -> str:
    if kind == "Pd" or sign == "−":
        return "-"
    if sign in _SLASHES:
        return "/"
    if sign in _STROKES:
        return _STROKES[sign]
    # Wide, narrow, raised and dotted forms are the same sign: ％, ／, Ａ, Ė.
    alike = unicodedata.normalize("NFKD", sign)
    is_letter = kind[0] == "L" or kind == "Nl"
    known = alike[0] if len(alike) == 1 or (is_letter and alike[0].isascii()) else sign
    if kind == "Lm":
        # Raised letters and strokes between digits are punctuation: ʹ ʼ ː.
        return "'"
    if is_letter != known.isalpha():
        return "x" if is_letter else "*"
    return known
