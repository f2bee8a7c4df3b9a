"""The statement that finds what falls due, to whom, at which stage, and writes it; one for each kind.

What was told already is asked first, rights last: nearly everything that is due was told on another day.
Of a due date a stage counts as told when a later one was: earlier ones are noted only so that the record
shows them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from access.rules.engine import VIEW, pairs_who_may
from access.rules.membership_sql import HAS_WAY_IN, people_sql
from notifications.channels import ways_to_person
from notifications.kinds import Again, Due, Kind
from notifications.working_days import FIRST_DAY, last_opening

# How many earlier ones of a stage that comes back are noted as skipped beside one that is told.
_NOTED = 1
# Where no stage comes back.
_NEVER = Again("", every=1, first=1_000_000)


@dataclass(frozen=True)
class Only:
    """What a scan looks at when it does not look at everything: records, those of parties, due dates."""

    records: Collection[int] = ()
    parties: Collection[int] = ()
    due_on: Sequence[date] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.parties or self.due_on)

    def narrow(self, source: str) -> str:
        """Return the SELECT of a room for these alone: one way in for each, so that each has its index."""
        ways = [
            (self.records, "record_id = ANY(%(records)s)"),
            (self.parties, "party_id = ANY(%(parties)s)"),
            (self.parties, "fallback_party_id = ANY(%(parties)s)"),
            (self.due_on, "greatest(due_on, %(first_day)s::date) = ANY(%(due_on)s::date[])"),
        ]
        selects = [f"SELECT * FROM ({source}) found WHERE {holds}" for wanted, holds in ways if wanted]  # noqa: S608 (a room's own SELECT)
        return " UNION ".join(selects)


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
# People with the latest stage they reached, when neither it nor a later one is noted.
_UNTOLD = """
    SELECT pair.*, top.step, noted.step AS noted
    FROM ({pairs}) pair
    CROSS JOIN LATERAL ({passed} ORDER BY step DESC LIMIT 1) top
    CROSS JOIN LATERAL (
        SELECT max(CASE
            WHEN named.step IS NOT NULL THEN named.step
            WHEN starts_with(told.occasion, pair.seq || ':' || %(again)s || '-')
            THEN substr(told.occasion, length(pair.seq || ':' || %(again)s || '-') + 1)::int * %(every)s
        END) AS step
        FROM notifications_notice told
        LEFT JOIN unnest(%(stages)s::text[], %(steps)s::int[]) AS named(stage, step)
          ON told.occasion = pair.seq || ':' || named.stage
        WHERE told.record_type = %(record_type)s AND told.record_id = pair.record_id
          AND told.recipient_id = pair.user_id AND told.kind = %(kind)s
          AND starts_with(told.occasion, pair.seq || ':')
    ) noted
    WHERE noted.step IS NULL OR noted.step < top.step
