"""Long lists of records: one page at a time, at a cost that does not grow with the table.

A person reads a list through the few parties they belong to. Each party's first rows come
from the audience index in the list's own order, and the pages are merged: a record reached
through several parties appears once, so one page and a row per party are enough. A filter
that leaves only a few records (an owner, a committee, a search) starts from those instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import (
    BooleanField,
    DateTimeField,
    Exists,
    F,
    Field,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from access.models import DATED
from access.rules.engine import VIEW, Person, Rule, allowed, rule_for
from access.rules.relations import Until, audience_model
from access.rules.viewer import Viewer, viewer_of
from access.toolkit.counting import Countable, countable, counts
from access.toolkit.keyset import MAX_SIZE, PAGE_SIZE, Page, paged
from access.toolkit.prepared import Own

M = TypeVar("M", bound=Model)
# Its rank, its instant and its number: what a list is ordered by.
Place = tuple[int, datetime, int]
PLACE_COLUMNS, PLACE_WIDTH = "rank, at, pk", 3
AtRange = tuple[datetime | None, datetime | None]
COUNT_CAP = 100


@dataclass(frozen=True)
class _Span:
    """Which part of a list is meant, and in which direction it is walked."""

    live: bool | None = None
    rank: int | None = None
    at_range: AtRange | None = None
    beyond: Place | None = None
    backwards: bool = False
    # Which records have ended, and as of when: nobody reads them, though their readers still stand.
    ended: tuple[str, datetime] | None = None
    # A column: of records that have the same there only the first of the list stands. Its order is the
    # list's own, whichever way a page of it is walked.
    together: str = ""
    descending: bool = False

    @property
    def of_rank(self) -> int | None:
        """The one rank that is meant: a range of time is one of dates, where no other rank is named."""
        is_ranged = self.at_range is not None and self.at_range != (None, None)
        return DATED if self.rank is None and is_ranged else self.rank

    def sql(self, audience: str = "audience") -> tuple[str, list[Any]]:
        parts: list[str] = []
        params: list[Any] = []
        if self.live is not None:
            parts.append(f"{audience}.live" if self.live else f"NOT {audience}.live")
        if self.of_rank is not None:
            parts.append(f"{audience}.rank = %s")
            params.append(self.of_rank)
        since, until = self.at_range or (None, None)
        if since is not None:
            parts.append(f"{audience}.at >= %s")
            params.append(Own(since))
        if until is not None:
            parts.append(f"{audience}.at < %s")
            params.append(Own(until))
        if self.ended is not None:
            parts.append(f"{audience}.record_id NOT IN ({self.ended[0]})")
            params.append(Own(self.ended[1]))
        if self.beyond is not None:
            way = "<" if self.backwards else ">"
            parts.append(f"({audience}.rank, {audience}.at, {audience}.record_id) {way} (%s, %s, %s)")
            params.extend(map(Own, self.beyond))
        return "".join(f" AND {part}" for part in parts), params

    def q(self) -> Q:
        found = Q()
        if self.live is not None:
            found &= Q(live=self.live)
        if self.of_rank is not None:
            found &= Q(rank=self.of_rank)
        since, until = self.at_range or (None, None)
        if since is not None:
            found &= Q(at__gte=since)
        if until is not None:
            found &= Q(at__lt=until)
        if self.beyond is not None:
            found &= Q(_Beyond(self.beyond, "<" if self.backwards else ">"))
        return found

    @property
    def whole(self) -> _Span:
        """All of the list, of which this is a page."""
        return replace(self, beyond=None, together="")

    @property
    def sooner(self) -> str:
        """How a place compares with those that stand behind it in the list."""
        return ">" if self.descending else "<"

    @property
    def order(self) -> tuple[str, ...]:
        return ("-rank", "-at", "-pk") if self.backwards else ("rank", "at", "pk")


class _Beyond(Func):
    """Stands behind a place, or before it: one comparison of all three, where an index begins."""

    output_field = BooleanField()

    def __init__(self, place: Place | tuple[OuterRef, ...], way: str) -> None:
        told = [
            one if isinstance(one, OuterRef) else Value(one, output_field=field)
            for one, field in zip(place, (None, DateTimeField(), None), strict=True)
        ]
        super().__init__(F("rank"), F("at"), F("pk"), *told)
        self.way = way

    def as_sql(self, compiler: Any, connection: Any, **_rest: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return it in SQL."""
        parts = [compiler.compile(one) for one in self.get_source_expressions()]
        columns, told = (", ".join(sql for sql, _values in some) for some in (parts[:3], parts[3:]))
        return f"({columns}) {self.way} ({told})", [value for _sql, values in parts for value in values]


