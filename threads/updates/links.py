"""Which links to what is seen online are not stored: to somebody's profile or number, or to sexual images."""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.text import clean
from partners.loading.sources import fixture


class _Pattern(NamedTuple):
    host: str
    path: re.Pattern[str]
    what: str

    def fits(self, host: str, path: str) -> bool:
        is_there = not self.host or host == self.host or host.endswith(f".{self.host}")
        return is_there and self.path.search(path) is not None


@cache
def _patterns() -> tuple[_Pattern, ...]:
    rows = fixture("refused_links")["refused"]
    return tuple(_Pattern(row["host"], re.compile(row["path"]), row["what"]) for row in rows)


def refused_as(link: str) -> str:
    """Return what the table says a link leads to, "profile" or "image"; nothing where it says nothing."""
    try:
        parts = urlsplit(clean(link))
    except ValueError:
        return ""
    host = (parts.hostname or "").rstrip(".").lower()
    path = re.sub(r"/+", "/", unquote(parts.path).lower()) or "/"
    return next((one.what for one in _patterns() if one.fits(host, path)), "")


def must_be_reportable(link: str) -> None:
    """Refuse a link that the table names, and say where it goes instead: it is kept nowhere here."""
    words = {
        "profile": _(
            "This leads to somebody’s profile or number. It is not kept here: tell it to CID, or call 999."
        ),
        "image": _("This leads to images, or may. It is not kept here: tell it to CID, or call 999."),
    }
    if what := refused_as(link):
        raise Mendable(words[what], "link", f"link-{what}")
