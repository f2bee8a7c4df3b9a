"""Mobile numbers that a sheet made numbers: given back where that is certain, asked where digits are lost."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from language.digits import to_ascii
from language.text import clean, mobile_number
from library.sheets.incoming.sheet import Cell

# As a sheet writes a number that it took a text for: 1711000102, 1711000102.0, 1.711E+09.
_NUMBER = re.compile(r"[+-]?[1-9]\d*(\.\d+)?(e\+?\d+)?")
_ZEROLESS = re.compile(r"(?:880)?1[3-9]\d{8}")
# What is left of a number of which a sheet showed a power of ten: nobody's number ends so but one in
# ten thousand, and that one can be typed.
_LOST = "0000"


class Doubt(StrEnum):
    """Why a number is asked and not taken."""

    LOST_DIGITS = "lost-digits"
    SHORT = "short"
    NONE_SUCH = "none-such"


DOUBTS: dict[Doubt, str | Promise] = {
    Doubt.LOST_DIGITS: _(
        "The sheet has lost digits of this mobile number. Make its column text, then write the number again."
    ),
    Doubt.SHORT: _("Digits are missing in this mobile number. Write all eleven, for example 01711000102."),
    Doubt.NONE_SUCH: _("This is no mobile number of Bangladesh. Write one, for example 01711000102."),
}


@dataclass(frozen=True)
class Mobile:
    """A number as it is kept, or why it is asked; neither for an empty cell."""

    number: str = ""
    doubt: Doubt | None = None


def mobile_in(cell: Cell) -> Mobile:
    """Return the mobile number of a cell: all of it, or a question. Never less than was written."""
    text = to_ascii(clean(cell.text)).replace("\u200c", "").lower()
    if not text:
        return Mobile()
    bare = text.removeprefix("'").replace(" ", "")
    if _NUMBER.fullmatch(bare) and not bare.isdigit():
        whole, doubt = _whole(bare)
        if doubt is not None:
            return Mobile(doubt=doubt)
        bare = whole
    if bare.isdigit() and len(bare) < 10:
        return Mobile(doubt=Doubt.SHORT)
    if _ZEROLESS.fullmatch(bare) and bare.endswith(_LOST):
        return Mobile(doubt=Doubt.LOST_DIGITS)
    found = mobile_number(bare if bare.isdigit() else text.removeprefix("'"))
    return Mobile(found) if found is not None else Mobile(doubt=Doubt.NONE_SUCH)


def _whole(written: str) -> tuple[str, Doubt | None]:
    """The digits of a number with a point or a power of ten; lost where fewer are written than it has."""
    try:
        value = Decimal(written)
    except InvalidOperation:
        return "", Doubt.NONE_SUCH
    if value != value.to_integral_value() or value < 0 or value.adjusted() > 14:
        return "", Doubt.NONE_SUCH
    digits = f"{int(value)}"
    mantissa = written.partition("e")[0].replace(".", "")
    if "e" in written and len(mantissa.lstrip("+")) < len(digits):
        return "", Doubt.LOST_DIGITS
    return ("+" if written.startswith("+") else "") + digits, None
