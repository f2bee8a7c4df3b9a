"""The sums of field updates follow each change of one, in its transaction.

An action brings them up to date as the last thing it does: all updates of a month and a type meet in the row
of the whole country, which is held until the transaction ends. Where several actions make one transaction,
they are brought up to date together, `at_the_end` of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.db import connection

from access.toolkit.locking import lock_row, waiting
from partners.models.places import numbers_in
from threads.asked import is_for_everyone
from threads.figures.models import NetworkSum, OwnSum, Sum
from threads.hidden import hides_title
from threads.models import FieldUpdate, Thread
from threads.updates.models import FIGURES, PEOPLE


class Key(NamedTuple):
    """A row of sums; all hold them in this order."""

    place: int
    organisation: int | None
    month: date
    type: str


_ADD = """
    INSERT INTO {table} AS kept (place_id, organisation_id, month, type, {columns})
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::text[], {arrays})
    ON CONFLICT (place_id, organisation_id, month, type) DO UPDATE SET {adds}
    RETURNING id, updates
"""


_Says = tuple[Key, list[int]]
_later: ContextVar[dict[type[Sum], list[_Says]] | None] = ContextVar("sums for the end", default=None)


@contextmanager
def at_the_end() -> Iterator[None]:
    """Change the sums at the end of what is done within, once: whoever holds them waits for nothing else."""
    says: dict[type[Sum], list[_Says]] = {OwnSum: [], NetworkSum: []}
    outside = _later.set(says)
    try:
        yield
    finally:
        _later.reset(outside)
    for model, all_of_it in says.items():
        _change(model, iter(all_of_it))


def add_up(update: FieldUpdate, before: FieldUpdate | None) -> None:
    """Bring the sums to what an update says now; `before` is as its row stood, None for a new one."""
    in_network = counts_for_all(update)
    if update.in_network != in_network:
        update.in_network = in_network
        update.save(update_fields=["in_network"])
    _change(OwnSum, _own(before, -1), _own(update, 1))
    _change(NetworkSum, _of_network(before, -1), _of_network(update, 1))


def add_up_new(updates: Sequence[FieldUpdate]) -> None:
    """The same of several that are new, count, and are read by the same people: in as many statements."""
    if not updates:
        return
    if counts_for_all(updates[0]):
        FieldUpdate.objects.filter(pk__in=[one.pk for one in updates]).update(in_network=True)
        for one in updates:
            one.in_network = True
    _change(OwnSum, *(_own(one, 1) for one in updates))
    _change(NetworkSum, *(_of_network(one, 1) for one in updates))


def follow_readers(thread: Thread) -> None:
    """Bring the sums to who reads a field update now, and what of it is hidden; other threads have none."""
    found = FieldUpdate.objects.filter(thread=thread).only("pk").first()
    if found is None:
        return
    update = lock_row(found)
    before = copy(update)
    update.thread = thread
    add_up(update, before)


def counts_for_all(update: FieldUpdate) -> bool:
    """Whether it stands in the sums that everybody reads: where everybody reads the update itself, its place
    included.
    """
    thread = update.thread
    is_open = update.is_counted and not update.is_protected and not thread.is_internal
    return is_open and is_for_everyone(thread) and not hides_title(thread)


def _own(update: FieldUpdate | None, sign: int) -> Iterator[_Says]:
    if update is not None and update.is_counted:
        yield from _says(update, (update.organisation_id,), sign)


def _of_network(update: FieldUpdate | None, sign: int) -> Iterator[_Says]:
    if update is not None and update.in_network:
        yield from _says(update, (update.organisation_id, None), sign)


def _says(update: FieldUpdate, organisations: Iterable[int | None], sign: int) -> Iterator[_Says]:
    assert update.month is not None
    counts_people = any(getattr(update, name) is not None for name in PEOPLE)
    values = [sign, sign * counts_people, *(sign * (getattr(update, name) or 0) for name in FIGURES)]
    values += [sign * (getattr(update, name) is not None) for name in PEOPLE]
    places = numbers_in(update.place.path)
    for organisation in organisations:
        for place in places:
            yield Key(place, organisation, update.month, update.type), values


def _change(model: type[Sum], *says: Iterator[_Says]) -> None:
    if (later := _later.get()) is not None:
        later[model] += chain(*says)
        return
    sums: dict[Key, list[int]] = defaultdict(lambda: [0] * len(Sum.SUMMED))
    for one in says:
        for key, values in one:
            sums[key] = [have + more for have, more in zip(sums[key], values, strict=True)]
    keys = sorted((key for key in sums if any(sums[key])), key=lambda key: (*key[:1], key[1] or 0, *key[2:]))
    if not keys:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    statement = _ADD.format(
        table=table,
        columns=", ".join(Sum.SUMMED),
        arrays=", ".join("%s::bigint[]" for _ in Sum.SUMMED),
        adds=", ".join(f"{name} = kept.{name} + excluded.{name}" for name in Sum.SUMMED),
    )
    columns = [[key[n] for key in keys] for n in range(len(Key._fields))]
    columns += [[sums[key][n] for key in keys] for n in range(len(Sum.SUMMED))]
    with waiting(), connection.cursor() as cursor:
        cursor.execute(statement, columns)
        # Of what is no more nothing is left that tells it was there.
        gone = [number for number, updates in cursor.fetchall() if updates == 0]
    if gone:
        model._base_manager.filter(pk__in=gone).delete()
