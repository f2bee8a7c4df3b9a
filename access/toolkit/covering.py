"""Covered passages: how a text reads without them, and what a room declares so that they are covered.

A room that shows a record's text leaves out what is covered of it in the one place where it reads the text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from access.models import Cover, Party
from access.rules.viewer import Viewer
from access.toolkit.registry import Registry

# What stands in its place: of one length, so that it says nothing of what is below; every typeface has it.
MARK = "[■■■]"
# Between two words of a passage any blanks are the same: a browser shows a line break as one.
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Coverable:
    """How the records of one kind are covered.

    `find` gives a record to who may read it, else 404; `texts` all that its readers read of it, as written;
    `secretariat` who decides beside oversight. `leave_out` keeps beside the record what is covered now, in
    the transaction that covers or shows it again, so that pages, papers, sheets and search leave it out.
    """

    find: Callable[[Viewer, str], Model]
    records: Callable[[], Any]
    texts: Callable[[Any], Iterable[str]]
    secretariat: Callable[[Any], Party | None]
    leave_out: Callable[[Any, Sequence[str]], None]
    title: Callable[[Any], str]
    url_name: str


COVERABLE: Registry[str, Coverable] = Registry("kind of record that is covered")


def add_coverable(record_type: str, declared: Coverable) -> None:
    """Make known how records of a kind are covered; each kind once."""
    COVERABLE.add(record_type, declared)


def covered_now(record: Model) -> list[str]:
    """Return the passages of a record that are covered: those undecided, and those that stay so."""
    shown_again = Q(decided_at__isnull=False, secretariat_says=Cover.Answer.SHOW)
    of_record = Cover.objects.filter(record_type=record._meta.label_lower, record_id=record.pk)
    return list(of_record.exclude(shown_again).order_by("pk").values_list("passage", flat=True))


def without_covered(text: str, passages: Iterable[str]) -> str:
    """Return the text with a mark in place of each passage, the longest first."""
    for passage in sorted(passages, key=len, reverse=True):
        if passage.strip():
            text = _as_written(passage).sub(MARK, text)
    return text


def leave_out_covered(said: Any, passages: Sequence[str]) -> Any:
    """Return data of texts, lists and mappings without these passages, wherever in it they stand."""
    if not passages:
        return said
    if isinstance(said, str):
        return without_covered(said, passages)
    if isinstance(said, list):
        return [leave_out_covered(one, passages) for one in said]
    if isinstance(said, dict):
        return {key: leave_out_covered(value, passages) for key, value in said.items()}
    return said


def stands_in(passage: str, texts: Iterable[str]) -> bool:
    """Whether the passage stands in one of these texts."""
    wanted = _as_written(passage)
    return any(wanted.search(text) for text in texts)


def _as_written(passage: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in _BLANKS.split(passage.strip())]
    return re.compile(r"\s+".join(words))
