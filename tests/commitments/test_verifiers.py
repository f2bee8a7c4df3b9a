"""Who verifies: another side at the place, rung by rung; named, declined, passed on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from access.models import User
from access.rules.engine import RefusedError, can, people_who_may
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.models import Commitment, Event, PassedOn, Stage
from commitments.queries import verifier_candidates
from commitments.queries.hands import people_in_the_work
from commitments.queries.who_verifies import who_will_verify
from notifications.models import Notice
from partners.models import Committee, Membership, Organisation, Place, Presence, Seat, Side, Tier, Work
from partners.parties import refresh_person
from tests.budgets import budget
from tests.commitments.world import (
    LONG_AGO,
    NOW,
    TODAY,
    Pair,
    accept,
    committee,
    days,
    events,
    holder,
    liaison,
    member,
    office,
    organisation,
    person,
    promise,
    seat,
    staff,
    viewer,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
GOVERNMENT, NGO, INTERNATIONAL, COMMUNITY = Side.GOVERNMENT, Side.NGO, Side.INTERNATIONAL, Side.COMMUNITY
_numbers = count(1)
SINCE = TODAY - days(400)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """A page that was asked for in Bangla before leaves its language behind."""
    with override("en"):
        yield


def names(commitment: Commitment) -> list[str]:
    return [candidate.organisation.name_en for candidate in verifier_candidates(commitment, NOW)]


def place(tier: Tier, parent: Place | None) -> Place:
    name = f"place-{next(_numbers)}"
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


def test_the_only_one_is_named_at_acceptance_and_shown_before_it() -> None:
    country = Country()
    chair = organisation("parishad", GOVERNMENT)
    seat(country.union, chair, role=Seat.Role.CHAIR)
    seat(country.upazila, body("upazila secretary", GOVERNMENT), role=Seat.Role.MEMBER_SECRETARY)
    commitment = promise(chair, country.union)
    assert "upazila secretary" in who_will_verify(commitment, NOW)
    accepted = actions.accept(by=liaison(chair), commitment=commitment, at=NOW)
    assert (accepted.verifier and accepted.verifier.name_en) == "upazila secretary"
    assert accepted.verifier_from_above and events(accepted)[-2:] == ["verifier-named", "accepted"]


def test_of_several_the_secretariat_names_one_and_else_it_goes_by_turn() -> None:
    """The owner chooses nobody; whoever grants is told; the names stand in the history."""
    pair = Pair()
    third = body("third", GOVERNMENT)
    seat(pair.committee, third)
    accepted = actions.accept(by=pair.owner, commitment=pair.commitment, at=NOW)
    assert accepted.stage == Stage.ACCEPTED and accepted.verifier is None
    told = Notice.objects.filter(kind="commitments.name-verifier", record_id=accepted.pk)
    assert {one.recipient for one in told} == {pair.secretary}
    assert not can(viewer(pair.owner), "name_verifier", accepted)
    for wrong in (pair.ngo, body("from nowhere", GOVERNMENT), body("another ngo")):
        with pytest.raises(Mendable) as refusal:
            actions.name_verifier(by=pair.secretary, commitment=accepted, verifier=wrong, at=NOW)
        assert refusal.value.field == "verifier"
    named = actions.name_verifier(by=pair.secretary, commitment=accepted, verifier=third, at=NOW)
    assert (named.verifier, events(named)[-1]) == (third, "verifier-named")
    # Nobody names for the next: whoever has the least waiting is asked, of those alike the first seat.
    expected = ["secretary's office", "government", "third"]
    for name in expected:
        other = promise(pair.ngo, pair.committee)
        actions.accept(by=pair.owner, commitment=other, at=NOW)
        actions.report(by=pair.owner, commitment=other, text="Done.", at=NOW)
        other.refresh_from_db()
        assert (other.verifier and other.verifier.name_en, Event.NAMED_BY_TURN in events(other)) == (
            name,
            True,
        )


def test_whom_the_secretariat_named_before_acceptance_stands() -> None:
    pair = Pair()
    other = promise(pair.ngo, pair.committee)
    actions.name_verifier(by=pair.secretary, commitment=other, verifier=pair.government, at=NOW)
    other.refresh_from_db()
    assert "the secretariat named it" in who_will_verify(other, NOW)
    assert actions.accept(by=pair.owner, commitment=other, at=NOW).verifier == pair.government


def test_a_secretariat_never_names_for_its_own_body() -> None:
    country = Country()
    keeper = office("Secretary", organisation("secretary's office", GOVERNMENT), heads=True)
    seat(country.upazila, office=keeper, role=Seat.Role.MEMBER_SECRETARY)
    secretary = holder(person("secretary"), keeper)
    above = office("Above", organisation("office above", GOVERNMENT), heads=True)
    seat(country.district, office=above, role=Seat.Role.MEMBER_SECRETARY)
    higher = holder(person("above"), above)
    for name in ("one", "two"):
        seat(country.upazila, body(name))
    assert keeper.organisation is not None
    own = promise(keeper.organisation, country.upazila)
    assert not can(viewer(secretary), "name_verifier", own)
    chosen = Organisation.objects.get(name_en="two")
    named = actions.name_verifier(by=higher, commitment=own, verifier=chosen, at=NOW)
    assert named.verifier == chosen
    assert actions.accept(by=secretary, commitment=own, at=NOW).verifier == chosen


def test_a_verifier_declines_without_a_reason_and_the_owner_learns_only_that_it_passed_on() -> None:
    pair = Pair()
    chairs = office("Chair", organisation("ngo that chairs"), heads=True)
    seat(pair.committee, office=chairs, role=Seat.Role.CHAIR)
    chair = holder(person("chair"), chairs)
    reported = pair.reported()
    actions.decline_to_verify(by=pair.verifier, commitment=reported, at=NOW)
    passed = Commitment.objects.get(pk=reported.pk)
    assert (passed.verifier, passed.stage) == (pair.other, Stage.EVIDENCE_IN)
    line = passed.history.get(event=Event.PASSED_ON)
    assert (line.organisation, line.by_label_en, line.note) == (pair.other, "", "")
    # The late one is told who has it, whatever it presses; nobody else learns anything.
    for late in (actions.verify, actions.decline_to_verify):
        with pytest.raises(Mendable, match="secretary's office") as told:
            late(by=pair.verifier, commitment=reported, at=NOW)
        assert told.value.code == "passed"
        with pytest.raises(RefusedError):
            late(by=pair.owner, commitment=reported, at=NOW)
    # The last one declines, too: it stays, and the secretariat is told.
    actions.decline_to_verify(by=pair.secretary, commitment=passed, at=NOW)
    stuck = Commitment.objects.get(pk=reported.pk)
    assert (stuck.verifier, events(stuck)[-1]) == (pair.other, "nobody-left")
    told_of = Notice.objects.filter(kind="commitments.nobody-left", record_id=stuck.pk)
    assert {one.recipient for one in told_of} == {chair}
    actions.name_verifier(by=pair.secretary, commitment=stuck, verifier=pair.government, at=NOW)
    assert actions.verify(by=pair.verifier, commitment=stuck, at=NOW).stage == Stage.VERIFIED


def test_evidence_that_waits_five_working_days_passes_on_once() -> None:
    pair = Pair()
    pair.reported(NOW)
    # Sunday 22 November; five working days on is Sunday 29, when offices open.
    for at, passed in (
        (NOW + days(6), 0),
        (datetime(2026, 11, 29, 8, 59, tzinfo=NOW.tzinfo), 0),
        (datetime(2026, 11, 29, 9, 0, tzinfo=NOW.tzinfo), 1),
        (datetime(2026, 11, 29, 9, 1, tzinfo=NOW.tzinfo), 0),
        # The next has as long, then nobody is left: it stays, and that is said once.
        (NOW + days(10), 0),
        (NOW + days(20), 0),
        (NOW + days(40), 0),
    ):
        assert actions.pass_on_waiting(at=at) == passed, at
    found = Commitment.objects.get(pk=pair.commitment.pk)
    assert found.verifier == pair.other
    assert [one for one in events(found) if one in ("passed-on", "nobody-left")] == [
        "passed-on",
        "nobody-left",
    ]
    assert set(found.passed_on.values_list("why", flat=True)) == {PassedOn.Why.AWAY}


def test_a_verifier_that_leaves_passes_on() -> None:
    pair = Pair()
    pair.reported()
    Organisation.objects.filter(pk=pair.government.pk).update(until=TODAY)
    assert (actions.pass_on_left(at=NOW), actions.pass_on_left(at=NOW)) == (1, 0)
    assert Commitment.objects.get(pk=pair.commitment.pk).verifier == pair.other


def test_whoever_did_entered_or_assisted_in_the_work_gives_no_verdict_and_is_told_who_does() -> None:
    pair = Pair()
    commitment = pair.reported()
    did = person("did it and left for the government")
    doer = member(did, pair.ngo)
    member(did, pair.government)
    for verdict, typed in ((actions.verify, {}), (actions.request_information, {"reason": "What?"})):
        with pytest.raises(Mendable, match="Somebody else of government") as refusal:
            verdict(by=doer, commitment=commitment, at=NOW, **typed)
        assert refusal.value.code == "in-the-work"
    # The only other one of the body goes: the next is named, and is the next rung's.
    Membership.objects.filter(person=pair.verifier.person).delete()
    refresh_person(pair.verifier.person)
    with pytest.raises(Mendable, match="secretary's office is asked"):
        actions.verify(by=doer, commitment=commitment, at=NOW)
    # Who entered what others did counts, too, whatever their office is today.
    reader = staff(pair.government)
    assert reader.pk not in people_in_the_work(commitment, NOW)
    actions.say(by=pair.secretary, heard=[actions.Heard(commitment, Event.REPORTED_DONE, "Said so.")], at=NOW)
    assert pair.secretary.pk in people_in_the_work(commitment, NOW)


@pytest.mark.django_db(transaction=True)
def test_of_a_verdict_and_a_pass_at_once_one_counts_and_the_other_is_told() -> None:
    pair = Pair()
    commitment = pair.reported()
    ended = at_once(
        lambda: actions.verify(by=pair.verifier, commitment=commitment, at=NOW),
        lambda: actions.decline_to_verify(by=pair.verifier, commitment=commitment, at=NOW),
    )
    assert ended in (["done", "stage"], ["done", "passed"])
    found = Commitment.objects.get(pk=commitment.pk)
    assert (found.stage == Stage.VERIFIED) == (ended[1] == "stage")
    other = promise(pair.ngo, pair.committee)
    accept(by=pair.owner, commitment=other, verifier=pair.government, at=NOW)
    ended = at_once(
        lambda: actions.decline_to_verify(by=pair.verifier, commitment=other, at=NOW),
        lambda: actions.name_verifier(by=pair.secretary, commitment=other, verifier=pair.other, at=NOW),
    )
    # Whichever came first, the other body has it; of the later one its sender is told.
    assert ended in (["done", "same"], ["done", "named"])
    assert Commitment.objects.get(pk=other.pk).verifier == pair.other


def test_who_may_verify_costs_as_many_queries_for_many_bodies_as_for_few() -> None:
    country = Country()
    commitment = promise(organisation("owner", GOVERNMENT), country.union)
    costs = []
    verifier_candidates(commitment, NOW)
    for _round in range(2):
        for _one in range(3):
            found = body(f"ngo {next(_numbers)}")
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
    sits: bool
    works: str
    people: str
    kin: bool
    made: Organisation | None = field(default=None, compare=False)

    @property
    def can_act(self) -> bool:
        return self.people in ("own", "both")


BODIES = st.builds(
    Body,
    side=st.sampled_from(list(Side)),
    sits=st.booleans(),
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
        rungs.append([one for one in bodies if one.sits and one.side in sides])
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
        if one.sits:
            seat(country.union, one.made)
        if one.works:
            country.works(one.made, places[one.works], until=-1 if one.works == "ended" else None)
        if one.people in ("own", "both"):
            people[one.made.pk] = liaison(one.made)
        if one.people in ("did", "both"):
            member(speaker.person, one.made)
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
