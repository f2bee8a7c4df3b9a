"""Which organisations may verify a commitment: always another side than the owner's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Q

from access.rules.members import parties_with_people
from commitments.models import Commitment
from language.words import local_day
from partners.models import Committee, Membership, OfficeHolder, Organisation, Seat, Side
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
    """An organisation that may verify, and the committee it sits in."""

    organisation: Organisation
    committee: Committee
    from_above: bool


def verifier_candidates(commitment: Commitment, at: datetime) -> list[Candidate]:
    """Return who may verify this commitment, those with somebody to do it first.

    The other side in the commitment's own committee; where it has no such holder, that side of
    the committee above, and so on up. A national committee without one above turns to the NCC.
    """
    own = commitment.committee
    chain = [own, *uplines(own)] if own is not None else []
    if not any(committee.code == NATIONAL_COMMITTEE for committee in chain):
        chain += Committee.objects.filter(code=NATIONAL_COMMITTEE)
    sitting = _organisations_sitting(chain, at)
    seated = {organisation.pk: organisation for found in sitting.values() for organisation in found}
    related = _related_to(commitment.owner, seated.values())
    today = local_day(at)
    for committee in chain:
        for sides in VERIFYING_SIDES[commitment.owner.side]:
            found = [
                organisation
                for organisation in sitting[committee.pk]
                if organisation.side in sides
                and organisation.pk not in related
                and organisation.is_active(today)
            ]
            if found:
                from_above = own is None or committee.pk != own.pk
                return [Candidate(one, committee, from_above) for one in _reachable_first(found, at)]
    return []


def _organisations_sitting(committees: Iterable[Committee], at: datetime) -> dict[int, list[Organisation]]:
    """Return the organisations behind each committee's seats, in the order of the seats.

    A seat of an organisation counts as it stands; a seat of an office only while somebody holds
    the office. An office of no organisation ("NGO representative") stands for its holder's.
    """
    sitting: dict[int, list[Organisation]] = {committee.pk: [] for committee in committees}
    seats = list(
        Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=local_day(at)), committee__in=sitting)
        .select_related("organisation", "office__organisation")
        .order_by("committee_id", "precedence", "pk")
    )
    offices = [seat.office_id for seat in seats if seat.office_id is not None]
    person_of = dict(
        OfficeHolder.objects.filter(office__in=offices, period__contains=at).values_list(
            "office_id", "person_id"
        )
    )
    members: dict[int, list[Organisation]] = {}
    loose = [
        person_of[seat.office_id]
        for seat in seats
        if seat.office is not None and seat.office.organisation_id is None and seat.office_id in person_of
    ]
    serving = Membership.objects.filter(person__in=loose, period__contains=at).select_related("organisation")
    for membership in cast("Iterable[Membership]", serving.order_by("pk")):
        members.setdefault(membership.person_id, []).append(membership.organisation)
    for seat in seats:
        found: list[Organisation] = []
        if seat.organisation is not None:
            found = [seat.organisation]
        elif seat.office is not None and seat.office_id in person_of:
            own = seat.office.organisation
            found = [own] if own is not None else members.get(person_of[seat.office_id], [])
        for organisation in found:
            if organisation not in sitting[seat.committee_id]:
                sitting[seat.committee_id].append(organisation)
    return sitting


def _related_to(owner: Organisation, others: Iterable[Organisation]) -> set[int]:
    """Return the owner and those of the others above it, below it, or in one coalition with it."""
    others = list(others)
    parent_of: dict[int, int | None] = {one.pk: one.parent_id for one in (owner, *others)}
    missing = {parent for parent in parent_of.values() if parent is not None} - parent_of.keys()
    while missing:
        found: dict[int, int | None] = dict(
            Organisation.objects.filter(pk__in=missing).values_list("pk", "parent_id")
        )
        parent_of |= found
        missing = {parent for parent in found.values() if parent is not None} - parent_of.keys()

    def above(pk: int) -> set[int]:
        chain: set[int] = set()
        parent = parent_of[pk]
        while parent is not None and parent not in chain:
            chain.add(parent)
            parent = parent_of[parent]
        return chain

    coalitions: dict[int, set[int]] = {}
    joined = Organisation.coalitions.through.objects.filter(from_organisation__in=[owner.pk, *parent_of])
    for member, coalition in joined.values_list("from_organisation_id", "to_organisation_id"):
        coalitions.setdefault(member, {member}).add(coalition)
    own = coalitions.get(owner.pk, {owner.pk})
    over_owner = above(owner.pk)
    related = {owner.pk, *over_owner}
    for other in others:
        # A coalition stands for its members: itself, those in it, and those beside them.
        if owner.pk in above(other.pk) or own & coalitions.get(other.pk, {other.pk}):
            related.add(other.pk)
    return related


def _reachable_first(organisations: list[Organisation], at: datetime) -> list[Organisation]:
    """Put those organisations first in which somebody with a login can verify today."""
    manned = parties_with_people((organisation.liaison_party_id for organisation in organisations), at)
    return sorted(organisations, key=lambda organisation: organisation.liaison_party_id not in manned)
