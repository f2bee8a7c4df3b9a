"""By which parties a body is addressed: what is chosen of a committee reaches the bodies of its seats."""

from typing import Any

from access.models.parties import EVERYONE
from access.rules.viewer import Viewer
from partners.models import Seat, Side

# As `threads.asked` says it of one text and all bodies; a test holds both equal.
_ADDRESSED = f"""
    SELECT o.id, addressed.party_id
    FROM (SELECT (%s AT TIME ZONE 'Asia/Dhaka')::date AS today) AS asked
    CROSS JOIN partners_organisation o
    CROSS JOIN LATERAL (
        VALUES (o.all_party_id), (o.liaison_party_id)
        UNION ALL
        SELECT p.id FROM access_party p WHERE p.code = '{EVERYONE}'
        UNION ALL
        SELECT reached.party_id
        FROM (
            SELECT s.* FROM partners_seat s WHERE s.organisation_id = o.id
            UNION ALL
            SELECT s.* FROM partners_office f JOIN partners_seat s ON s.office_id = f.id
            WHERE f.organisation_id = o.id AND f.heads
        ) AS s
        JOIN partners_committee k ON k.id = s.committee_id
        CROSS JOIN LATERAL (
            VALUES (k.members_party_id), (s.party_id),
                (CASE WHEN s.role = ANY(%s) THEN k.secretariat_party_id END),
                (CASE WHEN s.role <> '{Seat.Role.OBSERVER.value}' THEN CASE s.side
                    WHEN '{Side.GOVERNMENT.value}' THEN k.government_party_id
                    WHEN '{Side.NGO.value}' THEN k.ngo_party_id END END)
        ) AS reached(party_id)
        WHERE (s.until IS NULL OR s.until > asked.today)
          AND (k.ended_on IS NULL OR k.ended_on > asked.today)
    ) AS addressed(party_id)
    WHERE o.liaison_party_id = ANY(%s::bigint[]) AND addressed.party_id IS NOT NULL
"""  # noqa: S608 (our own tables)


def addresses_of_bodies(viewer: Viewer) -> tuple[str, list[Any]]:
    """Return what selects the bodies for which somebody answers, with each party that addresses one."""
    roles = [role.value for role in Seat.SECRETARIAT]
    return _ADDRESSED, [viewer.at, roles, list(viewer.party_ids)]
