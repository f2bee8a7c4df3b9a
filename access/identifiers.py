"""The identifier guard: the portal holds nobody's identity, so nobody can type one into it.

It finds national identity numbers (10, 13 or 17 digits), birth registration numbers (17), passport
numbers and, where asked, telephone numbers, in either digit system. What stands between the digits
does not matter as long as it is no letter: a space, a slash, a dot, the end of a line. What is known
to be something else is set aside first: sums of money, dates, hours, memo numbers, lists of items.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from access.errors import Mendable
from language.digits import to_ascii
from language.text import clean, forbidden_characters

NATIONAL_IDENTITY = "national-identity"
BIRTH_REGISTRATION = "birth-registration"
PASSPORT = "passport"
PHONE = "phone"

_BY_LENGTH = {10: NATIONAL_IDENTITY, 13: NATIONAL_IDENTITY, 17: BIRTH_REGISTRATION}
_LONGEST = 17
# Further apart than this, two figures are two figures.
_GAP = 20
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
# Stands for what was set aside: a letter, so that no number goes on across it.
_ASIDE = "x"

_GROUPED = r"(?:\d{1,2}(?:,\d{2})*,\d{3}|\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?"
_CURRENCY = r"(?:tk|taka|bdt|usd|us\$|eur|gbp|chf|[৳$€£]|টাকা|টাঃ|টা\.)"
_AMOUNT = (
    r"(?:taka|tk|bdt|usd|eur|dollars?|euros?|lakhs?|crores?|millions?|thousands?"
    r"|টাকা|টাঃ|মার্কিন|ডলার|লক্ষ|লাখ|কোটি|হাজার)"
)
_YEAR = r"(?:19|20)\d\d"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_PERIOD = rf"{_YEAR} ?[-/] ?(?:{_YEAR}|\d\d)"
_HELPLINE = r"(?:999|109|1098|333|106|10921|16430|16108)"
# Where a figure of a sentence ends: at a comma, a bracket, a word.
_ENDS = r"(?= ?(?:[,;:)।]|$|[^\W\d_]))"
# What is no identity, in the order in which it is set aside.
_NO_IDENTITY = [
    # Money: a sum grouped in lakhs or thousands, beside its currency.
    re.compile(rf"(?<![\d,.]){_CURRENCY}[ .:]*{_GROUPED}(?![\d,]\d)(?:/[-=])?", re.IGNORECASE),
    re.compile(rf"(?<![\d,.]){_GROUPED}(?:/[-=])?[ -]*{_AMOUNT}", re.IGNORECASE),
    # A memo number, six groups or more with dots: 44.00.0000.075.16.003.24-118.
    re.compile(r"(?<![\d.])\d{2}(?:\.\d{2,4}){5,9}(?:[-.]\d{1,5}(?:\(\d{1,4}\))?)?(?![\d.]\d)"),
    # Days, and hours.
    re.compile(rf"(?<![\d/.-]){_DAY}([/.-]){_MONTH}\1(?:{_YEAR}|\d\d)(?!\d|\1\d)"),
    re.compile(rf"(?<![\d/.-]){_YEAR}([/.-]){_MONTH}\1{_DAY}(?!\d|\1\d)"),
    re.compile(r"(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!:?\d)"),
    # Periods, alone or before another one; years in a list, in brackets, or at the head of a figure.
    re.compile(rf"(?<![\d/.-])(?<!\d ){_PERIOD}(?!\d| ?[-/.] ?\d| \d)"),
    re.compile(rf"(?<![\d/.-]){_PERIOD}(?= {_PERIOD}(?!\d| ?[-/.] ?\d))"),
    re.compile(rf"(?:(?<=, )|(?<=\()){_YEAR}(?=[,;)]|$)|(?<!\d){_YEAR}(?= ?:|, |\))"),
    # Shares; decisions, cases of a year, ages and days of a month: 41.3, 112/25, 10-17, 3/11.
    re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{1,2})? ?(?:%|percent|শতাংশ)", re.IGNORECASE),
    re.compile(rf"(?<![\d.,/-])\d{{1,3}}[./-]\d{{1,2}}{_ENDS}"),
    re.compile(rf"(?:(?<=^)|(?<=[,;:(] )|(?<=[^\W\d_] )|(?<=\()){_HELPLINE}{_ENDS}"),
]
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,2}\d(?:[ -]?\d){6,7}"
    r"|[A-Z]{1,2}[^\w\n]{1,3}\d(?:[^\w\n]{0,2}\d){6,7})(?!\d)"
)
_MOBILE = re.compile(r"(?:(?:00)?880|0)1[3-9]\d{8}")
_LANDLINE = re.compile(r"(?:880|0)[2-9]\d{7,9}")
_AREA_CODE = re.compile(r"0[2-9]\d{0,2}")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
# A list of counts or of sections: ৬, ৭, ৮, ৯ ও ১০.
_LISTED = re.compile(r"\s*[,;]\s+")


@dataclass(frozen=True)
class _Group:
    """Some digits, what stands before them, and whether a plus does."""

    digits: str
    gap: str
    has_plus: bool


def find_identifiers(text: str, phones: bool = False) -> list[str]:
    """Return the kinds of identifier in a text, each once; telephone numbers only when asked."""
    plain = _plain(text)
    for known in _NO_IDENTITY:
        plain = known.sub(f" {_ASIDE} ", plain)
    found: list[str] = []
    # A passport's digits are no number of their own.
    without_passports = _PASSPORT.sub(f" {_ASIDE} ", plain)
    if without_passports != plain:
        found.append(PASSPORT)
    for run in _runs(without_passports):
        found.extend(_kinds(run))
    return [kind for kind in dict.fromkeys(found) if phones or kind != PHONE]


def _plain(text: str) -> str:
    """One digit system, one dash, one space, nothing that is not seen."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", to_ascii(text))).translate(_DASHES)
    ascii_digits = "".join(
        str(unicodedata.decimal(sign)) if sign > "\x7f" and sign.isdecimal() else sign for sign in seen
    )
    return re.sub(r"[^\S\n]", " ", ascii_digits)


