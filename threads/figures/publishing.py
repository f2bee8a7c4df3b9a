"""A closed quarter becomes a table, once for each source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from itertools import combinations
from typing import cast

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from access.models import PartyMember
from access.small_counts.holding import tell
from access.small_counts.tables import Cell, Row, Source, Table
from commitments.queries.related import related_pairs
from language.months import moved, quarter_of
from language.words import DHAKA, local_day
from notifications.working_days import add_working_days
from partners.models import Organisation, Place, Tier
from partners.models.places import numbers_in
from threads.figures.models import PublishedCell, PublishedTable
from threads.figures.quarterly import QUARTERLY, Counts, Quarterly, Returned

# So long after a quarter its organisations put right what they sent.
DAYS_FOR_CORRECTIONS = 10
# So far back a quarter is published that an outage has passed over.
MOST_QUARTERS = 4


def publish_due(*, at: datetime) -> list[PublishedTable]:
    """Publish each quarter that has been closed long enough, of each source that has no table of it yet."""
    tables = [
        _publish(name, quarter, at)
        for name in QUARTERLY
        for quarter in due_quarters(QUARTERLY[name], local_day(at))
    ]
    return [table for table in tables if table is not None]


def due_quarters(source: Quarterly, today: date) -> list[date]:
    """The first days of the last quarters that a source publishes by now, the earliest first.

    They are those whose days for corrections have passed, since all was to be in.
    """
    found = []
    for back in range(MOST_QUARTERS, 0, -1):
        first = moved(quarter_of(today), -3 * back)
        is_in = source.is_in_on(first)
        if is_in is not None and add_working_days(is_in, DAYS_FOR_CORRECTIONS) < today:
            found.append(first)
    return found


@transaction.atomic
def _publish(name: str, quarter: date, at: datetime) -> PublishedTable | None:
    # Two workers at once: the second waits here for the first, and then there is one.
    table, is_new = PublishedTable.objects.get_or_create(
        name=name, quarter=quarter, defaults={"published_at": at}
    )
    if not is_new:
        return None
    source, rows = QUARTERLY[name], _rows()
    source.take(table)
    own = _by_district(source.counted(quarter), rows)
    known = _joined(own, quarter, at)
    counts: dict[Cell, int] = defaultdict(int)
    for one in known.values():
        for cell, count in one.items():
            counts[cell] += count
    held = Table(counts, rows, list(source.columns()), known=known)
    sent, asked = None, None
    if source.returned is not None:
        held, sent, asked = _with_missing(held, source.returned(quarter), own)
    told = tell(held)
    PublishedCell.objects.bulk_create(
        PublishedCell(
            table=table,
            place_id=cast("int", place),
            column=cast("str", column),
            sent=sent[place, column] if sent is not None else None,
            asked=asked[place, column] if asked is not None else None,
            count=one if isinstance(one, int) else None,
            hidden="" if isinstance(one, int) else one.value,
        )
        for (place, column), one in told.items()
    )
    return table


def _with_missing(
    table: Table, returned: Mapping[tuple[int, str], Returned], own: Mapping[int, Mapping[Cell, int]]
) -> tuple[Table, dict[Cell, int], dict[Cell, int]]:
    """Return the table with what nobody sent, and by cell how many returns are in it, of how many asked."""
    within = {cell: one for cell, one in returned.items() if cell[0] in table.above}
    sent = table.added_up({cell: one.sent for cell, one in within.items()})
    asked = table.added_up({cell: one.asked for cell, one in within.items()})
    missing = frozenset(cell for cell in table.singles if not sent[cell])
    has_one = len({cell for counts in own.values() for cell in counts}) == sum(map(len, own.values()))
    return replace(table, one_source=has_one, missing=missing), sent, asked


def _rows() -> dict[Row, Row | None]:
    """The country, its divisions and their districts, in an order everybody knows."""
    tiers = (Tier.NATIONAL, Tier.DIVISION, Tier.DISTRICT)
    places = Place.objects.filter(tier__in=tiers, until=None).order_by("path")
    rows = {place.pk: place.parent_id for place in places}
    return {place: above if above in rows else None for place, above in rows.items()}


def _by_district(counted: Mapping[int, Counts], rows: Mapping[Row, Row | None]) -> dict[int, dict[Cell, int]]:
    """What names no district stands in no district, and so in no sum."""
    numbers = {place for counts in counted.values() for place, _column in counts}
    districts = set(Place.objects.filter(tier=Tier.DISTRICT).values_list("pk", flat=True)) & rows.keys()
    within = {
        place: above
        for place, path in Place.objects.filter(pk__in=numbers).values_list("pk", "path")
        for above in numbers_in(path)
        if above in districts
    }
    found: dict[int, dict[Cell, int]] = {}
    for organisation, counts in counted.items():
        own: dict[Cell, int] = defaultdict(int)
        for (place, column), count in counts.items():
            if place in within:
                own[within[place], column] += count
        found[organisation] = own
    return found


def _joined(
    known: Mapping[int, Mapping[Cell, int]], quarter: date, at: datetime
) -> dict[Source, dict[Cell, int]]:
    """Reckon those as one who read each other's counts: of one house or coalition, merged, with one login."""
    bodies = {one.pk: one for one in Organisation.objects.filter(pk__in=list(known)).order_by("pk")}
    pairs = related_pairs(list(combinations(bodies.values(), 2)))
    pairs |= _merged(bodies) | _with_one_login(bodies.values(), quarter, at)
    heads = {pk: pk for pk in bodies}
    for one, other in pairs:
        old, new = heads[other], heads[one]
        heads = {pk: new if head == old else head for pk, head in heads.items()}
    found: dict[Source, dict[Cell, int]] = defaultdict(lambda: defaultdict(int))
    for pk, counts in known.items():
        for cell, count in counts.items():
            found[heads[pk]][cell] += count
    return dict(found)


def _merged(bodies: Iterable[int]) -> set[tuple[int, int]]:
    """Those that are one body by now, whether or not it counted anything itself."""
    followed = Organisation.objects.filter(successor__isnull=False)
    successors = dict(followed.values_list("pk", "successor_id"))
    by_end: dict[int, list[int]] = defaultdict(list)
    for body in bodies:
        end, seen = body, {body}
        while (later := successors.get(end)) is not None and later not in seen:
            end = later
            seen.add(end)
        by_end[end].append(body)
    return {pair for joined in by_end.values() for pair in combinations(joined, 2)}


def _with_one_login(bodies: Iterable[Organisation], quarter: date, at: datetime) -> set[tuple[int, int]]:
    """Those between which somebody moved, or whom somebody served together, since the quarter began."""
    parties = {one.all_party_id: one.pk for one in bodies}
    of_user: dict[int, set[int]] = defaultdict(set)
    since = DateTimeTZRange(datetime.combine(quarter, time.min, DHAKA), at, "[]")
    members = PartyMember.objects.filter(period__overlap=since, party__in=list(parties))
    for user, party in members.values_list("user_id", "party_id"):
        of_user[user].add(parties[party])
    return {pair for joined in of_user.values() for pair in combinations(sorted(joined), 2)}
