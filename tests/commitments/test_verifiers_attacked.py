"""What somebody tried who wanted another verdict, or wanted to know who had passed it on."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from access.models import User
from access.rules.engine import can, people_who_may
from commitments import actions
from commitments.models import ChangeRequest, Commitment, Event, PassedOn, Stage
from commitments.queries import TO_NAME, listed, verifier_candidates
from commitments.queries.opened import find_commitment, opened
from commitments.queries.related import related_to
from commitments.queries.who_verifies import who_will_verify
from notifications.models import Notice
from partners.models import Committee, Organisation, Presence, Seat, Side, Tier, Work
from tests.cast import browser
from tests.commitments.local import SINCE, Country, body
from tests.commitments.test_acting import Parishad, of_ngo_to_verify
from tests.commitments.world import (
    NOW,
    TODAY,
    Pair,
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
    refused_with,
    seat,
    viewer,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db
GOVERNMENT = Side.GOVERNMENT


def buttons(user: User, commitment: Commitment, at: datetime = NOW) -> set[str]:
    seen = find_commitment(viewer(user, at), commitment.ref)
    return {step.url_name for step in opened(viewer(user, at), seen, TODAY).buttons}


def told(kind: str, commitment: Commitment) -> set[User]:
    found = Notice.objects.filter(kind=f"commitments.{kind}", record_id=commitment.pk)
    return {one.recipient for one in found}


def again(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_related("verifier", "owner").get(pk=commitment.pk)


def test_no_verifier_is_replaced_for_what_it_said_and_none_is_named_by_who_did_the_work() -> None:
    pair = Pair()
    third = body("third", GOVERNMENT)
    seat(pair.committee, third)
    name: dict[str, Any] = {"by": pair.secretary, "commitment": pair.commitment, "at": NOW}
    # Whoever put on record what the meeting said names; whoever does the work does not, whatever the office.
    heard = [actions.Heard(pair.commitment, Event.REPORTED_DONE, "Said.")]
    actions.say(by=pair.secretary, heard=heard, at=NOW)
    assert "commitment_name_verifier" in buttons(pair.secretary, pair.commitment)
    member(pair.secretary.person, pair.ngo)
    refused_with("in-the-work", actions.name_verifier, **name, verifier=pair.government)
    assert "commitment_name_verifier" not in buttons(pair.secretary, pair.commitment)
    pair = Pair()
    name = {"by": pair.secretary, "commitment": pair.commitment, "at": NOW}
    seat(pair.committee, third)
    actions.say(
        by=pair.secretary, heard=[actions.Heard(pair.commitment, Event.REPORTED_DONE, "Said.")], at=NOW
    )
    assert "commitment_name_verifier" in buttons(pair.secretary, pair.commitment)
    actions.name_verifier(**name, verifier=pair.government)
    assert refused_with("named", actions.name_verifier, **name, verifier=third) == "verifier"
    assert "commitment_name_verifier" not in buttons(pair.secretary, pair.commitment)
    actions.accept(by=pair.owner, commitment=pair.commitment, at=NOW)
    actions.report(by=pair.owner, commitment=pair.commitment, text="Done.", at=NOW)
    refused_with("named", actions.name_verifier, **name, verifier=third)
    actions.request_information(by=pair.verifier, commitment=pair.commitment, reason="Where?", at=NOW)
    refused_with("named", actions.name_verifier, **name, verifier=third)
    # A verifier that is gone, or came into the owner's house, gives no verdict, and another is named.
    actions.report(by=pair.owner, commitment=pair.commitment, text="There.", at=NOW)
    network = organisation("network", kind=Organisation.Kind.COALITION)
    above = organisation("above the owner")
    Organisation.objects.filter(pk=pair.ngo.pk).update(parent=above)
    for one in (above, pair.government):
        one.coalitions.add(network)
    for verdict, typed in ((actions.verify, {}), (actions.request_information, {"reason": "Why?"})):
        refused_with("related", verdict, by=pair.verifier, commitment=pair.commitment, at=NOW, **typed)
    assert "commitment_name_verifier" in buttons(pair.secretary, pair.commitment)
    assert actions.name_verifier(**name, verifier=third).verifier == third
    Organisation.objects.filter(pk=third.pk).update(until=TODAY)
    assert actions.name_verifier(**name, verifier=pair.other).verifier == pair.other


def test_where_nobody_grants_before_it_is_known_who_verifies_it_goes_by_turn_at_acceptance() -> None:
    ncc = Committee.objects.get(code="NCC")
    Seat.objects.filter(committee=ncc).update(until=TODAY)
    ministry = organisation("ministry", GOVERNMENT)
    seat(ncc, ministry, role=Seat.Role.MEMBER_SECRETARY)
    owner = liaison(ministry)
    speakers = {one.pk: liaison(one) for one in [organisation(f"ngo {number}") for number in range(3)]}
    for pk in speakers:
        seat(ncc, Organisation.objects.get(pk=pk))
    own_meeting = promise(ministry, secretariat_party=ministry.liaison_party)
    for commitment in (promise(ministry, ncc), own_meeting):
        with override("en"):
            assert "goes by turn" in who_will_verify(commitment, NOW)
        accepted = again(actions.accept(by=owner, commitment=commitment, at=NOW))
        assert accepted.verifier is not None and Event.NAMED_BY_TURN in events(accepted)
        asks: dict[str, Any] = {"kind": ChangeRequest.Kind.MORE_TIME, "due_on": TODAY + days(60)}
        actions.ask(by=owner, commitment=accepted, reason="Floods.", at=NOW, **asks)
        assert set(people_who_may("decide", accepted, NOW)) == {speakers[accepted.verifier.pk]}
        # Passed on before evidence: somebody may decide still.
        first = accepted.verifier
        actions.decline_to_verify(by=speakers[first.pk], commitment=accepted, at=NOW)
        passed = again(accepted)
        assert passed.verifier not in (None, first) and people_who_may("decide", passed, NOW).exists()


def test_passing_on_is_the_heads_alone_and_nobody_reads_who_verified_for_it_or_at_which_hour() -> None:
    world = Parishad()
    world.lets()
    made = of_ngo_to_verify(world)
    assert can(viewer(world.officer), "verify", made) and not can(
        viewer(world.officer), "decline_to_verify", made
    )
    with pytest.raises(PermissionDenied):
        actions.decline_to_verify(by=world.officer, commitment=made, at=NOW)
    actions.request_information(by=world.officer, commitment=made, reason="When?", at=NOW)
    assert told("done-for-verifier", made) == {world.chairman}
    for reader in (world.partner, world.chairman):
        page = browser(reader).get(reverse("commitment", args=[made.ref])).content.decode()
        assert "Somebody took a step for the head" not in page
    lines = opened(viewer(world.partner), find_commitment(viewer(world.partner), made.ref), TODAY).history
    assert not any("for the head" in line.words for line in lines)
    pair = Pair()
    actions.decline_to_verify(by=pair.verifier, commitment=pair.reported(), at=NOW)
    history = opened(
        viewer(pair.owner), find_commitment(viewer(pair.owner), pair.commitment.ref), TODAY
    ).history
    assert history[0].words == "Verification passed on", "the newest stays on top"
    assert history[0].at.astimezone(NOW.tzinfo).hour == 0 and history[1].at.hour + history[1].at.minute > 0


def test_what_stays_is_seen_told_once_and_goes_on_when_somebody_is_there() -> None:
    pair = Pair()
    chairs = office("Chair", organisation("chairs"), heads=True)
    seat(pair.committee, office=chairs, role=Seat.Role.CHAIR)
    chair = holder(person("chair"), chairs)
    commitment = pair.reported()
    actions.decline_to_verify(by=pair.verifier, commitment=commitment, at=NOW)
    actions.decline_to_verify(by=pair.secretary, commitment=commitment, at=NOW)
    refused_with("nobody", actions.decline_to_verify, by=pair.secretary, commitment=commitment, at=NOW)
    assert actions.pass_on_waiting(at=NOW + days(20)) == 0 == actions.pass_on_waiting(at=NOW + days(21))
    assert events(commitment).count(Event.NOBODY_LEFT) == 1
    assert Notice.objects.filter(kind="commitments.nobody-left", recipient=chair).count() == 1
    assert {"commitment_name_verifier"} <= buttons(chair, commitment)
    assert [one.pk for one in listed(viewer(chair), TO_NAME).records] == [commitment.pk]
    desk = browser(chair).get(reverse("desk")).content.decode()
    assert reverse("commitment_name_verifier", args=[commitment.ref]) in desk
    late = body("came later", GOVERNMENT)
    seat(pair.committee, late)
    assert (actions.pass_on_waiting(at=NOW + days(22)), actions.pass_on_waiting(at=NOW + days(22))) == (1, 0)
    assert again(commitment).verifier == late
    assert not listed(viewer(chair), TO_NAME).records
    # Whoever asks for more has taken it up: nobody replaces it.
    actions.decline_to_verify(by=liaison(late), commitment=commitment, at=NOW)
    assert again(commitment).passed_on.filter(organisation=late).exists()
    actions.request_information(by=liaison(late), commitment=commitment, reason="What?", at=NOW)
    assert not again(commitment).passed_on.filter(organisation=late).exists()
    refused_with(
        "named", actions.name_verifier, by=chair, commitment=commitment, verifier=pair.government, at=NOW
    )


def test_evidence_goes_to_nobody_who_passed_it_on_while_another_is_there_and_else_that_is_told() -> None:
    pair = Pair()
    third = body("third", GOVERNMENT)
    seat(pair.committee, third)
    actions.accept(by=pair.owner, commitment=pair.commitment, at=NOW)
    for one in (pair.other, pair.government):
        PassedOn.objects.create(commitment=pair.commitment, organisation=one, why="declined", at=NOW)
    report: dict[str, Any] = {"by": pair.owner, "text": "Done.", "at": NOW}
    with transaction.atomic():
        actions.report(commitment=pair.commitment, **report)
        assert again(pair.commitment).verifier == third and Event.NOBODY_LEFT not in events(pair.commitment)
        transaction.set_rollback(True)
    PassedOn.objects.create(commitment=pair.commitment, organisation=third, why="declined", at=NOW)
    actions.report(commitment=pair.commitment, **report)
    stuck = again(pair.commitment)
    assert stuck.stage == Stage.EVIDENCE_IN and stuck.evidence.count() == 1
    assert events(stuck)[-1] == Event.NOBODY_LEFT and pair.secretary in told("nobody-left", stuck)


def test_whoever_types_a_line_of_presence_afterwards_judges_nothing_and_who_names_is_told_of_others() -> None:
    country = Country()
    keeper = office("Secretary", organisation("secretary's office", GOVERNMENT), heads=True)
    seat(country.union, office=keeper, role=Seat.Role.MEMBER_SECRETARY)
    secretary = holder(person("secretary"), keeper)
    chair = organisation("parishad", GOVERNMENT)
    owner, ngo = liaison(chair), body("ngo")
    commitment = promise(chair, country.union)
    day_after = datetime.combine(commitment.agreed_on + days(1), datetime.min.time(), NOW.tzinfo)
    line = Presence.objects.create(
        organisation=ngo, place=country.union_place, work=Work.COUNSELLING, since=SINCE, entered_at=day_after
    )
    assert verifier_candidates(commitment, NOW) == []
    Presence.objects.filter(pk=line.pk).update(entered_at=day_after - timedelta(seconds=1))
    accepted = again(actions.accept(by=owner, commitment=commitment, at=NOW))
    assert accepted.verifier == ngo and told("named-by-presence", accepted) == {secretary}
    # One whose office lies there, or with a seat, is no such surprise.
    Organisation.objects.filter(pk=ngo.pk).update(place=country.union_place)
    other = promise(chair, country.union)
    actions.accept(by=owner, commitment=other, at=NOW)
    assert again(other).verifier == ngo and not told("named-by-presence", other)


def test_one_house_is_what_is_above_below_or_beside_and_coalitions_of_all_of_it() -> None:
    state = organisation("state", GOVERNMENT)
    root = organisation("root")
    network = organisation("network", kind=Organisation.Kind.COALITION)
    owner = organisation("owner", parent=organisation("country office", parent=root))
    cousin = organisation("cousin", parent=organisation("second office", parent=root))
    stranger, allied = organisation("stranger"), organisation("child of an ally", parent=organisation("ally"))
    assert allied.parent is not None
    for one in (root, allied.parent):
        one.coalitions.add(network)
    found = related_to(owner, [root, cousin, stranger, allied, network])
    assert found == {owner.pk, root.pk, cousin.pk, allied.pk, network.pk}
    of_state, beside = (organisation(name, GOVERNMENT, parent=state) for name in ("one", "two"))
    assert related_to(of_state, [beside, state]) == {of_state.pk, state.pk}


def test_after_evidence_it_says_who_is_told_as_it_stands_then() -> None:
    pair = Pair()
    alone = committee("alone", tier=Tier.NATIONAL)
    Seat.objects.filter(committee__code="NCC").update(until=TODAY)
    for _number in range(2):
        silent = organisation("silent", GOVERNMENT)
        seat(alone, silent)
    commitment = promise(pair.ngo, alone)
    actions.accept(by=pair.owner, commitment=commitment, at=timezone.now())
    sent = browser(pair.owner).post(
        reverse("commitment_report", args=[commitment.ref]), {"text": "Done."}, follow=True
    )
    assert "Nobody of silent signs in" in sent.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_promise_that_somebody_holds_does_not_keep_the_others_from_passing_on() -> None:
    first, second = Pair(), Pair()
    for pair in (first, second):
        pair.reported(NOW)
    passed: list[int] = []

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        passed.append(actions.pass_on_waiting(at=NOW + days(20)))

    with transaction.atomic():
        Commitment.objects.select_for_update().get(pk=first.commitment.pk)
        at_once(run, lambda: None)
    assert passed == [1]
    assert (again(first.commitment).verifier, again(second.commitment).verifier) == (
        first.government,
        second.other,
    )


def test_what_waits_for_a_body_that_came_into_the_owners_house_passes_on_and_who_names_is_told() -> None:
    pair = Pair()
    third = body("third", GOVERNMENT)
    commitment = pair.reported()
    seat(pair.committee, third)
    waits = again(commitment).verifier
    assert waits is not None and actions.pass_on_related(at=NOW) == 0
    network = organisation("network", kind=Organisation.Kind.COALITION)
    for one in (pair.ngo, waits):
        one.coalitions.add(network)
    assert (actions.pass_on_related(at=NOW), actions.pass_on_related(at=NOW)) == (1, 0)
    passed = again(commitment)
    assert passed.verifier not in (None, waits) and passed.stage == Stage.EVIDENCE_IN
    assert pair.secretary in told("passed-from-related", passed)
    # Where nobody else is left it stays, and that is told once.
    for one in (third, pair.other, pair.government):
        one.coalitions.add(network)
    assert actions.pass_on_related(at=NOW) == 0 == actions.pass_on_related(at=NOW)
    assert events(passed).count(Event.NOBODY_LEFT) == 1


def test_one_named_by_its_own_word_is_replaced_with_a_reason_until_it_has_said_something() -> None:
    country = Country()
    keeper = office("Secretary", organisation("secretary's office", GOVERNMENT), heads=True)
    seat(country.union, office=keeper, role=Seat.Role.MEMBER_SECRETARY)
    secretary = holder(person("secretary"), keeper)
    chair = organisation("parishad", GOVERNMENT)
    owner, near, other = liaison(chair), body("near"), body("other")
    country.works(near, country.union_place)
    commitment = again(actions.accept(by=owner, commitment=promise(chair, country.union), at=NOW))
    assert commitment.verifier == near and commitment.verifier_by_presence
    country.works(other, country.union_place)
    name: dict[str, Any] = {"by": secretary, "commitment": commitment, "verifier": other, "at": NOW}
    address = reverse("commitment_name_verifier", args=[commitment.ref])
    assert "commitment_name_verifier" in buttons(secretary, commitment)
    seen = opened(viewer(secretary), find_commitment(viewer(secretary), commitment.ref), TODAY)
    assert seen.green is None or seen.green.url_name != "commitment_name_verifier", "nobody waits for it"
    assert refused_with("no-reason", actions.name_verifier, **name, reason="-") == "reason"
    sent = browser(secretary).post(address, {"verifier": other.ref})
    assert sent.status_code == 422 and 'name="reason"' in sent.content.decode()
    with transaction.atomic():
        actions.report(by=owner, commitment=commitment, text="Done.", at=NOW)
        speaker = User.objects.get(person__memberships__organisation=near)
        actions.request_information(by=speaker, commitment=commitment, reason="Where?", at=NOW)
        why = "It has never worked in this union."
        refused_with("named", actions.name_verifier, **name, reason=why)
        transaction.set_rollback(True)
    browser(secretary).post(address, {"verifier": other.ref, "reason": "It has never worked in this union."})
    replaced = again(commitment)
    assert replaced.verifier == other and not replaced.verifier_by_presence
    # The one that is replaced reads the promise no longer, and is told all the same: of itself, not of it.
    assert not Commitment.objects.permitted(viewer(speaker)).filter(pk=replaced.pk).exists()
    notice = Notice.objects.get(kind="commitments.replaced")
    assert (notice.recipient, notice.record_id) == (speaker, near.pk)
    page = browser(speaker).get(reverse("notices")).content.decode()
    assert "verifies a commitment now that was yours" in page and commitment.what not in page
    line = replaced.history.order_by("-pk")[0]
    assert (line.event, line.note) == (Event.VERIFIER_NAMED, "It has never worked in this union.")
    refused_with("named", actions.name_verifier, **name | {"verifier": near}, reason=line.note)


def test_whoever_holds_a_desk_of_one_side_and_serves_another_is_shown_no_button_that_refuses() -> None:
    world = Parishad()
    world.lets()
    assert {"commitment_accept"} <= buttons(world.officer, world.commitment)
    member(world.officer_person, world.ngo)
    assert not {"commitment_accept", "commitment_decline"} & buttons(world.officer, world.commitment)
    refused_with("other-side", actions.accept, by=world.officer, commitment=world.commitment, at=NOW)
    assert {"commitment_accept"} <= buttons(world.chairman, world.commitment)
