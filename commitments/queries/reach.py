"""Who can take the next step on a promise, where that is not plain from its buttons."""

from access.rules.viewer import Viewer
from commitments.models import Commitment, Stage
from partners.models import Organisation
from partners.who_can_act import WhoCan, who_can


def who_is_asked(viewer: Viewer, commitment: Commitment) -> WhoCan | None:
    """Return who can act for the body whose turn it is; None where nobody waits, or it needs no saying."""
    body = _whose_turn(commitment)
    if body is None or (body == commitment.owner and _speaks(viewer, commitment)):
        return None
    return who_can(viewer, body, commitment.committee_id)


def _speaks(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether the seat that speaks for the owner in this is this person's own."""
    seat = commitment.speaks_for
    return seat is not None and viewer.belongs_to(seat.party_id)


def _whose_turn(commitment: Commitment) -> Organisation | None:
    if commitment.stage == Stage.EVIDENCE_IN:
        return commitment.verifier
    is_owners = commitment.stage in (Stage.AGREED, Stage.ACCEPTED) or commitment.awaits_the_body
    return commitment.owner if is_owners else None
