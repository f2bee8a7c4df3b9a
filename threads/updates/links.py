"""Which links to what is seen online are not stored: to somebody's profile or number, or to sexual images."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.translation import gettext as _

from access.markdown.reading import addresses_in, readings_of
from access.toolkit.errors import Mendable
from access.toolkit.links import plain_host
from language.text import JOINERS, clean
from partners.loading.sources import fixture
from threads.models.threads import Thread
from threads.updates.models import FieldUpdate

# So often is an address written out that holds another one, or its own signs.
_DEEPEST = 3
# Under these a network shows its own first page, which leads to nobody.
_FRONT = ("", "www.", "m.", "web.", "mobile.")
_DOTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", ".") | dict.fromkeys(JOINERS))
_SCHEME = re.compile(r"(?i)https?:[/\\]+")
# A host, and what stands behind it; a scheme may stand before.
_ADDRESS = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[^\W\d_]{2,}\.?(?::\d+)?(?:[/\\?#][^\s<>\"'\[\]{}|]*)?")
# How a name ends that is an address also without anything behind it.
_ENDS = re.compile(
    r"(?i)\.(com|net|org|info|me|link|bd|in|ly|co|io|tv|im|am|be|app|xyz|top|shop|site|online)$"
)


class _Pattern(NamedTuple):
    host: str
    path: re.Pattern[str]
    what: str

    def fits(self, host: str, path: str) -> bool:
        return (not self.host or _is_below(host, self.host)) and self.path.search(path) is not None


class _Network(NamedTuple):
    hosts: tuple[str, ...]
    allowed: tuple[re.Pattern[str], ...]

    def refuses(self, host: str, path: str) -> bool:
        known = next((one for one in self.hosts if _is_below(host, one)), None)
        if known is None or (path == "/" and host.removesuffix(known) in _FRONT):
            return False
        return not any(one.search(path) for one in self.allowed)


class _Table(NamedTuple):
    networks: tuple[_Network, ...]
    patterns: tuple[_Pattern, ...]
    queries: tuple[tuple[re.Pattern[str], str], ...]


def _is_below(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}")


@cache
def _table() -> _Table:
    rows = fixture("refused_links")
    return _Table(
        tuple(
            _Network(tuple(row["hosts"]), tuple(map(re.compile, row["allowed"]))) for row in rows["networks"]
        ),
        tuple(_Pattern(row["host"], re.compile(row["path"]), row["what"]) for row in rows["refused"]),
        tuple((re.compile(row["query"]), row["what"]) for row in rows["refused_queries"]),
    )


def refused_as(link: str) -> str:
    """Return what the table says a link leads to, "profile" or "image"; nothing where it says nothing.

    Also of an address that it holds, as one that leads on to another page or keeps a copy of it.
    """
    whole = _written_out(clean(link).replace("\\", "/"))
    return next((what for one in _with_scheme(whole) if (what := _refused_as(one))), "")


def _with_scheme(link: str) -> Iterator[str]:
    starts = [found.start() for found in _SCHEME.finditer(link)]
    if not starts or starts[0] > 0:
        yield f"https://{link}"
    for start in starts:
        yield _SCHEME.sub("https://", link[start:], count=1)


def _written_out(text: str) -> str:
    for _time in range(_DEEPEST):
        text = unquote(text)
    return text


def _refused_as(link: str) -> str:
    try:
        parts = urlsplit(link)
        host = plain_host(parts.hostname or "").rstrip(".")
    except ValueError:
        # It is no link that anybody opens; where one is asked for, it is refused as none.
        return ""
    path = _path_of(parts)
    table = _table()
    if parts.fragment.startswith("!") or any(one.refuses(host, path) for one in table.networks):
        return "profile"
    found = next((one.what for one in table.patterns if one.fits(host, path)), "")
    said = parts.query.lower()
    return found or next((what for query, what in table.queries if query.search(said)), "")


def _path_of(parts: SplitResult) -> str:
    """The path as a browser reads it, without a slash at its end."""
    return posixpath.normpath("/" + parts.path.lower().lstrip("/"))


def must_be_reportable(link: str, field: str = "link") -> None:
    """Refuse a link that the table names, and say where it goes instead: it is kept nowhere here."""
    words = {
        "profile": _(
            "This leads to somebody’s profile or number, or may. It is not kept here: tell it to CID, or "
            "call 999."
        ),
        "image": _("This leads to images, or may. It is not kept here: tell it to CID, or call 999."),
    }
    if what := refused_as(link):
        raise Mendable(words[what], field, f"link-{what}")


def links_in(text: str) -> list[str]:
    """Return every address that stands in a text, also one without https:// before it."""
    found = addresses_in(text)
    for reading in readings_of(text):
        plain = unicodedata.normalize("NFKC", _written_out(reading).translate(_DOTS)).translate(_DOTS)
        found += [one.group().rstrip(".,;:!?)।") for one in _ADDRESS.finditer(plain) if _is_one(plain, one)]
    return list(dict.fromkeys(found))


def _is_one(text: str, found: re.Match[str]) -> bool:
    """Whether it is an address: no full stop between two words, and nobody's electronic mail."""
    name, *behind = re.split(r"(?=[/\\?#])", found.group(), maxsplit=1)
    if behind and behind[0] not in ("/", "?"):
        return True
    before = text[: found.start()]
    name = name.rstrip(".").lower()
    return not before.endswith("@") and bool(
        _ENDS.search(name) or name.startswith("www.") or before.endswith("//")
    )


def guard_links(text: str, *, of: str) -> None:
    """Refuse a text of a field update whose links lead to a person or to images.

    Of online abuse no link stands in a text at all: CID's cell reads the one in its field, and nobody else.
    """
    for link in links_in(text):
        must_be_reportable(link, "text")
        if of == FieldUpdate.Type.ONLINE_ABUSE:
            raise Mendable(
                _("Only CID’s cell and you may read the link: write it in its own field, not in the text."),
                "text",
                "link-text",
            )


def guard_links_in(thread: Thread, text: str) -> None:
    """The same of what is written later in a thread; in one that is no field update nothing is refused."""
    if thread.kind == Thread.Kind.FIELD_UPDATE:
        guard_links(text, of=FieldUpdate.objects.values_list("type", flat=True).get(thread=thread))
