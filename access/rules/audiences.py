"""Keeps the audience of each record as its facts say: derived rows follow, shared rows stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from access.models import Via
from access.rules.relations import audience_model, audience_rows
from access.toolkit.registry import Registry

AudienceOf = Callable[[Any], Mapping[int, Via]]
_STRENGTH = {via.value: place for place, via in enumerate(Via)}
_BATCH = 500


@dataclass(frozen=True)
class Above:
    """Who reads records because of what their committees report to, for any number of them at once.

    Each is SQL. `reached` selects the ids of the records of %(committees)s; `readers` selects (record
    id, party id) of all that reads the records in the table `reached(id)` as the secretariat above;
    `settle` saves the columns of %(committees)s' records that `readers` goes by.
    """

    reached: str
    readers: str
    settle: str = ""


@dataclass(frozen=True)
class Derivation:
    """How the audience of one model follows from its records."""

    model: type[Model]
    audience_of: AudienceOf
    related: tuple[str, ...]
    above: Above | None = None


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
    wanted(record_id, party_id) AS MATERIALIZED (SELECT DISTINCT * FROM ({readers}) AS found),
    gone AS (
        DELETE FROM {audience} a USING reached
        WHERE a.record_id = reached.id AND a.via = 'upline' AND NOT EXISTS (
            SELECT FROM wanted w WHERE w.record_id = a.record_id AND w.party_id = a.party_id)
    )
    INSERT INTO {audience} AS a (record_id, party_id, via, at, live)
    SELECT w.record_id, w.party_id, 'upline', r.at, r.live
    FROM wanted w JOIN {records} r ON r.id = w.record_id
    ON CONFLICT (record_id, party_id) DO UPDATE SET via = excluded.via WHERE a.via = 'level'
"""

# What should be, and away with the rest. A shared row is nobody's to derive, but its copies still follow
# the record; no row is met by two of the three parts.
_WRITE = """
    WITH wanted(record_id, party_id, via, at, live) AS MATERIALIZED (
        SELECT * FROM unnest(%(records)s::bigint[], %(parties)s::bigint[], %(reasons)s::text[],
                             %(ats)s::timestamptz[], %(lives)s::boolean[])
    ), gone AS (
        DELETE FROM {audience} AS a
        WHERE a.record_id = ANY(%(ids)s) AND a.via <> 'shared' AND NOT EXISTS (
            SELECT FROM wanted WHERE wanted.record_id = a.record_id AND wanted.party_id = a.party_id)
    ), followed AS (
        UPDATE {audience} AS a SET at = now_is.at, live = now_is.live
        FROM unnest(%(ids)s::bigint[], %(at_of)s::timestamptz[], %(live_of)s::boolean[])
            AS now_is(record_id, at, live)
        WHERE a.record_id = now_is.record_id AND a.via = 'shared'
          AND (a.at, a.live) IS DISTINCT FROM (now_is.at, now_is.live)
          AND NOT EXISTS (
            SELECT FROM wanted WHERE wanted.record_id = a.record_id AND wanted.party_id = a.party_id)
    )
    INSERT INTO {audience} AS a (record_id, party_id, via, at, live)
    SELECT record_id, party_id, via, at, live FROM wanted
    ON CONFLICT (record_id, party_id) DO UPDATE SET
        via = CASE WHEN a.via = 'shared' THEN a.via ELSE excluded.via END,
        at = excluded.at, live = excluded.live
    WHERE (a.at, a.live) IS DISTINCT FROM (excluded.at, excluded.live)
       OR (a.via <> 'shared' AND a.via <> excluded.via)
"""

_derivations: Registry[type[Model], Derivation] = Registry("audience")


def add_audience(
    model: type[Model],
    audience_of: AudienceOf,
    *,
    related: tuple[str, ...] = (),
    above: Above | None = None,
) -> None:
    """State who reads records of `model`, as {party id: why}. `related` is loaded along in bulk.

    `above` says the same of the reason "upline" alone, for all records of a subtree at once.
    """
    _derivations.add(model, Derivation(model, audience_of, related, above))


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
        audience_of = _derivation(model).audience_of
        _write(model, [(record, audience_of(record)) for record in records if record.pk in held])


def refresh_above(committees: Collection[int]) -> int:
    """Write anew which secretariats above read the records of these committees; returns how many records.

    A committee that moves changes that for its whole subtree, and nothing else: one statement for
    each model says who reads on and who no longer does.
    """
    done = 0
    among = {"committees": list(committees)}
    for derivation in all_derivations():
        if derivation.above is None:
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            # A statement sees what was committed before it: whoever is writing readers ends first.
            cursor.execute(_HOLD.format(**_names(derivation)), among)
            done += cursor.fetchone()[0]
            if derivation.above.settle:
                cursor.execute(derivation.above.settle, among)
            cursor.execute(_REWRITE.format(**_names(derivation)), among)
    return done


def share(record: Model, party_id: int) -> None:
    """Open the record to one more party, until the share is taken back."""
    table = _table(type(record))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS a (record_id, party_id, via, at, live)"  # noqa: S608 (our own table)
            " VALUES (%s, %s, %s, %s, %s)"
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
        stored = _stored(model, [record.pk for record in records])
        for record in records:
            found = _compare(record, derivation.audience_of(record), stored.get(record.pk, []))
            if found is not None:
                yield found


def _compare(record: Model, wanted: Mapping[int, Via], stored: list[Any]) -> Difference | None:
    at, live = _copies(record)
    by_party = {row.party_id: row for row in stored}
    derived = {party_id for party_id, row in by_party.items() if row.via != Via.SHARED}
    stale = [
        row
        for row in stored
        if (row.at, row.live) != (at, live)
        or (row.via != Via.SHARED and row.via != wanted.get(row.party_id, row.via))
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


def _write(model: type[Model], wanted: list[tuple[Model, Mapping[int, Via]]]) -> None:
    """Say who reads these records from now on: one statement, however many they are."""
    if not wanted:
        return
    rows = [
        (record.pk, party_id, Via(via).value, *_copies(record))
        for record, readers in wanted
        for party_id, via in readers.items()
    ]
    records, parties, reasons, ats, lives = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    copies = [_copies(record) for record, _ in wanted]
    values = {
        "records": list(records),
        "parties": list(parties),
        "reasons": list(reasons),
        "ats": list(ats),
        "lives": list(lives),
        "ids": [record.pk for record, _ in wanted],
        "at_of": [at for at, _ in copies],
        "live_of": [live for _, live in copies],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(audience=_table(model)), values)


def _derivation(model: type[Model]) -> Derivation:
    try:
        return _derivations[model]
    except KeyError:
        raise LookupError(f"nobody has said who reads {model._meta.label}") from None


def _copies(record: Any) -> tuple[Any, bool]:
    return record.at, record.live


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(audience_model(model)._meta.db_table)


def _names(derivation: Derivation) -> dict[str, str]:
    above = derivation.above
    assert above is not None
    return {
        "records": connection.ops.quote_name(derivation.model._meta.db_table),
        "audience": _table(derivation.model),
        "reached": above.reached,
        "readers": above.readers,
    }
