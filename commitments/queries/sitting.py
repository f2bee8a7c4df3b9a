"""Which organisations sit in some committees at an instant, each seat told by the body behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Q

from language.words import local_day
from partners.models import Committee, Membership, OfficeHolder, Organisation, Seat


@dataclass(frozen=True)
class Sitting:
    """The organisations of one committee, in the order of its seats."""

    everybody: list[Organisation]
    member_secretary: list[Organisation]


def who_sits(committees: Iterable[Committee], at: datetime) -> dict[int, Sitting]:
    """Return the organisations behind each committee's seats: four queries, for one as for several.

    A seat of an organisation counts as it stands; a seat of an office only while somebody holds
    the office. An office of no organisation ("NGO representative") stands for its holder's.
    """
    sitting = {committee.pk: Sitting([], []) for committee in committees}
    seats = list(
        Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=local_day(at)), committee__in=sitting)
        .select_related("organisation", "office__organisation")
        .order_by("committee_id", "precedence", "pk")
    )
    held_by = _holders(seats, at)
    loose = [
        held_by[seat.office_id]
        for seat in seats
        if seat.office is not None and seat.office.organisation_id is None and seat.office_id in held_by
    ]
    served = _served_by(loose, at)
    for seat in seats:
        found: list[Organisation] = []
        if seat.organisation is not None:
            found = [seat.organisation]
        elif seat.office is not None and seat.office_id in held_by:
            own = seat.office.organisation
            found = [own] if own is not None else served.get(held_by[seat.office_id], [])
        here = sitting[seat.committee_id]
        _add(here.everybody, found)
        if seat.role == Seat.Role.MEMBER_SECRETARY:
            _add(here.member_secretary, found)
    return sitting


def _add(bodies: list[Organisation], found: Iterable[Organisation]) -> None:
    bodies.extend(one for one in found if one not in bodies)


def _holders(seats: Iterable[Seat], at: datetime) -> dict[int, int]:
    """Who holds the offices of these seats, by office."""
    offices = [seat.office_id for seat in seats if seat.office_id is not None]
    terms = OfficeHolder.objects.filter(office__in=offices, period__contains=at)
    return dict(terms.values_list("office_id", "person_id"))


def _served_by(people: Iterable[int], at: datetime) -> dict[int, list[Organisation]]:
    served: dict[int, list[Organisation]] = {}
    serving = Membership.objects.filter(person__in=list(people), period__contains=at)
    rows = serving.select_related("organisation").order_by("pk")
    for membership in cast("Iterable[Membership]", rows):
        served.setdefault(membership.person_id, []).append(membership.organisation)
    return served
