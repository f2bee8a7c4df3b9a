"""Keeps the audience of each record as its facts say: derived rows follow, shared rows stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from access.models import Via
from access.rules.readers import ReadFromAbove, Reads, Statement, by_name, union_of
from access.rules.relations import audience_model, audience_rows
from access.toolkit.registry import Registry

AudienceOf = Callable[[Any], Mapping[int, Via]]
_STRENGTH = {via.value: place for place, via in enumerate(Via)}
_BATCH = 500


@dataclass(frozen=True)
class Derivation:
    """How the audience of one model follows from its records: declared, and what no column says besides."""

    model: type[Model]
    reads: tuple[Reads, ...]
    audience_of: AudienceOf | None
    related: tuple[str, ...]

    @cached_property
    def readers(self) -> Statement:
        """SQL for all that is declared; it is built once."""
        return union_of(self.model, self.reads)

    @cached_property
    def readers_above(self) -> Statement:
        """SQL for those who read because of what stands above."""
        return union_of(self.model, [one for one in self.reads if one.via == Via.UPLINE])

    @cached_property
    def from_above(self) -> ReadFromAbove | None:
        """What is declared of those above, where anything is."""
        return next((one for one in self.reads if isinstance(one, ReadFromAbove)), None)


@dataclass(frozen=True)
class Difference:
    """A record whose stored audience is not what its facts say."""

    record: Model
    missing: int
    left_over: int
    stale: int


_HOLD = """
    SELECT count(*) FROM (
        SELECT id FROM {records} WHERE id IN ({reached}) ORDER BY id FOR NO KEY UPDATE
    ) held
"""
# A party that reads for a stronger reason, or because it was shared with, has its row already.
_REWRITE = """
    WITH reached(id) AS MATERIALIZED ({reached}),
    wanted(record_id, party_id) AS MATERIALIZED (
        SELECT DISTINCT found.record_id, found.party_id FROM ({readers}) AS found(record_id, party_id, via)
    ),
    gone AS (
        DELETE FROM {audience} a USING reached
        WHERE a.record_id = reached.id AND a.via = 'upline' AND NOT EXISTS (
            SELECT FROM wanted w WHERE w.record_id = a.record_id AND w.party_id = a.party_id)
    )
    INSERT INTO {audience} AS a (record_id, party_id, via, rank, at, live)
    SELECT w.record_id, w.party_id, 'upline', r.rank, r.at, r.live
    FROM wanted w JOIN {records} r ON r.id = w.record_id
    ON CONFLICT (record_id, party_id) DO UPDATE SET via = excluded.via WHERE a.via = 'level'
"""

# Who should read some records, each for the strongest reason: what is declared, and what no column says.
_WANTED = """
    WITH now_is(record_id, rank, at, live) AS MATERIALIZED (
        SELECT * FROM unnest(
            %(ids)s::bigint[], %(rank_of)s::smallint[], %(at_of)s::timestamptz[], %(live_of)s::boolean[]
        )
    ),
    reached(id) AS MATERIALIZED (SELECT record_id FROM now_is),
    found(record_id, party_id, via) AS MATERIALIZED ({found}),
    wanted(record_id, party_id, via, rank, at, live) AS MATERIALIZED (
        SELECT DISTINCT ON (found.record_id, found.party_id) found.*, now_is.rank, now_is.at, now_is.live
        FROM found JOIN now_is ON now_is.record_id = found.record_id
        ORDER BY found.record_id, found.party_id, array_position(%(strength)s::text[], found.via)
    )
