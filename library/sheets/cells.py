"""A value on its way into a sheet: nothing in it may be taken for a formula, and nothing breaks the file."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from access.toolkit.cells import Value
from language.text import printable
from language.words import DHAKA

Plain = str | int | float | Decimal | date | datetime | None

# What a cell of a spreadsheet holds, counted as such programs do: a sign beyond U+FFFF is two.
LONGEST = 32_767
_KEPT_LENGTH = 200
# A formula, or what becomes one when the file is opened: also in full width, as Asian keyboards type it.
_BEGINS_FORMULA = frozenset("=+-@")
_BEGINS_FIELD = "\t\r\n"
# How such a file writes a sign by its number: "_x000D_" somebody typed is read back as that sign.
_NUMBERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Before it, programs that open a sheet disagree about days.
_FIRST_DAY = date(1901, 1, 1)


def plain(value: Value) -> Plain:
    """Return a value as a sheet holds it: text made safe, numbers as they are.

    A sheet knows no zones: an instant stands by the clock of Dhaka, whatever the server's own zone is.
    """
    if value is None or (isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime):
        there = value.astimezone(DHAKA) if value.tzinfo else value
        return there.replace(tzinfo=None, microsecond=0) if there.date() >= _FIRST_DAY else f"{there:%F %R}"
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    text = str(value)
    # Most of what stands in a long list stands there many times: what bodies, places and stages are called.
    return _safe(text) if len(text) <= _KEPT_LENGTH else short_enough(harmless(text))


@lru_cache(maxsize=8192)
def _safe(text: str) -> str:
    return harmless(text)


def harmless(text: str) -> str:
    """Return a text that no program takes for a formula: an apostrophe goes before what looks like one.

    A tab or a line end in front is looked at before it is trimmed: some programs read on behind it.
    """
    begins = text[:1]
    # Plain letters are clean as they are.
    bare = text.strip() if text.isascii() and text.isprintable() else printable(text)
    first = unicodedata.normalize("NFKC", bare[:1])[:1]
    if first in _BEGINS_FORMULA or (begins and begins in _BEGINS_FIELD):
        return f"'{bare}" if bare else ""
    return bare


def short_enough(text: str) -> str:
    """Return a text that fits a cell; one that does not says that it was cut."""
    if _width(text) <= LONGEST:
        return text
    said = f" … [{_('cut here: a cell holds no more; the whole text stands in the portal')}]"
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - _width(said))].decode("utf-16-le", errors="ignore")
    return kept + said


def spelled(text: str) -> str:
    """Return a text as XLSX spells it, where an underscore may begin the number of a sign."""
    return _NUMBERED.sub("_x005F_", text)


def _width(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
