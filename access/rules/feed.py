"""What changed since somebody last looked, so that nothing is missed and nothing comes twice.

A place is the change number and the id of the last record that was read. A number is that of the
transaction that wrote the record (`ListedRecord.change`), and only those below which every transaction
has ended are read: whatever is committed later stands behind every place that was ever given out. What
is committed while an older transaction is still writing comes once that one has ended.

Transactions are numbered by one database cluster. What is written in another database of it holds nothing
up. After rows were moved into another cluster, whose numbers begin anew, every feed begins anew, too, and
rows that bring a higher number along wait until the cluster has reached it.

A feed gives what changed, not what somebody may read since they joined a party or were given a role: see
`access.api.changes` for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, Func, Model, QuerySet

from access.toolkit.keyset import Keyset

M = TypeVar("M", bound=Model)
ChangePlace = tuple[int, int]
BATCH = 100
_IN_ORDER = Keyset(("change", "pk"))


# Of the transactions that were under way the lowest one that may write here: its number is free of doubt
# only where it is known to be of another database, and one that has just begun or ended may be of this.
# Where none is, all that the statement sees has ended.
_ENDED = """(SELECT LEAST(
    COALESCE((
        SELECT min(under_way.number) FROM (
            SELECT pg_catalog.pg_snapshot_xip(pg_catalog.pg_current_snapshot())::text::bigint
        ) AS under_way(number)
        WHERE NOT EXISTS (
            SELECT FROM pg_catalog.pg_locks held
            JOIN pg_catalog.pg_stat_activity elsewhere ON elsewhere.pid = held.pid
            JOIN pg_catalog.pg_database here ON here.datname = pg_catalog.current_database()
            WHERE held.locktype = 'transactionid' AND held.mode = 'ExclusiveLock' AND held.granted
              AND held.transactionid::text::bigint = under_way.number & 4294967295
              AND elsewhere.datid <> here.oid
        )
    ), pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint),
    pg_catalog.pg_current_xact_id_if_assigned()::text::bigint
))"""


class _Ended(Func):
    """The number below which no transaction is still writing here, as of the statement that reads."""

    template = _ENDED
    output_field = BigIntegerField()


def ended_before() -> int:
    """Return the number below which no transaction is still writing here: one for several feeds together."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDED)
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class Changed(Generic[M]):
    """Records in the order in which they changed, and the place to go on from."""

    records: list[M]
    place: ChangePlace | None


_FROM_NOW = "SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::bigint"


def changes_from_now() -> int:
    """Return the lowest number of a record that changes from now on, or is being changed now."""
    with connection.cursor() as cursor:
        cursor.execute(_FROM_NOW)
        return int(cursor.fetchone()[0])


def changed_since(rows: QuerySet[M], place: ChangePlace | None = None, limit: int = BATCH) -> Changed[M]:
    """Return the first of these records that changed after a place, each as it is now.

    A record that changes again comes again, at the end. One that is no longer among `rows` does not come:
    whoever keeps copies asks for what they may still read.
    """
    ended: QuerySet[Any] = rows.filter(change__lt=_Ended())
    found = _IN_ORDER.read(ended, place, backwards=False, limit=limit)
    return Changed([record for record, _place in found], found[-1][1] if found else place)
