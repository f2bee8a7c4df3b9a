"""Small parts that stand in every row of a list: drawn from their templates once for what they are given.

They say nothing but what they are given, so that the same words in the same language are the same part.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from access.markdown.drawing import as_html
from access.markdown.reading import line_of
from access.toolkit.drawn import Sided, body_of, drawn
from access.toolkit.rooms import Entry, entry_of
from language.words import local_day

register = template.Library()
register.simple_tag(drawn, name="drawn")
register.filter("markdown", as_html)
register.filter("one_line", line_of)


@register.filter
def entry(name: str) -> Entry:
    """Return the way in of this name, of whichever room it is."""
    return entry_of(name)


@register.filter
def count_of(counts: Sequence[tuple[str, int]], name: str) -> int:
    """Return what the way in of this name counts."""
    return dict(counts).get(name, 0)


@register.filter
def under(cells: Iterable[object], heads: Iterable[object]) -> list[tuple[object, object]]:
    """Each cell of a row with the head it stands under: on a phone it stands beside it."""
    return list(zip(heads, cells, strict=False))


class Due(Protocol):
    """How a promise stands today, as far as it is drawn."""

    @property
    def css(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def words(self) -> str: ...


class _Due(NamedTuple):
    css: str
    icon: str
    words: str


@register.simple_tag(name="org")
def organisation(org: Sided | None, full: bool = False) -> SafeString:
    """Draw an organisation with the shape of its side; `full` writes its long name in any case."""
    return drawn("components/org.html", org=body_of(org), full=full) if org else SafeString("")


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
