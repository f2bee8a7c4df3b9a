"""Who may verify whom: always another side, never the owner's own house, else the committee above."""

import pytest

from access.rules.engine import people_who_may
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.models import Commitment
from commitments.queries import verifier_candidates
from partners.models import Committee, Organisation, Seat, Side
from tests.commitments.world import (
    NOW,
    TODAY,
    committee,
    days,
    holder,
    liaison,
    member,
    office,
    organisation,
    person,
    promise,
    seat,
    staff,
)

pytestmark = pytest.mark.django_db
GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY = Side.GOVERNMENT, Side.NGO, Side.INTERNATIONAL, Side.COMMUNITY


def names(commitment: Commitment) -> list[str]:
    return [candidate.organisation.name_en for candidate in verifier_candidates(commitment, NOW)]


def owned(side: Side, at: Committee, **fields: object) -> tuple[Organisation, Commitment]:
    owner = organisation("owner", side, **fields)
    seat(at, owner)
    return owner, promise(owner, at)


# Written by hand: the owner's side, the sides that sit in the committee, and which of them may verify.
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
    (COMMUNITY, {GOVERNMENT, COMMUNITY}, {GOVERNMENT}),
    (COMMUNITY, {INTERNATIONAL, COMMUNITY}, set()),
]


@pytest.mark.parametrize(("side", "sitting", "expected"), TABLE)
def test_the_other_side_verifies(side: Side, sitting: set[Side], expected: set[Side]) -> None:
    # A committee of its own kind; the NCC is emptied so that nothing comes from above.
    Seat.objects.filter(committee__code="NCC").update(until=TODAY)
    at = committee("table")
    for one in sorted(sitting):
        seat(at, organisation(f"sits for {one}", Side(one)))
    _, commitment = owned(side, at)
    assert set(names(commitment)) == {f"sits for {one}" for one in expected}


def test_the_owner_its_parent_its_child_and_its_coalition_never_verify() -> None:
    at = committee("house")
    network = organisation("coalition of the owner", GOVERNMENT, kind=Organisation.Kind.COALITION)
    parent = organisation("parent", GOVERNMENT)
    owner = organisation("owner", INTERNATIONAL, parent=parent)
    grandchild = organisation("grandchild", GOVERNMENT, parent=organisation("child", NGO, parent=owner))
    beside = organisation("in the same coalition", GOVERNMENT)
    free = organisation("free", GOVERNMENT)
    for one in (owner, beside):
        one.coalitions.add(network)
    for one in (network, parent, owner, grandchild, beside, free):
        seat(at, one)
    assert names(promise(owner, at)) == ["free"]


def test_a_coalitions_members_do_not_verify_its_promises() -> None:
    at = committee("coalition")
    network = organisation("network", INTERNATIONAL, kind=Organisation.Kind.COALITION)
    inside = organisation("inside", GOVERNMENT)
    inside.coalitions.add(network)
    outside = organisation("outside", GOVERNMENT)
    for one in (network, inside, outside):
        seat(at, one)
    assert names(promise(network, at)) == ["outside"]


def test_where_the_committee_has_no_such_holder_that_side_of_the_nearest_committee_above_is_marked() -> None:
    top = committee("district")
    middle = committee("upazila", parent=top)
    bottom = committee("union", parent=middle)
    near, far = organisation("ngo of the upazila"), organisation("ngo of the district")
    seat(middle, near)
    seat(top, far)
    owner, commitment = owned(GOVERNMENT, bottom)
    found = verifier_candidates(commitment, NOW)
    assert [(one.organisation, one.committee, one.from_above) for one in found] == [(near, middle, True)]
    accepted = actions.accept(by=liaison(owner), commitment=commitment, verifier=near, at=NOW)
    assert accepted.verifier_from_above


def test_the_preferred_side_above_comes_before_nobody_but_after_any_in_the_committee() -> None:
    top = committee("above")
    own = committee("own", parent=top)
    seat(top, organisation("ngo above"))
    seat(own, organisation("un in the committee", INTERNATIONAL))
    _, commitment = owned(GOVERNMENT, own)
    assert names(commitment) == ["un in the committee"]


