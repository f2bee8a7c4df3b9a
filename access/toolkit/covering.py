"""Covered passages: how a text reads without them, and what a room declares so that they are covered.

A room that shows a record's text leaves out what is covered of it in the one place where it reads the text.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from django.db.models import Model, Q

from access.models import Cover, Party
from access.rules.viewer import Viewer
from access.toolkit.locking import lock_row
from access.toolkit.registry import Registry

M = TypeVar("M", bound=Model)
# What stands in its place: of one length, so that it says nothing of what is below; every typeface has it.
MARK = "[■■■]"
# Between two words of a passage any blanks are the same: a browser shows a line break as one.
_BLANKS = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[।.!?])\s+|\n+")
# The rest of a word around a passage, Bangla vowel signs and joiners included.
_LETTERS = "[\\w\u0980-\u09ff\u200c\u200d]*"


@dataclass(frozen=True)
class Coverable:
    """How the records of one kind are covered.

    `find` gives a record to who may read it, else 404; `texts` all that stands in it, as its readers read it;
    `read_by` what one of them reads of that, where earlier wordings are not everybody's; `within` what they
    read of one part of it, as of one post, by the part's name in addresses: nothing where there is none;
    `secretariat` who decides beside oversight. `leave_out` keeps beside the record what is covered now, in
    the transaction that covers or shows it again, so that pages, papers, sheets and search leave it out.
    `papers` are the records whose papers carry its text, and `lists` the lists it stands in: whoever took
    one of them away is told. `above` are the rows that change with it and that everybody holds before it.
    """

    find: Callable[[Viewer, str], Model]
    records: Callable[[], Any]
    texts: Callable[[Any], Iterable[str]]
    secretariat: Callable[[Any], Party | None]
    leave_out: Callable[[Any, Sequence[str]], None]
    title: Callable[[Any], str]
    url_name: str
    papers: Callable[[Any], Iterable[Model]] = lambda record: [record]
    lists: tuple[str, ...] = ()
    above: Callable[[Any], Iterable[Model]] = lambda _record: ()
    read_by: Callable[[Viewer, Any], Iterable[str]] | None = None
    within: Callable[[Viewer, Any, str], Iterable[str]] | None = None

    def offered(self, viewer: Viewer, record: Any, part: str = "") -> Iterable[str]:
        """Return the texts of which this person may choose a passage: what they read of this part, or of all
        where it has no such part.
        """
        of_part = list(self.within(viewer, record, part)) if self.within is not None and part else []
        if of_part:
            return of_part
        return self.texts(record) if self.read_by is None else self.read_by(viewer, record)


@dataclass(frozen=True)
class Quoting:
    """A room above quotes records of a room below: it leaves out what is covered of them, and has papers."""

    leave_out: Callable[[Any], None]
    papers: Callable[[Any], Iterable[Model]]
    above: Callable[[Any], Iterable[Model]]


COVERABLE: Registry[str, Coverable] = Registry("kind of record that is covered")
_QUOTING: dict[str, list[Quoting]] = {}


def add_coverable(record_type: str, declared: Coverable) -> None:
    """Make known how records of a kind are covered; each kind once."""
    COVERABLE.add(record_type, declared)


def add_quoting(record_type: str, quoting: Quoting) -> None:
    """Make known how a room quotes records of this kind."""
    _QUOTING.setdefault(record_type, []).append(quoting)


def leave_out(record: Model) -> None:
    """Let a record read without what is covered of it now, and so whatever quotes it."""
    kind = record._meta.label_lower
    COVERABLE[kind].leave_out(record, covered_now(record))
    for quoting in _QUOTING.get(kind, ()):
        quoting.leave_out(record)


def lock_to_cover(record: M) -> M:
    """Hold a record whose passages are covered or shown again, after the rows that change with it."""
    kind = record._meta.label_lower
    sources = (COVERABLE[kind].above, *(one.above for one in _QUOTING.get(kind, ())))
    above = {(row._meta.label_lower, row.pk): row for source in sources for row in source(record)}
    for key in sorted(above):
        lock_row(above[key])
    return lock_row(record)


def papers_of(record: Model) -> list[Model]:
    """Return the records whose papers carry the text of this one."""
    kind = record._meta.label_lower
    sources = (COVERABLE[kind].papers, *(one.papers for one in _QUOTING.get(kind, ())))
    return [paper for source in sources for paper in source(record)]


def covered_now(record: Model) -> list[str]:
    """Return the passages of a record that are covered: those undecided, and those that stay so."""
    return covered_among(record._meta.label_lower, [record.pk])


def covered_among(record_type: str, ids: Collection[int]) -> list[str]:
    """The same of several records of one kind."""
    shown_again = Q(decided_at__isnull=False, secretariat_says=Cover.Answer.SHOW)
    of_records = Cover.objects.filter(record_type=record_type, record_id__in=ids).exclude(passage="")
    return list(of_records.exclude(shown_again).order_by("pk").values_list("passage", flat=True))


def without_covered(text: str, passages: Iterable[str]) -> str:
    """Return the text with a mark in place of each passage, and of the whole words that it is a part of.

    All are looked for in the text as it was written; what two of them cover together has one mark.
    """
    spans = sorted(hit.span() for passage in set(passages) for hit in _whole_words(passage).finditer(text))
    shown, end = [], 0
    for since, until in spans:
        if since >= end:
            shown += [text[end:since], MARK]
        end = max(end, until)
    return "".join([*shown, text[end:]])


def sentences_of(texts: Iterable[str]) -> dict[str, str]:
    """Return the sentences of these texts that are not covered, each once, by a short key.

    An address that means one says its key: what a server notes of addresses tells nobody's name.
    """
    found = [one.strip() for text in texts for one in _SENTENCE.split(text)]
    return {sha256(one.encode()).hexdigest()[:16]: one for one in found if one and one != MARK}


def stands_in(passage: str, texts: Iterable[str]) -> bool:
    """Whether the passage stands in one of these texts."""
    wanted = _as_written(passage)
    return any(wanted.search(text) for text in texts)


def _as_written(passage: str) -> re.Pattern[str]:
    return re.compile(_spelled(passage))


@lru_cache(maxsize=256)
def _whole_words(passage: str) -> re.Pattern[str]:
    return re.compile(f"{_LETTERS}{_spelled(passage)}{_LETTERS}")


def _spelled(passage: str) -> str:
    return r"\s+".join(re.escape(word) for word in _BLANKS.split(passage.strip()))
