"""Who gives the verdict: named, declined, passed on; never anybody who did the work."""

from datetime import datetime

import pytest

from access.rules.engine import RefusedError, can
from access.toolkit.errors import Mendable
from commitments import actions
from commitments.models import Commitment, Event, PassedOn, Stage
from commitments.queries.hands import people_in_the_work
from commitments.queries.who_verifies import who_will_verify
from notifications.models import Notice
from partners.models import Membership, Organisation, Seat
from partners.parties import refresh_person
from tests.commitments.local import GOVERNMENT, Country, body
from tests.commitments.world import (
    NOW,
    TODAY,
    Pair,
    accept,
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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


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
