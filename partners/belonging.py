"""For which reason an account belongs to a party, and how that is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from access.models import PartyMember

# What begins so is derived here, and written anew; other reasons stay.
_DERIVED = (
    Q(reason__startswith="holder:")
    | Q(reason__startswith="assistant:")
    | Q(reason__startswith="member:")
    | Q(reason__startswith="delegation:")
    | Q(reason__startswith="program:")
)


@dataclass(frozen=True)
class Belonging:
    """One reason for which an account belongs to one party, for a time."""

    party_id: int
    reason: str
    since: datetime | None
    until: datetime | None


def write_belongings(user_id: int, wanted: Collection[Belonging]) -> None:
    """Make what this account belongs to be this, and leave what stands already."""
    stored = {
        Belonging(row.party_id, row.reason, row.period.lower, row.period.upper): row.pk
        for row in PartyMember.objects.filter(_DERIVED, user_id=user_id)
    }
    kept = set(wanted)
    PartyMember.objects.filter(pk__in=[pk for row, pk in stored.items() if row not in kept]).delete()
    PartyMember.objects.bulk_create(
        PartyMember(
            party_id=row.party_id,
            user_id=user_id,
            reason=row.reason,
            period=DateTimeTZRange(row.since, row.until),
        )
        for row in sorted(kept - stored.keys(), key=lambda row: (row.party_id, row.reason))
    )


def earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    """The end that comes first; None is no end."""
    known = [moment for moment in (one, other) if moment is not None]
    return min(known) if known else None


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The beginning that comes last; None has none."""
    known = [moment for moment in (one, other) if moment is not None]
    return max(known) if known else None


def without(
    start: datetime | None, end: datetime | None, since: datetime | None, until: datetime | None
) -> Iterator[tuple[datetime | None, datetime | None]]:
    """The parts of a time that another leaves."""
    if since is not None and (start is None or start < since):
        yield start, earlier(end, since)
    if until is not None and (end is None or until < end):
        yield later(start, until), end


def midnight(day: date | None) -> datetime | None:
    """Return the start of a day in Dhaka."""
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))
