"""Real commitments: from the minutes to the reminder, the evidence, the verifier and the letter."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg2.extras import DateTimeTZRange

from access.models import User
from commitments import actions as commitments
from commitments.models import Commitment
from language.words import DHAKA
from notifications import actions
from notifications.models import Delivery, Notice
from notifications.queries import notices_about
from notifications.working_days import add_working_days
from partners.models import Membership
from partners.parties import refresh_person
from tests.commitments import world
from tests.commitments.world import Pair
from tests.notifications.mail_server import MailServer

pytestmark = pytest.mark.django_db

DUE = date(2026, 12, 10)
NOW = world.NOW


def day(offset: int) -> datetime:
    on = add_working_days(DUE, offset)
    return datetime(on.year, on.month, on.day, 9, 5, tzinfo=DHAKA)


def told(user: User, kind: str = "commitments.due") -> list[str]:
    rows = Notice.objects.filter(recipient=user, state="told", kind=kind).order_by("created_at", "id")
    return [row.occasion for row in rows]


def test_the_owners_liaison_is_told_of_the_promise_and_at_each_stage_and_nobody_else_is() -> None:
    pair = Pair(due_on=DUE)
    world.staff(pair.ngo)
    head = world.member(world.person("head"), pair.ngo, Membership.Role.HEAD)
    assert len(told(pair.owner, "commitments.assigned")) == 1
    pair.accepted()
    for offset in range(-8, 12):
        actions.scan(at=day(offset))
    assert told(pair.owner) == ["0:before-7", "0:before-1", "0:on", "0:late-1", "0:week-2"]
    due = Notice.objects.filter(kind="commitments.due", state="told")
    assert set(due.values_list("recipient", flat=True)) == {pair.owner.pk}
    assert told(head) == []
    assert told(pair.secretary, "commitments.letter") == ["0:letter"]


def test_a_body_that_is_only_asked_gets_one_mail_and_no_reminder(mail_server: MailServer) -> None:
    pair = Pair()
    other = world.organisation("asked")
    officer = world.liaison(other)
    asked = world.proposal(other, pair.committee, by=pair.secretary)
    actions.deliver(at=NOW)
    for offset in (-8, 0, 1, 9):
        actions.scan(at=day(offset))
        actions.deliver(at=day(offset))
    (mail,) = [one for one in mail_server.mails if officer.email in one["to"]]
    assert "গ্রহণ না করা পর্যন্ত" in f"{mail['headers']}{mail['body']}".replace("\n", " ")
    assert asked.what not in mail["body"]


def test_where_nobody_of_the_asked_body_can_be_reached_the_secretariat_is_told_instead() -> None:
    pair = Pair()
    world.proposal(world.organisation("asked"), pair.committee, by=None)
    notice = Notice.objects.get(kind="commitments.proposed")
    assert (notice.recipient, notice.instead) == (pair.secretary, True)


def test_a_head_of_office_who_is_the_only_liaison_is_not_told_of_lateness() -> None:
    pair = Pair(due_on=DUE)
    government = world.promise(pair.other, pair.committee, due_on=DUE)
    for offset in range(-8, 12):
        actions.scan(at=day(offset))
    rows = Notice.objects.filter(record_id=government.pk, kind="commitments.due", state="told")
    assert {row.recipient_id for row in rows} == {pair.secretary.pk}
    assert [row.stage for row in rows.order_by("id")] == ["before-7", "before-1", "on"]


def test_a_head_by_membership_who_is_the_only_liaison_is_not_told_of_lateness_either() -> None:
    pair = Pair()
    alone = world.organisation("alone")
    head = world.member(world.person("head"), alone, Membership.Role.HEAD)
    world.promise(alone, pair.committee, due_on=DUE)
    for offset in (-7, -1, 0, 1, 10):
        actions.scan(at=day(offset))
    assert told(head) == ["0:before-7", "0:before-1", "0:on"]


def test_evidence_stops_the_owners_stages_and_starts_the_verifiers() -> None:
    pair = Pair(due_on=DUE)
    actions.scan(at=day(-1))
    pair.reported(at=day(0) - timedelta(minutes=30))
    for offset in range(12):
        actions.scan(at=day(offset))
    assert told(pair.owner) == ["0:before-1"]
    stages = [occasion.partition(":")[2] for occasion in told(pair.verifier, "commitments.to-verify")]
    assert stages == ["on", "week-1", "week-2"]


def test_more_information_puts_the_owner_back_under_reminders(mail_server: MailServer) -> None:
    pair = Pair(due_on=DUE)
    commitment = pair.reported(at=day(-2))
    actions.scan(at=day(0))
    assert told(pair.owner) == []
    commitments.request_information(
        by=pair.verifier, commitment=commitment, reason="The list covers five of eight divisions.", at=day(1)
    )
    actions.scan(at=day(1))
    assert len(told(pair.owner, "commitments.more-information")) == 1
    assert told(pair.owner) == ["0:late-1"]
    actions.deliver(at=day(1))
    sent = [mail for mail in mail_server.mails if mail["to"] == [pair.owner.email]]
    assert len(sent) == 3  # assigned, more information, past its date
    assert not any("divisions" in f"{mail['headers']}{mail['body']}" for mail in sent)


def test_a_date_moved_there_and_back_repeats_nothing() -> None:
    pair = Pair(due_on=DUE)
    actions.scan(at=day(-1))
    later = add_working_days(DUE, 20)
    commitments.move_due(
        by=pair.secretary,
        commitment=pair.commitment,
        due_on=later,
        reason="The elections were moved to then",
        at=day(-1),
    )
    actions.scan(at=day(0))
    pair.commitment.refresh_from_db()
    commitments.move_due(
        by=pair.secretary,
        commitment=pair.commitment,
        due_on=DUE,
        reason="As it was agreed in the meeting",
        at=day(0),
    )
    actions.scan(at=day(0) + timedelta(minutes=1))
    assert told(pair.owner) == ["0:before-1"]
    actions.scan(at=day(1))
    assert told(pair.owner) == ["0:before-1", "2:late-1"]


def test_a_liaison_officer_removed_between_scan_and_send_gets_nothing_and_the_successor_one(
    mail_server: MailServer,
) -> None:
    pair = Pair(due_on=DUE)
    Delivery.objects.all().delete()
    actions.scan(at=day(1))
    membership = Membership.objects.get(person__user=pair.owner)
    membership.period = DateTimeTZRange(world.LONG_AGO, day(1))
    membership.save()
    refresh_person(membership.person)
    successor = world.liaison(pair.ngo)
    actions.deliver(at=day(1) + timedelta(minutes=1))
    assert mail_server.mails == []
    actions.scan(at=day(1) + timedelta(minutes=2))
    actions.deliver(at=day(1) + timedelta(minutes=2))
    assert [mail["to"] for mail in mail_server.mails] == [[successor.email]]


def test_nobody_reachable_at_the_owner_and_its_secretariat_is_told_and_the_record_says_so() -> None:
    pair = Pair()
    empty = world.organisation("empty")
    commitment = world.promise(empty, pair.committee, due_on=DUE)
    actions.scan(at=day(0))
    (reminder,) = [
        reminder
        for reminder in notices_about("commitments.commitment", [commitment.pk])[commitment.pk]
        if reminder.kind.name == "commitments.due"
    ]
    assert (reminder.stage, reminder.instead, reminder.people) == ("on", True, 1)
    assert told(pair.secretary) == ["0:on"]


def test_two_weeks_of_outage_bring_one_message_each(mail_server: MailServer) -> None:
    pair = Pair(due_on=DUE)
    Delivery.objects.all().delete()
    actions.scan(at=day(-8))
    actions.scan(at=day(2))
    actions.deliver(at=day(2))
    assert [mail["to"] for mail in mail_server.mails] == [[pair.owner.email]]
    assert mail_server.mails[0]["headers"]["Subject"]


def test_dropped_and_recommended_things_remind_nobody() -> None:
    pair = Pair(due_on=DUE)
    commitments.drop(by=pair.secretary, commitment=pair.commitment, reason="Overtaken by the new law", at=NOW)
    world.recommendation(pair.ngo, pair.committee)
    assert actions.scan(at=day(3)).told == 0


def test_the_scan_and_the_reminders_of_a_record_cost_the_same_for_one_as_for_seven() -> None:
    pair = Pair(due_on=DUE)
    counts: list[tuple[int, int]] = []
    for more in (0, 6):
        for _n in range(more):
            world.promise(pair.ngo, pair.committee, due_on=DUE)
        with CaptureQueriesContext(connection) as scanned:
            actions.scan(at=day(0))
        with CaptureQueriesContext(connection) as read:
            notices_about("commitments.commitment", Commitment.objects.values_list("pk", flat=True))
        counts.append((len(scanned), len(read)))
    assert counts[0] == counts[1]