def _runs(plain: str) -> Iterator[list[_Group]]:
    """Groups of digits with no letter between them."""
    run: list[_Group] = []
    end = 0
    for token in _TOKEN.finditer(plain):
        gap = plain[end : token.start()]
        end = token.end()
        is_number = token.group().isascii() and token.group().isdigit()
        if run and (not is_number or len(gap) > _GAP):
            yield run
            run = []
        if is_number:
            run.append(_Group(token.group(), gap, gap.rstrip(" (").endswith("+")))
    if run:
        yield run


def _kinds(run: list[_Group]) -> Iterator[str]:
    """What neighbouring groups of a run could be; those of a telephone number are nothing else."""
    start = 0
    while start < len(run):
        if length := _phone_at(run, start):
            yield PHONE
            start += length
            continue
        yield from _identities_at(run, start)
        start += 1


def _spans(run: list[_Group], start: int) -> Iterator[tuple[int, str]]:
    number = ""
    for length, group in enumerate(run[start : start + _LONGEST], start=1):
        number += group.digits
        if len(number) > _LONGEST:
            return
        yield length, number


def _phone_at(run: list[_Group], start: int) -> int:
    """How many groups from here are a telephone number: a mobile, a land line, any behind a plus."""
    found = 0
    has_area_code = _AREA_CODE.fullmatch(run[start].digits) is not None
    for length, number in _spans(run, start):
        # A land line has an area code of its own group, or is written in one.
        is_landline = _LANDLINE.fullmatch(number) and (
            length > 1 if has_area_code else length == 1 and len(number) not in _BY_LENGTH
        )
        # After a plus comes a country code.
        is_foreign = run[start].has_plus and 8 <= len(number) <= 15
        if _MOBILE.fullmatch(number) or is_foreign or is_landline:
            found = length
    return found


def _identities_at(run: list[_Group], start: int) -> Iterator[str]:
    for length, number in _spans(run, start):
        if len(number) in _BY_LENGTH and not _is_list(run[start : start + length]):
            yield _BY_LENGTH[len(number)]


def _is_list(groups: list[_Group]) -> bool:
    """Small numbers with a comma and a space between them are counted or listed."""
    return len(groups) > 2 and all(
        len(group.digits) <= 2 and (n == 0 or _LISTED.fullmatch(group.gap)) for n, group in enumerate(groups)
    )


def guard_text(*, field: str | None, text: str, phones: bool = False) -> str:
    """Return the text as it is stored, or refuse it with a message at its field.

    Every action that stores free text passes it through here, so that the API is guarded
    as the forms are. `phones` is for discussion, decisions and action points.
    """
    if forbidden_characters(text):
        raise Mendable(_("This text has characters that cannot be shown. Type it again."), field, "chars")
    kinds = find_identifiers(text, phones)
    if kinds:
        raise Mendable(identifier_message(kinds[0]), field, "identifier")
    return clean(text)


def identifier_message(kind: str) -> str:
    """Say what to take out and what to write instead."""
    if kind == PASSPORT:
        return _("This looks like a passport number. Take it out: no identity is kept in the portal.")
    if kind == PHONE:
        return _("This looks like a telephone number. Take it out: write the office, not the number.")
    if kind == BIRTH_REGISTRATION:
        return _(
            "This looks like a birth registration number. Take it out: no identity is kept in the portal."
        )
    return _("This looks like a national identity number. Take it out: no identity is kept in the portal.")