def page(
    model: type[M],
    viewer: Person,
    *,
    live: bool | None = None,
    rank: int | None = None,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
    most: int = MAX_SIZE,
    strict: bool = False,
    descending: bool = False,
    at_range: AtRange | None = None,
    narrow: Q | None = None,
    bring: Callable[[list[int]], dict[int, M]] | None = None,
    together: str = "",
    first: Callable[[int], Countable] | None = None,
) -> Page[M]:
    """Return one page of what this viewer may see, by `rank`, then by `at`, then by age.

    `live`, `rank` and `at_range` (from, until; either may be None) stay on the list's index. A range
    keeps what is dated, or what has the rank that is named with it. `narrow` is for filters that
    leave few records; of those that have the same `together` the first alone stands. `after` and `before`
    are cursors of an earlier page; one that cannot be read begins the list anew, or is refused where
    `strict`. `bring` returns records by their numbers, with what the page shows of them;
    `first` what selects so many of the first places, where that is kept.
    """
    who = viewer_of(viewer)

    def read(place: tuple[Any, ...] | None, backwards: bool, limit: int) -> list[tuple[M, tuple[Any, ...]]]:
        beyond = None if place is None else (place[0], place[1], place[2])
        span = _Span(
            live,
            rank,
            at_range,
            beyond,
            backwards=descending != backwards,
            together=together,
            descending=descending,
        )
        if first is not None and beyond is None and not backwards:
            places = _asked(first(limit))
        else:
            places = _asked(_places(model, who, span, limit, narrow))
        numbers = [place[-1] for place in places]
        found = bring(numbers) if bring is not None else model._default_manager.in_bulk(numbers)
        # The place is the list's own, not the record's: a copy that is behind must not loop a list.
        return [(found[place[-1]], place) for place in places if place[-1] in found]

    of = model._meta.label_lower
    return paged(
        read,
        of=of,
        viewer=who,
        width=PLACE_WIDTH,
        after=after,
        before=before,
        size=size,
        most=most,
        strict=strict,
    )


def count(
    model: type[M],
    viewer: Person,
    *,
    live: bool | None = None,
    rank: int | None = None,
    at_range: AtRange | None = None,
    cap: int = COUNT_CAP,
    narrow: Q | None = None,
) -> int:
    """Count what this viewer may see, no further than `cap`: shown as "99+"."""
    places = places_of(model, viewer, live=live, rank=rank, at_range=at_range, limit=cap, narrow=narrow)
    return counts(places)[0]


def places_of(
    model: type[M],
    viewer: Person,
    *,
    live: bool | None = None,
    rank: int | None = None,
    at_range: AtRange | None = None,
    descending: bool = False,
    limit: int = COUNT_CAP,
    narrow: Q | None = None,
    together: str = "",
) -> Countable:
    """Return what selects the first places of a list, as `rank`, `at` and `pk`: to count or to ask for."""
    span = _Span(live, rank, at_range, None, descending, together=together, descending=descending)
    return _places(model, viewer_of(viewer), span, limit, narrow)


def opened_places(
    model: type[Model], party_ids: Sequence[int], beyond: Place | None, limit: int
) -> Sequence[Place]:
    """Return the first places of what these parties read, whoever asks, beyond a place among them."""
    return _asked(merged_sql(model, party_ids, _Span(beyond=beyond), limit))


def _places(model: type[M], viewer: Viewer, span: _Span, limit: int, narrow: Q | None) -> Countable:
    """The first `limit` places of the list, from whichever index answers it."""
    if not viewer.is_let_in:
        return None
    if narrow is not None:
        return countable(_few(model, narrow & allowed(viewer, model), span, limit))
    rule = rule_for(model, VIEW)
    span = replace(span, ended=_ended(rule, viewer))
    merged = merged_sql(model, viewer.party_ids, span, limit) if viewer.party_ids else None
    if not rule.reads_whole(viewer):
        return merged
    whole = countable(_few(model, rule.whole_when or Q(), span, limit))
    if rule.whole_when is None or merged is None or whole is None:
        return whole or merged
    # What the role reads, and what the person's own parties read besides: a place that both give stands once.
    way = "DESC" if span.backwards else "ASC"
    both = f"(({whole[0]}) UNION ({merged[0]})) AS place({PLACE_COLUMNS})"
    sql = f"SELECT {PLACE_COLUMNS} FROM {both} ORDER BY {in_order(way)} LIMIT %s"  # noqa: S608 (our own statements)
    return sql, [*whole[1], *merged[1], limit]


