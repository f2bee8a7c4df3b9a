"""An objection, its decision and a handover at the same moment: each waits, and none undoes blindly."""

from datetime import timedelta

import pytest

from access.accounts.joining import join_anew
from access.models import User
from access.rules.engine import can
from partners import actions
from partners.models import Introduction, OfficeChange, OfficeHolder
from tests.access.people import PASSWORD
from tests.cast import NOW, Cast, viewer
from tests.commitments.world import person, user_of
from tests.partners.orders import ORDER, World, objects
from tests.races import at_once, one_waits

pytestmark = pytest.mark.django_db(transaction=True)
LATER, LAST = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)


@pytest.fixture
def world(cast: Cast) -> World:
    return World()


def decided(change: OfficeChange) -> tuple[str, bool]:
    change.refresh_from_db()
    return change.outcome, change.is_undone


def test_an_objection_and_a_second_handover_both_stand(world: World) -> None:
    change, next_one = world.entered(), person("next")

    def hand_over() -> None:
        actions.hand_over(by=world.body_liaison, office=world.office, to=next_one, on=LATER, at=LATER)

    assert one_waits(lambda: objects(user_of(world.outgoing), change, LATER), hand_over) == ("done", "done")
    change.refresh_from_db()
    assert change.live and world.holds(LAST) == next_one
    other = World()
    change = other.entered()

    def again() -> None:
        actions.hand_over(by=other.secretary, office=other.office, to=next_one, on=LATER, at=LATER, **ORDER)

    assert one_waits(again, lambda: objects(other.body_liaison, change, LATER)) == ("done", "done")
    assert other.holds(LAST) == next_one


def test_a_decision_that_waits_for_a_second_handover_undoes_nothing(world: World) -> None:
    change, next_one = world.objected(), person("next")

    def hand_over() -> None:
        actions.hand_over(by=world.body_liaison, office=world.office, to=next_one, on=LATER, at=LATER)

    def decide() -> None:
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=LAST)

    assert one_waits(hand_over, decide) == ("done", "done")
    assert decided(change) == ("wrong", False)
    assert world.holds(LAST) == next_one and world.reads(next_one, LAST)
    assert not world.reads(world.outgoing, LAST)


def test_a_handover_that_waits_for_a_decision_follows_it(world: World) -> None:
    change, next_one = world.objected(), person("next")

    def decide() -> None:
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=LATER)

    def hand_over() -> None:
        actions.hand_over(by=world.body_liaison, office=world.office, to=next_one, on=LAST, at=LAST)

    assert one_waits(decide, hand_over) == ("done", "done")
    assert decided(change) == ("wrong", True)
    assert world.holds(LAST) == next_one and not world.reads(world.outgoing, LAST)
    assert world.holds(LATER) == world.outgoing


def test_two_decisions_at_once_are_one(world: World) -> None:
    change = world.objected()
    outcomes = at_once(
        lambda: actions.decide_change(by=world.higher, change=change, is_wrong=True, at=LATER),
        lambda: actions.decide_change(by=world.colleague, change=change, is_wrong=False, at=LATER),
    )
    assert outcomes == ["done", "state"]


def test_two_objections_at_once_are_one(world: World) -> None:
    change = world.entered()
    outcomes = at_once(
        lambda: objects(world.body_liaison, change), lambda: objects(user_of(world.outgoing), change)
    )
    assert outcomes == ["done", "objected"]


def invited(world: World) -> tuple[OfficeChange, Introduction]:
    to = actions.introduce(label_en="Superintendent", label_bn="")
    change = world.entered(to=to)
    actions.invite_person(
        by=world.secretary, person=to, office=world.office, email="next@example.org", at=NOW
    )
    objects(user_of(world.outgoing), change)
    return change, to.introductions.get()


def test_whoever_accepts_while_the_entry_is_undone_gets_nothing(world: World) -> None:
    change, entry = invited(world)

    def undo() -> None:
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=LATER)

    def accept() -> None:
        join_anew(invitation=entry.invitation, password=PASSWORD, language="en", at=LAST)

    assert one_waits(undo, accept) == ("done", "over")
    assert not User.objects.filter(email="next@example.org").exists()


def test_whoever_accepted_just_before_loses_the_office_with_the_entry(world: World) -> None:
    change, entry = invited(world)

    def accept() -> None:
        join_anew(invitation=entry.invitation, password=PASSWORD, language="en", at=LATER)

    def undo() -> None:
        actions.decide_change(by=world.higher, change=change, is_wrong=True, at=LAST)

    assert one_waits(accept, undo) == ("done", "done")
    newcomer = User.objects.get(email="next@example.org")
    assert not world.reads(newcomer, LAST) and world.reads(world.outgoing, LAST)
    assert can(viewer(newcomer, LAST), "view", OfficeChange.objects.get(pk=change.pk))


def test_whoever_accepts_while_the_office_is_handed_on_keeps_nothing_of_it(world: World) -> None:
    _change, entry = invited(world)
    next_one = person("next")

    def hand_over() -> None:
        actions.hand_over(by=world.body_liaison, office=world.office, to=next_one, on=LATER, at=LATER)

    def accept() -> None:
        join_anew(invitation=entry.invitation, password=PASSWORD, language="en", at=LATER)

    # The invitation ended with the term.
    assert one_waits(hand_over, accept) == ("done", "over")
    assert not User.objects.filter(email="next@example.org").exists()
    assert OfficeHolder.objects.get(office=world.office, period__contains=LAST).person == next_one
