"""A room describes itself: its addresses, its ways in, the records of it in the log, and who reads them.

Each room declares one `ROOM` in its `room.py` and adds it when it starts. What joins the rooms (the
addresses of the portal, the navigation, the access log in words, "Who can see what") walks the
declarations and names no room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from access.api.declaring import Api, NoApi
from access.erasure.passages import Erasable, add_erasable
from access.rules.engine import PermittedQuerySet
from access.rules.viewer import Viewer
from access.toolkit.counting import Countable
from access.toolkit.covering import Coverable, add_coverable
from access.toolkit.lists import RecordList
from access.toolkit.registry import Registry
from access.toolkit.searching import NoSearch, SearchSource

Words = str | Promise


def everybody(_viewer: Viewer) -> bool:
    """Whoever is in the network."""
    return True


@dataclass(frozen=True)
class Figure:
    """What stands beside a way in on every page: one count of a list, to a hundred, at a cost that is fixed.

    `words` say beside it what is counted, to whoever does not see it; a hot one is late.
    """

    counts: Callable[[Viewer], Sequence[Countable]]
    words: Words
    is_hot: bool = False


@dataclass(frozen=True)
class Entry:
    """One way in, by the name of its address. `order` is its place among those of all rooms."""

    name: str
    icon: str
    label: Words
    short: Words = ""
    order: int = 50
    shows: Callable[[Viewer], bool] = everybody
    # Also to whoever is not in the network, or not signed in.
    is_open: bool = False
    # How the addresses begin of other pages that belong to it.
    besides: tuple[str, ...] = ()
    figure: Figure | None = None

    @cached_property
    def url(self) -> str:
        """The address, or nothing where the page does not exist."""
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


@dataclass(frozen=True)
class RecordKind:
    """A kind of record in the access log: its name, and how to call one that the reader may view."""

    name: Words
    records: Callable[[], PermittedQuerySet[Any]] | None = None
    title: Callable[[Any], str] = str


@dataclass(frozen=True)
class Reading:
    """Who reads some kinds of record, who writes them, and what oversight sees of them, in words.

    `of` names the kinds ("meetings.minutes"): every kind with a rule stands in one at least.
    """

    name: Words
    readers: Words
    writers: Words
    oversight: Words
    of: Sequence[str] = ()


@dataclass(frozen=True)
class Passages:
    """What of a room's records is covered at once, by kind of record, and erased when both sides sign."""

    covered: Mapping[str, Coverable]
    erased: Sequence[Erasable]


@dataclass(frozen=True)
class NoPassages:
    """A room in whose records nothing is covered or erased, and why."""

    because: str


@dataclass(frozen=True)
class Room:
    """What a room says of itself. `prefix` is where its addresses lie, by `<room>.urls`."""

    name: str
    order: int
    prefix: str | None = None
    main: Sequence[Entry] = ()
    directory: Sequence[Entry] = ()
    upkeep: Sequence[Entry] = ()
    foot: Sequence[Entry] = ()
    kinds: Mapping[str, RecordKind] = field(default_factory=dict)
    readings: Sequence[Reading] = ()
    lists: Sequence[RecordList[Any]] = ()
    # Its templates with a table that is no declared list, and why nobody takes that out as a sheet.
    no_sheets: Mapping[str, str] = field(default_factory=dict)
    # What is found in it, or why nothing is.
    search: Sequence[SearchSource] | NoSearch = ()
    # What programs read and do in it, or why nothing.
    api: Api | NoApi | None = None
    # What of it is covered and erased, or why nothing is.
    passages: Passages | NoPassages | None = None


ROOMS: Registry[str, Room] = Registry("room")


def add_room(room: Room) -> None:
    """Make a room known; each name once."""
    ROOMS.add(room.name, room)
    if isinstance(room.passages, Passages):
        for record_type, coverable in room.passages.covered.items():
            add_coverable(record_type, coverable)
        for erasable in room.passages.erased:
            add_erasable(erasable)


def all_rooms() -> list[Room]:
    """The rooms that stand, in their order."""
    return sorted(ROOMS.values(), key=lambda room: room.order)


def search_sources() -> list[SearchSource]:
    """What is searched in all rooms, in its order."""
    found = [one for room in all_rooms() if not isinstance(room.search, NoSearch) for one in room.search]
    return sorted(found, key=lambda one: one.order)


def entries(part: str) -> list[Entry]:
    """The ways in of all rooms in one part of the navigation, in their order; those that are built."""
    found: list[Entry] = [entry for room in all_rooms() for entry in getattr(room, part)]
    return sorted((entry for entry in found if entry.url), key=lambda entry: entry.order)


@lru_cache(maxsize=256)
def entry_of(name: str) -> Entry:
    """The way in of this name."""
    found = (one for part in ("main", "directory", "upkeep", "foot") for one in entries(part))
    return next(one for one in found if one.name == name)


def list_of(url_name: str) -> RecordList[Any] | None:
    """The list of this name in any room, or nothing."""
    found = (one for room in ROOMS.values() for one in room.lists)
    return next((one for one in found if one.url_name == url_name), None)


def kind_of(record_type: str) -> RecordKind | None:
    """The kind of record a line of the log is about, or nothing where no room knows it."""
    return next((room.kinds[record_type] for room in ROOMS.values() if record_type in room.kinds), None)
