"""Bars of shares as SVG: widths are attributes, because no style attribute is let through."""

from collections.abc import Sequence
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

WIDTH = 1000
GAP = 3


class Share(Protocol):
    """One part of the bar."""

    css: str
    count: int
    words: str


@register.simple_tag
def share_bar(shares: Sequence[Share]) -> SafeString:
    """Draw the parts side by side, as wide as their counts; the words say the same to a screen reader."""
    parts = [share for share in shares if share.count]
    total = sum(share.count for share in parts)
    if not total:
        return SafeString("")
    room = WIDTH - GAP * (len(parts) - 1)
    drawn: list[tuple[str, float, float]] = []
    x = 0.0
    for share in parts:
        width = room * share.count / total
        drawn.append((share.css, round(x, 1), round(width, 1)))
        x += width + GAP
    return format_html(
        '<svg class="bar" viewBox="0 0 {} 8" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        ", ".join(str(share.words) for share in shares),
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', drawn),
    )
