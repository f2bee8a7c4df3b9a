"""Who will see something, in words with numbers, counted by the database however many they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models.parties import EVERYONE
from access.rules.membership_sql import LET_IN
from access.toolkit.prepared import named
from language.digits import localise
from partners.models import Side
from partners.models.figures import GOOD_FOR

# The side somebody is on, once: that of the body they serve, else of the office they hold. An office
# without a body is the government's. Whoever types for an office, or is nobody in the directory, is on none.
SIDE = """
    COALESCE(
        (SELECT o.side FROM partners_membership s JOIN partners_organisation o ON o.id = s.organisation_id
         WHERE s.person_id = p.id AND s.period @> %(at)s::timestamptz ORDER BY s.id LIMIT 1),
        (SELECT COALESCE(o.side, 'government') FROM partners_officeholder h
         JOIN partners_office f ON f.id = h.office_id
         LEFT JOIN partners_organisation o ON o.id = f.organisation_id
         WHERE h.person_id = p.id AND h.period @> %(at)s::timestamptz ORDER BY h.id LIMIT 1),
        '')
"""
# What stands after WITH `reader(nth, id)`, people with a login: how many there are on each side, by `nth`.
BY_SIDE = f"""
    SELECT reader.nth, {SIDE} AS side, count(*) AS people
    FROM reader LEFT JOIN partners_person p ON p.user_id = reader.id
    GROUP BY 1, 2
"""  # noqa: S608 (our own tables)
# Where the kept figure speaks for the whole network, only those outside the network are counted. LIMIT
# has each of them looked up: without it all of the network might be read to tell a handful.
_READERS = f"""
    WITH given(nth, party_id) AS (
        SELECT * FROM unnest(%(of_parties)s::int[], %(parties)s::bigint[])
    ), kept AS MATERIALIZED (
        SELECT given.nth, given.party_id, figure.side, figure.people
        FROM access_party network JOIN given ON given.party_id = network.id
        CROSS JOIN partners_networkfigure figure
        WHERE network.code = %(everyone)s AND figure.counted_at
            BETWEEN %(at)s::timestamptz - %(good_for)s AND %(at)s::timestamptz + %(good_for)s
    ), candidate(nth, user_id) AS (
        SELECT given.nth, m.user_id
        FROM given JOIN access_partymember m
          ON m.party_id = given.party_id AND m.period @> %(at)s::timestamptz
        WHERE (given.nth, given.party_id) NOT IN (SELECT nth, party_id FROM kept)
        UNION
        SELECT * FROM unnest(%(of_users)s::int[], %(users)s::bigint[])
    ), reader(nth, id) AS (
        SELECT candidate.nth, person.id
        FROM candidate JOIN access_user person ON person.id = candidate.user_id AND {LET_IN}
        WHERE (SELECT 1 FROM kept JOIN access_partymember n ON n.party_id = kept.party_id
               WHERE kept.nth = candidate.nth AND n.user_id = person.id
                 AND n.period @> %(at)s::timestamptz LIMIT 1) IS NULL
    ), counted AS ({BY_SIDE})
    SELECT nth, side, sum(people)::int
    FROM (SELECT nth, side, people FROM kept UNION ALL SELECT nth, side, people FROM counted) AS found
    GROUP BY nth, side
"""  # noqa: S608 (our own tables)


@dataclass(frozen=True)
class Readers:
    """Who reads something: the people of these parties, and these people by themselves."""

    parties: Collection[int]
    users: Collection[int] = ()


@dataclass(frozen=True)
class AudienceStatement:
    """Who will see something, in words with numbers."""

    total: int
    sides: list[tuple[str, int]]

    @property
    def text(self) -> str:
        """ "20 people: 12 government, 5 NGO, 3 observers." in the active language."""
        if not self.total:
            return _("Nobody with an account will see this yet.")
        head = ngettext("%(count)s person", "%(count)s people", self.total) % {
            "count": localise(str(self.total))
        }
        parts = ", ".join(f"{localise(str(number))} {label}" for label, number in self.sides)
        if not parts:
            return _("%(people)s.") % {"people": head}
        return _("%(people)s: %(sides)s.") % {"people": head, "sides": parts}


def audience_statement(party_ids: Iterable[int], at: datetime) -> AudienceStatement:
    """Count the people of these parties at this instant, by the side they are on."""
    return audience_statements([Readers(list(party_ids))], at)[0]


def audience_statements(asked: Sequence[Readers], at: datetime) -> list[AudienceStatement]:
    """Count the readers of several things at this instant, by the side they are on: one query.

    What is open to the whole network says how many that was when the worker last counted it.
    """
    parties = [(nth, party) for nth, readers in enumerate(asked) for party in readers.parties]
    users = [(nth, user) for nth, readers in enumerate(asked) for user in readers.users]
    values: dict[str, Any] = {
        "of_parties": [nth for nth, _party in parties],
        "parties": [party for _nth, party in parties],
        "of_users": [nth for nth, _user in users],
        "users": [user for _nth, user in users],
        "at": at,
        "everyone": EVERYONE,
        "good_for": GOOD_FOR,
    }
    found: list[dict[str, int]] = [{} for _readers in asked]
    with connection.cursor() as cursor:
        cursor.execute(_READERS, named(values))
        for nth, side, number in cursor.fetchall():
            found[nth][side] = number
    return [_statement(people) for people in found]


def _statement(people: Mapping[str, int]) -> AudienceStatement:
    labels = [*((value, str(Side(value).label)) for value in Side.values), ("", _("others"))]
    sides = [(label, people[value]) for value, label in labels if people.get(value)]
    return AudienceStatement(sum(people.values()), sides)
