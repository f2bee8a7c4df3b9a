"""Who verifies: another side at the place, rung by rung."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from access.models import User
from access.rules.engine import people_who_may
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.models import Stage
from commitments.queries import verifier_candidates
from commitments.queries.hands import people_in_the_work
from partners.models import Committee, Organisation, Seat, Side, Tier
from tests.budgets import budget
from tests.commitments.local import (
    COMMUNITY,
    GOVERNMENT,
    INTERNATIONAL,
    NGO,
    NUMBERS,
    Country,
    body,
    names,
)
from tests.commitments.world import (
    NOW,
    TODAY,
    committee,
    holder,
    liaison,
    member,
    office,
    organisation,
    person,
    promise,
    seat,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


# Written by hand: the owner's side, which sides sit in the committee, and which of them may verify.
TABLE: list[tuple[Side, set[Side], set[Side]]] = [
    (GOVERNMENT, {GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY}, {NGO}),
    (GOVERNMENT, {GOVERNMENT, INTERNATIONAL, COMMUNITY}, {INTERNATIONAL}),
    (GOVERNMENT, {GOVERNMENT, COMMUNITY}, set()),
    (NGO, {GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY}, {GOVERNMENT}),
    (NGO, {NGO, INTERNATIONAL, COMMUNITY}, set()),
    (INTERNATIONAL, {GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY}, {GOVERNMENT, NGO}),
    (INTERNATIONAL, {NGO, INTERNATIONAL}, {NGO}),
    (INTERNATIONAL, {INTERNATIONAL, COMMUNITY}, set()),
    (COMMUNITY, {GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY}, {GOVERNMENT, NGO}),
    (COMMUNITY, {INTERNATIONAL, COMMUNITY}, set()),
]


def test_the_other_side_verifies_by_seat_or_presence_and_in_national_committees_by_seat() -> None:
    Seat.objects.filter(committee__code="NCC").update(until=TODAY)
    for side, there, expected in TABLE:
        for how in ("seat", "presence", "national"):
            country = Country()
            at = committee("national", tier=Tier.NATIONAL) if how == "national" else country.union
            for one in sorted(there):
                found = body(f"{one}", Side(one))
                if how == "presence":
                    country.works(found, country.upazila_place)
                else:
                    seat(at, found)
            assert set(names(promise(organisation("owner", side), at))) == {f"{one}" for one in expected}


def test_rung_by_rung_and_national_bodies_never_for_local_work() -> None:
    country = Country()
    owner = organisation("owner", GOVERNMENT)
    commitment = promise(owner, country.union)
    ncc = Committee.objects.get(code="NCC")
    seat(ncc, body("a national NGO"))
    seat(ncc, body("ministry", GOVERNMENT), role=Seat.Role.MEMBER_SECRETARY)
    assert names(commitment) == [], "nobody of the nation for a union"
    seat(country.district, body("district secretary", GOVERNMENT), role=Seat.Role.MEMBER_SECRETARY)
    assert names(commitment) == ["district secretary"]
    seat(country.upazila, body("upazila secretary", GOVERNMENT), role=Seat.Role.MEMBER_SECRETARY)
    seat(country.upazila, body("an NGO of the upazila's committee"))
    found = verifier_candidates(commitment, NOW)
    assert [(one.organisation.name_en, one.from_above) for one in found] == [("upazila secretary", True)]
    country.works(body("international", INTERNATIONAL), country.union_place)
    assert names(commitment) == ["international"]
    for name, at in (("beside", country.beside_place), ("of the district", country.district_place)):
        country.works(body(name), at)
    country.works(body("not any more"), country.union_place, until=-1)
    assert names(commitment) == ["international"]
    country.works(body("present"), country.upazila_place)
    assert names(commitment) == ["present"]
    seat(country.union, body("seat, but nobody signs in", manned=False))
    assert names(commitment) == ["present"]
    seat(country.union, body("seat"))
    assert names(commitment) == ["seat"]
    of_district = promise(organisation("dc", GOVERNMENT), country.district)
    assert names(of_district) == ["beside", "of the district", "present"], "all that work in the district"


def test_the_owners_house_and_whoever_supports_never_verify() -> None:
    at = committee("house", tier=Tier.NATIONAL)
    network = body("coalition of the owner", GOVERNMENT, kind=Organisation.Kind.COALITION)
    parent = body("parent", GOVERNMENT)
    owner = organisation("owner", INTERNATIONAL, parent=parent)
    grandchild = body("grandchild", GOVERNMENT, parent=organisation("child", NGO, parent=owner))
    beside, supporting = body("in the same coalition", GOVERNMENT), body("supporting", GOVERNMENT)
    left, free = body("left", GOVERNMENT, until=TODAY), body("free", GOVERNMENT)
    for one in (owner, beside):
        one.coalitions.add(network)
    for one in (network, parent, owner, grandchild, beside, supporting, left, free):
        seat(at, one)
    seat(at, body("seat ended", GOVERNMENT), until=TODAY)
    assert names(promise(owner, at, supporting=[supporting])) == ["free"]
    inside, outside = body("inside"), body("outside")
    inside.coalitions.add(network)
    for one in (inside, outside):
        seat(at, one)
    assert names(promise(network, at)) == ["outside"], "a coalition stands for its members"


def test_a_seat_of_an_office_counts_while_held_and_of_no_body_for_its_holders() -> None:
    Seat.objects.filter(committee__code="NCC").update(until=TODAY)
    at = committee("offices", tier=Tier.NATIONAL)
    post, loose = office("Officer", organisation("office", GOVERNMENT), heads=True), office("NGO's")
    seat(at, office=post)
    seat(at, office=loose, side=NGO)
    of_ngo, of_office = promise(organisation("ngo"), at), promise(organisation("dept", GOVERNMENT), at)
    assert names(of_ngo) == names(of_office) == []
    holder(person("officer"), post)
    representative = person("representative")
    holder(representative, loose)
    member(representative, organisation("helper"))
    assert (names(of_ngo), names(of_office)) == (["office"], ["helper"])


def test_who_may_verify_costs_as_many_queries_for_many_bodies_as_for_few() -> None:
    country = Country()
    commitment = promise(organisation("owner", GOVERNMENT), country.union)
    costs = []
    verifier_candidates(commitment, NOW)
    for _round in range(2):
        for _one in range(3):
            found = body(f"ngo {next(NUMBERS)}")
            seat(country.union, found)
            country.works(found, country.union_place)
        with CaptureQueriesContext(connection) as asked:
            verifier_candidates(commitment, NOW)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 14, costs


@dataclass
class Body:
    """One body of a world of chance: its side, where it is, and who is at its desk."""

    side: Side
    # By itself, by the office that heads it, or by an office without a holder when nobody is there.
    sits: str
    works: str
    people: str
    kin: bool
    made: Organisation | None = field(default=None, compare=False)

    @property
    def can_act(self) -> bool:
        return self.people in ("own", "both")

    @property
    def has_seat(self) -> bool:
        """A seat whose office is vacant is nobody's; with whoever holds it, it is the body's."""
        return self.sits == "itself" or (self.sits == "office" and self.people != "nobody")


BODIES = st.builds(
    Body,
    side=st.sampled_from(list(Side)),
    sits=st.sampled_from(["", "itself", "office"]),
    works=st.sampled_from(["", "union", "upazila", "beside", "ended"]),
    # Nobody; one of its own; only somebody who did the work; both.
    people=st.sampled_from(["nobody", "own", "own", "did", "both"]),
    kin=st.sampled_from([False, False, False, True]),
)
SIDES = {
    GOVERNMENT: [{NGO}, {INTERNATIONAL}],
    NGO: [{GOVERNMENT}],
    INTERNATIONAL: [{GOVERNMENT, NGO}],
    COMMUNITY: [{GOVERNMENT, NGO}],
}


def plainly(side: Side, bodies: list[Body], secretaries: Iterable[Body | None]) -> list[Body]:
    """Who may verify, said once more as simply as it can be."""
    rungs: list[list[Body]] = []
    for sides in SIDES[side]:
        rungs.append([one for one in bodies if one.has_seat and one.side in sides])
        rungs.append([one for one in bodies if one.works in ("union", "upazila") and one.side in sides])
    rungs += [[one] for one in secretaries if one is not None]
    rungs = [[one for one in rung if not one.kin] for rung in rungs]
    for rung in rungs:
        if able := [one for one in rung if one.can_act]:
            return able
    return next((rung for rung in rungs if rung), [])


@given(
    side=st.sampled_from(list(Side)),
    bodies=st.lists(BODIES, min_size=3, max_size=5),
    secretaries=st.tuples(st.sampled_from([None, 0, 1, 2]), st.sampled_from([None, 0, 1, 2])),
)
@settings(max_examples=budget(12, 400))
def test_who_may_verify_is_what_a_plain_model_says(
    side: Side, bodies: list[Body], secretaries: tuple[int | None, int | None]
) -> None:
    with transaction.atomic():
        _compare(side, bodies, secretaries)
        transaction.set_rollback(True)


def _compare(side: Side, bodies: list[Body], secretaries: tuple[int | None, int | None]) -> None:
    country = Country()
    owner = organisation("owner", side)
    speaker = liaison(owner)
    people: dict[int, User] = {}
    places = {
        "union": country.union_place,
        "upazila": country.upazila_place,
        "beside": country.beside_place,
        "ended": country.union_place,
    }
    for one in bodies:
        one.made = organisation("body", one.side, parent=owner if one.kin else None)
        post = office("head of it", one.made, heads=True)
        if one.sits == "itself":
            seat(country.union, one.made)
        elif one.sits:
            seat(country.union, office=post)
        if one.works:
            country.works(one.made, places[one.works], until=-1 if one.works == "ended" else None)
        if one.people in ("own", "both"):
            heads_it = one.sits == "office" and one.people == "own"
            people[one.made.pk] = holder(person("head"), post) if heads_it else liaison(one.made)
        if one.people in ("did", "both"):
            # Whoever did the work holds one more office, beside the one of the owner.
            holder(speaker.person, post)
    leading = [bodies[number] if number is not None else None for number in secretaries]
    for at, one_or_none in zip((country.upazila, country.district), leading, strict=True):
        if one_or_none is not None:
            seat(at, one_or_none.made, role=Seat.Role.MEMBER_SECRETARY)
    commitment = promise(owner, country.union)
    expected = plainly(side, bodies, leading)
    found = [one.organisation for one in verifier_candidates(commitment, NOW)]
    assert sorted(one.pk for one in found) == sorted(one.made.pk for one in expected if one.made)
    accepted = actions.accept(by=speaker, commitment=commitment, at=NOW)
    assert (accepted.verifier is not None) == (len(expected) == 1)
    if not expected:
        with pytest.raises(Mendable), transaction.atomic():
            actions.report(by=speaker, commitment=accepted, text="Done.", at=NOW)
        return
    actions.report(by=speaker, commitment=accepted, text="Done.", at=NOW)
    accepted.refresh_from_db()
    assert accepted.verifier in [one.made for one in expected]
    assert speaker.pk in people_in_the_work(accepted, NOW)
    may = set(people_who_may("verify", accepted, NOW)) - {speaker}
    own = people.get(accepted.verifier_id or 0)
    assert may == ({own} if own is not None else set())
    if own is not None:
        assert (
            actions.verify(by=own, commitment=accepted, at=NOW + timedelta(hours=1)).stage == Stage.VERIFIED
        )
