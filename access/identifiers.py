"""The identifier guard: the portal holds nobody's identity, so nobody can type one into it.

It finds national identity numbers (10, 13 or 17 digits), birth registration numbers (17),
Bangladeshi passport numbers and, where asked, telephone numbers, in either digit system,
written together or in groups with spaces or hyphens.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from access.errors import Mendable
from language.digits import to_ascii
from language.text import clean, forbidden_characters

NATIONAL_IDENTITY = "national-identity"
BIRTH_REGISTRATION = "birth-registration"
PASSPORT = "passport"
PHONE = "phone"

_BY_LENGTH = {10: NATIONAL_IDENTITY, 13: NATIONAL_IDENTITY, 17: BIRTH_REGISTRATION}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SEPARATORS = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t", " ")
)
# Groups of digits with at most a space and a hyphen between them, read as one number.
_CHAIN = re.compile(r"(\+ ?)?\d+(?: ?-? ?\d+)*")
_DATE = re.compile(
    r"(?<![\d-])(?<!- )(?:(?:19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20)\d\d"
    r"|(?:19|20)\d\d ?- ?(?:(?:19|20)\d\d|\d\d))(?!\d| ?-)"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,2}\d(?:[ -]?\d){6,7}|[A-Z]{1,2}[ -]\d{7,8})(?!\d)")
_MOBILE = re.compile(r"(?:880|0)1[3-9]\d{8}")
_LANDLINE = re.compile(r"(?:880|0)[2-9]\d{7,9}")
_AREA_CODE = re.compile(r"0[2-9]\d{0,2}")


def find_identifiers(text: str, phones: bool = False) -> list[str]:
    """Return the kinds of identifier in a text, each once; telephone numbers only when asked."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", to_ascii(text))).translate(_SEPARATORS)
    found: list[str] = []
    # A passport's digits are no number of their own.
    without_passports = _PASSPORT.sub(" | ", plain)
    if without_passports != plain:
        found.append(PASSPORT)
    for chain in _CHAIN.finditer(_DATE.sub("|", without_passports)):
        groups = re.findall(r"\d+", chain.group())
        kinds = _phone_kinds(groups) if chain.group(1) else _kinds(groups)
        found.extend(kind for kind in kinds if kind not in found)
    return [kind for kind in dict.fromkeys(found) if phones or kind != PHONE]


def _phone_kinds(groups: list[str]) -> Iterator[str]:
    # After a plus comes a country code.
    if 8 <= sum(map(len, groups)) <= 15:
        yield PHONE
    else:
        yield from _kinds(groups)


def _kinds(groups: list[str]) -> Iterator[str]:
    """What runs of neighbouring groups could be."""
    for start in range(len(groups)):
        number = ""
        for group in groups[start:]:
            number += group
            if len(number) > 17:
                break
            has_area_code = number != group and _AREA_CODE.fullmatch(groups[start])
            if _MOBILE.fullmatch(number) or (has_area_code and _LANDLINE.fullmatch(number)):
                yield PHONE
            elif len(number) in _BY_LENGTH:
                yield _BY_LENGTH[len(number)]
            elif _LANDLINE.fullmatch(number):
                yield PHONE


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
