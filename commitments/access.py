"""Who may read a commitment and who may move it; nothing else decides that.

Read: the owner's whole organisation, those who support it, the verifier, the source committee with
its minute-takers, the secretariats above; MoHA's secretariat and oversight read every commitment.
Move: the owner's head and liaison officers, the verifier's, and whoever grants dates and drops.
"""

from collections.abc import Mapping

from access.audiences import register_audience
from access.models import Party, Role, Via
from access.relations import belongs, in_audience
from access.rules import register
from commitments.models import Commitment
from partners.models import Committee, Seat
from partners.queries import uplines

OWNER = belongs("owner__liaison_party")
VERIFIER = belongs("verifier__liaison_party")
GRANTING = belongs("granting_party")
SECRETARIAT = belongs("secretariat_party")
MINUTE_TAKERS = belongs("committee__minute_takers_party")


def audience_of(commitment: Commitment) -> Mapping[int, Via]:
    """Return every party that reads this commitment because of what it is, each with its strongest reason."""
    parties: dict[int, Via] = {
        commitment.owner.all_party_id: Via.OWNER,
        commitment.owner.liaison_party_id: Via.OWNER,
    }
    supporting = [
        party
        for organisation in commitment.supporting.all()
        for party in (organisation.all_party_id, organisation.liaison_party_id)
    ]
    # The verifier reads what it verifies, also when it sits in the committee above.
    if commitment.verifier is not None:
        supporting += [commitment.verifier.all_party_id, commitment.verifier.liaison_party_id]
    for party in supporting:
        parties.setdefault(party, Via.SUPPORT)
    committee = commitment.committee
    if committee is not None:
        for party in (
            committee.members_party_id,
            committee.secretariat_party_id,
            committee.minute_takers_party_id,
        ):
            parties.setdefault(party, Via.COMMITTEE)
    if commitment.secretariat_party_id is not None:
        parties.setdefault(commitment.secretariat_party_id, Via.COMMITTEE)
    if committee is not None:
        for above in uplines(committee):
            parties.setdefault(above.secretariat_party_id, Via.UPLINE)
    if commitment.granting_party_id is not None:
        parties.setdefault(commitment.granting_party_id, Via.UPLINE)
    if commitment.for_network:
        parties.setdefault(Party.objects.everyone().pk, Via.LEVEL)
    return parties


def granting_party_of(commitment: Commitment) -> Party | None:
    """Return who grants dates, drops and waiting: the secretariat, but never on a promise of its own.

    For an organisation of the secretariat itself it is the secretariat above; where there is none
    above, at the NCC, it is the verifier.
    """
    committee = commitment.committee
    if committee is None:
        return commitment.secretariat_party
    for one in (committee, *uplines(committee)):
        if commitment.owner_id not in _secretariat_organisations(one):
            return one.secretariat_party
    return commitment.verifier.liaison_party if commitment.verifier is not None else None


def settle_granting(commitment: Commitment) -> None:
    """Keep who grants, after the committee has moved under another one."""
    granting = granting_party_of(commitment)
    if commitment.granting_party != granting:
        commitment.granting_party = granting
        commitment.save(update_fields=["granting_party"])


def _secretariat_organisations(committee: Committee) -> set[int]:
    seats = Seat.objects.filter(committee=committee, role__in=Seat.SECRETARIAT, until__isnull=True)
    pairs = seats.values_list("organisation_id", "office__organisation_id")
    return {organisation for pair in pairs for organisation in pair if organisation}


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    whole = {Role.NATIONAL_SECRETARIAT, Role.OVERSIGHT}
    register(Commitment, "view", in_audience(), whole=whole)
    for action in ("accept", "report", "ask"):
        register(Commitment, action, OWNER)
    for action in ("verify", "request_information"):
        register(Commitment, action, VERIFIER)
    register(Commitment, "decide", GRANTING)
    # In a meeting: reported done, carry forward, propose to drop. None of them verifies.
    register(Commitment, "bring_forward", SECRETARIAT | MINUTE_TAKERS)
    # A promise enters the record through those who keep the committee's minutes.
    register(Committee, "record_commitment", belongs("secretariat_party") | belongs("minute_takers_party"))
    register_audience(
        Commitment, audience_of, related=("owner", "verifier", "committee"), settle=settle_granting
    )
