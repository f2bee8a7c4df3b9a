"""How what was found is written: the words that were looked for are marked."""

from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from language.search import marked as pieces_of
from language.words import tongues

register = template.Library()


@register.filter
def marked(value: str, words: Sequence[str]) -> SafeString:
    """Write a line with the whole words marked that were looked for, each piece in its language."""
    return SafeString("".join(_piece(text, language, words) for text, language in tongues(value or "")))


def _piece(text: str, language: str, words: Sequence[str]) -> str:
    inside = "".join(
        format_html("<mark>{}</mark>", piece) if is_meant else escape(piece)
        for piece, is_meant in pieces_of(text, words)
    )
    return format_html('<span lang="{}">{}</span>', language, SafeString(inside)) if language else inside
