"""Who grants dates, drops and waiting: one rule, for one promise as for those of a whole district.

It is the secretariat; for an organisation of the secretariat itself the nearest one above in which it has no
part. Where there is none, at the NCC or in a meeting that the organisation called itself, it is the verifier.
"""

from collections.abc import Sequence

from django.db import connection

from commitments.models import Commitment
from partners.above import climb

# Of what `asked` selects: its id, and the party that grants.
_GRANTING = f"""
    WITH RECURSIVE asked(id, committee_id, secretariat_id, owner_id, verifier_id) AS MATERIALIZED ({{asked}}),
    {climb("SELECT DISTINCT committee_id FROM asked WHERE committee_id IS NOT NULL")},
    keeps(committee_id, organisation_id) AS MATERIALIZED (
        SELECT s.committee_id, body.id
        FROM partners_seat s LEFT JOIN partners_office o ON o.id = s.office_id
        CROSS JOIN LATERAL (VALUES (s.organisation_id), (o.organisation_id)) AS body(id)
        WHERE s.committee_id IN (SELECT above_id FROM above)
          AND s.role IN ('chair', 'member_secretary') AND s.until IS NULL AND body.id IS NOT NULL
    ),
    nearest AS (
        SELECT DISTINCT ON (asked.id) asked.id, k.secretariat_party_id AS party_id
        FROM asked
        JOIN above ON above.committee_id = asked.committee_id
        JOIN partners_committee k ON k.id = above.above_id
        WHERE NOT EXISTS (
            SELECT FROM keeps WHERE keeps.committee_id = k.id AND keeps.organisation_id = asked.owner_id)
        ORDER BY asked.id, above.distance
    )
    SELECT asked.id, CASE
        WHEN asked.committee_id IS NULL AND asked.secretariat_id IS DISTINCT FROM owner.liaison_party_id
            THEN asked.secretariat_id
        ELSE COALESCE(nearest.party_id, verifier.liaison_party_id) END
    FROM asked
    LEFT JOIN partners_organisation owner ON owner.id = asked.owner_id
    LEFT JOIN nearest ON nearest.id = asked.id
    LEFT JOIN partners_organisation verifier ON verifier.id = asked.verifier_id
"""  # noqa: S608 (our own tables)
_NAMED = _GRANTING.format(
    asked="SELECT * FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])"
)
_OF_COMMITTEES = _GRANTING.format(
    asked="SELECT id, committee_id, secretariat_party_id, owner_id, verifier_id"
    " FROM commitments_commitment WHERE committee_id = ANY(%(committees)s)"
)
# Saves it for all promises of some committees, when these have moved.
SETTLE_GRANTING = f"""
    UPDATE commitments_commitment c SET granting_party_id = granting.party_id
    FROM ({_OF_COMMITTEES}) AS granting(id, party_id)
    WHERE granting.id = c.id AND c.granting_party_id IS DISTINCT FROM granting.party_id
"""  # noqa: S608 (our own tables)


def name_granting(commitments: Sequence[Commitment]) -> None:
    """Let each of these promises name who grants, as its facts are now; they need not be saved yet."""
    facts = [
        (place, one.committee_id, one.secretariat_party_id, one.owner_id, one.verifier_id)
        for place, one in enumerate(commitments)
    ]
    if not facts:
        return
    for place, party in _granting_of(facts):
        commitments[place].granting_party_id = party


def nobody_grants_yet(commitment: Commitment) -> bool:
    """Whether nobody grants, as long as it is not known who verifies."""
    facts = (0, commitment.committee_id, commitment.secretariat_party_id, commitment.owner_id, None)
    return all(party is None for _place, party in _granting_of([facts]))


def _granting_of(facts: Sequence[tuple[int | None, ...]]) -> Sequence[tuple[int, int | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, list(map(list, zip(*facts, strict=True))))
        found: Sequence[tuple[int, int | None]] = cursor.fetchall()
    return found
