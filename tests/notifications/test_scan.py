"""The scan: who is told at which stage of a due date, once."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import PartyMember, User
from access.rules.audiences import refresh
from notifications import actions
from notifications.models import Day, Delivery, Notice
from notifications.working_days import add_working_days
from tests.notifications.conftest import World
from tests.notifications.stages import DUE, at, scan_daily, skipped, told, working_day
from tests.notifications.toys.models import Promise

pytestmark = pytest.mark.django_db


def test_each_stage_is_told_on_its_working_day_and_no_other(world: World) -> None:
    world.promise(DUE)
    reached = {}
    for offset in range(-9, 22):
        before = len(told(world.liaison))
        actions.scan(at=working_day(offset))
        new = told(world.liaison)[before:]
        if new:
            reached[offset] = new
    assert reached == {
        -7: ["0:before-7"],
        -1: ["0:before-1"],
        0: ["0:on"],
        1: ["0:late-1"],
        10: ["0:week-2"],
        15: ["0:week-3"],
        20: ["0:week-4"],
    }
    assert skipped(world.liaison) == set()


def test_a_stage_falls_at_nine_in_dhaka_and_not_a_minute_earlier(world: World) -> None:
    world.promise(DUE)
    actions.scan(at=at(date(2026, 11, 19), 9))
    assert told(world.liaison) == ["0:before-1"]
    actions.scan(at=at(DUE, 8, 59))
    assert told(world.liaison) == ["0:before-1"]
    actions.scan(at=at(DUE, 9, 0))
    assert told(world.liaison) == ["0:before-1", "0:on"]


def test_what_is_due_on_a_friday_is_told_on_the_sunday_after(world: World) -> None:
    world.promise(date(2026, 11, 20))
    actions.scan(at=at(date(2026, 11, 20), 12))
    assert told(world.liaison) == ["0:before-1"]
    actions.scan(at=at(date(2026, 11, 22)))
    assert told(world.liaison) == ["0:before-1", "0:on"]


def test_only_the_party_is_told_not_oversight_nor_the_other_readers(world: World) -> None:
    colleague = world.person("colleague", world.body)
    world.promise(DUE)
    actions.scan(at=working_day(0))
    recipients = Notice.objects.filter(kind="promises.due").values_list("recipient", flat=True)
    assert set(recipients) == {world.liaison.pk, colleague.pk}


def test_nobody_is_told_of_a_record_they_may_not_view(world: World) -> None:
    promise = world.promise(DUE)
    promise.audience.filter(party=world.body).delete()
    actions.scan(at=working_day(0))
    assert told(world.liaison) == []


def test_closed_accounts_and_administrators_are_not_told(world: World) -> None:
    world.person("gone", world.body, is_active=False)
    world.person("technician", world.body, is_administrator=True)
    world.promise(DUE)
    actions.scan(at=working_day(0))
    assert {row.recipient_id for row in Notice.objects.filter(kind="promises.due")} == {world.liaison.pk}


def test_a_term_that_ended_or_has_not_begun_gives_nothing(world: World) -> None:
    successor = world.person("successor")
    PartyMember.objects.create(
        user=successor, party=world.body, reason="liaison:2", period=(working_day(1), None)
    )
    world.leave(world.liaison, world.body, working_day(1))
    world.promise(DUE)
    actions.scan(at=working_day(0))
    actions.scan(at=working_day(1))
    assert told(world.liaison) == ["0:on"]
    assert told(successor) == ["0:late-1"]


def test_the_same_scan_twice_writes_nothing_the_second_time(world: World) -> None:
    world.promise(DUE)
    first = actions.scan(at=working_day(0))
    second = actions.scan(at=working_day(0))
    assert (first.told, first.mails, second.told, second.skipped, second.mails) == (1, 1, 0, 0, 0)
    assert Delivery.objects.count() == 1


def test_two_weeks_of_outage_bring_one_message_each(world: World) -> None:
    colleague = world.person("colleague", world.body)
    world.promise(DUE)
    scan_daily([-7])
    actions.scan(at=working_day(7))
    for person in (world.liaison, colleague):
        assert told(person) == ["0:before-7", "0:late-1"]
        assert skipped(person) == {"0:before-1", "0:on"}
    scan_daily([8])
    assert len(told(world.liaison)) == 2


def test_a_late_entry_brings_one_message_and_notes_the_earlier_stages(world: World) -> None:
    world.promise(DUE)
    actions.scan(at=working_day(16))
    assert told(world.liaison) == ["0:week-3"]
    assert skipped(world.liaison) == {"0:before-7", "0:before-1", "0:on", "0:late-1", "0:week-2"}


def test_a_new_liaison_officer_gets_one_message_not_ten(world: World) -> None:
    world.promise(DUE)
    scan_daily(range(-7, 12))
    newcomer = world.person("newcomer", world.body)
    scan_daily([12, 12])
    assert told(newcomer) == ["0:week-2"]
    assert "0:on" in skipped(newcomer)


def test_a_promise_years_late_is_told_by_its_latest_week(world: World) -> None:
    world.promise(date(2017, 3, 1))
    report = actions.scan(at=working_day(0))
    assert report.told == 2  # the liaison officer, and the letter for the secretariat
    assert told(world.liaison)[0].startswith("0:week-")


def move(promise: Promise, due_on: date, when: datetime) -> None:
    promise.due_on, promise.moved_at = due_on, when
    promise.due_seq += 1
    promise.save()


def test_after_a_date_is_moved_only_stages_that_fall_after_the_move_count(world: World) -> None:
    promise = world.promise(DUE)
    scan_daily([0])
    # Three working days ahead: before-7 of the new date has passed already.
    move(promise, add_working_days(DUE, 3), working_day(0))
    scan_daily([0, 1])
    assert told(world.liaison) == ["0:on"]
    scan_daily([2, 3])
    assert told(world.liaison) == ["0:on", "1:before-1", "1:on"]
    assert skipped(world.liaison) == {"0:before-7", "0:before-1"}


def test_a_date_moved_there_and_back_does_not_repeat_what_was_told(world: World) -> None:
    promise = world.promise(DUE)
    scan_daily([-1, 0])
    move(promise, add_working_days(DUE, 20), working_day(0))
    scan_daily([0])
    move(promise, DUE, working_day(0))
    scan_daily([0])
    assert told(world.liaison) == ["0:before-1", "0:on"]
    scan_daily([1])
    assert told(world.liaison) == ["0:before-1", "0:on", "2:late-1"]


def test_with_evidence_in_the_owner_is_left_alone_and_the_verifier_is_told_then_weekly(world: World) -> None:
    promise = world.promise(DUE)
    scan_daily([-1])
    promise.stage, promise.evidence_on = Promise.Stage.EVIDENCE_IN, DUE
    promise.save()
    scan_daily(range(11))
    assert told(world.liaison) == ["0:before-1"]
    assert told(world.verifier, "promises.verify") == ["0:on", "0:week-1", "0:week-2"]
    promise.stage = Promise.Stage.KEPT
    promise.save()
    scan_daily([15])
    assert len(told(world.verifier, "promises.verify")) == 3


def test_seven_working_days_late_the_secretariat_gets_one_letter(world: World) -> None:
    world.promise(DUE)
    scan_daily(range(30))
    assert told(world.secretary, "promises.letter") == ["0:letter"]
    letter = Notice.objects.get(kind="promises.letter")
    assert letter.created_at == working_day(7)


def test_nobody_reachable_and_the_secretariat_is_told_instead_and_the_record_says_so(world: World) -> None:
    world.leave(world.liaison, world.body, working_day(-20))
    promise = world.promise(DUE)
    report = actions.scan(at=working_day(0))
    notice = Notice.objects.get(kind="promises.due", state="told")
    assert (notice.recipient, notice.instead, notice.record_id) == (world.secretary, True, promise.pk)
    assert (report.instead, report.unreached) == (1, 0)
    # Somebody is named: the body itself is told from then on.
    newcomer = world.person("newcomer", world.body)
    scan_daily([1])
    assert told(newcomer) == ["0:late-1"]
    assert told(world.secretary) == ["0:on"]


def test_nobody_at_all_is_counted_not_forgotten(world: World) -> None:
    world.promise(DUE, body_party=world.party("organisation-liaison"), secretariat_party=None)
    assert actions.scan(at=working_day(0)).unreached == 1


def test_a_head_who_is_the_only_liaison_is_told_up_to_the_day_and_not_of_lateness(world: World) -> None:
    head = world.person("head")
    party = world.party("organisation-liaison")
    world.join(head, party, reason="holder:7:head-as-liaison")
    world.promise(DUE, body_party=party)
    scan_daily(range(-8, 25))
    assert told(head) == ["0:before-7", "0:before-1", "0:on"]
    # The head can be reached, so the secretariat hears at the seventh day, by the letter alone.
    assert told(world.secretary) == []
    assert told(world.secretary, "promises.letter") == ["0:letter"]


def test_somebody_without_an_address_is_told_on_screen(world: World) -> None:
    by_phone = world.person("phone", world.body, email=False)
    world.promise(DUE)
    actions.scan(at=working_day(0))
    assert told(by_phone) == ["0:on"]
    assert not Delivery.objects.filter(notice__recipient=by_phone).exists()


def test_changed_holidays_send_nothing_again(world: World) -> None:
    world.promise(DUE)
    world.promise(add_working_days(DUE, 8))
    scan_daily(range(-7, 12))
    before = sorted(told())
    now = working_day(11)
    for on in (date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 30)):
        actions.add_day(by=world.administrator, on=on, name_en="Closed", name_bn="", at=now)
        actions.scan(at=now)
    assert sorted(told()) == before
    for on in (date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 30)):
        actions.strike_day(by=world.administrator, on=on, at=now)
        actions.scan(at=now)
    assert sorted(told()) == before


def test_the_demo_loader_notes_passed_stages_and_tells_nobody(world: World) -> None:
    world.promise(DUE)
    report = actions.scan(at=working_day(2), as_skipped=True)
    assert (report.told, report.skipped, Delivery.objects.count()) == (0, 4, 0)
    scan_daily([2, 9])
    assert told() == []
    scan_daily([10])
    assert told(world.liaison) == ["0:week-2"]


def test_without_write_the_scan_says_what_it_would_do_and_leaves_no_row(world: World) -> None:
    world.promise(DUE)
    report = actions.scan(at=working_day(0), write=False)
    assert (report.told, report.skipped, report.mails) == (1, 2, 1)
    assert Notice.objects.count() == 0


def test_a_scan_costs_the_same_queries_for_one_record_as_for_seven(world: World) -> None:
    counts = []
    for more in (1, 6):
        for _n in range(more):
            world.promise(DUE)
        with CaptureQueriesContext(connection) as queries:
            actions.scan(at=working_day(0))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_days_table_decides_not_the_weekday_alone(world: World) -> None:
    # Victory Day, a Wednesday: what is due on the Thursday after is told of on the Tuesday before.
    assert not Day.objects.get(date=date(2026, 12, 16)).is_working
    world.promise(date(2026, 12, 17))
    actions.scan(at=at(date(2026, 12, 15)))
    assert told(world.liaison) == ["0:before-1"]


def test_a_promise_that_changed_hands_tells_the_new_body(world: World) -> None:
    promise = world.promise(DUE)
    scan_daily([-1])
    promise.body_party = world.other_side
    promise.save()
    refresh(promise)
    scan_daily([0])
    assert told(world.liaison) == ["0:before-1"]
    assert told(world.verifier) == ["0:on"]


def test_an_account_that_nobody_has_come_into_yet_is_nobody_and_the_secretariat_is_told(world: World) -> None:
    proved = world.liaison.email_proved_at or working_day(-20)
    liaison = User.objects.filter(pk=world.liaison.pk)
    liaison.update(email_proved_at=None, mobile_proved_at=None, password="!nobody-came")
    world.promise(DUE)
    report = actions.scan(at=working_day(0))
    told_now = Notice.objects.filter(kind="promises.due", state="told")
    # It waits for whoever comes; the record says of nobody else that they were told.
    assert {(one.recipient, one.instead) for one in told_now} == {
        (world.liaison, False),
        (world.secretary, True),
    }
    assert (report.instead, report.unreached) == (1, 0)
    liaison.update(email_proved_at=proved)
    actions.scan(at=working_day(6))
    assert not Notice.objects.filter(recipient=world.secretary, stage="late-1").exists()
