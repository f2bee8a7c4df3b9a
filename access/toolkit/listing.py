"""Long lists of records: one page at a time, at a cost that does not grow with the table.

A person reads a list through the few parties they belong to. Each party's first rows come
from the audience index in the list's own order, and the pages are merged: a record reached
through several parties appears once, so one page and a row per party are enough. A filter
that leaves only a few records (an owner, a committee, a search) starts from those instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from access.rules.engine import VIEW, Person, allowed, rule_for
from access.rules.relations import audience_model
from access.rules.viewer import Viewer, viewer_of
from access.toolkit.counting import Countable, countable, counts
from access.toolkit.keyset import PAGE_SIZE, Page, paged

M = TypeVar("M", bound=Model)
Place = tuple[datetime, int]
AtRange = tuple[datetime | None, datetime | None]
COUNT_CAP = 100


@dataclass(frozen=True)
class _Span:
    """Which part of a list is meant, and in which direction it is walked."""

    live: bool | None = None
    at_range: AtRange | None = None
    beyond: Place | None = None
    backwards: bool = False

    def sql(self) -> tuple[str, list[Any]]:
        parts: list[str] = []
        params: list[Any] = []
        if self.live is not None:
            parts.append("audience.live" if self.live else "NOT audience.live")
        since, until = self.at_range or (None, None)
        if since is not None:
            parts.append("audience.at >= %s")
            params.append(since)
        if until is not None:
            parts.append("audience.at < %s")
            params.append(until)
        if self.beyond is not None:
            parts.append(f"(audience.at, audience.record_id) {'<' if self.backwards else '>'} (%s, %s)")
            params.extend(self.beyond)
        return "".join(f" AND {part}" for part in parts), params

    def q(self) -> Q:
        found = Q()
        if self.live is not None:
            found &= Q(live=self.live)
        since, until = self.at_range or (None, None)
        if since is not None:
            found &= Q(at__gte=since)
        if until is not None:
            found &= Q(at__lt=until)
        if self.beyond is not None:
            at, pk = self.beyond
            # The plain bound on `at` lets the index start at the right place.
            if self.backwards:
                found &= Q(at__lte=at) & (Q(at__lt=at) | Q(pk__lt=pk))
            else:
                found &= Q(at__gte=at) & (Q(at__gt=at) | Q(pk__gt=pk))
        return found

    @property
    def order(self) -> tuple[str, str]:
        return ("-at", "-pk") if self.backwards else ("at", "pk")


def page(
    model: type[M],
    viewer: Person,
    *,
    live: bool | None = None,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
    descending: bool = False,
    at_range: AtRange | None = None,
    narrow: Q | None = None,
    records: QuerySet[M] | None = None,
) -> Page[M]:
    """Return one page of what this viewer may see, by `at`, then by age.

    `live` and `at_range` (from, until; either may be None) stay on the list's index. `narrow`
    is for filters that leave few records. `after` and `before` are cursors of an earlier page;
    one that cannot be read begins the list anew. `records` brings along what the page shows.
    """
    who = viewer_of(viewer)

    def read(place: tuple[Any, ...] | None, backwards: bool, limit: int) -> list[tuple[M, tuple[Any, ...]]]:
        beyond = None if place is None else (place[0], place[1])
        span = _Span(live=live, at_range=at_range, beyond=beyond, backwards=descending != backwards)
        places = _asked(_places(model, who, span, limit, narrow))
        found = load(model, [pk for _, pk in places], records)
        # The time is the list's own, not the record's: a copy that is behind must not loop a list.
        return [(found[pk], (at, pk)) for at, pk in places if pk in found]

    return paged(read, of=model._meta.label_lower, viewer=who, after=after, before=before, size=size)


def count(
    model: type[M],
    viewer: Person,
    *,
    live: bool | None = None,
    at_range: AtRange | None = None,
    cap: int = COUNT_CAP,
    narrow: Q | None = None,
) -> int:
    """Count what this viewer may see, no further than `cap`: shown as "99+"."""
    return counts(places_of(model, viewer, live=live, at_range=at_range, limit=cap, narrow=narrow))[0]


def places_of(
    model: type[M],
    viewer: Person,
    *,
    live: bool | None = None,
    at_range: AtRange | None = None,
    descending: bool = False,
    limit: int = COUNT_CAP,
    narrow: Q | None = None,
) -> Countable:
    """Return what selects the first places of a list, as `at` and `pk`: to be counted, or asked for."""
    return _places(model, viewer_of(viewer), _Span(live, at_range, None, descending), limit, narrow)


def _places(model: type[M], viewer: Viewer, span: _Span, limit: int, narrow: Q | None) -> Countable:
    """The first `limit` places of the list, from whichever index answers it."""
    if not viewer.is_let_in:
        return None
    if narrow is not None:
        return countable(_few(model, narrow & allowed(viewer, model), span, limit))
    rule = rule_for(model, VIEW)
    merged = merged_sql(model, viewer.party_ids, span, limit) if viewer.party_ids else None
    if not rule.reads_whole(viewer):
        return merged
    whole = countable(_few(model, rule.whole_when or Q(), span, limit))
    if rule.whole_when is None or merged is None or whole is None:
        return whole or merged
    # What the role reads, and what the person's own parties read besides: a place that both give stands once.
    way = "DESC" if span.backwards else "ASC"
    both = f"(({whole[0]}) UNION ({merged[0]})) AS place(at, pk)"
    sql = f"SELECT place.at, place.pk FROM {both} ORDER BY place.at {way}, place.pk {way} LIMIT %s"  # noqa: S608 (our own statements)
    return sql, [*whole[1], *merged[1], limit]


def _few(model: type[M], which: Q, span: _Span, limit: int) -> QuerySet[M, Place]:
    rows = model._base_manager.filter(span.q()).filter(which)
    return rows.order_by(*span.order).values_list("at", "pk")[:limit]


def merged_sql(
    model: type[Model], party_ids: Sequence[int], span: _Span, limit: int
) -> tuple[str, list[Any]]:
    """The merged list: one short walk of the index per party, then one merge."""
    quote = connection.ops.quote_name
    where, params = span.sql()
    way = "DESC" if span.backwards else "ASC"
    sql = f"""
        SELECT hit.at, hit.record_id
        FROM unnest(%s::bigint[]) AS mine(party_id)
        CROSS JOIN LATERAL (
            SELECT audience.at, audience.record_id
            FROM {quote(audience_model(model)._meta.db_table)} AS audience
            WHERE audience.party_id = mine.party_id{where}
            ORDER BY audience.at {way}, audience.record_id {way}
            LIMIT %s
        ) AS hit
        GROUP BY hit.at, hit.record_id
        ORDER BY hit.at {way}, hit.record_id {way}
        LIMIT %s
    """  # noqa: S608 (our own table)
    return sql, [list(party_ids), *params, limit, limit]


def _asked(places: Countable) -> list[Place]:
    if places is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*places)
        return [(at, pk) for at, pk in cursor.fetchall()]


def load(model: type[M], ids: Iterable[int], records: QuerySet[M] | None) -> dict[int, M]:
    """Return the records at these places, with what a page shows of them."""
    ids = list(ids)
    if not ids:
        return {}
    rows = model._default_manager.all() if records is None else records
    return {row.pk: row for row in rows.filter(pk__in=ids)}