def end_of(model: type[Model]) -> str | None:
    """The column with the instant from which nobody reads a record any more, where its rule lets some end."""
    ends = (atom for atom in rule_for(model, VIEW).relation.atoms() if isinstance(atom, Until))
    return next((atom.column for atom in ends if atom.holder() is model), None)


def _ended(rule: Rule, viewer: Viewer) -> tuple[str, datetime] | None:
    """What selects the few records that have ended by now, where a rule lets some end."""
    column = end_of(rule.model)
    if column is None:
        return None
    table = rule.model._meta.db_table
    return f"SELECT id FROM {table} WHERE {column} <= %s", viewer.at  # noqa: S608 (our own table)


def _few(model: type[M], which: Q, span: _Span, limit: int) -> QuerySet[M, Place]:
    rows = model._base_manager.filter(span.q()).filter(which)
    if span.together:
        rows = rows.filter(Q(**{f"{span.together}__isnull": True}) | ~Exists(_sooner(model, which, span)))
    return rows.order_by(*span.order).values_list("rank", "at", "pk")[:limit]


def _sooner(model: type[M], which: Q, span: _Span) -> QuerySet[M]:
    """Those of the same list that belong together with a record and stand before it."""
    before = _Beyond((OuterRef("rank"), OuterRef("at"), OuterRef("pk")), span.sooner)
    same = Q(**{span.together: OuterRef(span.together)})
    return model._base_manager.filter(span.whole.q()).filter(which).filter(same & Q(before))


def _first_of_those(model: type[Model], party_ids: Sequence[int], span: _Span) -> tuple[str, list[Any]]:
    """That a record on the index is the first of those that belong together, or belongs to none."""
    if not span.together:
        return "", []
    quote = connection.ops.quote_name
    records, audience = (quote(one._meta.db_table) for one in (model, audience_model(model)))
    column = quote(cast("Field[Any, Any]", model._meta.get_field(span.together)).get_attname())
    where, params = span.whole.sql("theirs")
    sql = f"""
        AND (
            SELECT TRUE FROM {records} AS one
            JOIN {records} AS other ON other.{column} = one.{column}
            JOIN {audience} AS theirs ON theirs.record_id = other.id AND theirs.party_id = ANY(%s::bigint[])
            WHERE one.id = audience.record_id AND one.{column} IS NOT NULL
                AND (theirs.rank, theirs.at, theirs.record_id) {span.sooner}
                    (audience.rank, audience.at, audience.record_id){where}
            LIMIT 1
        ) IS NULL
    """  # noqa: S608 (our own tables)
    return sql, [Own(list(party_ids)), *params]


def merged_sql(
    model: type[Model], party_ids: Sequence[int], span: _Span, limit: int
) -> tuple[str, list[Any]]:
    """The merged list: one short walk of the index per party, then one merge."""
    quote = connection.ops.quote_name
    where, params = span.sql()
    first, mine = _first_of_those(model, party_ids, span)
    way = "DESC" if span.backwards else "ASC"
    sql = f"""
        SELECT hit.rank, hit.at, hit.record_id
        FROM unnest(%s::bigint[]) AS mine(party_id)
        CROSS JOIN LATERAL (
            SELECT audience.rank, audience.at, audience.record_id
            FROM {quote(audience_model(model)._meta.db_table)} AS audience
            WHERE audience.party_id = mine.party_id{where}{first}
            ORDER BY audience.rank {way}, audience.at {way}, audience.record_id {way}
            LIMIT %s
        ) AS hit
        GROUP BY hit.rank, hit.at, hit.record_id
        ORDER BY hit.rank {way}, hit.at {way}, hit.record_id {way}
        LIMIT %s
    """  # noqa: S608 (our own table)
    return sql, [Own(list(party_ids)), *params, *mine, limit, limit]


def _asked(places: Countable) -> list[Place]:
    if places is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*places)
        return [(rank, at, pk) for rank, at, pk in cursor.fetchall()]


def in_order(way: str) -> str:
    """Return the order of places that are called `place` in a statement: ASC or DESC."""
    return f"place.rank {way}, place.at {way}, place.pk {way}"
