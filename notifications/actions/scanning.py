"""Find what falls due and write who is to be told: set-based, each minute, harmless to repeat."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from access.rules.engine import VIEW, pairs_who_may
from access.rules.membership_sql import people_sql
from notifications.channels import ways_to_person
from notifications.kinds import Again, Due, Kind, all_kinds
from notifications.models import Notice
from notifications.working_days import FIRST_DAY, last_opening

# How many earlier ones of a stage that comes back are noted as skipped when the first notice comes very
# late: enough that holidays announced later cannot turn the count back to a stage that is not noted.
_NOTED = 12
# Where no stage comes back.
_NEVER = Again("", every=1, first=1_000_000)

# The stages someone has reached, of those that count after the date was moved.
_PASSED = """
    SELECT reached.stage, reached.step
    FROM (
        SELECT named.stage, named.step
        FROM unnest(%(stages)s::text[], %(steps)s::int[]) AS named(stage, step)
        UNION ALL
        SELECT %(again)s || '-' || nth, nth * %(every)s
        FROM generate_series(
            greatest(%(again_from)s, {person}.late / %(every)s - %(noted)s), {person}.late / %(every)s
        ) nth
    ) reached
    WHERE reached.step <= CASE WHEN {person}.spared THEN least({person}.late, 0) ELSE {person}.late END
      AND ({person}.eligible_since IS NULL OR EXISTS (
          SELECT 1 FROM notifications_day day
          WHERE day.is_working AND day.number = {person}.number + reached.step
            AND (day.date + time '09:00') AT TIME ZONE 'Asia/Dhaka' > {person}.eligible_since
      ))
"""

# What falls due, to whom, at which stage. `late` counts working days as of the last 09:00 passed.
# Each record is walked by index, once: the planner knows nothing of how many rows a CTE has.
_SCAN = """
    WITH source AS ({source}),
    ripe AS (
        SELECT source.record_id, source.seq::text AS seq, source.eligible_since, source.party_id,
               source.fallback_party_id, due.number, today.number - due.number AS late
        FROM source
        CROSS JOIN LATERAL (
            SELECT day.number + CASE WHEN day.is_working THEN 0 ELSE 1 END AS number
            FROM notifications_day day WHERE day.date = greatest(source.due_on, %(first_day)s)
        ) due
        JOIN notifications_day today ON today.date = %(opening)s
        WHERE today.number - due.number >= %(first_step)s
    ), present AS (
        SELECT DISTINCT ON (ripe.record_id, who.user_id) ripe.*, who.user_id, who.spared, who.instead
        FROM ripe
        CROSS JOIN LATERAL (
            WITH party_people AS (
                SELECT member.user_id, ({spared}) AS spared
                FROM {members}
                WHERE {may_view}
            )
            SELECT party_people.user_id, party_people.spared, FALSE AS instead FROM party_people
            UNION ALL
            SELECT member.user_id, FALSE, TRUE
            FROM {fallback_members}
            WHERE {may_view} AND NOT EXISTS (SELECT 1 FROM party_people)
        ) who
        ORDER BY ripe.record_id, who.user_id, who.instead, who.spared
    ), latest AS (
        SELECT present.*, top.step
        FROM present
        CROSS JOIN LATERAL ({passed_by_present} ORDER BY step DESC LIMIT 1) top
        WHERE NOT EXISTS (
            SELECT 1 FROM notifications_notice told
            WHERE told.record_type = %(record_type)s AND told.record_id = present.record_id
              AND told.recipient_id = present.user_id AND told.kind = %(kind)s
              AND told.occasion = present.seq || ':' || top.stage
        )
    ), written AS (
        INSERT INTO notifications_notice
            (ref, kind, record_type, record_id, occasion,
             seq, stage, recipient_id, instead, state, created_at)
        SELECT gen_random_uuid(), %(kind)s, %(record_type)s, latest.record_id,
               latest.seq || ':' || passed.stage, latest.seq, passed.stage, latest.user_id, latest.instead,
               CASE WHEN passed.step = latest.step THEN %(state)s ELSE 'skipped' END, %(at)s
        FROM latest
        CROSS JOIN LATERAL ({passed_by_latest}) passed
        -- In one order, so that two scans at once wait for each other and never in a circle.
        ORDER BY latest.record_id, latest.user_id, passed.step
        ON CONFLICT DO NOTHING
        RETURNING id, recipient_id, state, instead
    ), sent_out AS (
        INSERT INTO notifications_delivery
            (notice_id, channel, state, letter, next_try_at, tries, error, closed_reason)
        SELECT written.id, way.channel, 'waiting',
               -- One for each person and scan, whatever the kinds: it groups what goes as one letter.
               md5(written.recipient_id || ' ' || %(at)s::timestamptz)::uuid, %(at)s, 0, '', ''
        FROM written JOIN access_user person ON person.id = written.recipient_id
        CROSS JOIN LATERAL ({ways}) way
        WHERE written.state = 'told'
        RETURNING id
    )
    SELECT
        (SELECT coalesce(array_agg(id), ARRAY[]::bigint[]) FROM written WHERE state = 'told'),
        (SELECT count(*) FROM written WHERE state = 'skipped'),
        (SELECT count(*) FROM written WHERE state = 'told' AND instead),
        (SELECT count(*) FROM sent_out),
        (SELECT count(DISTINCT record_id) FROM ripe) - (SELECT count(DISTINCT record_id) FROM present)
