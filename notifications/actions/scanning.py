"""Find what falls due and write who is to be told: set-based, each minute, harmless to repeat.

The scan of a minute looks at what changed since the last one, and at the stages that fall between the two;
the scan of everything is the same statement without a choice. Both tell the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from language.words import DHAKA
from notifications.changes import Changes, take_changes
from notifications.falling_due import Only, statement_for
from notifications.kinds import Due, Kind, all_kinds
from notifications.models import ScannedUntil
from notifications.working_days import FIRST_DAY, last_opening

# Each night everything is looked at, whatever was noted.
NIGHT = time(2, 0)
# Above so many changes at once, an import, everything is looked at: that costs less.
MANY = 5_000
# What a scan may tell at least, however few promises are open.
LEAST_CEILING = 20_000


@dataclass
class ScanReport:
    """What one scan did."""

    at: datetime
    told: int = 0
    skipped: int = 0
    instead: int = 0
    mails: int = 0
    # Records that fall due with nobody to tell, not even instead.
    unreached: int = 0
    # Of those told, what waits for an administrator.
    held: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """Whether there were more than the ceiling."""
        return self.held > 0


@transaction.atomic
def scan(*, at: datetime, as_skipped: bool = False, write: bool = True) -> ScanReport:
    """Write everything that is due as of an instant, once for each present recipient.

    Only the latest stage passed is told, whenever it passed; earlier ones are noted as skipped. What is
    above the ceiling is written as held, for an administrator to release or drop. `as_skipped` notes in
    bulk that everything passed is over and tells nobody (an import); without `write` the report says what
    would be done.
    """
    with _unhurried() as cursor:
        _hold_progress(cursor)
        take_changes(cursor)
        report = _scan_whole(cursor, at, as_skipped=as_skipped)
    if not write:
        transaction.set_rollback(True)
    return report


@transaction.atomic
def scan_changes(*, at: datetime) -> ScanReport:
    """Write what `scan` would at this instant, by looking at what changed and what fell due since the last.

    Each night, when the table of days changed, after a large import and when the clock went back it looks
    at everything.
    """
    with _unhurried() as cursor:
        progress = _hold_progress(cursor)
        changes = take_changes(cursor)
        if progress is None or _asks_for_everything(progress, changes, at):
            return _scan_whole(cursor, at)
        return _scan_part(cursor, progress, changes, at)


@contextmanager
def _unhurried() -> Iterator[CursorWrapper]:
    """Lift the limits of a web page: a scan of the country that is cut off would begin anew for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '30s'")
        yield cursor
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT; SET LOCAL lock_timeout TO DEFAULT")


def _hold_progress(cursor: CursorWrapper) -> ScannedUntil | None:
    """Return how far scans have come, nothing before the first; another scan waits until this one ends."""
    # Not its row: before the first scan there is none to hold.
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('notifications.scan'))")
    return ScannedUntil.objects.first()


def _asks_for_everything(progress: ScannedUntil, changes: Changes, at: datetime) -> bool:
    return (
        at < progress.at or progress.whole_at < _last_night(at) or changes.has_days or changes.count() > MANY
    )


def _last_night(at: datetime) -> datetime:
    """Return the last 02:00 in Dhaka that has passed."""
    local = at.astimezone(DHAKA)
    night = datetime.combine(local.date(), NIGHT, DHAKA)
    return night if night <= local else night - timedelta(days=1)


def _scan_whole(cursor: CursorWrapper, at: datetime, *, as_skipped: bool = False) -> ScanReport:
    report, told = ScanReport(at), list[tuple[int, int]]()
    for kind, due in _kinds_with_due():
        cursor.execute(*statement_for(kind, due, at, as_skipped=as_skipped))
        told += _add_to(report, kind, cursor.fetchone())
    _hold_above_ceiling(cursor, report, told)
    _note_progress(at, at)
    return report


def _scan_part(cursor: CursorWrapper, progress: ScannedUntil, changes: Changes, at: datetime) -> ScanReport:
    report, told = ScanReport(at), list[tuple[int, int]]()
    parties = _touched_parties(cursor, changes, progress.at, at)
    for kind, due in _kinds_with_due():
        only = Only(
            records=changes.records.get(kind.record_type, ()),
            parties=parties,
            due_on=_days_reached(cursor, due, last_opening(progress.at), last_opening(at)),
        )
        if only:
            cursor.execute(*statement_for(kind, due, at, only=only))
            told += _add_to(report, kind, cursor.fetchone())
    _hold_above_ceiling(cursor, report, told)
    _note_progress(at, progress.whole_at)
    return report


