"""What a text with Markdown says: read in bounded time, and nothing of it is hidden.

Emphasis, lists, quotes, links, tables and headings are read; pictures, HTML, code, entities and addresses
given elsewhere in the text are left as they were typed. What nests deeper than anybody reads is not read at
all: it stands there as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# Quotes count once, lists twice. Whoever writes deeper gets back what they wrote.
DEEPEST = 40
# Cells of the widest row times the rows: more is no table that anybody reads, and takes seconds.
_CELLS = 3_000
MENTION = re.compile(r"@\[([^\[\]\n]{1,200})\]\(([a-z]{1,20}:[\w-]{1,40})\)", re.ASCII)
_LEFT_AS_TYPED = (
    "code", "fence", "hr", "reference", "html_block", "lheading",
    "backticks", "image", "html_inline", "entity", "linkify",
)  # fmt: skip
_BARE = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`*]+[^\s<>\"'()\[\]{}|\\^`*.,;:!?।]", re.IGNORECASE)


def _mention(state: StateInline, silent: bool) -> bool:
    """Read `@[name](kind:reference)`, which the portal wrote for somebody who may read the text."""
    if state.src[state.pos] != "@":
        return False
    found = MENTION.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content, token.meta = found.group(1), {"value": found.group(2)}
    state.pos = found.end()
    return True


def _bare(state: StateInline, silent: bool) -> bool:
    """Read an address that was typed without anything around it."""
    before = state.src[state.pos - 1 : state.pos]
    if state.linkLevel or state.src[state.pos] not in "hH" or before.isalnum():
        return False
    found = _BARE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(found.group())}
        state.push("text", "", 0).content = found.group()
        state.push("link_close", "a", -1)
    state.pos = found.end()
    return True


def _parser(*, tables: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    parser.disable(_LEFT_AS_TYPED)
    if tables:
        parser.enable("table")
    parser.inline.ruler.before("escape", "mention", _mention)
    parser.inline.ruler.before("escape", "bare", _bare)
    for sign in "@hH":
        parser.inline.add_terminator_char(sign)
    return parser


_PARSER, _WITHOUT_TABLES = _parser(tables=True), _parser(tables=False)


# A page draws a post, says it in one line and guards it: it is read once.
@lru_cache(maxsize=64)
def tokens_of(text: str) -> Sequence[Token] | None:
    """Return what was read, block by block; nothing where it nests too deep and stands as it was typed."""
    cells = [line.count("|") for line in text.splitlines() if "|" in line]
    parser = _PARSER if max(cells, default=0) * len(cells) <= _CELLS else _WITHOUT_TABLES
    found = parser.parse(text)
    # What lies deeper was not read by the parser: it would be missing from the page.
    return None if any(token.level >= DEEPEST - 1 for token in found) else found


def plain(text: str, *, with_addresses: bool = False) -> str:
    """Return what a reader reads of it, without the signs: for previews, notices, the search and sheets.

    `with_addresses` writes behind the words of a link where it leads.
    """
    tokens = tokens_of(text)
    if tokens is None:
        return text
    pieces: list[str] = []
    for token in tokens:
        if token.type == "inline":
            pieces.append("".join(_said(token.children or [], with_addresses=with_addresses)))
        elif token.type in {"td_close", "th_close"}:
            pieces.append(" | ")
        elif token.type in {"tr_close", "paragraph_close", "heading_close"}:
            pieces.append("\n")
    return re.sub(r"[ \t]*\|?[ \t]*\n\s*", "\n", "".join(pieces)).strip()


def line_of(text: str) -> str:
    """The same in one line."""
    return " ".join(plain(text).split())


def addresses_in(text: str) -> list[str]:
    """Return where its links lead, each once."""
    found = (
        str(child.attrs.get("href", ""))
        for token in tokens_of(text) or ()
        for child in token.children or []
        if child.type == "link_open"
    )
    return list(dict.fromkeys(found))


def readings_of(text: str) -> Iterator[str]:
    """All that the text may be read as by whoever looks for what should not stand there.

    As it is read; as it was typed, its entities and its signs of emphasis taken away, for what a list or an
    address swallows; and where its links lead, their signs written out.
    """
    yield plain(text)
    yield re.sub(r"[*_~`\\]+", "", unescape(MENTION.sub(r"@\1", text)))
    for address in addresses_in(text):
        yield unquote(unquote(address))


def _said(children: Sequence[Token], *, with_addresses: bool) -> Iterator[str]:
    leads: list[tuple[str, str]] = []
    said = ""
    for child in children:
        piece = {"softbreak": "\n", "hardbreak": "\n", "mention": f"@{child.content}"}.get(
            child.type, child.content
        )
        if child.type == "link_open":
            leads.append((str(child.attrs.get("href", "")), said))
        elif child.type == "link_close" and leads:
            address, before = leads.pop()
            words = said[len(before) :]
            if with_addresses and address and unquote(address) not in (words, unquote(words)):
                yield f" ({address})"
        said += piece
        yield piece
