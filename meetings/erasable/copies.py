"""Where the words of minutes stand more than once: in a row, in the frozen texts, in corrections."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet

from access.erasure.passages import Column, Copy, Part
from meetings.circulated_text import as_text, rows_of
from meetings.models import AgendaItem, Correction, Minutes

Path = tuple[str | int, ...]
# The texts of minutes that have a hash, and the column of each one's hash.
_TEXTS = (("frozen_text", "sha256"), ("confirmed_text", "confirmed_sha256"))


def in_texts(minutes: Minutes, *path: str | int) -> Iterator[Part]:
    """The passage that stands at this place of the texts that were frozen."""
    for text, sha256 in _TEXTS:
        if getattr(minutes, text):
            yield Part(minutes, text, partial(_without, path), getattr(minutes, sha256))


def _without(path: Path, text: str, mark: str) -> str:
    said = json.loads(text)
    here = said
    for step in path[:-1]:
        here = here[step]
    if here[path[-1]]:
        here[path[-1]] = mark
    return as_text(said)


def place_of(row: Model, rows: Any) -> int:
    """Where a row stands among those of the minutes, in the fixed order of the text."""
    return [one.pk for one in rows].index(row.pk)


def _minutes_of(item: AgendaItem) -> Minutes | None:
    return Minutes.objects.filter(meeting=item.meeting_id).first()


def of_item(item: AgendaItem, rows: QuerySet[Any], column: str, *path: str) -> Iterator[Copy]:
    """What was written on an item: its row, and its place in the text."""
    yield Column(rows, column)
    minutes = _minutes_of(item)
    if minutes is not None:
        place = place_of(item, rows_of(minutes).items)
        yield from in_texts(minutes, "items", place, *path)
        yield from in_corrections(minutes, f"items.{place}.{path[0]}")


def in_corrections(minutes: Minutes, line: str) -> Iterator[Column]:
    """What a line of the text read before, and what somebody wished it to read."""
    corrections = Correction.objects.filter(minutes=minutes, line=line)
    yield Column(corrections, "was")
    yield Column(corrections, "wished")
