"""Who verifies a promise: another side at the place, rung by rung, and last the committee above.

Of the committee's own seats and of those present at its place the side that comes first for this owner; then
the member secretary of the committee above. A body at whose desk nobody can do it (nobody signs in, or only
people who did, entered or assisted in the work) is passed over while any other can.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count

from commitments.models import Commitment, Stage, due_instant
from commitments.queries.hands import bodies_that_can_act, supporting_of
from commitments.queries.related import related_to
from commitments.queries.sitting import who_sits
from language.words import local_day
from partners.models import Committee, Organisation, Side, Tier
from partners.present import places_around, present_at
from partners.queries import uplines

# Which sides verify which, the preferred side first; a tuple of two is either of them.
VERIFYING_SIDES: dict[str, tuple[tuple[str, ...], ...]] = {
    Side.GOVERNMENT: ((Side.NGO,), (Side.INTERNATIONAL,)),
    Side.NGO: ((Side.GOVERNMENT,),),
    Side.INTERNATIONAL: ((Side.GOVERNMENT, Side.NGO),),
    Side.COMMUNITY: ((Side.GOVERNMENT, Side.NGO),),
}
NATIONAL_COMMITTEE = "NCC"


@dataclass(frozen=True)
class Candidate:
    """An organisation that may verify: whether for the committee above, or by its own word to be there."""

    organisation: Organisation
    from_above: bool
    by_presence: bool = False


@dataclass(frozen=True)
class Ladder:
    """All that may verify a promise, rung by rung, and in which of them somebody can."""

    rungs: list[list[Candidate]]
    can_act: Collection[Organisation] = field(default_factory=set)

    def __contains__(self, organisation: object) -> bool:
        return any(one.organisation == organisation for rung in self.rungs for one in rung)

    @property
    def candidates(self) -> list[Candidate]:
        """Those of the first rung who can do it; where nobody can, all of the first rung there is."""
        for rung in self.rungs:
            if found := [one for one in rung if one.organisation in self.can_act]:
                return found
        return next((rung for rung in self.rungs if rung), [])


def ladder_of(commitment: Commitment, at: datetime, *, without: Collection[int] = ()) -> Ladder:
    """Return who may verify this commitment; `without` leaves bodies out, as those that passed it on.

    It need not be saved yet: a meeting names who verifies before there is a promise.
    """
    found = list(_rungs(commitment, at))
    bodies = {one.organisation.pk: one.organisation for rung in found for one in rung}
    barred = related_to(commitment.owner, bodies.values())
    # Who supports the work assists in it.
    barred |= {one.pk for one in supporting_of(commitment)} | set(without)
    today = local_day(at)
    rungs = [
        [one for one in rung if one.organisation.pk not in barred and one.organisation.is_active(today)]
        for rung in found
    ]
    left = [one.organisation for rung in rungs for one in rung]
    return Ladder(rungs, bodies_that_can_act(left, commitment, at))


def verifier_candidates(
    commitment: Commitment, at: datetime, *, without: Collection[int] = ()
) -> list[Candidate]:
    """Return who may be named to verify this commitment: never a choice of its owner's."""
    return ladder_of(commitment, at, without=without).candidates


def whose_turn(candidates: Collection[Candidate]) -> Candidate | None:
    """Return the one with the least evidence waiting; of those alike, whoever stands first."""
    if not candidates:
        return None
    waiting = Commitment.objects.filter(
        stage=Stage.EVIDENCE_IN, live=True, verifier__in=[one.organisation.pk for one in candidates]
    )
    counts = dict(waiting.order_by().values_list("verifier").annotate(number=Count("pk")))
    return min(candidates, key=lambda one: counts.get(one.organisation.pk, 0))


def _rungs(commitment: Commitment, at: datetime) -> Iterator[list[Candidate]]:
    own = commitment.committee or _committee_at(commitment.owner)
    is_local = own is not None and own.tier != Tier.NATIONAL
    above = _committees_above(own, is_local)
    sitting = who_sits([*([own] if own is not None else []), *above], at)
    sides = VERIFYING_SIDES[commitment.owner.side]
    if own is not None:
        wanted = [side for each in sides for side in each]
        present = _present(own, commitment, at, wanted) if is_local else []
        for each in sides:
            yield _of(sitting[own.pk].everybody, each)
            yield [one for one in present if one.organisation.side in each]
    for committee in above:
        if is_local:
            yield [Candidate(one, from_above=True) for one in sitting[committee.pk].member_secretary]
        else:
            for each in sides:
                yield _of(sitting[committee.pk].everybody, each, from_above=own is not None)


def _of(
    bodies: Collection[Organisation], sides: Collection[str], *, from_above: bool = False
) -> list[Candidate]:
    return [Candidate(one, from_above) for one in bodies if one.side in sides]


def _committee_at(owner: Organisation) -> Committee | None:
    """Of what a meeting without a committee agreed: the committee at the place of a local body."""
    if owner.place is None or owner.place.tier == Tier.NATIONAL:
        return None
    at_place = Committee.objects.filter(place=owner.place, tier=owner.place.tier, ended_on=None)
    return at_place.select_related("place", "parent").first()


def _committees_above(own: Committee | None, is_local: bool) -> list[Committee]:
    """The committees above, nearest first. The nation's is above a district, and not above what lies in it.

    A national committee without one above turns to the coordination committee.
    """
    if own is not None and is_local:
        chain = uplines(own)
        return chain if own.tier == Tier.DISTRICT else [one for one in chain if one.tier != Tier.NATIONAL]
    chain = uplines(own) if own is not None else []
    if not any(one.code == NATIONAL_COMMITTEE for one in [*chain, *([own] if own is not None else [])]):
        chain += Committee.objects.filter(code=NATIONAL_COMMITTEE)
    return chain


def _present(own: Committee, commitment: Commitment, at: datetime, sides: Collection[str]) -> list[Candidate]:
    """Who is at the place of the committee: its office lies there, or it was entered when this was agreed."""
    if own.place is None:
        return []
    agreed_by = due_instant(commitment.agreed_on + timedelta(days=1))
    found = present_at(own.place, at, sides, entered_before=agreed_by).order_by("pk")
    in_office = set(found.filter(place__in=places_around(own.place)).values_list("pk", flat=True))
    return [Candidate(one, from_above=False, by_presence=one.pk not in in_office) for one in found]
