"""Evidence that waits too long passes on by itself, and so does what a body that has left was to verify."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_rows
from commitments.actions.verifying import pass_on
from commitments.actions.writing import BODIES
from commitments.models import Commitment, PassedOn, Stage, due_instant
from commitments.queries.related import related_pairs
from language.words import DHAKA, local_day
from notifications.working_days import OPENING, add_working_days
from partners.models import Organisation

# A verifier has five working days, counted from when evidence is in and it is its turn.
DAYS_TO_VERIFY = 5
MOST_AT_ONCE = 500
_STAYED = PassedOn.objects.filter(commitment=OuterRef("pk"), organisation=OuterRef("verifier"))


def pass_on_waiting(*, at: datetime) -> int:
    """Pass on what has waited for its verifier for five working days; safe to run again.

    What has nobody else to go to stays where it is, and is told once; it goes on when somebody is there.
    Returns how many passed.
    """
    began_before = _turns_over_that_began_before(at)
    waiting = Commitment.objects.annotate(turn=Greatest("stage_since", "verifier_since")).filter(
        live=True, stage=Stage.EVIDENCE_IN, at__lt=began_before, turn__lt=began_before
    )
    stayed = Commitment.objects.filter(
        live=True, stage=Stage.EVIDENCE_IN, passed_on__organisation=F("verifier")
    )
    passed = _pass_all(waiting.filter(~Exists(_STAYED)), PassedOn.Why.AWAY, at)
    return passed + _pass_all(stayed, PassedOn.Why.AWAY, at)


def pass_on_left(*, at: datetime) -> int:
    """Pass on what a body was to verify that has left without a successor; safe to run again."""
    gone = Q(verifier__until__lte=local_day(at)) | Q(verifier__has_left=True)
    theirs = Commitment.objects.filter(gone, live=True, verifier__successor=None)
    return _pass_all(theirs.filter(~Exists(_STAYED)), PassedOn.Why.LEFT, at)


def pass_on_related(*, at: datetime) -> int:
    """Pass on what waits for a body that came into one house with its owner since; safe to run again.

    Its verdict would be refused, and nobody would learn why none comes.
    """
    waiting = Commitment.objects.filter(live=True, stage=Stage.EVIDENCE_IN, verifier__isnull=False)
    numbers = set(waiting.order_by().values_list("owner", "verifier").distinct())
    bodies = Organisation.objects.in_bulk({number for pair in numbers for number in pair})
    related = related_pairs([(bodies[owner], bodies[verifier]) for owner, verifier in numbers])
    if not related:
        return 0
    theirs = reduce(or_, (Q(owner=owner, verifier=verifier) for owner, verifier in related))
    return _pass_all(waiting.filter(theirs).filter(~Exists(_STAYED)), PassedOn.Why.RELATED, at)


def _turns_over_that_began_before(at: datetime) -> datetime:
    """Return the instant before which a turn must have begun to be over by now; it ends as offices open."""
    today = local_day(at)
    if at.astimezone(DHAKA).time() < OPENING:
        today -= timedelta(days=1)
    return due_instant(add_working_days(today, -DAYS_TO_VERIFY) + timedelta(days=1))


def _pass_all(found: QuerySet[Commitment], why: PassedOn.Why, at: datetime) -> int:
    """Each for itself: one that somebody holds is left to the next run."""
    passed = 0
    for pk in list(found.order_by("at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]):
        try:
            passed += _pass_one(found, pk, why, at)
        except Mendable as refusal:
            if refusal.code != "busy":
                raise
    return passed


@transaction.atomic
def _pass_one(found: QuerySet[Commitment], pk: int, why: PassedOn.Why, at: datetime) -> int:
    """Asked again of the row that is held: a verdict that came first stands."""
    lock_rows(Commitment, [pk])
    commitment = found.filter(pk=pk).select_related(*BODIES).first()
    if commitment is None or commitment.verifier is None:
        return 0
    return int(pass_on(commitment, why, at=at, by=None))