"""
_NAMED = "SELECT * FROM unnest(%(records)s::bigint[], %(parties)s::bigint[], %(reasons)s::text[])"
# What should be, and away with the rest. A shared row is nobody's to derive, but its copies still follow
# the record; no row is met by two of the three parts.
_WRITE = """
    {wanted}
    , gone AS (
        DELETE FROM {audience} AS a
        WHERE a.record_id = ANY(%(ids)s) AND a.via <> 'shared' AND NOT EXISTS (
            SELECT FROM wanted WHERE wanted.record_id = a.record_id AND wanted.party_id = a.party_id)
    ), followed AS (
        UPDATE {audience} AS a SET rank = now_is.rank, at = now_is.at, live = now_is.live
        FROM now_is
        WHERE a.record_id = now_is.record_id AND a.via = 'shared'
          AND (a.rank, a.at, a.live) IS DISTINCT FROM (now_is.rank, now_is.at, now_is.live)
          AND NOT EXISTS (
            SELECT FROM wanted WHERE wanted.record_id = a.record_id AND wanted.party_id = a.party_id)
    )
    INSERT INTO {audience} AS a (record_id, party_id, via, rank, at, live)
    SELECT record_id, party_id, via, rank, at, live FROM wanted
    ON CONFLICT (record_id, party_id) DO UPDATE SET
        via = CASE WHEN a.via = 'shared' THEN a.via ELSE excluded.via END,
        rank = excluded.rank, at = excluded.at, live = excluded.live
    WHERE (a.rank, a.at, a.live) IS DISTINCT FROM (excluded.rank, excluded.at, excluded.live)
       OR (a.via <> 'shared' AND a.via <> excluded.via)
"""

_derivations: Registry[type[Model], Derivation] = Registry("audience")


def add_audience(
    model: type[Model],
    audience_of: AudienceOf | None = None,
    *,
    reads: Iterable[Reads] = (),
    related: tuple[str, ...] = (),
) -> None:
    """State who reads records of `model`: by their columns, and as {party id: why} where no column says it.

    `related` is loaded along in bulk for the latter.
    """
    _derivations.add(model, Derivation(model, tuple(reads), audience_of, related))


def all_derivations() -> Iterator[Derivation]:
    """Every model whose audience is derived."""
    return _derivations.values()


def strongest(readers: Iterable[tuple[int | None, Via]]) -> dict[int, Via]:
    """Put readers together for `audience_of`: no party leaves it out, the strongest reason stays."""
    found: dict[int, Via] = {}
    for party_id, via in readers:
        if party_id is not None and (party_id not in found or _STRENGTH[via] < _STRENGTH[found[party_id]]):
            found[party_id] = via
    return found


def refresh(record: Model) -> None:
    """Write the record's audience anew. An action calls it in the transaction of its change."""
    refresh_all([record])


def refresh_all(records: Sequence[Model]) -> None:
    """Write the audiences of several records of one model anew, in as many statements as for one."""
    if not records:
        return
    model = type(records[0])
    # A part of the change it belongs to: nothing is undone of it alone.
    with transaction.atomic(savepoint=False):
        # Two changes of one record must not each write what the other has just left behind.
        rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=[one.pk for one in records])
        held = set(rows.order_by("pk").values_list("pk", flat=True))
        _write(_derivation(model), [record for record in records if record.pk in held])


def refresh_above(committees: Collection[int]) -> int:
    """Write anew which secretariats above read the records of these committees; returns how many records.

    A committee that moves changes that for its whole subtree, and nothing else: one statement for
    each model says who reads on and who no longer does.
    """
    done = 0
    for derivation in all_derivations():
        if derivation.from_above is not None:
            done += _refresh_above(derivation, derivation.from_above, {"committees": list(committees)})
    return done


def _refresh_above(derivation: Derivation, above: ReadFromAbove, among: dict[str, Any]) -> int:
    pairs, of_pairs = by_name(*above.records_of(derivation.model), prefix="reached")
    readers, of_readers = derivation.readers_above
    names = {
        "records": connection.ops.quote_name(derivation.model._meta.db_table),
        "audience": _table(derivation.model),
        "reached": f"SELECT record_id FROM ({pairs}) AS held(record_id, body_id)"  # noqa: S608 (our own table)
        " WHERE body_id = ANY(%(committees)s)",
        "readers": readers,
    }
    values = {**among, **of_pairs, **of_readers}
    with transaction.atomic(), connection.cursor() as cursor:
        # A statement sees what was committed before it: whoever is writing readers ends first.
        cursor.execute(_HOLD.format(**names), values)
        done: int = cursor.fetchone()[0]
        if above.settle:
            cursor.execute(above.settle, among)
        cursor.execute(_REWRITE.format(**names), values)
    return done


