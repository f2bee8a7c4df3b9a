"""Small parts that stand in every row of a list: drawn from their templates once for what they are given.

They say nothing but what they are given, so that the same words in the same language are the same part.
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from language.words import local_day

register = template.Library()
MOST = 8192


class Body(Protocol):
    """An organisation, as far as it is drawn."""

    side: str
    name_en: str
    name_bn: str
    short_en: str
    short_bn: str


class _Body(NamedTuple):
    side: str
    name_en: str
    name_bn: str
    short_en: str
    short_bn: str


class Due(Protocol):
    """How a promise stands today, as far as it is drawn."""

    @property
    def css(self) -> str: ...
    @property
    def icon(self) -> str: ...

    words: str


class _Due(NamedTuple):
    css: str
    icon: str
    words: str


@register.simple_tag(name="org")
def organisation(org: Body | None, full: bool = False) -> SafeString:
    """Draw an organisation with the shape of its side; `full` writes its long name in any case."""
    if not org:
        return SafeString("")
    body = _Body(org.side, org.name_en, org.name_bn, org.short_en, org.short_bn)
    return drawn("components/org.html", org=body, full=full)


@register.simple_tag
def stage_dots(dots: list[str], words: str, step: int) -> SafeString:
    """Draw the four dots of a promise."""
    return drawn("components/stage_dots.html", dots=tuple(dots), words=str(words), step=step)


@register.simple_tag(name="due")
def due_date(due: Due, on: date | None = None) -> SafeString:
    """Draw a due date with its working days."""
    return drawn("components/due.html", on=on, due=_Due(due.css, due.icon, str(due.words)))


@register.simple_tag
def count(number: int, hot: bool = False) -> SafeString:
    """Draw a count; `hot` only when it counts what is late."""
    return drawn("components/count.html", number=number, hot=hot)


@register.simple_tag
def status(css: str, icon_name: str, words: object) -> SafeString:
    """Draw a status: an icon and words."""
    return drawn("components/status.html", css=css, icon_name=icon_name, words=str(words))


@register.simple_tag(takes_context=True)
def date_tile(context: Context, on: date, month: str, now: bool = False) -> SafeString:
    """Draw the day of a meeting; its year where that is not the viewer's own."""
    this_year = local_day(context["request"].viewer.at).year
    return drawn("components/date_tile.html", on=on, month=month, now=now, this_year=this_year)


def drawn(part: str, **inputs: Any) -> SafeString:
    """Draw a template, or take what was drawn of the same inputs, which must be values, in this language.

    Text that says of itself that it is markup is taken as text: it would be kept as the same.
    """
    return _drawn(part, get_language(), **{name: _plain(value) for name, value in inputs.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, SafeString):
        return "".join(value)
    if isinstance(value, _Body | _Due):
        return type(value)(*map(_plain, value))
    return value


@lru_cache(maxsize=MOST, typed=True)
def _drawn(part: str, _language: str | None, **inputs: Any) -> SafeString:
    return render_to_string(part, inputs)