"""


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
    is_held: bool = False
    by_kind: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def scan(*, at: datetime, as_skipped: bool = False, write: bool = True) -> ScanReport:
    """Write what is due as of an instant, once for each present recipient.

    Only the latest stage passed is told, whenever it passed; earlier ones are noted as skipped. A
    scan that would tell more than the ceiling writes its rows as held, for an administrator to
    release or drop. `as_skipped` notes everything passed as skipped and tells nobody (demo data);
    without `write` the report says what would be done.
    """
    report = ScanReport(at)
    told: list[int] = []
    with connection.cursor() as cursor:
        # The limits of a web page do not suit a scan of the whole country: the first one after a
        # large import writes for minutes, and one that is cut off would begin anew for ever.
        cursor.execute("SET LOCAL statement_timeout = '10min'; SET LOCAL lock_timeout = '30s'")
        for kind in all_kinds():
            if kind.due is None:
                continue
            cursor.execute(*_statement(kind, kind.due, at, as_skipped))
            ids, skipped, instead, mails, unreached = cursor.fetchone()
            told += ids
            report.by_kind[kind.name] = len(ids)
            report.skipped += skipped
            report.instead += instead
            report.mails += mails
            report.unreached += unreached
        report.told = len(told)
        if report.told > settings.NOTICE_CEILING:
            report.is_held = True
            cursor.execute("UPDATE notifications_notice SET state = 'held' WHERE id = ANY(%s)", [told])
            cursor.execute(
                "UPDATE notifications_delivery SET state = 'held' WHERE notice_id = ANY(%s)", [told]
            )
        cursor.execute("SET LOCAL statement_timeout TO DEFAULT; SET LOCAL lock_timeout TO DEFAULT")
    if not write:
        transaction.set_rollback(True)
    return report


def _statement(kind: Kind, due: Due, at: datetime, as_skipped: bool) -> tuple[str, dict[str, Any]]:
    stages = due.stages
    again = stages.again or _NEVER
    statement = _SCAN.format(
        source=due.sql,
        spared=due.spared,
        members=people_sql("ripe.party_id"),
        fallback_members=people_sql("ripe.fallback_party_id"),
        passed_by_present=_PASSED.format(person="present"),
        passed_by_latest=_PASSED.format(person="latest"),
        ways=ways_to_person(kind.channels),
        may_view=pairs_who_may(VIEW, kind.record_model, "ripe.record_id", "member.user_id"),
    )
    return statement, {
        "at": at,
        "kind": kind.name,
        "record_type": kind.record_type,
        "state": Notice.State.SKIPPED if as_skipped else Notice.State.TOLD,
        "opening": last_opening(at),
        "first_day": FIRST_DAY,
        "first_step": stages.first_step,
        "stages": list(stages.named),
        "steps": list(stages.named.values()),
        "again": again.name,
        "every": again.every,
        "again_from": again.first,
        "noted": _NOTED,
    }
