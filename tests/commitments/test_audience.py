"""Who reads a commitment, compared with a plain calculation while owners, seats, parents and terms move."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.models import User, Via
from access.rules.audiences import all_derivations, differences, refresh, refresh_above
from access.rules.engine import can, people_who_may
from commitments.actions.writing import save_and_refresh
from commitments.models import Commitment, CommitmentAudience
from commitments.queries import OPEN, listed
from partners.actions import give_role
from partners.models import Committee, Membership, Organisation, Person, Seat, Side
from partners.parties import people_serving, refresh_people
from tests.budgets import budget
from tests.commitments.world import (
    LONG_AGO,
    NOW,
    Pair,
    committee,
    days,
    liaison,
    member,
    organisation,
    person,
    promise,
    seat,
    user_of,
    viewer,
)
from tests.toys.world import rolled_back

pytestmark = pytest.mark.django_db
LATER = NOW + days(2)
ORGANISATIONS, COMMITTEES, PEOPLE = 4, 3, 4
ROLES = (Membership.Role.HEAD, Membership.Role.LIAISON, Membership.Role.STAFF)
SEAT_ROLES = (Seat.Role.CHAIR, Seat.Role.MEMBER_SECRETARY, Seat.Role.MEMBER)


@dataclass
class Plain:
    """The same world as plain facts: nothing here asks the portal."""

    organisations: list[Organisation]
    committees: list[Committee]
    people: list[Person]
    commitment: Commitment
    owner: int = 0
    supporting: set[int] = field(default_factory=set)
    place: int = 0
    parent: dict[int, int | None] = field(default_factory=dict)
    # (person, organisation, role, until)
    serving: list[tuple[int, int, str, datetime | None]] = field(default_factory=list)
    # (committee, organisation, role)
    seats: list[tuple[int, int, str]] = field(default_factory=list)

    def serves(self, who: int, organisation: int, at: datetime, *, speaks: bool = False) -> bool:
        return any(
            (who, organisation) == (someone, body)
            and (until is None or at < until)
            and (not speaks or role != "staff")
            for someone, body, role, until in self.serving
        )

    def sits(self, who: int, at: datetime, committee: int, roles: tuple[str, ...]) -> bool:
        return any(
            committee == where and role in roles and self.serves(who, body, at, speaks=True)
            for where, body, role in self.seats
        )

    def above(self, committee: int) -> list[int]:
        chain, parent = [], self.parent.get(committee)
        while parent is not None:
            chain.append(parent)
            parent = self.parent.get(parent)
        return chain

    def readers(self, at: datetime) -> set[User]:
        """Owner, supporters, the source committee, the secretariats above; nobody else."""
        secretariat = ("chair", "member_secretary")
        return {
            user_of(self.people[who])
            for who in range(PEOPLE)
            if any(self.serves(who, body, at) for body in {self.owner, *self.supporting})
            or self.sits(who, at, self.place, ("chair", "member_secretary", "member"))
            or any(self.sits(who, at, above, secretariat) for above in self.above(self.place))
        }


def plain_world() -> Plain:
    organisations = [organisation(f"o{n}", [Side.NGO, Side.GOVERNMENT][n % 2]) for n in range(ORGANISATIONS)]
    committees = [committee(f"c{n}") for n in range(COMMITTEES)]
    people = [person(f"p{n}") for n in range(PEOPLE)]
    return Plain(organisations, committees, people, promise(organisations[0], committees[0]))


def join(world: Plain, who: int, body: int, role: int, ends: bool) -> None:
    if any((who, body) == (someone, of) for someone, of, _, _ in world.serving):
        return
    until = NOW + days(1) if ends else None
    member(world.people[who], world.organisations[body], ROLES[role], LONG_AGO, until)
    # A new liaison officer takes the place of the head.
    refresh_people(people_serving(organisations=[world.organisations[body].pk]))
    world.serving.append((who, body, ROLES[role].value, until))


def sit(world: Plain, where: int, body: int, role: int) -> None:
    seat(world.committees[where], world.organisations[body], role=SEAT_ROLES[role])
    refresh_people(people_serving(organisations=[world.organisations[body].pk]))
    world.seats.append((where, body, SEAT_ROLES[role].value))
    # Whose organisation the secretariat is decides who grants: the action of the change settles it.
    world.commitment.refresh_from_db()
    save_and_refresh(world.commitment)


def leave_seat(world: Plain, which: int) -> None:
    if not world.seats:
        return
    where, body, role = world.seats.pop(which % len(world.seats))
    left = Seat.objects.filter(
        committee=world.committees[where], organisation=world.organisations[body], role=role
    ).first()
    assert left is not None
    left.delete()
    refresh_people(people_serving(organisations=[world.organisations[body].pk]))
    world.commitment.refresh_from_db()
    save_and_refresh(world.commitment)


def move(world: Plain, which: int, under: int) -> None:
    if which == under or which in world.above(under):
        return
    moved = world.committees[which]
    moved.parent = world.committees[under]
    moved.save()
    world.parent[which] = under
    below = [n for n in range(COMMITTEES) if n == which or which in world.above(n)]
    refresh_above([world.committees[n].pk for n in below])


def give(world: Plain, body: int) -> None:
    world.commitment.refresh_from_db()
    world.commitment.owner = world.organisations[body]
    save_and_refresh(world.commitment)
    world.owner = body


def support(world: Plain, body: int) -> None:
    world.commitment.supporting.add(world.organisations[body])
    refresh(Commitment.objects.get(pk=world.commitment.pk))
    world.supporting.add(body)


STEPS = st.one_of(
    st.tuples(
        st.just(join),
        st.integers(0, PEOPLE - 1),
        st.integers(0, ORGANISATIONS - 1),
        st.integers(0, 2),
        st.booleans(),
    ),
    st.tuples(
        st.just(sit), st.integers(0, COMMITTEES - 1), st.integers(0, ORGANISATIONS - 1), st.integers(0, 2)
    ),
    st.tuples(st.just(leave_seat), st.integers(0, 5)),
    st.tuples(st.just(move), st.integers(0, COMMITTEES - 1), st.integers(0, COMMITTEES - 1)),
    st.tuples(st.just(give), st.integers(0, ORGANISATIONS - 1)),
    st.tuples(st.just(support), st.integers(0, ORGANISATIONS - 1)),
)


@settings(max_examples=budget(12, 400), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=3, max_size=9))
def test_readers_are_those_of_a_plain_calculation_however_things_move(
    steps: list[tuple[object, ...]],
) -> None:
    with rolled_back():
        world = plain_world()
        for step, *arguments in steps:
            step(world, *arguments)  # type: ignore[operator]
        commitment = Commitment.objects.get(pk=world.commitment.pk)
        for at in (NOW, LATER):
            expected = world.readers(at)
            ours = {user_of(one) for one in world.people}
            assert set(people_who_may("view", commitment, at)) & ours == expected
            for user in ours:
                reader = viewer(user, at)
                seen = user in expected
                assert can(reader, "view", commitment) is seen
                assert (commitment in listed(reader, OPEN).records) is seen


def test_stored_readers_are_what_the_facts_say_after_every_action() -> None:
    Pair().verified()
    Pair().reported()
    derivation = next(one for one in all_derivations() if one.model is Commitment)
    assert list(differences(derivation)) == []


def test_a_moved_committee_takes_its_commitments_to_the_secretariat_above_it_now() -> None:
    old, new = committee("old"), committee("new")
    bottom = committee("bottom", parent=old)
    chair_of_old, chair_of_new = organisation("chair of old"), organisation("chair of new")
    seat(old, chair_of_old, role=Seat.Role.CHAIR)
    seat(new, chair_of_new, role=Seat.Role.CHAIR)
    before, after = liaison(chair_of_old), liaison(chair_of_new)
    commitment = promise(organisation("owner"), bottom)
    assert (can(viewer(before), "view", commitment), can(viewer(after), "view", commitment)) == (True, False)
    bottom.parent = new
    bottom.save()
    refresh_above([bottom.pk])
    assert (can(viewer(before), "view", commitment), can(viewer(after), "view", commitment)) == (False, True)


def test_a_moved_committee_has_the_secretariat_above_it_now_grant_to_its_own_secretariat() -> None:
    old, new = committee("old"), committee("new")
    bottom = committee("bottom", parent=old)
    own = organisation("chair's office")
    seat(bottom, own, role=Seat.Role.CHAIR)
    commitment = promise(own, bottom)
    assert commitment.granting_party == old.secretariat_party
    bottom.parent = new
    bottom.save()
    refresh_above([bottom.pk])
    commitment.refresh_from_db()
    assert commitment.granting_party == new.secretariat_party
    assert not commitment.audience.filter(party=old.secretariat_party).exists()


def test_when_another_seat_becomes_the_chair_its_organisation_no_longer_grants_to_itself() -> None:
    above = committee("above")
    own = committee("own", parent=above)
    first, second = organisation("first", Side.GOVERNMENT), organisation("second", Side.GOVERNMENT)
    seat(own, first, role=Seat.Role.CHAIR)
    next_chair = seat(own, second)
    theirs = {one.name_en: promise(one, own) for one in (first, second)}
    assert theirs["first"].granting_party == above.secretariat_party
    assert theirs["second"].granting_party == own.secretariat_party
    give_role(by=None, seat=next_chair, role=Seat.Role.CHAIR, at=NOW)
    for commitment in theirs.values():
        commitment.refresh_from_db()
    assert theirs["first"].granting_party == own.secretariat_party
    assert theirs["second"].granting_party == above.secretariat_party


def test_each_party_reads_for_its_strongest_reason() -> None:
    above = committee("above")
    own = committee("own", parent=above)
    owner, helper = organisation("owner"), organisation("helper")
    commitment = promise(owner, own, supporting=[helper])
    via = dict(commitment.audience.values_list("party_id", "via"))
    assert via == {
        owner.all_party_id: Via.OWNER,
        owner.liaison_party_id: Via.OWNER,
        helper.all_party_id: Via.SUPPORT,
        helper.liaison_party_id: Via.SUPPORT,
        own.members_party_id: Via.COMMITTEE,
        own.secretariat_party_id: Via.COMMITTEE,
        own.minute_takers_party_id: Via.COMMITTEE,
        above.secretariat_party_id: Via.UPLINE,
    }


def test_the_copies_in_the_audience_follow_every_action() -> None:
    pair = Pair()
    pair.verified()
    stale = CommitmentAudience.objects.exclude(
        rank=F("record__rank"), at=F("record__at"), live=F("record__live")
    )
    assert not stale.filter(record=pair.commitment).exists()