def readers_by_rule(records: Sequence[Model]) -> dict[int, dict[int, Via]]:
    """Return who should read each of these records of one model, and why, by its id."""
    found: dict[int, dict[int, Via]] = {record.pk: {} for record in records}
    if records:
        derivation = _derivation(type(records[0]))
        sql, values = _wanted(derivation, records)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} SELECT record_id, party_id, via FROM wanted", values)  # noqa: S608
            for record, party, via in cursor.fetchall():
                found[record][party] = Via(via)
    return found


def share(record: Model, party_id: int) -> None:
    """Open the record to one more party, until the share is taken back."""
    table = _table(type(record))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS a (record_id, party_id, via, rank, at, live)"  # noqa: S608 (our own table)
            " VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (record_id, party_id) DO UPDATE SET via = excluded.via",
            [record.pk, party_id, Via.SHARED.value, *_copies(record)],
        )


def unshare(record: Model, party_id: int) -> None:
    """Take a share back; what the party reads for another reason stays."""
    with transaction.atomic():
        rows = audience_rows(type(record)).filter(record=record.pk, party_id=party_id)
        rows.filter(via=Via.SHARED).delete()
        refresh(record)


def differences(derivation: Derivation) -> Iterator[Difference]:
    """Compare what is stored with what the facts say, record by record."""
    model = derivation.model
    last = 0
    while True:
        rows = model._base_manager.filter(pk__gt=last).order_by("pk")
        records = list((rows.select_related(*derivation.related) if derivation.related else rows)[:_BATCH])
        if not records:
            return
        last = records[-1].pk
        stored, wanted = _stored(model, [record.pk for record in records]), readers_by_rule(records)
        for record in records:
            found = _compare(record, wanted[record.pk], stored.get(record.pk, []))
            if found is not None:
                yield found


def _compare(record: Model, wanted: Mapping[int, Via], stored: list[Any]) -> Difference | None:
    copies = _copies(record)
    by_party = {row.party_id: row for row in stored}
    derived = {party_id for party_id, row in by_party.items() if row.via != Via.SHARED}
    stale = [
        row
        for row in stored
        if _copies(row) != copies or (row.via != Via.SHARED and row.via != wanted.get(row.party_id, row.via))
    ]
    missing, left_over = wanted.keys() - by_party.keys(), derived - wanted.keys()
    if not (missing or left_over or stale):
        return None
    return Difference(record, len(missing), len(left_over), len(stale))


def _stored(model: type[Model], ids: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in audience_rows(model).filter(record__in=ids):
        found.setdefault(row.record_id, []).append(row)
    return found


def _write(derivation: Derivation, records: Sequence[Model]) -> None:
    """Say who reads these records from now on: one statement, however many they are."""
    if not records:
        return
    wanted, values = _wanted(derivation, records)
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(wanted=wanted, audience=_table(derivation.model)), values)


def _wanted(derivation: Derivation, records: Sequence[Model]) -> Statement:
    found, values = _found(derivation, records)
    return _WANTED.format(found=found), values


def _found(derivation: Derivation, records: Sequence[Model]) -> Statement:
    """SQL for whoever reads these records, for whatever reasons, with the values of `_WANTED`."""
    copies = [_copies(record) for record in records]
    values: dict[str, Any] = {
        "ids": [record.pk for record in records],
        "rank_of": [rank for rank, _at, _live in copies],
        "at_of": [at for _rank, at, _live in copies],
        "live_of": [live for _rank, _at, live in copies],
        "strength": [via.value for via in Via],
    }
    declared, of_declared = derivation.readers
    parts, values = [declared] if declared else [], {**values, **of_declared}
    if derivation.audience_of is not None:
        rows = [
            (record.pk, party_id, Via(via).value)
            for record in records
            for party_id, via in derivation.audience_of(record).items()
        ]
        ids, parties, reasons = zip(*rows, strict=True) if rows else ((), (), ())
        values |= {"records": list(ids), "parties": list(parties), "reasons": list(reasons)}
        parts.append(_NAMED)
    return " UNION ALL ".join(parts), values


def _derivation(model: type[Model]) -> Derivation:
    try:
        return _derivations[model]
    except KeyError:
        raise LookupError(f"nobody has said who reads {model._meta.label}") from None


def _copies(record: Any) -> tuple[int, Any, bool]:
    """What an audience row repeats of its record."""
    return record.rank, record.at, record.live


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(audience_model(model)._meta.db_table)
