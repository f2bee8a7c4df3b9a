"""Open commitments of an organisation that was merged or renamed pass to its successor."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from access.toolkit.locking import lock_rows
from commitments.actions.verifying import appoint
from commitments.actions.writing import (
    BODIES,
    add_history,
    is_promised_in_group,
    moved_to,
    save_and_refresh,
)
from commitments.models import Commitment, Event, Stage
from commitments.notices import NAME_VERIFIER
from commitments.queries.verifiers import ladder_of, verifier_candidates, whose_turn
from commitments.queries.who_verifies import passed_by
from language.words import local_day
from partners.models import Organisation


def pass_to_successors(*, at: datetime) -> int:
    """Hand on what is open with organisations that have left; safe to run again. Returns how many passed.

    Old papers keep the old name: only what is still to be done moves. Stage and dates stay, for the
    successor answers for the same promise.
    """
    gone = Q(until__lte=local_day(at)) | Q(has_left=True)
    left = Organisation.objects.filter(gone, successor__isnull=False).select_related("successor")
    passed = 0
    for organisation in left:
        theirs = Q(owner=organisation) | Q(verifier=organisation)
        for pk in Commitment.objects.filter(theirs, live=True).values_list("pk", flat=True):
            passed += _pass_one(pk, organisation, at)
    return passed


@transaction.atomic
def _pass_one(pk: int, left: Organisation, at: datetime) -> int:
    lock_rows(Commitment, [pk])
    theirs = Commitment.objects.filter(Q(owner=left) | Q(verifier=left), pk=pk, live=True)
    commitment = theirs.select_related(*BODIES).first()
    successor = _last_successor(left)
    if commitment is None or successor is None:
        return 0
    if commitment.owner == left:
        if is_promised_in_group(commitment, successor):
            # One promise per body: what both were to do is the successor's own part.
            moved_to(commitment, Stage.DROPPED, at)
            save_and_refresh(commitment)
            add_history(commitment, Event.DROPPED, at=at, by=None, organisation=successor)
            return 1
        commitment.owner = successor
    if commitment.verifier == left:
        commitment.verifier = successor
    # Its verifier may not be of the owner's house: another is named. Evidence that was sent stays with it.
    is_free = commitment.verifier is not None and commitment.verifier not in ladder_of(commitment, at)
    if is_free:
        _name_another(commitment, at)
    save_and_refresh(commitment)
    add_history(commitment, Event.OWNER_CHANGED, at=at, by=None, organisation=successor)
    if is_free:
        _say_who_verifies(commitment, at)
    return 1


def _name_another(commitment: Commitment, at: datetime) -> None:
    """With evidence in whoever's turn it is; without anybody it is accepted anew, for nobody verifies it."""
    has_evidence = commitment.stage == Stage.EVIDENCE_IN
    found = verifier_candidates(commitment, at, without=passed_by(commitment))
    appoint(commitment, whose_turn(found) if has_evidence or len(found) == 1 else None, at)
    if has_evidence and commitment.verifier is None:
        moved_to(commitment, Stage.AGREED, at)


def _say_who_verifies(commitment: Commitment, at: datetime) -> None:
    if commitment.verifier is not None:
        add_history(commitment, Event.PASSED_ON, at=at, by=None, organisation=commitment.verifier)
    elif commitment.stage == Stage.ACCEPTED:
        add_history(commitment, Event.PASSED_ON, tells=NAME_VERIFIER, at=at, by=None)


def _last_successor(organisation: Organisation) -> Organisation | None:
    """Follow the successors to the one that is there today; a circle leads nowhere."""
    seen = {organisation.pk}
    successor = organisation.successor
    while successor is not None and successor.successor is not None:
        if successor.pk in seen:
            return None
        seen.add(successor.pk)
        successor = successor.successor
    return successor
