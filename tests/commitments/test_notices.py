"""Who is told what about a commitment, and when: once, until evidence is in, and then the verifier."""

from datetime import datetime

import pytest

from access.models import User
from commitments import actions
from commitments.models import ChangeRequest, Commitment
from notifications.actions import scan
from notifications.models import Notice
from partners.models import Side
from tests.commitments.world import (
    DUE,
    NOW,
    TODAY,
    Pair,
    days,
    holder,
    office,
    organisation,
    person,
    promise,
    recommendation,
    seat,
)

pytestmark = pytest.mark.django_db


def told(commitment: Commitment) -> list[tuple[str, str, User]]:
    rows = Notice.objects.filter(record_type="commitments.commitment", record_id=commitment.pk, state="told")
    return [
        (row.kind.removeprefix("commitments."), row.stage, row.recipient)
        for row in rows.select_related("recipient").order_by("pk")
    ]


def newly_told(commitment: Commitment, at: datetime) -> list[tuple[str, str, User]]:
    before = told(commitment)
    scan(at=at)
    return [one for one in told(commitment) if one not in before]


# Thursday 10 December 2026 is DUE; 16 December, a Wednesday, is a holiday.
def test_the_owner_is_told_of_a_promise_and_reminded_at_each_stage_once() -> None:
    pair = Pair()
    assert told(pair.commitment) == [("assigned", "", pair.owner)]
    assert newly_told(pair.commitment, NOW) == []
    assert newly_told(pair.commitment, NOW + days(9)) == [("due", "before-7", pair.owner)]
    assert newly_told(pair.commitment, NOW + days(9)) == []
    assert newly_told(pair.commitment, NOW + days(17)) == [("due", "before-1", pair.owner)]
    assert newly_told(pair.commitment, NOW + days(18)) == [("due", "on", pair.owner)]
    assert newly_told(pair.commitment, NOW + days(21)) == [("due", "late-1", pair.owner)]


def test_two_weeks_of_outage_bring_one_reminder_and_the_letter_to_whoever_grants() -> None:
    pair = Pair()
    found = newly_told(pair.commitment, NOW + days(35))
    assert [one for one in found if one[0] == "due"] == [("due", "week-2", pair.owner)]
    assert [one for one in found if one[0] == "letter"] == [("letter", "letter", pair.secretary)]


def test_once_evidence_is_in_the_owner_is_left_alone_and_the_verifier_is_asked_weekly() -> None:
    pair = Pair()
    pair.reported()
    assert newly_told(pair.commitment, NOW) == [("to-verify", "on", pair.verifier)]
    assert newly_told(pair.commitment, NOW + days(7)) == [("to-verify", "week-1", pair.verifier)]
    later = newly_told(pair.commitment, NOW + days(28))
    assert [(kind, who) for kind, _, who in later] == [("to-verify", pair.verifier)]


def test_asking_for_more_brings_the_owners_reminders_back_and_new_evidence_the_verifiers_turn_anew() -> None:
    pair = Pair()
    pair.reported()
    scan(at=NOW)
    actions.request_information(
        by=pair.verifier, commitment=pair.commitment, reason="What of Khulna?", at=NOW
    )
    assert told(pair.commitment)[-1] == ("more-information", "", pair.owner)
    assert newly_told(pair.commitment, NOW + days(9)) == [("due", "before-7", pair.owner)]
    actions.report(by=pair.owner, commitment=pair.commitment, text="Khulna too.", at=NOW + days(9))
    rows = Notice.objects.filter(kind="commitments.to-verify", record_id=pair.commitment.pk)
    before = rows.count()
    scan(at=NOW + days(9))
    assert rows.count() == before + 1


def test_verification_is_told_to_the_owner_and_ends_all_reminders() -> None:
    pair = Pair()
    pair.verified()
    assert told(pair.commitment)[-1] == ("verified", "", pair.owner)
    assert newly_told(pair.commitment, NOW + days(60)) == []


def test_a_date_moved_there_and_back_is_reminded_of_anew_and_the_owner_is_told_of_each_move() -> None:
    pair = Pair()
    scan(at=NOW + days(9))
    for due_on in (DUE + days(30), DUE):
        actions.move_due(
            by=pair.secretary,
            commitment=pair.commitment,
            due_on=due_on,
            reason="Floods closed the roads to it.",
            at=NOW + days(9),
        )
    granted = [one for one in told(pair.commitment) if one[0] == "date-granted"]
    assert len(granted) == 2
    # The stage that had passed when the date was moved does not count again.
    assert newly_told(pair.commitment, NOW + days(9)) == []
    scan(at=NOW + days(17))
    last = Notice.objects.filter(kind="commitments.due", record_id=pair.commitment.pk).latest("pk")
    assert (last.stage, last.seq, last.recipient) == ("before-1", "2", pair.owner)


def test_a_granted_wait_silences_reminders_until_its_end() -> None:
    pair = Pair(due_on=TODAY + days(1))
    waiting = actions.wait(
        by=pair.owner, commitment=pair.commitment, from_on=TODAY, until_on=DUE, reason="BMET", at=NOW
    )
    assert told(pair.commitment)[-1] == ("asked", "", pair.secretary)
    actions.decide_waiting(by=pair.secretary, waiting=waiting, grant=True, at=NOW)
    assert newly_told(pair.commitment, NOW + days(4)) == []
    assert newly_told(pair.commitment, NOW + days(9)) == [("due", "before-7", pair.owner)]


def test_a_request_is_told_to_whoever_grants_and_its_answer_to_the_owner() -> None:
    pair = Pair()
    asked = actions.ask(
        by=pair.owner,
        commitment=pair.commitment,
        kind=ChangeRequest.Kind.MORE_TIME,
        reason="Floods closed the roads to it.",
        due_on=DUE + days(9),
        at=NOW,
    )
    assert told(pair.commitment)[-1] == ("asked", "", pair.secretary)
    actions.decide_change(by=pair.secretary, request=asked, grant=False, note="It is urgent.", at=NOW)
    assert told(pair.commitment)[-1] == ("answered", "", pair.owner)


def test_recommendations_and_dropped_promises_remind_nobody() -> None:
    pair = Pair()
    actions.drop(by=pair.secretary, commitment=pair.commitment, reason="Overtaken by the new law.", at=NOW)
    recommended = recommendation(pair.ngo, pair.committee, what="Visa checks", agreed_on=TODAY)
    assert newly_told(pair.commitment, NOW + days(40)) == []
    assert newly_told(recommended, NOW + days(40)) == []
    assert told(recommended) == []


def test_a_head_of_office_who_alone_speaks_for_it_is_not_told_by_machine_that_it_is_late() -> None:
    pair = Pair()
    local = organisation("local office", Side.GOVERNMENT)
    seat(pair.committee, local)
    head = holder(person("head"), office("Head", local, heads=True))
    commitment = promise(local, pair.committee)
    assert newly_told(commitment, NOW + days(18)) == [("due", "on", head)]
    late = newly_told(commitment, NOW + days(35))
    assert [one for one in late if one[0] == "due"] == []


def test_where_nobody_of_the_owner_can_be_reached_the_secretariat_is_told_instead() -> None:
    pair = Pair()
    commitment = promise(organisation("nobody there"), pair.committee)
    assert told(commitment) == [("assigned", "", pair.secretary)]
    assert Notice.objects.get(record_id=commitment.pk, kind="commitments.assigned").instead
