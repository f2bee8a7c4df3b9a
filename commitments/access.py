"""Who may read a commitment and who may move it; nothing else decides that.

Read: the owner's whole organisation, those who support it, the verifier, the source committee with
its minute-takers, the secretariats above; MoHA's secretariat and oversight read every commitment.
Move: the owner's head and liaison officers, the verifier's, and whoever grants dates and drops.
"""

from collections.abc import Mapping

from django.db.models import Q

from access.models import Party, Role, Via
from access.rules.audiences import add_audience, readers_by_rule
from access.rules.engine import add_rule
from access.rules.readers import ReadBy, read_by_everyone
from access.rules.relations import belongs, in_audience
from commitments.models import Commitment
from partners.above import ReadByUplines, read_by_committees, read_by_organisation
from partners.models import Committee, Seat
from partners.queries import ABOVE, uplines

OWNER = belongs("owner__liaison_party")
VERIFIER = belongs("verifier__liaison_party")
GRANTING = belongs("granting_party")
SECRETARIAT = belongs("secretariat_party")

# The same as `granting_party_of` below, saved for the commitments of many committees at once.
SETTLE_GRANTING = f"""
    WITH RECURSIVE {ABOVE},
    keeps(committee_id, organisation_id) AS MATERIALIZED (
        SELECT s.committee_id, body.id
        FROM partners_seat s LEFT JOIN partners_office o ON o.id = s.office_id
        CROSS JOIN LATERAL (VALUES (s.organisation_id), (o.organisation_id)) AS body(id)
        WHERE s.role IN ('chair', 'member_secretary') AND s.until IS NULL AND body.id IS NOT NULL
    ),
    nearest AS (
        SELECT DISTINCT ON (c.id) c.id, k.secretariat_party_id AS party_id
        FROM commitments_commitment c
        JOIN above ON above.committee_id = c.committee_id
        JOIN partners_committee k ON k.id = above.above_id
        WHERE c.committee_id = ANY(%(committees)s) AND NOT EXISTS (
            SELECT FROM keeps WHERE keeps.committee_id = k.id AND keeps.organisation_id = c.owner_id)
        ORDER BY c.id, above.distance
    ),
    granting AS (
        SELECT c.id, COALESCE(nearest.party_id, verifier.liaison_party_id) AS party_id
        FROM commitments_commitment c
        LEFT JOIN nearest ON nearest.id = c.id
        LEFT JOIN partners_organisation verifier ON verifier.id = c.verifier_id
        WHERE c.committee_id = ANY(%(committees)s)
    )
    UPDATE commitments_commitment c SET granting_party_id = granting.party_id
    FROM granting
    WHERE granting.id = c.id AND c.granting_party_id IS DISTINCT FROM granting.party_id
"""  # noqa: S608 (our own tables)
READERS = (
    *read_by_organisation(Via.OWNER, "owner"),
    *read_by_organisation(Via.SUPPORT, "supporting"),
    # The verifier reads what it verifies, also when it sits in the committee above.
    *read_by_organisation(Via.SUPPORT, "verifier"),
    *read_by_committees("committee"),
    ReadBy(Via.COMMITTEE, "secretariat_party"),
    ReadByUplines("committee", settle=SETTLE_GRANTING),
    ReadBy(Via.UPLINE, "granting_party"),
    read_by_everyone(Q(for_network=True)),
)


def audience_of(commitment: Commitment) -> Mapping[int, Via]:
    """Return every party that reads this commitment because of what it is, each with its strongest reason."""
    return readers_by_rule([commitment])[commitment.pk]


def granting_party_of(commitment: Commitment) -> Party | None:
    """Return who grants dates, drops and waiting: the secretariat, but never on a promise of its own."""
    return Secretariats().granting_party_of(commitment)


class Secretariats:
    """The organisations in the secretariats of committees, each asked once for however many commitments."""

    def __init__(self) -> None:
        self._of: dict[int, set[int]] = {}

    def granting_party_of(self, commitment: Commitment) -> Party | None:
        """Return the secretariat; for an organisation of the secretariat itself the secretariat above.

        Where there is none above, at the NCC or in a meeting that the organisation called itself, it is
        the verifier.
        """
        committee = commitment.committee
        if committee is None and commitment.secretariat_party_id != commitment.owner.liaison_party_id:
            return commitment.secretariat_party
        for one in (committee, *uplines(committee)) if committee is not None else ():
            if commitment.owner_id not in self._organisations(one):
                return one.secretariat_party
        return commitment.verifier.liaison_party if commitment.verifier is not None else None

    def _organisations(self, committee: Committee) -> set[int]:
        if committee.pk not in self._of:
            seats = Seat.objects.filter(committee=committee, role__in=Seat.SECRETARIAT, until__isnull=True)
            pairs = seats.values_list("organisation_id", "office__organisation_id")
            self._of[committee.pk] = {organisation for pair in pairs for organisation in pair if organisation}
        return self._of[committee.pk]


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    whole = {Role.NATIONAL_SECRETARIAT, Role.OVERSIGHT}
    add_rule(Commitment, "view", in_audience(), whole=whole)
    for action in ("accept", "decline", "report", "ask"):
        add_rule(Commitment, action, OWNER)
    for action in ("verify", "request_information"):
        add_rule(Commitment, action, VERIFIER)
    add_rule(Commitment, "decide", GRANTING)
    # In a meeting: reported done, carry forward, propose to drop. None of them verifies. A minute-taker
    # drafts what the meeting said; on the record it comes when the secretariat circulates the minutes.
    add_rule(Commitment, "bring_forward", SECRETARIAT)
    add_rule(Commitment, "erase", SECRETARIAT, whole={Role.OVERSIGHT})
    add_rule(Committee, "record_commitment", belongs("secretariat_party"))
    add_audience(Commitment, reads=READERS)
