"""The identifier guard: the portal holds nobody's identity, so nobody can type one into it.

It finds national identity numbers (10, 13 or 17 digits), birth registration numbers (17), passport
numbers and, where asked, telephone numbers, in any digits. What stands between the digits does not
matter as long as it is no letter: a space, a slash, a dot, the end of a line. What is known to be
something else (`access.toolkit.figures`) is set aside first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from access.toolkit.figures import ASIDE, GAP, LIKELY, UNMISTAKABLE, set_aside
from access.toolkit.signs import read
from language.text import clean, forbidden_characters

NATIONAL_IDENTITY = "national-identity"
BIRTH_REGISTRATION = "birth-registration"
PASSPORT = "passport"
PHONE = "phone"

_BY_LENGTH = {10: NATIONAL_IDENTITY, 13: NATIONAL_IDENTITY, 17: BIRTH_REGISTRATION}
_LONGEST = 17
_MOBILE = re.compile(r"(?:(?:00)?880|0)0?1[3-9]\d{8}")
_LANDLINE = re.compile(r"(?:880|0)[2-9]\d{7,9}")
_AREA_CODE = re.compile(r"0[2-9]\d{0,2}")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
# Of a passport the letters and the digits stand closer than of other numbers.
_PASSPORT_GAP = 5
_SERIES = re.compile("[a-z]{1,2}", re.IGNORECASE)
# Before a figure these are words, unless they are tied to it: of 1234567, but be1234567.
_SHORT_WORDS = re.compile("of|to|in|is|at|by|or|as|on|if|we", re.IGNORECASE)
_ABBREVIATIONS = re.compile(
    "tk|rs|no|id|us|un|mr|ms|dr|st|sl|kg|km|cm|mm|gb|mb|pp|gd|gr|cr|fy|ps|si", re.IGNORECASE
)
# Letters that count the parts of a text: (a) 12, b) 34.
_COUNTS_PARTS = re.compile(r"\) +")


@dataclass(frozen=True)
class Identifier:
    """What a text holds of somebody's identity: which kind, and the piece as it is written."""

    kind: str
    piece: str


@dataclass(frozen=True)
class _Group:
    """Some digits, where they stand, and what stands between them and the sign before."""

    digits: str
    start: int
    end: int
    gap: str


@dataclass(frozen=True)
class _Run:
    """Groups of digits with no letter between them, and the word before the first."""

    groups: list[_Group]
    word: str
    word_start: int


@dataclass(frozen=True)
class _Span:
    kind: str
    start: int
    end: int


def find_identifiers(text: str, phones: bool = False) -> list[str]:
    """Return the kinds of identifier in a text, each once; telephone numbers only when asked."""
    return list(dict.fromkeys(identifier.kind for identifier in each_identifier(text, phones)))


def first_identifier(text: str, phones: bool = False) -> Identifier | None:
    """Return one identifier of a text, for the message that refuses it."""
    return next(each_identifier(text, phones), None)


def each_identifier(text: str, phones: bool = False) -> Iterator[Identifier]:
    """Give every identifier of a text, for whoever has to judge them one by one."""
    signs = read(text)
    if not any(map(str.isdigit, signs.plain)):
        return
    bare = set_aside(signs.plain, UNMISTAKABLE)
    passports = [span for run in _runs(bare) if (span := _passport(bare, run))]
    for span in passports:
        yield Identifier(PASSPORT, signs.piece(span.start, span.end))
    bare = _without(bare, passports)
    for run in _runs(set_aside(bare, LIKELY)):
        for span in _spans_of(run.groups):
            if phones or span.kind != PHONE:
                yield Identifier(span.kind, signs.piece(span.start, span.end))


def _runs(plain: str) -> Iterator[_Run]:
    groups: list[_Group] = []
    word, word_start, end = "", 0, 0
    for token in _TOKEN.finditer(plain):
        gap, sign = plain[end : token.start()], token.group()
        end = token.end()
        is_number = sign.isdigit()
        if groups and (not is_number or len(gap) > GAP):
            yield _Run(groups, word, word_start)
            groups, word = [], ""
        if is_number:
            groups.append(_Group(sign, token.start(), end, gap))
        else:
            word, word_start = sign, token.start()
    if groups:
        yield _Run(groups, word, word_start)


def _without(plain: str, spans: list[_Span]) -> str:
    """Put letters in the place of what was found: a passport's digits are no number of their own."""
    pieces, end = [], 0
    for span in spans:
        pieces += [plain[end : span.start], ASIDE * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, plain[end:]])


