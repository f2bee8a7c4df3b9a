"""What people read of who will verify, before it is named; and whom those may choose who name one."""

from datetime import datetime

from django.utils.translation import gettext as _

from access.models import User
from commitments.granting import name_granting, nobody_grants_yet
from commitments.models import Commitment, Event, Stage
from commitments.queries.related import related_to
from commitments.queries.verifiers import Candidate, verifier_candidates, whose_turn
from language.words import local_day, named
from notifications.reaching import nobody_signs_in, reaches_parties

BEFORE_EVIDENCE = (Stage.AGREED, Stage.ACCEPTED)


def passed_by(commitment: Commitment) -> set[int]:
    """Return the bodies that have passed it on."""
    if commitment._state.adding:
        return set()
    return set(commitment.passed_on.values_list("organisation_id", flat=True))


def has_passed_on(commitment: Commitment) -> bool:
    """Whether the verifier itself has passed it on, and it stayed there because nobody else is left."""
    return commitment.verifier_id in passed_by(commitment)


def is_of_owners_house(commitment: Commitment) -> bool:
    """Whether who verifies belongs together with the owner, as after a merger or in a new coalition."""
    verifier = commitment.verifier
    return verifier is not None and verifier.pk in related_to(commitment.owner, [verifier])


def is_to_be_named(commitment: Commitment, at: datetime) -> bool:
    """Whether whoever grants names who verifies: nobody does, or the one who has it no longer can.

    A verifier is never replaced because of what it said: nobody looks for a kinder one. One that the portal
    took by its own word to work here is replaced as long as it has said nothing.
    """
    verifier, stage = commitment.verifier, commitment.stage
    if verifier is None or stage not in (*BEFORE_EVIDENCE, Stage.EVIDENCE_IN):
        return stage in BEFORE_EVIDENCE
    is_stuck = stage == Stage.EVIDENCE_IN and has_passed_on(commitment)
    if commitment.verifier_by_presence:
        return True
    return is_stuck or not verifier.is_active(local_day(at)) or is_of_owners_house(commitment)


def to_be_named(commitment: Commitment, at: datetime) -> list[Candidate]:
    """Return whom whoever grants may name: nobody who passed it on while anybody else is left."""
    own = {commitment.verifier_id} if commitment.verifier_id is not None else set()
    found = verifier_candidates(commitment, at, without=passed_by(commitment) | own)
    return found or verifier_candidates(commitment, at, without=own)


def who_will_verify(commitment: Commitment, at: datetime, by: User | None = None) -> str:
    """Return, for `by` of the owner, about to accept, who verifies it or who names that."""
    if commitment.verifier is not None:
        words = _("%(name)s verifies it: the secretariat named it.")
        if _is_named_by_meeting(commitment):
            words = _("%(name)s verifies it: the meeting named it.")
        return words % {"name": named(commitment.verifier)}
    return _who_would(commitment, at, by) or _(
        "Several organisations could verify it. The secretariat names one; you need do nothing."
    )


def who_would_verify(commitment: Commitment, at: datetime) -> str:
    """Return, for whoever circulates what names nobody, who will verify it; it is not saved yet."""
    name_granting([commitment])
    return _who_would(commitment, at, None) or _(
        "Several organisations could verify it: the secretariat names one once it is accepted."
    )


def _who_would(commitment: Commitment, at: datetime, by: User | None) -> str:
    """Who verifies by the ladder alone; nothing where people name one of several."""
    found = verifier_candidates(commitment, at, without=passed_by(commitment))
    if not found:
        nobody = _("Nobody of another side is here yet to verify it.")
        return f"{nobody} {_whoever_names_is_told(commitment, at, by)}"
    if len(found) > 1 and nobody_grants_yet(commitment):
        next_one = whose_turn(found)
        assert next_one is not None
        words = _("%(name)s verifies it: nobody above can name one of several, so it goes by turn.")
        return words % {"name": named(next_one.organisation)}
    if len(found) > 1:
        return ""
    words = _("%(name)s verifies it, from the committee above: nobody of another side is here.")
    if not found[0].from_above:
        words = _("%(name)s verifies it: it alone of another side is here.")
    return words % {"name": named(found[0].organisation)}


def _whoever_names_is_told(commitment: Commitment, at: datetime, by: User | None) -> str:
    """That whoever names is told once `by` accepts it, where anybody of them signs in."""
    if reaches_parties([commitment.granting_party_id], at=at, by=by):
        return _("The secretariat is told.")
    return nobody_signs_in()


def _is_named_by_meeting(commitment: Commitment) -> bool:
    """Whether the meeting that agreed on it named who verifies, and nobody was named since."""
    naming = (Event.NAMED_BY_MEETING, Event.VERIFIER_NAMED, Event.NAMED_BY_TURN, Event.PASSED_ON)
    lines = commitment.history.filter(event__in=naming).order_by("-pk")
    return lines.values_list("event", flat=True).first() == Event.NAMED_BY_MEETING
