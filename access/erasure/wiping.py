"""Puts the mark in the place of words, in every copy. The database lets only the owner of the tables."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pgtrigger
from django.db.models import Model
from django.utils.translation import override

from access.erasure.covers import take_from_covers
from access.erasure.passages import (
    ERASABLE,
    PASSAGES,
    Bytes,
    Column,
    Copy,
    Fact,
    Freeze,
    Part,
    copies_of,
    is_mark,
    mark_of,
)
from access.models import ErasedText, Erasure
from access.toolkit.covering import COVERABLE
from language.words import day, local_day


def wipe(erasure: Erasure, *, at: datetime) -> int:
    """Erase every copy of the words of this passage; returns how many rows changed.

    Nothing is done where the record itself is gone: a copy lives no longer than its record.
    """
    found = PASSAGES[erasure.passage].find(erasure.place)
    if found is None:
        return 0
    mark = _mark(at)
    copies = copies_of(erasure.passage, found)
    columns = [copy for copy in copies if isinstance(copy, Column)]
    parts = [copy for copy in copies if isinstance(copy, Part)]
    words = {text for copy in columns for text in _said_in(copy)}
    words |= {text for part in parts for text in _whole(part)}
    rows = [*(row for copy in columns for row in copy.rows), *(part.row for part in parts)]
    covered = {row for row in rows if row._meta.label_lower in COVERABLE}
    changed = sum(_wipe_copy(erasure, copy, mark, at) for copy in copies)
    record = ERASABLE[erasure.record_type].model._base_manager.filter(ref=erasure.record_ref)
    take_from_covers({*covered, *record}, words)
    return changed


def _said_in(copy: Column) -> list[str]:
    texts = copy.rows.order_by().values_list(copy.name, flat=True)
    return [text for text in texts if text and not is_mark(text)]


def _whole(part: Part) -> list[str]:
    """The words of a part that is all of its text."""
    text = str(getattr(part.row, part.name))
    return [text] if text and part.without(text, "") == "" else []


def _mark(at: datetime) -> str:
    said = {}
    for language in ("en", "bn"):
        with override(language):
            said[language] = day(local_day(at))
    return mark_of(said["en"], said["bn"])


def _wipe_copy(erasure: Erasure, copy: Copy, mark: str, at: datetime) -> int:
    if isinstance(copy, Part):
        return _wipe_part(erasure, copy, mark, at)
    if isinstance(copy, Bytes):
        copy.take_away()
        return 1
    if isinstance(copy, Fact):
        return copy.make_vague()
    # An empty column says nothing, and a mark would say that it had.
    said = list(copy.rows.exclude(**{copy.name: ""}).order_by().values_list("pk", flat=True))
    model = copy.rows.model
    with _unfrozen(model):
        return int(model._base_manager.filter(pk__in=said).update(**{copy.name: mark}))


def _wipe_part(erasure: Erasure, part: Part, mark: str, at: datetime) -> int:
    rows = type(part.row)._base_manager.filter(pk=part.row.pk)
    # As it reads now: another part of the same text may just have gone.
    before = str(rows.values_list(part.name, flat=True).get())
    after = part.without(before, mark)
    if after == before:
        return 0
    with _unfrozen(type(part.row)):
        rows.update(**{part.name: after})
    if part.sha256:
        ErasedText.objects.create(
            erasure=erasure, sha256_before=part.sha256, sha256_after=_hash(after), at=at
        )
    return 1


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def _unfrozen(model: type[Model]) -> Iterator[None]:
    """Let the triggers pass that keep this table's text, for this statement alone.

    Which triggers are passed over is said in a setting of the transaction; that the portal's own role
    gains nothing by saying the same is `access.rules.database_role`'s.
    """
    triggers = getattr(model._meta, "triggers", [])
    frozen = [f"{model._meta.label}:{one.name}" for one in triggers if isinstance(one, Freeze)]
    if not frozen:
        yield
        return
    with pgtrigger.ignore(*frozen):
        yield
