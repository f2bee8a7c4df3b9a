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
    WITH first AS MATERIALIZED (
        SELECT one.id, one.letter FROM notifications_delivery one
        WHERE one.state = 'waiting' AND one.next_try_at <= %(at)s
          AND (one.lease_until IS NULL OR one.lease_until <= %(at)s)
          -- A letter is claimed by its first line alone: two workers never hold parts of one.
          AND (one.letter IS NULL OR NOT EXISTS (
              SELECT 1 FROM notifications_delivery before
              WHERE before.letter = one.letter AND before.state = 'waiting' AND before.id < one.id
                AND before.next_try_at <= %(at)s
          ))
        ORDER BY one.next_try_at, one.id
        LIMIT %(batch)s
        FOR UPDATE OF one SKIP LOCKED
    ), whole AS (
        SELECT id FROM first
        UNION
        SELECT line.id FROM notifications_delivery line JOIN first ON line.letter = first.letter
        WHERE line.state = 'waiting' AND line.next_try_at <= %(at)s
    )
    UPDATE notifications_delivery delivery
    SET claim_token = %(token)s, lease_until = %(lease)s
    FROM whole
    WHERE delivery.id = whole.id
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
    letters = _letters(rows)
    for place, letter in enumerate(letters):
        if lease_until - clock.now() < SPARE:
            left = [row.pk for later in letters[place:] for row in later]
            report.returned += _give_back(left, token)
            return False
        failure = mailer.send(message_for(letter))
        if failure is None:
            marked = _end([row.pk for row in letter], token, Delivery.State.SENT, clock.now())
            report.sent += marked
            report.lost += len(letter) - marked
        elif failure.is_server_away:
            for later in letters[place:]:
                _fail(later, token, failure, clock.now(), report)
            return False
        else:
            _fail(letter, token, failure, clock.now(), report)
    return True


def _letters(rows: Sequence[Delivery]) -> list[list[Delivery]]:
    """What goes together, in the order of its first line: the lines of one letter, or one notice alone."""
    letters: dict[UUID | int, list[Delivery]] = {}
    for row in rows:
        letters.setdefault(row.letter or row.pk, []).append(row)
    return list(letters.values())


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


@transaction.atomic
def _fail(
    letter: Sequence[Delivery], token: UUID, failure: Failure, now: datetime, report: DeliveryReport
) -> None:
    """Note a failed try of a letter, all its lines alike."""
    for row in letter:
        _fail_line(row, token, failure, now, report)


def _fail_line(row: Delivery, token: UUID, failure: Failure, now: datetime, report: DeliveryReport) -> None:
    """Again later, or given up after the sixth try or when the server said never."""
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
