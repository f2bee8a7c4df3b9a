"""Carry what waits by e-mail: claim, ask again, send, mark. PostgreSQL alone knows what was sent.

A worker may die at any point. Before the server's 250 nothing was sent, and the lease runs out;
between the 250 and the mark the mail goes again with the same Message-ID, by which mail servers
and programs know it for the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID, uuid4

from django.db import connection, transaction

from notifications.kinds import find
from notifications.mail import Failure, Mailer, message_for
from notifications.models import Delivery
from notifications.needed import still_needed

BATCH = 100
LEASE = timedelta(minutes=5)
# A batch stops while this much of its lease is left: a slow server must not outlive it.
SPARE = timedelta(seconds=60)
# After the first try: 5 min, 30 min, 2 h, 8 h and 24 h later. The sixth failure is the last.
PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=25),
    timedelta(minutes=90),
    timedelta(hours=6),
    timedelta(hours=16),
)

_CLAIM = """
    UPDATE notifications_delivery delivery
    SET claim_token = %(token)s, lease_until = %(lease)s
    FROM (
        SELECT id FROM notifications_delivery
        WHERE state = 'waiting' AND next_try_at <= %(at)s AND (lease_until IS NULL OR lease_until <= %(at)s)
        ORDER BY next_try_at, id
        LIMIT %(batch)s
        FOR UPDATE SKIP LOCKED
    ) waiting
    WHERE delivery.id = waiting.id
    RETURNING delivery.id
"""


@dataclass
class DeliveryReport:
    """What one round of deliveries did."""

    at: datetime
    claimed: int = 0
    sent: int = 0
    not_needed: int = 0
    failed: int = 0
    dead: int = 0
    # Sent or tried, but another worker had taken the row over by then.
    lost: int = 0
    # Given back unsent because the lease was running out.
    returned: int = 0


class _Clock:
    """The instant of the round, moved on by the time the round takes."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._started = monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=monotonic() - self._started)


def deliver(*, at: datetime) -> DeliveryReport:
    """Send what waits as of an instant, batch by batch, until nothing waits or time is up."""
    clock = _Clock(at)
    report = DeliveryReport(at)
    with Mailer() as mailer:
        while clock.now() < at + LEASE - SPARE:
            token, batch = _claim(clock.now())
            if not batch:
                break
            report.claimed += len(batch)
            if not _send(batch, token, clock, mailer, report):
                break
    return report


def _claim(now: datetime) -> tuple[UUID, list[Delivery]]:
    token = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"token": token, "lease": now + LEASE, "at": now, "batch": BATCH})
        ids = [row[0] for row in cursor.fetchall()]
    rows = (
        Delivery.objects.filter(pk__in=ids).select_related("notice__recipient").order_by("next_try_at", "id")
    )
    return token, list(rows) if ids else []


def _send(
    batch: Sequence[Delivery], token: UUID, clock: _Clock, mailer: Mailer, report: DeliveryReport
) -> bool:
    """Send one batch. False: stop the round, the server is away or the lease runs out."""
    lease_until = clock.now() + LEASE
    needed = _needed(batch, clock.now())
    gone = [row.pk for row in batch if row.notice_id not in needed]
    report.not_needed += _end(gone, token, Delivery.State.NOT_NEEDED, clock.now())
    rows = [row for row in batch if row.notice_id in needed]
    for place, row in enumerate(rows):
        if lease_until - clock.now() < SPARE:
            report.returned += _give_back([left.pk for left in rows[place:]], token)
            return False
        failure = mailer.send(message_for(row))
        if failure is None:
            marked = _end([row.pk], token, Delivery.State.SENT, clock.now())
            report.sent += marked
            report.lost += 1 - marked
        elif failure.is_server_away:
            for left in rows[place:]:
                _fail(left, token, failure, clock.now(), report)
            return False
        else:
            _fail(row, token, failure, clock.now(), report)
    return True


def _needed(batch: Sequence[Delivery], now: datetime) -> set[int]:
    """Ask access and reason again, one query for each kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in batch:
        by_kind[row.notice.kind].append(row.notice_id)
    found: set[int] = set()
    for name, notices in by_kind.items():
        kind = find(name)
        if kind is not None:
            found |= still_needed(kind, notices, now)
    return found


def _end(ids: Sequence[int], token: UUID, state: Delivery.State, now: datetime) -> int:
    """Mark rows this worker still holds; return how many."""
    if not ids:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        # Losing this mark in a crash costs one mail twice, with the same Message-ID; waiting for
        # the disk after each mail would cost every mail.
        cursor.execute("SET LOCAL synchronous_commit = off")
        marked = Delivery.objects.filter(pk__in=ids, claim_token=token, state=Delivery.State.WAITING).update(
            state=state, ended_at=now, claim_token=None, lease_until=None, error=""
        )
        cursor.execute("SET LOCAL synchronous_commit TO DEFAULT")
    return marked


def _give_back(ids: Sequence[int], token: UUID) -> int:
    return Delivery.objects.filter(pk__in=ids, claim_token=token).update(claim_token=None, lease_until=None)


def _fail(row: Delivery, token: UUID, failure: Failure, now: datetime, report: DeliveryReport) -> None:
    """Note a failed try: again later, or given up after the sixth or when the server said never."""
    tries = row.tries + 1
    is_dead = failure.is_final or tries > len(PAUSES)
    held = Delivery.objects.filter(pk=row.pk, claim_token=token, state=Delivery.State.WAITING)
    marked = held.update(
        tries=tries,
        error=failure.text,
        claim_token=None,
        lease_until=None,
        state=Delivery.State.DEAD if is_dead else Delivery.State.WAITING,
        next_try_at=row.next_try_at if is_dead else now + PAUSES[tries - 1],
        ended_at=now if is_dead else None,
    )
    report.lost += 1 - marked
    report.failed += marked
    report.dead += marked if is_dead else 0
