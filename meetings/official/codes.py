"""The short code on a paper: the first forty bits of the hash of its text, as a hand can copy them."""

import re

from django.db.models import Q

from library.paper import portal_address
from meetings.models import Minutes

# Without letters that are taken for others.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_LENGTH, _BITS, _HEX = 8, 5, 10
_CODE = re.compile(f"[{_LETTERS}]{{{_LENGTH}}}")


def code_of(sha256: str) -> str:
    """Return the code of a text by its hash, as K4TR-9P3X."""
    number = int(sha256[:_HEX], 16)
    letters = [_LETTERS[number >> _BITS * place & 31] for place in reversed(range(_LENGTH))]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def beginning_of(code: str) -> str:
    """Return how the hash behind a code begins, or nothing where this is no code."""
    typed = re.sub(r"[\s-]", "", code).upper().translate(_READ_AS)
    if not _CODE.fullmatch(typed):
        return ""
    number = 0
    for letter in typed:
        number = number << _BITS | _LETTERS.index(letter)
    return f"{number:0{_HEX}x}"


def under_code(code: str) -> Q:
    """Return which minutes a code stands for; none where it is no code."""
    beginning = beginning_of(code)
    return Q(sha256__startswith=beginning) if beginning else Q(pk__in=())


def address_of(minutes: Minutes) -> str:
    """Return the address on the paper: by the code of the text once it is frozen, before of the record."""
    if minutes.is_frozen:
        return portal_address("minutes_by_code", code_of(minutes.sha256))
    return portal_address("minutes", minutes.ref)