def _passport(plain: str, run: _Run) -> _Span | None:
    """Find a series and 7 or 8 digits: A01234567, eb 0123456, AB/123/4567."""
    if not _is_series(plain, run) or _is_list(run.groups):
        return None
    found, digits = None, 0
    for group in run.groups:
        digits += len(group.digits)
        if digits > 8 or len(group.gap) > _PASSPORT_GAP:
            break
        if digits >= 7:
            found = _Span(PASSPORT, run.word_start, group.end)
    return found


def _is_series(plain: str, run: _Run) -> bool:
    word, gap = run.word, run.groups[0].gap
    if not _SERIES.fullmatch(word) or plain[: run.word_start][-1:].isalnum() or _COUNTS_PARTS.fullmatch(gap):
        return False
    if re.search(r"\s", gap) is None:
        return True
    return not _ABBREVIATIONS.fullmatch(word) and (word.isupper() or not _SHORT_WORDS.fullmatch(word))


def _is_list(groups: list[_Group]) -> bool:
    """Items with parts: 1.1, 1.2, 2.4; 12/20, 8/15."""
    gaps = {group.gap for group in groups[1:]}
    return len(groups) > 3 and len(gaps) > 1 and gaps <= {".", "/", ", ", "; "}


def _spans_of(groups: list[_Group]) -> Iterator[_Span]:
    """What neighbouring groups could be; those of a telephone number are nothing else."""
    start = 0
    while start < len(groups):
        if length := _phone_at(groups, start):
            yield _Span(PHONE, groups[start].start, groups[start + length - 1].end)
            start += length
            continue
        for length, number in _numbers_at(groups, start):
            if kind := _BY_LENGTH.get(len(number)):
                yield _Span(kind, groups[start].start, groups[start + length - 1].end)
        start += 1


def _numbers_at(groups: list[_Group], start: int) -> Iterator[tuple[int, str]]:
    """Read on from here group by group, as far as an identifier is long."""
    number = ""
    for length, group in enumerate(groups[start : start + _LONGEST], start=1):
        number += group.digits
        if len(number) > _LONGEST:
            return
        yield length, number


def _phone_at(groups: list[_Group], start: int) -> int:
    """How many groups from here are a telephone number: a mobile, a land line, any behind a plus."""
    has_plus = _has_plus(groups, start)
    if not has_plus and groups[start].digits[0] not in "08":
        return 0
    found = 0
    has_area_code = _AREA_CODE.fullmatch(groups[start].digits) is not None
    for length, number in _numbers_at(groups, start):
        # A land line has an area code of its own group, or is written in one.
        is_landline = _LANDLINE.fullmatch(number) and (
            length > 1 if has_area_code else length == 1 and len(number) not in _BY_LENGTH
        )
        # After a plus comes a country code.
        is_foreign = has_plus and 8 <= len(number) <= 15
        if _MOBILE.fullmatch(number) or is_foreign or is_landline:
            found = length
    return found


def _has_plus(groups: list[_Group], start: int) -> bool:
    """Whether a plus stands before these digits; one between two figures adds them."""
    gap = groups[start].gap
    return gap.endswith(("+", "+(")) and (start == 0 or not gap.startswith("+"))


def guard_text(*, field: str | None, text: str, phones: bool = False) -> str:
    """Return the text as it is stored, or refuse it with a message at its field.

    Every action that stores free text passes it through here, so that the API is guarded
    as the forms are. `phones` is for discussion, decisions and action points.
    """
    if forbidden_characters(text):
        raise Mendable(_("This text has characters that cannot be shown. Type it again."), field, "chars")
    if identifier := first_identifier(text, phones):
        raise Mendable(identifier_message(identifier), field, "identifier")
    return clean(text)


def identifier_message(identifier: Identifier) -> str:
    """Say which piece is in question, to take it out, and how to write it if it is nobody's number."""
    piece = shortened(identifier.piece)
    if identifier.kind == PASSPORT:
        found = _("“%(piece)s” looks like a passport number.")
    elif identifier.kind == PHONE:
        found = _("“%(piece)s” looks like a telephone number.")
    elif identifier.kind == BIRTH_REGISTRATION:
        found = _("“%(piece)s” looks like a birth registration number.")
    else:
        found = _("“%(piece)s” looks like a national identity number.")
    return f"{found % {'piece': piece}} {_instead(identifier.kind)}"


def _instead(kind: str) -> str:
    if kind == PHONE:
        return _("Take it out: write the office, not the number. Counts are told apart by words or commas.")
    return _(
        "Take it out: no identity is kept in the portal. If it is something else, say what: a sum as"
        " Tk 12,50,000, a day as 22/11/2026, counts with words or commas between them."
    )


def shortened(piece: str) -> str:
    """Enough of it to find it by; the whole stays where it was typed."""
    line = " ".join(piece.split())
    return line if len(line) < 8 else f"{line[:4]}…{line[-3:]}"
