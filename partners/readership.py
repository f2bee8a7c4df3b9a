"""Who will see something, in words with numbers, counted by the database however many they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models.parties import EVERYONE
from access.rules.membership_sql import LET_IN
from language.digits import localise
from partners.models import Side
from partners.models.figures import GOOD_FOR

# The side somebody is on, once: that of the body they serve, else of the office they hold. An office
# without a body is the government's. Whoever types for an office, or is nobody in the directory, is on none.
_SIDE = """
    COALESCE(
        (SELECT o.side FROM partners_membership s JOIN partners_organisation o ON o.id = s.organisation_id
         WHERE s.person_id = p.id AND s.period @> %(at)s::timestamptz ORDER BY s.id LIMIT 1),
        (SELECT COALESCE(o.side, 'government') FROM partners_officeholder h
         JOIN partners_office f ON f.id = h.office_id
         LEFT JOIN partners_organisation o ON o.id = f.organisation_id
         WHERE h.person_id = p.id AND h.period @> %(at)s::timestamptz ORDER BY h.id LIMIT 1),
        '')
"""
# What stands after WITH `reader(id)`, people with a login: how many of them there are on each side.
BY_SIDE = f"""
    SELECT {_SIDE} AS side, count(*) AS people
    FROM reader LEFT JOIN partners_person p ON p.user_id = reader.id
    GROUP BY 1
"""  # noqa: S608 (our own tables)
# Where the kept figure speaks for the whole network, only those outside the network are counted. LIMIT
# has each of them looked up: without it all of the network might be read to tell a handful.
_READERS = f"""
    WITH network AS (
        SELECT id FROM access_party WHERE code = %(everyone)s AND id = ANY(%(parties)s)
    ), kept AS MATERIALIZED (
        SELECT side, people FROM partners_networkfigure
        WHERE counted_at BETWEEN %(at)s::timestamptz - %(good_for)s AND %(at)s::timestamptz + %(good_for)s
          AND EXISTS (SELECT FROM network)
    ), asked AS (
        SELECT id FROM unnest(%(parties)s::bigint[]) AS given(id)
        WHERE NOT (EXISTS (SELECT FROM kept) AND id IN (SELECT id FROM network))
    ), reader AS (
        SELECT DISTINCT person.id
        FROM asked
        JOIN access_partymember m ON m.party_id = asked.id AND m.period @> %(at)s::timestamptz
        JOIN access_user person ON person.id = m.user_id AND {LET_IN}
        WHERE NOT EXISTS (SELECT FROM kept) OR (
            SELECT 1 FROM access_partymember n JOIN network ON network.id = n.party_id
            WHERE n.user_id = person.id AND n.period @> %(at)s::timestamptz LIMIT 1) IS NULL
    ), counted AS ({BY_SIDE})
    SELECT side, sum(people)::int
    FROM (SELECT side, people FROM kept UNION ALL SELECT side, people FROM counted) AS found
    GROUP BY side
"""  # noqa: S608 (our own tables)


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
    """Count the people of these parties at this instant, by the side they are on.

    What is open to the whole network says how many that was when the worker last counted it.
    """
    parties = list(party_ids)
    if not parties:
        return AudienceStatement(0, [])
    values: dict[str, Any] = {"parties": parties, "at": at, "everyone": EVERYONE, "good_for": GOOD_FOR}
    with connection.cursor() as cursor:
        cursor.execute(_READERS, values)
        people = {side: number for side, number in cursor.fetchall() if number}
    labels = [*((value, str(Side(value).label)) for value in Side.values), ("", _("others"))]
    sides = [(label, people[value]) for value, label in labels if value in people]
    return AudienceStatement(sum(people.values()), sides)