def _note_progress(at: datetime, whole_at: datetime) -> None:
    row = ScannedUntil(pk=1, at=at, whole_at=whole_at)
    ScannedUntil.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["id"], update_fields=["at", "whole_at"]
    )


def _kinds_with_due() -> Iterator[tuple[Kind, Due]]:
    return ((kind, kind.due) for kind in all_kinds() if kind.due is not None)


def _add_to(
    report: ScanReport, kind: Kind, row: tuple[list[int], list[int], int, int, int, int]
) -> list[tuple[int, int]]:
    """Count what a statement did, and return (how late, number) of each notice told."""
    ids, late, skipped, instead, mails, unreached = row
    report.by_kind[kind.name] = len(ids)
    report.told += len(ids)
    report.skipped += skipped
    report.instead += instead
    report.mails += mails
    report.unreached += unreached
    return list(zip(late, ids, strict=True))


_TOUCHED = """
    WITH touched AS (
        SELECT unnest(%(parties)s::bigint[]) AS party_id, NULL::bigint AS user_id
        UNION ALL SELECT NULL, unnest(%(people)s::bigint[])
        UNION ALL SELECT party_id, user_id FROM access_partymember
        WHERE lower(period) >= %(since)s AND lower(period) <= %(at)s
        UNION ALL SELECT party_id, user_id FROM access_partymember
        WHERE upper(period) >= %(since)s AND upper(period) <= %(at)s
    )
    SELECT party_id FROM touched WHERE party_id IS NOT NULL
    UNION
    -- What a person may read depends on all they belong to.
    SELECT member.party_id FROM access_partymember member
    WHERE member.user_id IN (SELECT user_id FROM touched) AND member.period @> %(at)s::timestamptz
"""


def _touched_parties(cursor: CursorWrapper, changes: Changes, since: datetime, at: datetime) -> list[int]:
    """Return the parties of whose people one began, ended, was let in or shut out since the last scan."""
    cursor.execute(
        _TOUCHED,
        {"parties": list(changes.parties), "people": list(changes.people), "since": since, "at": at},
    )
    return [row[0] for row in cursor.fetchall()]


_REACHED = """
    SELECT due.date
    FROM notifications_day before, notifications_day today, LATERAL (
        SELECT day.date, before.number - number AS was, today.number - number AS late
        FROM (
            SELECT date, number + CASE WHEN is_working THEN 0 ELSE 1 END AS number FROM notifications_day
        ) day
    ) due
    WHERE before.date = %(before)s AND today.date = %(today)s AND (
        EXISTS (SELECT FROM unnest(%(steps)s::int[]) step WHERE due.was < step AND step <= due.late)
        OR (due.late / %(every)s >= %(from)s AND due.late / %(every)s > greatest(due.was, 0) / %(every)s)
    )
"""


def _days_reached(cursor: CursorWrapper, due: Due, before: date, today: date) -> list[date]:
    """Return the due dates of which a stage fell after one opening and no later than the other."""
    if before >= today:
        return []
    again = due.stages.again
    cursor.execute(
        _REACHED,
        {
            "before": max(before, FIRST_DAY),
            "today": today,
            "steps": list(due.stages.named.values()),
            "every": again.every if again else 1,
            "from": again.first if again else FIRST_DAY.max.toordinal(),
        },
    )
    return [row[0] for row in cursor.fetchall()]


def _hold_above_ceiling(cursor: CursorWrapper, report: ScanReport, told: list[tuple[int, int]]) -> None:
    """Hold what is above the ceiling: what fell due last is told first, the oldest is held."""
    ceiling = settings.NOTICE_CEILING
    if ceiling is None:
        ceiling = LEAST_CEILING
        if len(told) > LEAST_CEILING:
            ceiling = max(LEAST_CEILING, _open_records(cursor, report.at))
    held = [number for _late, number in sorted(told)[ceiling:]]
    if not held:
        return
    report.held = len(held)
    cursor.execute("UPDATE notifications_notice SET state = 'held' WHERE id = ANY(%s)", [held])
    cursor.execute("UPDATE notifications_delivery SET state = 'held' WHERE notice_id = ANY(%s)", [held])


def _open_records(cursor: CursorWrapper, at: datetime) -> int:
    """How many records have a due date still to come or to keep."""
    found: dict[str, list[str]] = {}
    for kind, due in _kinds_with_due():
        found.setdefault(kind.record_type, []).append(f"SELECT record_id FROM ({due.sql}) due")  # noqa: S608 (a room's own SELECT)
    count = 0
    for selects in found.values():
        cursor.execute(f"SELECT count(*) FROM ({' UNION '.join(selects)}) open", {"at": at})  # noqa: S608
        count += cursor.fetchone()[0]
    return count
