"""Carry what waits by e-mail: claim, ask again, send, mark. PostgreSQL alone knows what was sent.

A worker may die at any point. Before the server's 250 nothing was sent, and the lease runs out;
between the 250 and the mark the mail goes again with the same Message-ID, by which mail servers
and programs know it for the same. Mails are marked in groups, each in one commit that waits for the
disk before the next mail goes: what goes again is one group at most, and never a mail of another.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID, uuid4

from django.db import connection, transaction

from notifications.kinds import find
from notifications.mail import Failure, Mailer, messages_for
from notifications.models import Delivery
from notifications.needed import still_needed

BATCH = 100
# So many mails are marked together at most. The first of a round is marked alone, then twice as many each
# time: a round that dies at once, again and again, repeats one mail and not a hundred.
LARGEST_GROUP = 100
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


@dataclass(frozen=True)
class _Batch:
    """What a worker holds, and until when."""

    token: UUID
    lease_until: datetime
    rows: Sequence[Delivery]


class _Clock:
    """The instant of the round, moved on by the time the round takes."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._started = monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=monotonic() - self._started)


class _Unmarked:
    """The letters of a round that went out and are not marked yet."""

    def __init__(self, clock: _Clock, report: DeliveryReport) -> None:
        self._clock = clock
        self._report = report
        self._letters: list[Sequence[Delivery]] = []
        self._most = 1

    def add(self, letter: Sequence[Delivery], token: UUID) -> None:
        """Add one that the server took, and mark all of them once they are as many as may go together."""
        self._letters.append(letter)
        if len(self._letters) == self._most:
            self.mark(token)
            self._most = min(2 * self._most, LARGEST_GROUP)

    def mark(self, token: UUID) -> None:
        """Mark them in one commit, which is on the disk when this returns."""
        ids = [row.pk for letter in self._letters for row in letter]
        marked = _end(ids, token, Delivery.State.SENT, self._clock.now())
        self._letters.clear()
        self._report.sent += marked
        self._report.lost += len(ids) - marked


def deliver(*, at: datetime) -> DeliveryReport:
    """Send what waits as of an instant, batch by batch, until nothing waits or time is up."""
    clock = _Clock(at)
    report = DeliveryReport(at)
    unmarked = _Unmarked(clock, report)
    with Mailer() as mailer:
        while clock.now() < at + LEASE - SPARE:
            batch = _claim(clock.now())
            if not batch.rows:
                break
            report.claimed += len(batch.rows)
            try:
                if not _send(batch, clock, mailer, unmarked, report):
                    break
            finally:
                # Whatever happened: what went out is known to have gone.
                unmarked.mark(batch.token)
    return report


def _claim(now: datetime) -> _Batch:
    token, lease_until = uuid4(), now + LEASE
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"token": token, "lease": lease_until, "at": now, "batch": BATCH})
        ids = [row[0] for row in cursor.fetchall()]
    rows = (
        Delivery.objects.filter(pk__in=ids).select_related("notice__recipient").order_by("next_try_at", "id")
    )
    return _Batch(token, lease_until, list(rows) if ids else [])


def _send(batch: _Batch, clock: _Clock, mailer: Mailer, unmarked: _Unmarked, report: DeliveryReport) -> bool:
    """Send what is still needed of a batch. False: stop, the server is away or the lease runs out."""
    letters = _needed_letters(batch, clock.now(), report)
    for place, (letter, message) in enumerate(zip(letters, messages_for(letters), strict=True)):
        if batch.lease_until - clock.now() < SPARE:
            left = [row.pk for later in letters[place:] for row in later]
            report.returned += _give_back(left, batch.token)
            return False
        failure = message if isinstance(message, Failure) else mailer.send(message)
        if failure is None:
            unmarked.add(letter, batch.token)
            continue
        unmarked.mark(batch.token)
        if failure.is_server_away:
            for later in letters[place:]:
                _fail(later, batch.token, failure, clock.now(), report)
            return False
        _fail(letter, batch.token, failure, clock.now(), report)
    return True


def _needed_letters(batch: _Batch, now: datetime, report: DeliveryReport) -> list[list[Delivery]]:
    """Ask access and reason again; note what is not needed any more, and return the rest by letter."""
    needed = _needed(batch.rows, now)
    gone = [row.pk for row in batch.rows if row.notice_id not in needed]
    report.not_needed += _end(gone, batch.token, Delivery.State.NOT_NEEDED, now)
    return _letters([row for row in batch.rows if row.notice_id in needed])


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


@transaction.atomic
def _end(ids: Sequence[int], token: UUID, state: Delivery.State, now: datetime) -> int:
    """Mark rows this worker still holds; return how many."""
    if not ids:
        return 0
    held = Delivery.objects.filter(pk__in=ids, claim_token=token, state=Delivery.State.WAITING)
    return held.update(state=state, ended_at=now, claim_token=None, lease_until=None, error="")


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
