"""Delivery by e-mail: what it says, what is asked again before it goes, what failures do."""

import socket
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import User
from language.words import DHAKA
from notifications import actions
from notifications.actions import delivering
from notifications.models import Delivery, Notice
from notifications.working_days import add_working_days
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.models import Promise
from tests.notifications.toys.notices import MADE

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
A_MINUTE = timedelta(minutes=1)


def tell(promise: Promise, at: datetime = NOW, by: User | None = None) -> int:
    return actions.tell(kind=MADE, record=promise, occasion=f"made:{promise.pk}", at=at, by=by)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_a_mail_says_that_there_is_something_and_where_and_no_more(
    world: World, mail_server: MailServer, settings: LazySettings
) -> None:
    settings.PORTAL_URL = "https://portal.example.org/"
    promise = world.promise(what="Move the witnesses from Benapole")
    tell(promise)
    report = actions.deliver(at=NOW + A_MINUTE)
    assert (report.claimed, report.sent, states()) == (1, 1, ["sent"])
    (mail,) = mail_server.mails
    notice = Notice.objects.get()
    assert mail["to"] == [world.liaison.email]
    assert mail["headers"]["Subject"] == "A promise was recorded"
    assert f"https://portal.example.org/notices/{notice.ref}/" in mail["body"]
    whole = f"{mail['headers']}{mail['body']}"
    for word in ("Benapole", "witness", promise.ref, promise.what):
        assert word not in whole
    assert mail["headers"]["Auto-Submitted"] == "auto-generated"


def test_a_mail_is_in_its_readers_language(world: World, mail_server: MailServer) -> None:
    world.liaison.language = "bn"
    world.liaison.save()
    tell(world.promise())
    actions.deliver(at=NOW)
    (mail,) = mail_server.mails
    assert "সমন্বয়ে পড়ুন" in mail["body"]


def test_the_message_id_follows_from_the_key_and_differs_between_people(
    world: World, mail_server: MailServer
) -> None:
    world.person("colleague", world.body)
    tell(world.promise())
    actions.deliver(at=NOW)
    first = {mail["to"][0]: mail["headers"]["Message-ID"] for mail in mail_server.mails}
    assert len(set(first.values())) == 2
    Delivery.objects.update(state="waiting")
    actions.deliver(at=NOW)
    assert {mail["to"][0]: mail["headers"]["Message-ID"] for mail in mail_server.mails[2:]} == first


def test_mails_about_one_record_stand_together_and_lead_to_the_account_page(
    world: World, mail_server: MailServer, settings: LazySettings
) -> None:
    settings.PORTAL_URL = "https://portal.example.org/"
    world.person("colleague", world.body)
    first, other = world.promise(), world.promise()
    for promise, occasion in ((first, "made"), (first, "made again"), (other, "made")):
        actions.tell(kind=MADE, record=promise, occasion=occasion, at=NOW)
    actions.deliver(at=NOW)
    mine = [mail["headers"] for mail in mail_server.mails if mail["to"] == [world.liaison.email]]
    assert len(mine) == 3 and len({one["Message-ID"] for one in mine}) == 3
    assert [one["In-Reply-To"] for one in mine] == [one["References"] for one in mine]
    assert mine[0]["References"] == mine[1]["References"] != mine[2]["References"]
    theirs = {
        mail["headers"]["References"] for mail in mail_server.mails if mail["to"] != [world.liaison.email]
    }
    assert not theirs & {one["References"] for one in mine}
    assert {one["List-Unsubscribe"] for one in mine} == {"<https://portal.example.org/account/>"}


def test_an_event_is_told_once_and_not_to_whoever_did_it(world: World, mail_server: MailServer) -> None:
    colleague = world.person("colleague", world.body)
    promise = world.promise()
    assert tell(promise, by=world.liaison) == 1
    assert tell(promise, by=world.liaison) == 0
    actions.deliver(at=NOW)
    assert [mail["to"] for mail in mail_server.mails] == [[colleague.email]]


def test_an_event_nobody_can_be_reached_for_goes_to_the_secretariat_instead(
    world: World, mail_server: MailServer
) -> None:
    promise = world.promise(body_party=world.party("organisation-liaison"))
    assert tell(promise) == 1
    actions.deliver(at=NOW)
    (mail,) = mail_server.mails
    assert mail["to"] == [world.secretary.email]
    assert "Nobody at the organisation concerned can be reached" in mail["body"]


