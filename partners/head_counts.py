"""How many people an audience is, on which side, and whom of them its author should think of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from access.choosing.choices import everyone
from access.choosing.words import HeadCount
from access.rules.membership_sql import LET_IN
from access.toolkit.prepared import named
from partners.models import Organisation, Seat, Side
from partners.readership import SIDE, Readers, audience_statements

OBSERVER = "observer"
_OFFICE = Organisation.Kind.LOCAL_OFFICE.value
_LAW = Organisation.Kind.LAW_ENFORCEMENT.value
# Whose local offices are those of the Deputy Commissioners and of the Upazila Nirbahi Officers.
_ADMINISTRATION = "MoPA"
# What stands after FROM: bodies as `o`, each with the one above it. Whether one is of the police or of the
# administration, which those who write of it should know.
_BODIES = "partners_organisation o LEFT JOIN partners_organisation above ON above.id = o.parent_id"
_IS_LAW = f"'{_LAW}' IN (o.kind, above.kind)"
_IS_ADMINISTRATION = (
    f"(above.code = '{_ADMINISTRATION}' AND o.kind = '{Organisation.Kind.LOCAL_OFFICE.value}')"
)
# Whoever is here by seats of observers alone is counted as one. Where a seat gives a person their place, the
# reason ends with it (`partners.parties`). People by themselves are no observers.
_PEOPLE = f"""
    WITH member(user_id, observes) AS (
        SELECT m.user_id, COALESCE(seat.role = '{Seat.Role.OBSERVER.value}', FALSE)
        FROM access_partymember m
        LEFT JOIN partners_seat seat ON seat.id = substring(m.reason FROM ':seat:([0-9]+)$')::bigint
        WHERE m.party_id = ANY(%(parties)s::bigint[]) AND m.period @> %(at)s::timestamptz
        UNION ALL
        SELECT named, FALSE FROM unnest(%(users)s::bigint[]) AS named
    ), reader(id, observes) AS (
        SELECT person.id, bool_and(member.observes)
        FROM member JOIN access_user person ON person.id = member.user_id AND {LET_IN}
        GROUP BY person.id
    ), known AS MATERIALIZED (
        SELECT p.id, CASE WHEN reader.observes THEN '{OBSERVER}' ELSE {SIDE} END AS side
        FROM reader LEFT JOIN partners_person p ON p.user_id = reader.id
    ), body(id) AS (
        SELECT s.organisation_id FROM known
        JOIN partners_membership s ON s.person_id = known.id AND s.period @> %(at)s::timestamptz
        UNION
        SELECT f.organisation_id FROM known
        JOIN partners_officeholder h ON h.person_id = known.id AND h.period @> %(at)s::timestamptz
        JOIN partners_office f ON f.id = h.office_id
    ), among AS (
        SELECT COALESCE(bool_or({_IS_LAW}), FALSE) AS law,
            COALESCE(bool_or({_IS_ADMINISTRATION}), FALSE) AS administration,
            COALESCE(bool_or(o.side = '{Side.GOVERNMENT.value}'), FALSE) AS government
        FROM body JOIN {_BODIES} ON o.id = body.id
    )
    SELECT known.side, count(*)::int, among.law, among.administration, among.government
    FROM known CROSS JOIN among GROUP BY 1, 3, 4, 5
"""  # noqa: S608 (our own tables)
# Each office or body in turn, until somebody is there: the offices first, for nearly always one is held.
_HAS_SOMEBODY = f"""
    EXISTS (
        SELECT 1 FROM {_BODIES} JOIN partners_office f ON f.organisation_id = o.id
        WHERE {{meant}} AND (
            SELECT h.id FROM partners_officeholder h
            JOIN partners_person p ON p.id = h.person_id
            JOIN access_user person ON person.id = p.user_id AND {LET_IN}
            WHERE h.office_id = f.id AND h.period @> %(at)s::timestamptz LIMIT 1) IS NOT NULL
    ) OR EXISTS (
        SELECT 1 FROM {_BODIES}
        WHERE {{meant}} AND (
            SELECT s.id FROM partners_membership s
            JOIN partners_person p ON p.id = s.person_id
            JOIN access_user person ON person.id = p.user_id AND {LET_IN}
            WHERE s.organisation_id = o.id AND s.period @> %(at)s::timestamptz LIMIT 1) IS NOT NULL
    )
"""  # noqa: S608 (our own tables)
_NETWORK = f"SELECT {_HAS_SOMEBODY.format(meant=_IS_LAW)}, {_HAS_SOMEBODY.format(meant=_IS_ADMINISTRATION)}"


def head_count(party_ids: Collection[int], users: Collection[int], at: datetime) -> HeadCount:
    """Count the people of these parties, and these people, at this instant: as many statements for all.

    What is open to the whole network says how many that was when the worker last counted it.
    """
    if everyone() in party_ids:
        return _network_and(party_ids, users, at)
    people: dict[str, int] = {}
    law = administration = government = False
    for side, number, law, administration, government in _asked(  # noqa: B007 (the same in each row)
        _PEOPLE, {"parties": list(party_ids), "users": list(users), "at": at}
    ):
        people[side] = number
    return HeadCount(
        sum(people.values()),
        _in_words(people),
        _among(law=law, administration=administration),
        has_government=government or not people or Side.GOVERNMENT.value in people,
    )


def _network_and(party_ids: Collection[int], users: Collection[int], at: datetime) -> HeadCount:
    (statement,) = audience_statements([Readers(party_ids, users)], at)
    ((law, administration),) = _asked(_NETWORK, {"at": at})
    return HeadCount(statement.total, statement.sides, _among(law=law, administration=administration))


def _asked(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, named(values))
        return list(cursor.fetchall())


def _in_words(people: dict[str, int]) -> list[tuple[str, int]]:
    labels = {value: str(Side(value).label) for value in Side.values}
    labels |= {OBSERVER: _("observers"), "": _("others")}
    return [(label, people[value]) for value, label in labels.items() if people.get(value)]


def _among(*, law: bool, administration: bool) -> list[str]:
    found = [_("police or other law enforcement")] if law else []
    return (
        [*found, _("offices of Deputy Commissioners or Upazila Nirbahi Officers")]
        if administration
        else found
    )