def test_a_seat_of_an_office_counts_only_while_somebody_holds_the_office() -> None:
    at = committee("offices", parent=committee("empty above"))
    Seat.objects.filter(committee__code="NCC").update(until=TODAY)
    upazila_office = organisation("upazila office", GOVERNMENT)
    post = office("Upazila officer", upazila_office, heads=True)
    seat(at, office=post)
    _, commitment = owned(NGO, at)
    assert names(commitment) == []
    holder(person("officer"), post)
    assert names(commitment) == ["upazila office"]


def test_an_office_of_no_organisation_stands_for_the_organisation_of_its_holder() -> None:
    at = committee("representative")
    post = office("NGO representative")
    seat(at, office=post, side=NGO)
    helper = organisation("helper")
    representative = person("representative")
    holder(representative, post)
    _, commitment = owned(GOVERNMENT, at)
    assert "helper" not in names(commitment)
    member(representative, helper)
    assert names(commitment) == ["helper"]


def test_those_with_somebody_to_do_it_are_offered_first() -> None:
    at = committee("reach")
    nobody = organisation("first but nobody there", GOVERNMENT)
    somebody = organisation("second with a liaison officer", GOVERNMENT)
    seat(at, nobody, precedence=1)
    seat(at, somebody, precedence=2)
    liaison(somebody)
    _, commitment = owned(NGO, at)
    assert names(commitment) == ["second with a liaison officer", "first but nobody there"]


def test_an_organisation_that_has_left_verifies_nothing() -> None:
    at = committee("left")
    seat(at, organisation("left", GOVERNMENT, until=TODAY))
    stays = organisation("stays", GOVERNMENT, until=TODAY + days(1))
    seat(at, stays)
    seat(at, organisation("seat ended", GOVERNMENT), until=TODAY)
    _, commitment = owned(NGO, at)
    assert names(commitment) == ["stays"]


def test_accepting_names_one_of_them_and_no_other() -> None:
    at = committee("accepting")
    seat(at, organisation("government", GOVERNMENT))
    same_side = organisation("another ngo")
    seat(at, same_side)
    owner, commitment = owned(NGO, at)
    speaker = liaison(owner)
    for wrong in (same_side, owner, organisation("from nowhere", GOVERNMENT)):
        with pytest.raises(Mendable) as refusal:
            actions.accept(by=speaker, commitment=commitment, verifier=wrong, at=NOW)
        assert refusal.value.field == "verifier"


def test_the_head_of_a_local_office_verifies_for_it_and_its_staff_does_not() -> None:
    at = committee("head")
    local = organisation("local office", GOVERNMENT)
    head = holder(person("head"), office("Head", local, heads=True))
    clerk = staff(local)
    seat(at, local)
    owner, commitment = owned(NGO, at)
    speaker = liaison(owner)
    actions.accept(by=speaker, commitment=commitment, verifier=local, at=NOW)
    actions.report(by=speaker, commitment=commitment, text="Done.", at=NOW)
    assert set(people_who_may("verify", commitment, NOW)) == {head}
    assert clerk in set(people_who_may("view", commitment, NOW))
    assert actions.verify(by=head, commitment=commitment, at=NOW).stage == "verified"


def test_dates_and_drops_are_granted_by_the_secretariat_but_not_to_itself() -> None:
    top = committee("district")
    own = committee("upazila", parent=top)
    chair_office = organisation("chair's office", GOVERNMENT)
    seat(own, chair_office, role=Seat.Role.CHAIR)
    ngo = organisation("ngo")
    seat(own, ngo)
    assert promise(ngo, own).granting_party == own.secretariat_party
    assert promise(chair_office, own).granting_party == top.secretariat_party


def test_where_there_is_none_above_the_verifier_grants_to_the_secretariats_own_organisation() -> None:
    top = committee("top")
    convener = organisation("convener", GOVERNMENT)
    seat(top, convener, role=Seat.Role.MEMBER_SECRETARY)
    ngo = organisation("ngo")
    seat(top, ngo)
    commitment = promise(convener, top)
    assert commitment.granting_party is None
    accepted = actions.accept(by=liaison(convener), commitment=commitment, verifier=ngo, at=NOW)
    assert accepted.granting_party == ngo.liaison_party