def test_an_event_of_an_action_that_fails_is_not_told(world: World) -> None:
    from django.db import transaction

    promise = world.promise()
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(promise)
        raise RuntimeError
    assert not Notice.objects.exists()


def test_a_hundred_and_thirty_mails_go_over_one_connection(world: World, mail_server: MailServer) -> None:
    for n in range(129):
        world.person(f"member{n}", world.body)
    tell(world.promise())
    report = actions.deliver(at=NOW)
    assert (report.claimed, report.sent, mail_server.connections) == (130, 130, 1)
    assert len({mail["to"][0] for mail in mail_server.mails}) == 130


def test_access_and_reason_are_asked_again_in_one_query_for_each_kind(
    world: World, mail_server: MailServer
) -> None:
    def queries_for(promises: int) -> int:
        for _n in range(promises):
            tell(world.promise(DUE))
        actions.scan(at=NOW)
        with CaptureQueriesContext(connection) as queries:
            actions.deliver(at=NOW)
        return sum("notice.id = ANY" in query["sql"] for query in queries)

    assert queries_for(1) == 2  # made, due
    assert queries_for(7) == 2


# What happens between the scan and the sending.


def scan_then(world: World) -> Promise:
    promise = world.promise(DUE)
    actions.scan(at=NOW)
    assert states() == ["waiting"]
    return promise


def nothing_is_sent(mail_server: MailServer) -> bool:
    report = actions.deliver(at=NOW + A_MINUTE)
    return (report.sent, report.not_needed, mail_server.mails, states()) == (0, 1, [], ["not-needed"])


def test_a_person_who_left_gets_nothing(world: World, mail_server: MailServer) -> None:
    scan_then(world)
    world.leave(world.liaison, world.body, NOW)
    assert nothing_is_sent(mail_server)


def test_a_person_who_may_still_read_but_is_no_longer_liaison_gets_nothing(
    world: World, mail_server: MailServer
) -> None:
    scan_then(world)
    world.leave(world.liaison, world.body, NOW)
    world.join(world.liaison, world.secretariat)
    assert nothing_is_sent(mail_server)


def test_a_closed_account_gets_nothing(world: World, mail_server: MailServer) -> None:
    scan_then(world)
    User.objects.filter(pk=world.liaison.pk).update(is_active=False)
    assert nothing_is_sent(mail_server)


def test_a_record_one_may_no_longer_view_is_not_told_of(world: World, mail_server: MailServer) -> None:
    promise = scan_then(world)
    promise.audience.filter(party=world.body).delete()
    assert nothing_is_sent(mail_server)


def test_evidence_that_came_in_stops_the_mail(world: World, mail_server: MailServer) -> None:
    promise = scan_then(world)
    Promise.objects.filter(pk=promise.pk).update(stage="evidence-in")
    assert nothing_is_sent(mail_server)


def test_a_date_that_was_moved_stops_the_mail_of_the_old_one(world: World, mail_server: MailServer) -> None:
    promise = scan_then(world)
    Promise.objects.filter(pk=promise.pk).update(due_seq=1, due_on=date(2027, 3, 1), moved_at=NOW)
    assert nothing_is_sent(mail_server)


def test_an_event_whose_reason_is_gone_is_not_told(world: World, mail_server: MailServer) -> None:
    promise = world.promise()
    tell(promise)
    Promise.objects.filter(pk=promise.pk).update(stage="kept")
    assert nothing_is_sent(mail_server)


def test_a_mail_server_away_for_days_brings_the_latest_stage_only(
    world: World, mail_server: MailServer
) -> None:
    world.promise(DUE)
    for offset in (-7, -1, 0, 1):
        day = add_working_days(DUE, offset)
        actions.scan(at=datetime(day.year, day.month, day.day, 10, 0, tzinfo=DHAKA))
    actions.deliver(at=NOW + timedelta(days=2))
    assert [mail["headers"]["Subject"] for mail in mail_server.mails] == ["A promise is past its date"]
    assert states() == ["not-needed", "not-needed", "not-needed", "sent"]
    # On screen all four stand.
    assert Notice.objects.filter(recipient=world.liaison, state="told").count() == 4


