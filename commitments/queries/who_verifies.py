"""What people read of who will verify, before it is named; and whom those may choose who name one."""

from datetime import datetime

from django.utils.translation import gettext as _

from commitments.models import Commitment
from commitments.queries.verifiers import Candidate, verifier_candidates
from language.words import named


def passed_by(commitment: Commitment) -> set[int]:
    """Return the bodies that have passed it on."""
    return set(commitment.passed_on.values_list("organisation_id", flat=True))


def to_be_named(commitment: Commitment, at: datetime) -> list[Candidate]:
    """Return whom whoever grants may name: nobody who passed it on while anybody else is left."""
    own = {commitment.verifier_id} if commitment.verifier_id is not None else set()
    found = verifier_candidates(commitment, at, without=passed_by(commitment) | own)
    return found or verifier_candidates(commitment, at, without=own)


def who_will_verify(commitment: Commitment, at: datetime) -> str:
    """Return, for the owner who is about to accept, who verifies it or who names that."""
    if commitment.verifier is not None:
        return _("%(name)s verifies it: the meeting named it.") % {"name": named(commitment.verifier)}
    found = verifier_candidates(commitment, at, without=passed_by(commitment))
    if not found:
        return _("Nobody of another side is here yet to verify it. The secretariat is told.")
    if len(found) > 1:
        return _("Several organisations could verify it. The secretariat names one; you need do nothing.")
    words = _("%(name)s verifies it, from the committee above: nobody of another side is here.")
    if not found[0].from_above:
        words = _("%(name)s verifies it: it alone of another side is here.")
    return words % {"name": named(found[0].organisation)}
