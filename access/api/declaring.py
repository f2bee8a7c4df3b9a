"""What a room declares to programs: its lists, its records, what lies below one, and its steps.

Each is declared once, beside the page that shows the same: the list it walks, the function that finds the
record for whoever may, the action that the page calls. Addresses, the schema, the sweep of every address by
everybody, and the check that no action was forgotten read the declaration and name no room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Model
from django.http import HttpResponseBase

from access.api.etags import Version
from access.api.fields import Body
from access.models import ListedRecord
from access.rules.viewer import Viewer
from access.toolkit.cells import as_they_are
from access.toolkit.lists import RecordList

# Finds a record for a viewer who may do this with it: (viewer, ref, action), and by name what else the
# address holds.
Find = Callable[..., Any]
Says = Callable[[Viewer, Any], Any]


def as_it_is(record: Any) -> Any:
    """Return the record: where what stands for it is itself."""
    return record


class Found(NamedTuple):
    """In which part of a record, and by which name there, a program finds what it is to send."""

    part: str
    name: str = "ref"


@dataclass(frozen=True)
class NoApi:
    """A room with nothing for programs, and why."""

    because: str


@dataclass(frozen=True, eq=False)
class Make:
    """How a record is made: what is sent, and the action, which is that of its page and asks the rule itself.

    `made` is what the record is answered as. With a name it lies below the list, else at its address.
    """

    page: str
    action: Callable[..., Any]
    summary: str
    takes: type[Body]
    made: Single
    name: str = ""
    does: Callable[..., Any] | None = None
    # Refuses whoever could make none, whatever was sent.
    asks: Callable[[Viewer], None] | None = None


@dataclass(frozen=True, eq=False)
class Collection:
    """A list of the room, by its declared chips, filters and order. `lines` is what `body` is written of."""

    path: str
    listing: RecordList[Any]
    body: type[Body]
    summary: str
    lines: Callable[[Viewer, Sequence[Any]], Iterable[Any]] = as_they_are
    makes: Sequence[Make] = ()
    # Whether it stands in the access log that a program took rows of it.
    is_noted: bool = False
    # Of a list that no page shows.
    name: str = ""

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return self.name or api_name(self.listing.url_name)

    def name_of(self, make: Make) -> str:
        """The name of the address at which a record is made."""
        return api_name(make.page) if make.name else self.url_name

    @property
    def operation(self) -> str:
        """What the schema calls the reading of it."""
        return f"{self.url_name[4:]}_list"

    @property
    def page(self) -> str:
        """The page that shows the same to the same people."""
        return self.listing.url_name


@dataclass(frozen=True, eq=False)
class Part:
    """Something of a record that is read by itself: its agenda, who came to it.

    Where it may be long it is a list `around` the record: read page by page, and `says` is given its rows.
    """

    name: str
    says: Says
    body: type[Body]
    summary: str
    many: bool = True
    # The page that shows the same to the same people, where it is not the record's own.
    page: str = ""
    listing: RecordList[Any] | None = None

    @property
    def collection(self) -> Collection | None:
        """The list that it is, where it is read page by page."""
        return None if self.listing is None else Collection("", self.listing, self.body, self.summary)


@dataclass(frozen=True, eq=False)
class Inside:
    """Something inside a record that a step is about: where it lies below the record, and what finds it.

    `find` is asked before anything that was sent is read: with the viewer, the record and by name what the
    address holds. It returns by name what the action takes in place of the record, or refuses. `found` says
    in which part of the record its name is read.
    """

    path: str
    find: Callable[..., Mapping[str, Any]]
    found: Found | None = None

    @property
    def name(self) -> str:
        """What it is called in the address."""
        return names_in(self.path)[0]


@dataclass(frozen=True, eq=False)
class Step:
    """One step of a record: its rule, what is sent with it, and the action, which is that of its page.

    `does` prepares what the action takes where that is more than the fields of `takes`. `found` says of a
    field where its value is read.
    """

    name: str
    page: str
    may: str
    action: Callable[..., object]
    summary: str
    takes: type[Body] | None = None
    does: Callable[..., object] | None = None
    # Refused without the version that was read: it sets several facts at once.
    needs_version: bool = False
    # The name of its address, where its page is that of the record too.
    at: str = ""
    # Where it is about one line of the record; it is answered with the record all the same.
    inside: Inside | None = None
    found: Mapping[str, Found] = field(default_factory=dict)

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return self.at or api_name(self.page)

    @property
    def operation(self) -> str:
        """What the schema calls it."""
        return self.url_name[4:]


@dataclass(frozen=True, eq=False)
class Upload:
    """Where a file is sent, as the one part `file` of a form; it is answered as `made`.

    Everywhere else a program sends JSON, which names files by their references.
    """

    path: str
    page: str
    action: Callable[..., Any]
    summary: str
    made: Single

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return api_name(self.page)


@dataclass(frozen=True, eq=False)
class Inbox:
    """Where a tool sends by itself what has its own shape, not ours; for programs of an organisation alone.

    `take` is given whoever sent, the token it came with, what was sent, and what the address says of its
    form; it returns what `body` is written of, and the status. It sees to it that the same is done once.
    """

    path: str
    name: str
    take: Callable[[Viewer, str, Any, str], tuple[Any, int]]
    body: type[Body]
    summary: str

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return api_name(self.name)


@dataclass(frozen=True, eq=False)
class Download:
    """Files of a record, each at an address below it. `serve` is what its page hands out too."""

    page: str
    serve: Callable[[Viewer, Any, str], HttpResponseBase]
    summary: str
    name: str = "files"

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return api_name(self.page)


@dataclass(frozen=True, eq=False)
class Single:
    """One record at its address, with what lies below it.

    Its actions take it by the name `called`. `says` returns what `body` is written of. `noted_as` is the
    record of whose text this is: that a program took it stands in the access log; None of what all may know.
    `found` says, of a name in its address that the record above it lacks, in which part of that it is read.
    """

    path: str
    page: str
    called: str
    find: Find
    says: Says
    body: type[Body]
    summary: str
    version: Version | None = None
    # Its table, where programs follow its changes; and by which column its address names it there.
    followed: type[ListedRecord] | None = None
    followed_by: str = "ref"
    parts: Sequence[Part] = ()
    steps: Sequence[Step] = ()
    downloads: Sequence[Download] = ()
    noted_as: Callable[[Any], Model] | None = None
    found: Mapping[str, Found] = field(default_factory=dict)

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return api_name(self.page)

    def path_of(self, step: Step) -> str:
        """Where a step is taken."""
        return f"{self.path}{step.inside.path if step.inside is not None else ''}{step.name}/"

    @property
    def operation(self) -> str:
        """What the schema calls the reading of it."""
        return f"{self.url_name[4:]}_read"

    @property
    def names(self) -> Sequence[str]:
        """What its address holds."""
        return names_in(self.path)

    def name_of(self, part: Part) -> str:
        """The name of the address of a part."""
        return f"{self.url_name}_{part.name.replace('-', '_')}"

    def operation_of(self, part: Part) -> str:
        """What the schema calls the reading of a part."""
        return f"{self.name_of(part)[4:]}_read"


@dataclass(frozen=True, eq=False)
class Own:
    """Something of whoever asks, at an address that is the same for everybody."""

    path: str
    name: str
    says: Callable[[Viewer], Any]
    body: type[Body]
    summary: str

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return api_name(self.name)


@dataclass(frozen=True)
class Api:
    """What one room gives to programs. An action that no step calls stands here with the reason."""

    own: Sequence[Own] = ()
    lists: Sequence[Collection] = ()
    records: Sequence[Single] = ()
    uploads: Sequence[Upload] = ()
    inboxes: Sequence[Inbox] = ()
    without: Mapping[Callable[..., object], str] = field(default_factory=dict)


def names_in(path: str) -> Sequence[str]:
    """Return what an address holds by name."""
    return re.findall(r"<str:(\w+)>", path)


def api_name(page: str) -> str:
    """The name of the address of programs beside a page."""
    return f"api_{page}"
