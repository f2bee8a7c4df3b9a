"""Tell people of an event, in the transaction of the change that is the event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Case, Model, When

from access.models import User
from access.rules.engine import VIEW, pairs_who_may, people_who_may, people_who_may_sql
from access.rules.members import HAS_WAY_IN as OPENED
from access.rules.members import members_at
from access.rules.membership_sql import HAS_WAY_IN, LET_IN
from notifications.channels import ways_to_person
from notifications.kinds import Kind, find

# One statement: a notice and its deliveries are written together or not at all.
_WRITE = """
    WITH written AS (
        INSERT INTO notifications_notice
            (ref, kind, record_type, record_id, occasion,
             seq, stage, recipient_id, instead, state, created_at)
        SELECT gen_random_uuid(), %(kind)s, %(record_type)s, %(record_id)s, %(occasion)s, '', '',
               person.id, person.id <> ALL(%(own)s), 'told', %(at)s
        FROM access_user person
        WHERE person.id = ANY(%(people)s)
        ORDER BY person.id
        ON CONFLICT DO NOTHING
        RETURNING id, recipient_id
    ), sent_out AS (
        INSERT INTO notifications_delivery
            (notice_id, channel, state, next_try_at, tries, error, closed_reason)
        SELECT written.id, way.channel, 'waiting', %(at)s, 0, '', ''
        FROM written JOIN access_user person ON person.id = written.recipient_id
        CROSS JOIN LATERAL ({ways}) way
    )
    SELECT count(*) FROM written
"""


# The same of many records. Whoever did it is of the people, so that nobody is told in their place.
_WRITE_MANY = """
    WITH asked(nth, kind, record_id, occasion, fallback_id) AS MATERIALIZED (
        SELECT * FROM unnest(%(nths)s::int[], %(kinds)s::text[], %(records)s::bigint[], %(occasions)s::text[],
                             %(fallbacks)s::bigint[])
    ), own AS MATERIALIZED (
        SELECT asked.nth, whom.id FROM asked CROSS JOIN LATERAL ({people}) AS whom
    ), others AS (
        SELECT DISTINCT asked.nth, person.id
        FROM asked
        JOIN access_partymember m ON m.party_id = asked.fallback_id AND m.period @> %(at)s::timestamptz
        JOIN access_user person ON person.id = m.user_id AND {let_in}
        WHERE NOT EXISTS (
            SELECT FROM own JOIN access_user person USING (id) WHERE own.nth = asked.nth AND {has_way_in}
        ) AND {may_view}
    ), told AS (
        SELECT nth, id, FALSE AS instead FROM own UNION ALL SELECT nth, id, TRUE FROM others
    ), written AS (
        INSERT INTO notifications_notice
            (ref, kind, record_type, record_id, occasion,
             seq, stage, recipient_id, instead, state, created_at)
        SELECT gen_random_uuid(), asked.kind, %(record_type)s, asked.record_id, asked.occasion, '', '',
               told.id, told.instead, 'told', %(at)s
        FROM told JOIN asked USING (nth)
        WHERE told.id IS DISTINCT FROM %(by)s
        ORDER BY nth, told.id
        ON CONFLICT DO NOTHING
        RETURNING id, recipient_id
    ), sent_out AS (
        INSERT INTO notifications_delivery
            (notice_id, channel, state, next_try_at, tries, error, closed_reason)
        SELECT written.id, way.channel, 'waiting', %(at)s, 0, '', ''
        FROM written JOIN access_user person ON person.id = written.recipient_id
        CROSS JOIN LATERAL ({ways}) way
        ORDER BY written.id
    )
    SELECT count(*) FROM written
"""


@dataclass(frozen=True)
class Telling:
    """One event: what is told of which record, and the id of the event ("line:12")."""

    kind: Kind
    record: Model
    occasion: str


def tell_all(tellings: Sequence[Telling], *, at: datetime, by: User | None = None) -> int:
    """Tell people of several events as `tell` does of one, in one statement where their kinds allow it:
    in the transaction of the change.

    They do when they say whom they are for by what one may do (`Kind.may`).
    """
    together: dict[Any, list[Telling]] = {}
    told = 0
    for one in tellings:
        if one.kind.may:
            alike = (one.kind.model, one.kind.may, one.kind.channels)
            together.setdefault(alike, []).append(one)
        else:
            told += tell(kind=one.kind, record=one.record, occasion=one.occasion, at=at, by=by)
    return told + sum(_tell_together(alike, at=at, by=by) for alike in together.values())


def tell(*, kind: Kind, record: Model, occasion: str, at: datetime, by: User | None = None) -> int:
    """Tell the people of a kind about an event, once; call it in the transaction of the change.

    `occasion` is the id of the event ("circulated:12"), never "today". Told are the kind's own
    people among those who may view the record; where nobody of them has come in yet, too, the kind's
    fallback, marked as told instead. Whoever did it (`by`) knows already. Returns how many were told now.
    """
    if kind.may:
        return _tell_together([Telling(kind, record, occasion)], at=at, by=by)
    _must_be_known(kind)
    readers = people_who_may(VIEW, record, at)
    meant = readers.filter(pk__in=kind.recipients(record, at).values("pk"))
    opened = meant.annotate(is_opened=Case(When(OPENED, then=True), default=False))
    own = dict(opened.values_list("pk", "is_opened"))
    people = set(own)
    if not any(own.values()) and (party := kind.fallback(record)) is not None:
        people |= set(readers.filter(members_at(at, party=party)).values_list("pk", flat=True))
    if by is not None:
        people.discard(by.pk)
    if not people:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(ways=ways_to_person(kind.channels)),
            {
                "kind": kind.name,
                "record_type": kind.record_type,
                "record_id": record.pk,
                "occasion": occasion,
                "own": sorted(own),
                "people": sorted(people),
                "at": at,
            },
        )
        return int(cursor.fetchone()[0])


def _tell_together(tellings: Sequence[Telling], *, at: datetime, by: User | None) -> int:
    for one in tellings:
        _must_be_known(one.kind)
    kind = tellings[0].kind
    fallbacks = [one.kind.fallback(one.record) for one in tellings]
    statement = _WRITE_MANY.format(
        people=people_who_may_sql(kind.may, kind.record_model, "asked.record_id"),
        let_in=LET_IN,
        has_way_in=HAS_WAY_IN,
        may_view=pairs_who_may(VIEW, kind.record_model, "asked.record_id", "person.id"),
        ways=ways_to_person(kind.channels),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            {
                "nths": list(range(len(tellings))),
                "kinds": [one.kind.name for one in tellings],
                "records": [one.record.pk for one in tellings],
                "occasions": [one.occasion for one in tellings],
                "fallbacks": [party.pk if party is not None else None for party in fallbacks],
                "record_type": kind.record_type,
                "by": by.pk if by is not None else None,
                "at": at,
            },
        )
        return int(cursor.fetchone()[0])


def _must_be_known(kind: Kind) -> None:
    if find(kind.name) != kind:
        # It would be written, and neither shown nor sent.
        raise ValueError(f"the kind {kind.name} is not registered")
