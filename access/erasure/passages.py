"""What may be erased, and where else the same words stand. Each room declares its own passages.

The command that erases names no room: it takes a passage by its name, asks it for every copy, and puts the
mark in their place.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pgtrigger
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from access.models import Party
from access.toolkit.registry import Registry

Words = str | Promise


class Freeze(pgtrigger.Trigger):
    """A trigger that keeps a text as it is. It lets nothing through but an erasure by the owner."""


@dataclass(frozen=True)
class Column:
    """The words are all that a column of these rows says."""

    rows: QuerySet[Any]
    name: str


@dataclass(frozen=True)
class Part:
    """The words are a part of a text of one row, which may have a hash: how the text reads without them."""

    row: Model
    name: str
    without: Callable[[str, str], str]
    sha256: str = ""


@dataclass(frozen=True)
class Bytes:
    """The words are a file beside the database: what takes it away for good."""

    take_away: Callable[[], None]


@dataclass(frozen=True)
class Fact:
    """The words say what other columns hold as well, which are no text: what makes these say less."""

    make_vague: Callable[[], int]


Copy = Column | Part | Bytes | Fact


@dataclass(frozen=True)
class Passage:
    """One kind of passage: how it is found by its place, and every copy of its words."""

    name: str
    label: Words
    find: Callable[[str], object | None]
    copies: Callable[[Any], Iterable[Copy]]


@dataclass(frozen=True)
class Standing:
    """A passage as it stands in a record now: its place, and its words for those who read the record."""

    passage: Passage
    place: str
    words: str
    where: Words = ""


@dataclass(frozen=True)
class Erasable:
    """A kind of record in which passages may be erased, by the name of its page."""

    model: type[Model]
    url_name: str
    standing: Callable[[Any], Iterable[Standing]]
    # The secretariat that consents; nobody where the record has none.
    secretariat: Callable[[Any], Party | None]
    passages: Sequence[Passage]
    # What the address of its page names, where it is another record's.
    page_of: Callable[[Any], str] = lambda record: str(record.ref)


MoreCopies = Callable[[Any], Iterable[Copy]]

PASSAGES: Registry[str, Passage] = Registry("passage")
_MORE: dict[str, list[MoreCopies]] = {}
ERASABLE: Registry[str, Erasable] = Registry("kind of record with passages")


def add_erasable(erasable: Erasable) -> None:
    """Make known what may be erased in a kind of record."""
    ERASABLE.add(erasable.model._meta.label_lower, erasable)
    for passage in erasable.passages:
        PASSAGES.add(passage.name, passage)


def add_copies(passage: str, more: MoreCopies) -> None:
    """Say where a room above keeps the words of a passage of a room below."""
    _MORE.setdefault(passage, []).append(more)


def copies_of(passage: str, found: Any) -> list[Copy]:
    """Every copy of the words of a passage, in whatever room."""
    sources = (PASSAGES[passage].copies, *_MORE.get(passage, ()))
    return [copy for source in sources for copy in source(found)]


def standing_in(record: Model) -> Iterator[Standing]:
    """Every passage of a record that says something and is not erased yet."""
    found = ERASABLE[record._meta.label_lower].standing(record)
    return (one for one in found if one.words.strip() and not is_mark(one.words))


_BEGINS = "[মুছে ফেলা হয়েছে"


def is_mark(words: str) -> bool:
    """Whether these words only say that others were erased."""
    return words.startswith(_BEGINS) and words.endswith("]")


def said_in_marks(column: str) -> Q:
    """The rows of which a column only says that its words were erased."""
    return Q(**{f"{column}__startswith": _BEGINS, f"{column}__endswith": "]"})


def mark_of(day_en: str, day_bn: str) -> str:
    """What stands in their place, for readers of either language."""
    return f"{_BEGINS}, {day_bn} · erased, {day_en}]"
