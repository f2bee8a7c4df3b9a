"""A text with Markdown as a page shows it: made of few tags, and cleaned once more of all others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from access.markdown.reading import tokens_of
from access.toolkit.errors import Mendable
from access.toolkit.links import guard_link
from language.digits import is_bangla
from language.words import tongue

_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "span",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_LANGUAGE = {"lang"}
_REL = "noopener noreferrer nofollow"
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "ol": {"start"}, "p": _LANGUAGE, "td": _LANGUAGE, "th": _LANGUAGE},
    allowed_classes={"span": {"mention", "host"}, "p": {"as-typed"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=_REL,
)
# Of an address that no browser takes the cleaning leaves a link without one.
_LEADS_NOWHERE = re.compile(rf'<a rel="{_REL}">(.*?)</a>', re.DOTALL)
_BLOCKS = {"paragraph_open", "heading_open", "td_open", "th_open"}


def as_html(text: str) -> SafeString:
    """Draw the text. Whatever it holds, no tag, address or attribute of its own gets into the page."""
    return _drawn(text, "bn" if is_bangla() else "en")


@lru_cache(maxsize=512)
def _drawn(text: str, own: str) -> SafeString:
    tokens = tokens_of(text)
    if tokens is None:
        drawn = f'<p class="as-typed"{_lang(text, own)}>{escape(text)}</p>'
    else:
        drawn = _RENDERER.render(tokens, _OPTIONS, {"own": own})
    return SafeString(_LEADS_NOWHERE.sub(r"\1", _CLEANER.clean(drawn)))


class _Renderer(RendererHTML):
    """Headings are strong lines, links say where they lead, each block says its language."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<p{_lang_of(tokens, idx, env)}><strong>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</strong></p>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        # A paragraph of a tight list has no tag of its own; its language has.
        return f"<p{_lang_of(tokens, idx, env)}>"

    def paragraph_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</p>\n"

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<td{_lang_of(tokens, idx, env)}>"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<th{_lang_of(tokens, idx, env)}>"

    def mention(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<span class="mention">@{escape(tokens[idx].content)}</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        address = _safe(str(tokens[idx].attrs.get("href", "")))
        return f'<a href="{escape(address)}">' if address else ""

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        opened = _opening(tokens, idx)
        given = str(tokens[opened].attrs.get("href", ""))
        address = _safe(given)
        if not address:
            return ""
        words = "".join(one.content for one in tokens[opened + 1 : idx])
        leads = _host(address)
        if words.strip().lower().rstrip("/") in {one.lower().rstrip("/") for one in (given, leads)}:
            return "</a>"
        return f'</a> <span class="host">({escape(leads)})</span>'


def _opening(tokens: Sequence[Token], closing: int) -> int:
    return max(at for at in range(closing) if tokens[at].type == "link_open")


def _host(address: str) -> str:
    """Where it leads, as a browser reads it: the host, or the address of a letter."""
    parts = urlsplit(address)
    return parts.path if parts.scheme == "mailto" else (parts.hostname or "")


def _safe(address: str) -> str:
    """The address if everybody can go there and sees where; else nothing, and its words stand alone.

    Letters of other scripts are written out by now; what is left of them is no address for a browser.
    """
    if not address.isascii():
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme == "mailto":
        return "" if not parts.path or parts.query or parts.fragment else address
    try:
        return guard_link(field=None, text=address)
    except Mendable:
        return ""


def _lang_of(tokens: Sequence[Token], idx: int, env: Mapping[str, str]) -> str:
    inner = tokens[idx + 1] if idx + 1 < len(tokens) else None
    return _lang(inner.content, env["own"]) if inner is not None and inner.type == "inline" else ""


def _lang(text: str, own: str) -> str:
    written = tongue(text)
    return "" if written in ("", own) else f' lang="{written}"'


_PARSER = MarkdownIt("commonmark", {"breaks": True})
_OPTIONS = _PARSER.options
_RENDERER = _Renderer()
