"""Parts of pages that are drawn once for what they are given, and kept.

A row of a list is the same row wherever it stands, and for whoever reads it: it says nothing but what it is
given, which must be values. A record is none: it would be kept as it was when it was drawn first.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# So many are kept in each process, those asked for last: some ten megabytes, and never more than a hundred.
MOST = 8192
# What holds more letters is drawn each time: a form sends back whatever was typed.
LONGEST = 2000
_VALUES = frozenset({str, int, bool, date, datetime, time, type(None)})


class Named(Protocol):
    """What has a name in both languages, and perhaps a short one."""

    name_en: str
    name_bn: str
    short_en: str
    short_bn: str


class Sided(Named, Protocol):
    """The same, and a side: an organisation."""

    side: str


class Name(NamedTuple):
    """What something is called."""

    name_en: str
    name_bn: str
    short_en: str
    short_bn: str


class Body(NamedTuple):
    """An organisation, as far as a row shows it."""

    side: str
    name_en: str
    name_bn: str
    short_en: str
    short_bn: str


def name_of(thing: Named | None) -> Name | None:
    """Return what a committee or place is called, as a value."""
    return None if thing is None else Name(thing.name_en, thing.name_bn, thing.short_en, thing.short_bn)


def body_of(org: Sided | None) -> Body | None:
    """Return an organisation as a value."""
    return None if org is None else Body(org.side, org.name_en, org.name_bn, org.short_en, org.short_bn)


def drawn(part: str, **inputs: Any) -> SafeString:
    """Draw a template, or take what was drawn of the same inputs in this language.

    Text that says of itself that it is markup is taken as text: it would be kept as the same. Long text is
    not kept. Inputs that are no values raise TypeError.
    """
    values = {name: plain(value) for name, value in inputs.items()}
    if _letters(tuple(values.values())) > LONGEST:
        return render_to_string(part, values)
    return _drawn(part, get_language(), **values)


def written(attrs: Mapping[str, Any]) -> tuple[tuple[str, str | bool], ...]:
    """Return the attributes of a tag as a value; one that is False or None is not written."""
    told = ((name, value) for name, value in attrs.items() if value is not None and value is not False)
    return tuple((name, True if value is True else str(value)) for name, value in told)


def plain(value: Any) -> Any:
    """Return a value as what it says, whatever it says of itself."""
    if type(value) in _VALUES:
        return value
    if isinstance(value, str):
        return "".join(value)
    if isinstance(value, tuple):
        return value._make(map(plain, value)) if hasattr(value, "_make") else tuple(map(plain, value))
    raise TypeError(f"{type(value).__name__} is no value that a part can be drawn of")


def _letters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    return sum(map(_letters, value)) if isinstance(value, tuple) else 0


@lru_cache(maxsize=MOST, typed=True)
def _drawn(part: str, _language: str | None, **inputs: Any) -> SafeString:
    return render_to_string(part, inputs)