# Failures.


def test_a_refusal_for_now_is_tried_six_times_over_a_day_then_given_up(
    world: World, mail_server: MailServer
) -> None:
    mail_server.behave(rcpt="451 4.7.1 later")
    tell(world.promise())
    tried = []
    for minutes in range(0, 30 * 60, 5):
        report = actions.deliver(at=NOW + timedelta(minutes=minutes))
        if report.failed:
            tried.append(minutes)
    delivery = Delivery.objects.get()
    # Each try falls in the first round after its pause (a round's own milliseconds count).
    assert len(tried) == 6
    for got, expected in zip(tried, (0, 5, 30, 120, 480, 1440), strict=True):
        assert expected <= got <= expected + 25
    assert (delivery.state, delivery.tries, delivery.error) == ("dead", 6, "SMTP 451")
    assert mail_server.mails == []
    assert Notice.objects.get().state == "told"


def test_a_refused_connection_is_tried_again_and_ends_the_round(
    world: World, mail_server: MailServer, settings: LazySettings
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
        tell(world.promise())
        report = actions.deliver(at=NOW)
    assert (report.failed, report.dead, states()) == (1, 0, ["waiting"])
    delivery = Delivery.objects.get()
    assert (delivery.tries, delivery.error, delivery.claim_token) == (1, "ConnectionRefusedError", None)
    settings.EMAIL_PORT = mail_server.port
    assert actions.deliver(at=NOW + A_MINUTE).claimed == 0
    assert actions.deliver(at=NOW + 6 * A_MINUTE).sent == 1


def test_a_server_that_says_never_is_believed(world: World, mail_server: MailServer) -> None:
    mail_server.behave(rcpt="550 5.1.1 <liaison@example.org> is unknown here")
    tell(world.promise())
    actions.deliver(at=NOW)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.error) == ("dead", 1, "SMTP 550")


def test_one_bad_message_does_not_hold_up_the_others(world: World, mail_server: MailServer) -> None:
    world.person("colleague", world.body)
    mail_server.behave(data="452 4.3.1 full", only=f"To: {world.liaison.email}")
    tell(world.promise())
    report = actions.deliver(at=NOW)
    assert (report.sent, report.failed) == (1, 1)
    mail_server.behave()
    assert actions.deliver(at=NOW + 6 * A_MINUTE).sent == 1


def test_a_server_that_hangs_up_is_called_again_for_the_next_message(
    world: World, mail_server: MailServer
) -> None:
    world.person("colleague", world.body)
    mail_server.behave(data="421 4.3.2 shutting down", only=f"To: {world.liaison.email}")
    tell(world.promise())
    report = actions.deliver(at=NOW)
    assert (report.sent, report.failed) == (1, 1)
    assert Delivery.objects.get(state="waiting").error == "SMTP 421"


def test_a_batch_stops_while_a_minute_of_its_lease_is_left(
    world: World, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "LEASE", delivering.SPARE + timedelta(seconds=1))
    mail_server.behave(delay=0.4)
    for n in range(9):
        world.person(f"member{n}", world.body)
    tell(world.promise())
    report = actions.deliver(at=NOW)
    assert report.sent + report.returned == 10
    assert 1 <= report.sent < 10
    assert not Delivery.objects.filter(claim_token__isnull=False).exists()


def test_the_administrator_tries_a_dead_delivery_again_or_closes_it(
    world: World, mail_server: MailServer
) -> None:
    mail_server.behave(rcpt="550 5.1.1 unknown")
    tell(world.promise())
    tell(world.promise())
    actions.deliver(at=NOW)
    first, second = Delivery.objects.order_by("id")
    mail_server.behave()
    actions.retry_delivery(by=world.administrator, delivery_id=first.pk, at=NOW)
    actions.close_delivery(by=world.administrator, delivery_id=second.pk, reason="Moved away", at=NOW)
    assert actions.deliver(at=NOW).sent == 1
    assert states() == ["sent", "closed"]


def test_nobody_is_told_by_a_kind_that_no_room_has_registered(world: World) -> None:
    with pytest.raises(ValueError, match="not registered"):
        actions.tell(kind=replace(MADE, name="toys.forgotten"), record=world.promise(), occasion="x", at=NOW)
    assert not Notice.objects.exists()
