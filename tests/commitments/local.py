"""A union in an upazila in a district, and the bodies that are there: who verifies local work."""

from itertools import count

from commitments.models import Commitment
from commitments.queries import verifier_candidates
from partners.models import Committee, Organisation, Place, Presence, Side, Tier, Work
from tests.commitments.world import (
    LONG_AGO,
    NOW,
    TODAY,
    committee,
    days,
    liaison,
    organisation,
)

GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY = Side.GOVERNMENT, Side.NGO, Side.INTERNATIONAL, Side.COMMUNITY
NUMBERS = count(1)
SINCE = TODAY - days(400)


def names(commitment: Commitment) -> list[str]:
    return [candidate.organisation.name_en for candidate in verifier_candidates(commitment, NOW)]


def place(tier: Tier, parent: Place | None) -> Place:
    name = f"place-{next(NUMBERS)}"
    made = Place.objects.create(code=name, tier=tier, parent=parent, path="/", name_en=name, name_bn=name)
    made.path = f"{parent.path if parent is not None else '/'}{made.pk}/"
    made.save()
    return made


class Country:
    """A union in an upazila in a district, each with its committee, and a union beside it."""

    def __init__(self) -> None:
        self.district_place = place(Tier.DISTRICT, None)
        self.upazila_place = place(Tier.UPAZILA, self.district_place)
        self.union_place = place(Tier.UNION, self.upazila_place)
        self.beside_place = place(Tier.UNION, self.upazila_place)
        ncc = Committee.objects.get(code="NCC")
        self.district = committee("district", ncc, tier=Tier.DISTRICT, place=self.district_place)
        self.upazila = committee("upazila", self.district, tier=Tier.UPAZILA, place=self.upazila_place)
        self.union = committee("union", self.upazila, tier=Tier.UNION, place=self.union_place)

    def works(self, body: Organisation, at: Place, until: int | None = None) -> None:
        ends = None if until is None else TODAY + days(until)
        Presence.objects.create(
            organisation=body, place=at, work=Work.COUNSELLING, since=SINCE, until=ends, entered_at=LONG_AGO
        )


def body(name: str, side: Side = NGO, *, manned: bool = True, **fields: object) -> Organisation:
    made = organisation(name, side, **fields)
    if manned:
        liaison(made)
    return made