"""
# `late` counts working days as of the last 09:00 passed.
# Each record is walked by index, once: the planner knows nothing of how many rows a CTE has.
_STATEMENT = """
    WITH source AS ({source}),
    ripe AS MATERIALIZED (
        SELECT source.record_id, source.seq::text AS seq, source.eligible_since, source.party_id,
               source.fallback_party_id, due.number, today.number - due.number AS late
        FROM source
        CROSS JOIN LATERAL (
            SELECT day.number + CASE WHEN day.is_working THEN 0 ELSE 1 END AS number
            FROM notifications_day day WHERE day.date = greatest(source.due_on, %(first_day)s)
        ) due
        JOIN notifications_day today ON today.date = %(opening)s
        WHERE today.number - due.number >= %(first_step)s
    ), body AS MATERIALIZED ({of_body}),
    untold AS MATERIALIZED ({untold}),
    readers AS MATERIALIZED (SELECT untold.* FROM untold WHERE {may_view}),
    -- Nobody of the body can be reached, an account that nobody has come into yet being nobody: asked only
    -- where none of those to be told can. By NOT IN, which
    -- hashes: of two CTEs the planner would compare each row with each.
    unread AS MATERIALIZED (
        SELECT body.record_id, body.user_id FROM body
        WHERE opened AND record_id NOT IN (SELECT record_id FROM readers WHERE opened)
    ), alone AS MATERIALIZED (
        SELECT ripe.* FROM ripe
        WHERE record_id NOT IN (SELECT record_id FROM readers WHERE opened)
          AND record_id NOT IN (SELECT body.record_id FROM unread body WHERE {body_may_view})
    ), latest AS MATERIALIZED (
        SELECT readers.*, FALSE AS instead FROM readers
        UNION ALL
        SELECT untold.*, TRUE FROM ({untold_instead}) untold WHERE {may_view}
    ), written AS (
        INSERT INTO notifications_notice
            (ref, kind, record_type, record_id, occasion,
             seq, stage, recipient_id, instead, state, created_at)
        SELECT gen_random_uuid(), %(kind)s, %(record_type)s, latest.record_id,
               latest.seq || ':' || passed.stage, latest.seq, passed.stage, latest.user_id, latest.instead,
               CASE WHEN passed.step = latest.step AND NOT %(as_skipped)s THEN 'told' ELSE 'skipped' END,
               %(at)s
        FROM latest
        CROSS JOIN LATERAL ({passed}) passed
        -- In bulk the latest is enough: it says that the earlier ones are over.
        WHERE passed.step = latest.step
           OR (NOT %(as_skipped)s AND (latest.noted IS NULL OR passed.step > latest.noted))
        -- In one order, so that two scans at once wait for each other and never in a circle.
        ORDER BY latest.record_id, latest.user_id, passed.step
        ON CONFLICT DO NOTHING
        -- As an expression: the planner would take the share of what was told from the statistics, and they
        -- may say that none was.
        RETURNING id, record_id, recipient_id, state = 'told' AS is_told, instead
    ), sent_out AS (
        INSERT INTO notifications_delivery
            (notice_id, channel, state, letter, next_try_at, tries, error, closed_reason)
        SELECT written.id, way.channel, 'waiting',
               -- One for each person and scan, whatever the kinds: it groups what goes as one letter.
               md5(written.recipient_id || ' ' || %(at)s::timestamptz)::uuid, %(at)s, 0, '', ''
        FROM written JOIN access_user person ON person.id = written.recipient_id
        CROSS JOIN LATERAL ({ways}) way
        WHERE written.is_told
        RETURNING id
    ), told AS (
        SELECT written.id, latest.late, written.instead
        FROM written JOIN latest
          ON latest.record_id = written.record_id AND latest.user_id = written.recipient_id
        WHERE written.is_told
    )
    SELECT
        (SELECT coalesce(array_agg(id ORDER BY id), '{{}}') FROM told),
        (SELECT coalesce(array_agg(late ORDER BY id), '{{}}') FROM told),
        (SELECT count(*) FROM latest CROSS JOIN LATERAL ({passed}) passed
         WHERE (%(as_skipped)s OR passed.step < latest.step)
           AND (latest.noted IS NULL OR passed.step > latest.noted)),
        (SELECT count(*) FROM told WHERE instead),
        (SELECT count(*) FROM sent_out),
        (SELECT count(*) FROM alone
         WHERE NOT EXISTS (SELECT 1 FROM {alone_members} WHERE {alone_may_view}))
"""
_OF_BODY = """
    SELECT ripe.*, who.user_id, who.spared, who.opened
    FROM ripe JOIN (
        SELECT party.party_id, member.user_id, bool_and({spared}) AS spared, bool_and(member.opened) AS opened
        FROM (SELECT DISTINCT party_id FROM ripe OFFSET 0) party,
             LATERAL (SELECT member.*, {has_way_in} AS opened FROM {members}) member
        GROUP BY party.party_id, member.user_id
    ) who ON who.party_id = ripe.party_id
"""
_INSTEAD = """
    SELECT alone.*, who.user_id, FALSE AS spared, TRUE AS opened
    FROM alone CROSS JOIN LATERAL (SELECT DISTINCT member.user_id FROM {members}) who
"""


def statement_for(
    kind: Kind, due: Due, at: datetime, *, as_skipped: bool = False, only: Only | None = None
) -> tuple[str, dict[str, Any]]:
    """Return what finds and writes everything due of a kind, or only this, and its parameters.

    It answers with one row: numbers of the notices told, how late each is, stages skipped, told instead,
    deliveries, records with nobody to tell.
    """

    def may_view(record: str, person: str) -> str:
        return pairs_who_may(VIEW, kind.record_model, record, person)

    again = due.stages.again or _NEVER
    instead = _INSTEAD.format(members=people_sql("alone.fallback_party_id"))
    statement = _STATEMENT.format(
        source=due.sql if only is None else only.narrow(due.sql),
        of_body=_OF_BODY.format(
            spared=due.spared, members=people_sql("party.party_id"), has_way_in=HAS_WAY_IN
        ),
        untold=_UNTOLD.format(pairs="SELECT * FROM body", passed=_PASSED.format(person="pair")),
        untold_instead=_UNTOLD.format(pairs=instead, passed=_PASSED.format(person="pair")),
        alone_members=people_sql("alone.fallback_party_id"),
        passed=_PASSED.format(person="latest"),
        ways=ways_to_person(kind.channels),
        may_view=may_view("untold.record_id", "untold.user_id"),
        body_may_view=may_view("body.record_id", "body.user_id"),
        alone_may_view=may_view("alone.record_id", "member.user_id"),
    )
    wanted = only or Only()
    return statement, {
        "at": at,
        "kind": kind.name,
        "record_type": kind.record_type,
        "as_skipped": as_skipped,
        "opening": last_opening(at),
        "first_day": FIRST_DAY,
        "first_step": due.stages.first_step,
        "stages": list(due.stages.named),
        "steps": list(due.stages.named.values()),
        "again": again.name,
        "every": again.every,
        "again_from": again.first,
        "noted": _NOTED,
        "records": list(wanted.records),
        "parties": list(wanted.parties),
        "due_on": list(wanted.due_on),
    }
