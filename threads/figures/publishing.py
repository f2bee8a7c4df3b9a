"""A closed quarter of the protected types becomes a table, once."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from access.small_counts.holding import tell
from access.small_counts.tables import Cell, Row, Source, Table
from language.words import local_day
from notifications.working_days import add_working_days
from partners.models import Place, Tier
from threads.figures.models import ProtectionCell, ProtectionTable
from threads.updates.models import PEOPLE, FieldUpdate

# So long after a quarter its organisations put right what they sent.
DAYS_FOR_CORRECTIONS = 10
# So far back a quarter is published that an outage has passed over.
MOST_QUARTERS = 4


def publish_due(*, at: datetime) -> list[ProtectionTable]:
    """Publish each quarter that has been closed long enough and has no table yet."""
    tables = [_publish(quarter, at) for quarter in due_quarters(local_day(at))]
    return [table for table in tables if table is not None]


def due_quarters(today: date) -> list[date]:
    """The first days of the last quarters whose days for corrections have passed, the earliest first."""
    found, first = [], date(today.year, today.month - (today.month - 1) % 3, 1)
    for _ in range(MOST_QUARTERS):
        last = first - timedelta(days=1)
        first = date(last.year, last.month - 2, 1)
        if add_working_days(last, DAYS_FOR_CORRECTIONS) < today:
            found.append(first)
    return found[::-1]


@transaction.atomic
def _publish(quarter: date, at: datetime) -> ProtectionTable | None:
    # Two workers at once: the second waits here for the first, and then there is one.
    table, is_new = ProtectionTable.objects.get_or_create(quarter=quarter, defaults={"published_at": at})
    if not is_new:
        return None
    rows = _rows()
    known = _counted(quarter, {row for row, above in rows.items() if above is not None})
    counts: dict[Cell, int] = defaultdict(int)
    for one in known.values():
        for cell, count in one.items():
            counts[cell] += count
    told = tell(Table(counts, rows, [kind.value for kind in FieldUpdate.PROTECTED], known=known))
    ProtectionCell.objects.bulk_create(
        ProtectionCell(
            table=table,
            place_id=cast("int", place),
            type=cast("str", kind),
            count=one if isinstance(one, int) else None,
            hidden="" if isinstance(one, int) else one.value,
        )
        for (place, kind), one in told.items()
    )
    return table


def _rows() -> dict[Row, Row | None]:
    """The country, its divisions and their districts, in an order everybody knows."""
    tiers = (Tier.NATIONAL, Tier.DIVISION, Tier.DISTRICT)
    places = Place.objects.filter(tier__in=tiers, until=None).order_by("path")
    rows = {place.pk: place.parent_id for place in places}
    return {place: above if above in rows else None for place, above in rows.items()}


def _counted(quarter: date, rows: set[Row]) -> dict[Source, dict[Cell, int]]:
    """How many people each organisation counted, by district and type."""
    months = [date(quarter.year, quarter.month + step, 1) for step in range(3)]
    people = sum((Coalesce(Sum(name), 0) for name in PEOPLE[1:]), Coalesce(Sum(PEOPLE[0]), 0))
    sums = (
        FieldUpdate.objects.filter(is_counted=True, month__in=months, type__in=FieldUpdate.PROTECTED)
        .values("organisation", "type", "place__path")
        .annotate(counted=people)
    )
    districts = set(Place.objects.filter(tier=Tier.DISTRICT).values_list("pk", flat=True))
    found: dict[Source, dict[Cell, int]] = defaultdict(lambda: defaultdict(int))
    for one in sums:
        # What names no district stands in no district, and so in no sum.
        for above in map(int, one["place__path"].strip("/").split("/")):
            if above in districts and above in rows:
                found[one["organisation"]][above, one["type"]] += one["counted"]
    return found
