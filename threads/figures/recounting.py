"""All sums of field updates counted anew from the updates, to be compared with those that are kept."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from access.models import Party
from threads.figures.adding import counts_for_all
from threads.figures.models import NetworkSum, OwnSum, Sum, said_of
from threads.hidden import SAYS_TITLE
from threads.models import FieldUpdate, Thread, ThreadReader
from threads.updates.models import FIGURES, PEOPLE

_COLUMNS = ("place_id", "organisation_id", "month", "type", *Sum.SUMMED)
# Grouped by place before the tree is climbed: the places are few, the updates many.
_COUNTED = """
    SELECT above.id, {organisation}, s.month, s.type, {sums}
    FROM (
        SELECT place_id, organisation_id, month, type, count(*) AS updates,
            count(coalesce({people})) AS counted, {figures}, {said}
        FROM threads_fieldupdate WHERE {which} GROUP BY 1, 2, 3, 4
    ) AS s
    JOIN partners_place p ON p.id = s.place_id
    CROSS JOIN LATERAL unnest(string_to_array(trim(both '/' from p.path), '/')::bigint[]) AS above(id)
    GROUP BY 1, 2, 3, 4
"""
_DIFFERENT = """
    SELECT count(*) FROM (
        (({counted}) EXCEPT ALL SELECT {columns} FROM {table})
        UNION ALL (SELECT {columns} FROM {table} EXCEPT ALL ({counted}))
    ) AS one
"""


def _counted(organisation: str, which: str) -> str:
    return _COUNTED.format(
        organisation=organisation,
        sums=", ".join(f"sum(s.{name})::bigint" for name in Sum.SUMMED),
        people=", ".join(PEOPLE),
        figures=", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in FIGURES),
        said=", ".join(f"count({name}) AS {said_of(name)}" for name in PEOPLE),
        which=which,
    )


_KEPT: dict[type[Sum], str] = {
    OwnSum: _counted("s.organisation_id", "is_counted"),
    NetworkSum: f"({_counted('s.organisation_id', 'in_network')}) UNION ALL "
    f"({_counted('NULL::bigint', 'in_network')})",
}


def unlike() -> Iterator[FieldUpdate]:
    """The updates that stand in the network's sums and should not, or the other way round."""
    for one in _doubtful().select_related("thread").iterator():
        if one.in_network != counts_for_all(one):
            yield one


def _doubtful() -> QuerySet[FieldUpdate]:
    """Those whose mark is not what a statement can say of them; a title that is covered or erased says no."""
    everyone = ThreadReader.objects.filter(
        thread=OuterRef("thread"), until=None, party__kind=Party.Kind.EVERYONE
    )
    is_plain = Q(thread__in=Thread.objects.filter(SAYS_TITLE))
    is_open = Q(Exists(everyone), is_counted=True, thread__is_internal=False)
    is_open &= ~Q(type__in=FieldUpdate.PROTECTED)
    settled = (is_open & is_plain & Q(in_network=True)) | (~is_open & Q(in_network=False))
    return FieldUpdate.objects.exclude(settled)


def differences(model: type[Sum]) -> int:
    """How many rows of sums are missing, left over or say something else."""
    with connection.cursor() as cursor:
        cursor.execute(
            _DIFFERENT.format(counted=_KEPT[model], columns=", ".join(_COLUMNS), table=_table(model))
        )
        return int(cursor.fetchone()[0])


@transaction.atomic
def count_anew() -> None:
    """Write all sums anew. Whoever sends or corrects an update meanwhile waits, before reading it."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE threads_fieldupdate IN EXCLUSIVE MODE")
    for one in list(unlike()):
        FieldUpdate.objects.filter(pk=one.pk).update(in_network=not one.in_network)
    with connection.cursor() as cursor:
        for model, counted in _KEPT.items():
            cursor.execute(f"DELETE FROM {_table(model)}")  # noqa: S608 (our own table)
            cursor.execute(f"INSERT INTO {_table(model)} ({', '.join(_COLUMNS)}) {counted}")


def _table(model: type[Sum]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
