"""What rooms put on a person's calendar, inside the portal and in the feed that leaves it.

Each room declares one `Source`. What joins them (the page, the feed) walks the declarations and names no
room. A source gives what is the person's own, by the rule of its records: the meetings of their committees,
the dates of their body, never all that they may read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from icalendar import vCalAddress, vText

from access.rules.viewer import Viewer
from access.toolkit.mail import sender_domain
from access.toolkit.registry import Registry

Words = str | Promise


@dataclass(frozen=True)
class Span:
    """From one instant to before another, or to whatever lies ahead; at most so many."""

    since: datetime
    until: datetime | None
    most: int


class Status(NamedTuple):
    """How it stands: an icon and words, never a colour alone."""

    css: str
    icon: str
    words: str


class Shown(NamedTuple):
    """One entry of the page, as its person reads it inside the portal: values, so that it is drawn once."""

    source: str
    on: date
    starts_at: datetime | None
    url: str
    title: str
    # Its line below: where, or of whom.
    more: str = ""
    # The side of the body whose date it is.
    side: str = ""
    status: Status | None = None
    is_off: bool = False
    is_limited: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Sent:
    """One entry of the feed: no more than an e-mail would say of it.

    Two with the same `ref` are the same entry; the higher `sequence` is the later one. `changed_at` is when
    the record came to stand so, that the same record gives the same bytes.
    """

    ref: str
    sequence: int
    changed_at: datetime
    on: date
    starts_at: datetime | None
    ends_at: datetime | None
    summary: str
    path: str
    place: str = ""
    link: str = ""
    is_off: bool = False
    # Whether its person is taken up by it, as by a meeting and not by a date.
    takes_time: bool = True


@dataclass(frozen=True)
class Source:
    """What a room puts on a calendar. `late` is what should have been done by today, the oldest first."""

    label: Words
    order: int
    # The list of the room, for what is too much for one month, and its view of what is late.
    url_name: str
    shown: Callable[[Viewer, Span], Sequence[Shown]]
    sent: Callable[[Viewer, Span], Sequence[Sent]]
    late: Callable[[Viewer, int], Sequence[Shown]] | None = None
    late_view: str = ""


SOURCES: Registry[str, Source] = Registry("source of the calendar")


def sources() -> dict[str, Source]:
    """The sources by name, in their order."""
    return dict(sorted(((name, SOURCES[name]) for name in SOURCES), key=lambda one: one[1].order))


def uid_of(ref: str) -> str:
    """What tells an entry from every other in the world, in a letter and in the feed alike."""
    return f"{ref}@{sender_domain()}"


def caller() -> vCalAddress:
    """The portal as whoever calls: the address its letters come from."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    found = vCalAddress(f"mailto:{address}")
    found.params["CN"] = vText(name or address)
    return found
