"""Attempts counted under opaque keys, in the database. Redis keeps those that are closed.

So a flood at a closed door costs the database nothing, and when Redis is emptied or gone nothing is
forgiven. A count begins anew when its time is over; the last attempt it allows closes it for the whole
time again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from django.db import connection, transaction

from access.models import AttemptCount
from access.toolkit.broker import Deaf, one_try, redis_at
from access.toolkit.locking import lock_rows


@dataclass(frozen=True)
class Limit:
    """So many attempts within such a time."""

    most: int
    within: timedelta


@dataclass(frozen=True)
class Count:
    """How many there are, this one included, and until when they count."""

    attempts: int
    most: int
    until: datetime

    @property
    def is_over(self) -> bool:
        """Whether this one is too many."""
        return self.attempts > self.most


Limits = Mapping[str, Limit]
MOMENT = timedelta(milliseconds=1)
# Of those that are over, so many at a time.
SWEPT_AT_ONCE = 10_000
_PREFIX = "closed:"


def closed_until(keys: Iterable[str], *, at: datetime) -> datetime | None:
    """The latest end of those counts that Redis knows to be closed."""
    names = [_PREFIX + key for key in sorted(keys)]
    try:
        with one_try("count attempts to sign in") as url:
            held = cast("list[bytes | None]", redis_at(url).mget(names))
    except Deaf:
        return None
    ends = [datetime.fromtimestamp(float(end), UTC) for end in held if end is not None]
    return max((end for end in ends if end > at), default=None)


def add(limits: Limits, *, at: datetime) -> dict[str, Count]:
    """Count one attempt under each key, before it is made, so that none slips through beside another."""
    return _step(limits, 1, at)


def take_back(limits: Limits, *, at: datetime) -> None:
    """Count one attempt less under each key."""
    _step(limits, -1, at)


def forget(limits: Limits, *, at: datetime) -> None:
    """Begin these counts anew."""
    _step(limits, -max(limit.most for limit in limits.values()), at)
    try:
        with one_try("count attempts to sign in") as url:
            redis_at(url).delete(*(_PREFIX + key for key in limits))
    except Deaf:
        return


def close(counts: Mapping[str, Count], *, at: datetime) -> None:
    """Have Redis refuse what comes under these keys, before it reaches the database."""
    try:
        with one_try("count attempts to sign in") as url, redis_at(url).pipeline() as line:
            for key, count in counts.items():
                line.set(_PREFIX + key, count.until.timestamp(), px=max(count.until - at, MOMENT))
            line.execute()
    except Deaf:
        return


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Delete the counts whose time is over."""
    over = AttemptCount.objects.filter(until__lte=at).order_by("until").values("pk")
    held = lock_rows(AttemptCount, over[:SWEPT_AT_ONCE])
    return AttemptCount.objects.filter(pk__in=held, until__lte=at).delete()[0]


def _step(limits: Limits, step: int, at: datetime) -> dict[str, Count]:
    keys = sorted(limits)
    with connection.cursor() as cursor:
        # In the order of the keys, so that two of these never wait for each other.
        cursor.execute(
            """
            INSERT INTO access_attemptcount AS held (key, attempts, most, until)
            SELECT key, GREATEST(%(step)s, 0), most, ends
            FROM unnest(%(keys)s::text[], %(mosts)s::int[], %(ends)s::timestamptz[]) AS one (key, most, ends)
            ON CONFLICT (key) DO UPDATE SET
              attempts = CASE WHEN held.until <= %(at)s THEN excluded.attempts
                ELSE GREATEST(held.attempts + %(step)s, 0) END,
              most = excluded.most,
              until = CASE
                WHEN held.until <= %(at)s OR (%(step)s > 0 AND held.attempts + 1 = excluded.most)
                THEN excluded.until ELSE held.until END
            RETURNING key, attempts, most, until
            """,
            {
                "step": step,
                "at": at,
                "keys": keys,
                "mosts": [limits[key].most for key in keys],
                "ends": [at + limits[key].within for key in keys],
            },
        )
        return {key: Count(attempts, most, until) for key, attempts, most, until in cursor.fetchall()}
