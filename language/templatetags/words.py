"""The template side of the two languages; every template has these filters built in."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from language import words
from language.digits import is_bangla, localise

register = template.Library()


@register.filter
def tongue(value: object) -> str:
    """Write ` lang="bn"` behind a tag whose text is in the other language than the page, else nothing."""
    written = words.tongue(str(value or ""))
    return "" if written in ("", "bn" if is_bangla() else "en") else format_html(' lang="{}"', written)


@register.filter
def tongues(value: object) -> SafeString:
    """Write a line that may hold both languages: what is not in the page's own says which it is."""
    return SafeString("".join(_wrapped(*piece) for piece in words.tongues(str(value or ""))))


def _wrapped(text: str, language: str) -> str:
    return format_html('<span lang="{}">{}</span>', language, text) if language else escape(text)


@register.filter
def digits(value: object) -> str:
    """Write the digits of anything as the reader expects them."""
    return "" if value is None else localise(str(value))


@register.filter
def day(value: date | datetime | None, precision: str = "day") -> str:
    """Write a date; `|day:meeting.precision` where only the month or the year is known."""
    return words.day(value or None, precision)


@register.filter
def longday(value: date | datetime | None) -> str:
    """Write a date with its weekday."""
    return words.day(value or None, weekday=True)


@register.filter
def clock(value: time | datetime | None) -> str:
    """Write a time of day."""
    return words.clock(None if value == "" else value)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a date and time."""
    return words.moment(value or None)


@register.filter
def ordinal(value: int | str | None) -> str:
    """Write 41st, ৪১তম."""
    return "" if value is None or value == "" else words.ordinal(int(value))


@register.filter
def number(value: float | str | None) -> str:
    """Write a number with lakhs and crores."""
    return (
        ""
        if value is None or value == ""
        else words.number(float(value) if isinstance(value, str) else value)
    )


@register.filter
def capped(value: int | str | None) -> str:
    """Write a count that stopped at a hundred as 99+."""
    return "" if value is None or value == "" else words.capped(int(value))


@register.filter
def named(value: Any, stem: str = "name") -> str:
    """Write what something is called in the reader's language, else in the other one.

    `{{ place|named }}` reads name_en and name_bn; `{{ office|named:"title" }}` title_en and title_bn.
    """
    return words.named(value or None, stem)
