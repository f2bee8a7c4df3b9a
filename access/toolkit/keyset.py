"""Where a list goes on: the values its last line is ordered by, so that no page costs more than the first.

What an address carries of them is sealed, and bound to the list and to its reader: it tells nothing of what
is inside, and the place of one list, or of one reader, is none of another. What cannot be read begins the
list anew for a person, and is refused to a program, which would take the beginning for what comes next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from access.rules.viewer import Viewer
from access.toolkit.secrets import SecretUnreadable, seal, unseal

M = TypeVar("M", bound=Model)
Place = tuple[Any, ...]
PAGE_SIZE = 25
MAX_SIZE = 100


class CursorUnreadable(ValueError):
    """A program sent a place that leads nowhere in this list."""


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of a list, and where the next and the previous one begin."""

    records: list[M]
    next_cursor: str | None = None
    previous_cursor: str | None = None


def cursor_of(place: Place, *, of: str, viewer: Viewer) -> str:
    """What an address carries of a place in the list `of`."""
    return seal(json.dumps([_told(value) for value in place]), bound_to=_whose(of, viewer))


def place_in(cursor: str | None, *, of: str, viewer: Viewer) -> Place | None:
    """The place an address carries; None for nothing, nonsense, and that of another list or reader."""
    try:
        told = json.loads(unseal(cursor or "", bound_to=_whose(of, viewer)))
    except SecretUnreadable:
        return None
    return tuple(_meant(value) for value in told)


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _meant(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    return date.fromisoformat(told["on"]) if "on" in told else datetime.fromisoformat(told["at"])


def paged(
    read: Callable[[Place | None, bool, int], Sequence[tuple[M, Place]]],
    *,
    of: str,
    viewer: Viewer,
    width: int,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
    most: int = MAX_SIZE,
    strict: bool = False,
) -> Page[M]:
    """Return one page of what `read(place, backwards, limit)` gives, each record with its place in the list.

    `read` gives what stands beyond the place; `backwards` asks for what stands before it, the nearest first.
    A place has `width` values: one given out when the list was ordered otherwise begins it anew. Where
    it is `strict`, a place that would do so raises CursorUnreadable.
    """
    size = max(1, min(size, most))
    start = place_in(after or before, of=of, viewer=viewer)
    if start is not None and len(start) != width:
        start = None
    if strict and start is None and (after or before):
        raise CursorUnreadable
    backwards = bool(before and not after and start)
    found = read(start, backwards, size + 1)
    has_more = len(found) > size
    shown = list(found[:size])
    if backwards:
        shown.reverse()
    if not shown:
        return Page([])
    first, last = (cursor_of(place, of=of, viewer=viewer) for place in (shown[0][1], shown[-1][1]))
    return Page(
        [record for record, _place in shown],
        next_cursor=last if backwards or has_more else None,
        previous_cursor=first if (has_more if backwards else start) else None,
    )


@dataclass(frozen=True)
class Keyset:
    """The columns a list is ordered by; the last one tells any two lines apart ("-created_at", "-pk")."""

    columns: Sequence[str]

    def read(
        self, rows: QuerySet[M], place: Place | None, backwards: bool, limit: int
    ) -> list[tuple[M, Place]]:
        """Return the first lines beyond a place in this order, or before it, each with its own place."""
        order = [(name.lstrip("-"), name.startswith("-") != backwards) for name in self.columns]
        if place is not None and len(place) == len(order):
            rows = rows.filter(beyond(order, place))
        rows = rows.order_by(*(f"{'-' if falls else ''}{name}" for name, falls in order))
        return [(row, tuple(getattr(row, name) for name, _falls in order)) for row in rows[:limit]]


def beyond(order: Sequence[tuple[str, bool]], place: Place) -> Q:
    """Return what stands behind a place, in an order of columns of which each one falls or rises.

    Where all go one way they are compared as one, which lets an index start at the place, however many lines
    are alike in the first columns. Else the plain bound on the first column lets it start near there.
    """
    if len({falls for _name, falls in order}) == 1:
        compared = TupleLessThan if order[0][1] else TupleGreaterThan
        return Q(compared(Tuple(*(F(name) for name, _falls in order)), place))
    (name, falls), value = order[0], place[0]
    way = "lt" if falls else "gt"
    further = Q(**{f"{name}__{way}": value})
    if len(order) > 1:
        further |= Q(**{name: value}) & beyond(order[1:], place[1:])
        further &= Q(**{f"{name}__{way}e": value})
    return further


def _whose(of: str, viewer: Viewer) -> str:
    return f"place:{of}:{viewer.user.pk}"
