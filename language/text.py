"""Typed text, made the same whichever keyboard it came from; and what makes two texts the same."""

import re
import unicodedata

from language.digits import to_ascii

# Everything below the space except newline and tab, the C1 block, and what turns the direction of
# reading (a name could be shown backwards). NUL cannot be stored at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]")
# Signs that nobody sees and that copied text brings along: marks of direction, joints between words,
# the mark of a file's beginning, soft hyphens, tags.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202c\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
# The joiners decide how a conjunct is drawn (র‍্যাব), never which word it is.
JOINERS = "\u200c\u200d"
HASANTA = "\u09cd"
# Drawn as nothing, whatever the tables call them.
BLANK = frozenset(JOINERS + "\u115f\u1160\u2800\u3164\uffa0")
# Signs drawn over or under others. To put a tower of them in order takes the square of its height,
# and nobody writes one of twenty: what stands above is dropped.
_OVER = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
_TOWER = re.compile(f"([{_OVER}]{{20}})[{_OVER}]+")
# য় is a letter of its own, ড় and ঢ় are mixed up with র: in the one encoding all three have a dot below. Then
# what sounds alike, or nearly: short and long vowels, the three s, the two n, the two j. What is only
# breathed through the nose is left out.
LETTERS = ("\u09af\u09bc", "\u09a1\u09bc", "\u09a2\u09bc", "ীূঈঊণশষযৎঙঁ", "িুইউনসসজতং")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_PASTED_LINE_ENDS = re.compile("[\x0b\x0c\x85]")
# A sheet drops the first zero; a card writes (0) after the country.
_MOBILE = re.compile(r"(?:(?:00|\+)?880{1,2}|0)?(1[3-9][0-9]{8})")


def one_encoding(text: str) -> str:
    """Return the text in one encoding: keyboards write ো as one sign, or as two that look the same.

    NFC, as all text here is kept. NFKC would also make signs equal that somebody told apart on purpose.
    """
    return _TOWER.sub(r"\1", unicodedata.normalize("NFC", _TOWER.sub(r"\1", text)))


def clean(text: str) -> str:
    """Return the text in one encoding (য় is stored one way), with plain spaces and line ends, trimmed.

    Signs that nobody sees are dropped; ZWJ and ZWNJ stay, for they draw Bangla conjuncts. What holds
    nothing that can be seen is empty.
    """
    bare = one_encoding(_UNSEEN.sub("", text))
    bare = _SPACES.sub(" ", _LINE_ENDS.sub("\n", bare)).strip()
    return bare if any(not (sign in BLANK or sign.isspace()) for sign in bare) else ""


def printable(text: str) -> str:
    """Return the text as it can go into a file: clean, without control characters; a pasted vertical tab
    or form feed ends a line.
    """
    return clean(_FORBIDDEN.sub("", _PASTED_LINE_ENDS.sub("\n", text)))


def fold(text: str) -> str:
    """Return what decides whether two names are the same, or one is found by another.

    Without joiners, the hasanta at the end of a word, and capitals: র‍্যাব is one word in its three
    spellings. `language.lookups.Folded` does the same in the database.
    """
    bare = clean(text).translate(dict.fromkeys(map(ord, JOINERS))).lower()
    return bare.replace(f"{HASANTA} ", " ").rstrip(HASANTA)


def by_ear(text: str) -> str:
    """Return how a name sounds, so that two spellings of it are one: বৈকারি and বৈকারী, শার্শা and সার্সা.

    It tells less apart than `fold`: for finding what nothing is called exactly, never for keeping.
    """
    ya, rra, rha, signs, sounds = LETTERS
    bare = fold(text).replace(ya, "+").replace(rra, "র").replace(rha, "র")
    kept = dict(zip(map(ord, signs), sounds, strict=False))
    return bare.translate(dict.fromkeys(map(ord, signs)) | kept).replace("+", ya)


def plain_address(text: str) -> str:
    """Return an e-mail address as it is kept: one encoding, nothing unseen, small letters."""
    return clean(text).translate(dict.fromkeys(map(ord, JOINERS))).lower()


def forbidden_characters(text: str) -> bool:
    """Whether the text holds control characters, which no keyboard types and no page can show."""
    return _FORBIDDEN.search(text.replace("\r", "\n")) is not None


def mobile_number(text: str) -> str | None:
    """Return a Bangladeshi mobile number as +8801…, however it was typed or pasted; else None.

    01711-222 333, +88 01711222333, 00880 1711…, (+880) (0)1711…, tel:…, in either digit system.
    """
    bare = to_ascii(clean(text)).lower().removeprefix("tel:").removeprefix("mob:")
    bare = re.sub(rf"[\s()\[\]\-‐-―−/._{JOINERS}]", "", bare)
    match = _MOBILE.fullmatch(bare)
    return f"+880{match.group(1)}" if match else None


def words_in(text: str) -> list[str]:
    """Return the words of a text that have a letter in them, in small letters."""
    return [word.casefold() for word in text.split() if count_letters(word)]


def count_letters(text: str) -> int:
    """Count what is read as letters, alike in both scripts.

    A Bangla vowel beside its consonant is written as a mark and spoken as a letter, so it counts, once for
    each consonant; what joins, dots or accents a letter does not, nor do digits.
    """
    letters, may_follow = 0, False
    for sign in one_encoding(text):
        kind = unicodedata.category(sign)[0]
        if kind == "L":
            letters, may_follow = letters + 1, True
        elif kind != "M":
            may_follow = False
        elif may_follow and unicodedata.combining(sign) == 0:
            letters, may_follow = letters + 1, False
    return letters
