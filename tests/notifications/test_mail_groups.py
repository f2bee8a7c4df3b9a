"""Mails are marked in groups, each on the disk before the next mail: what a crash repeats is one group."""

import re
from collections import Counter
from datetime import datetime, timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import User
from language.words import DHAKA
from notifications import actions
from notifications.actions import delivering
from notifications.mail import TIMEOUT_SECONDS
from notifications.models import Delivery, Notice
from tests.notifications import workers
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.notices import ENTERED, MADE

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
A_MINUTE = timedelta(minutes=1)
AFTER_THE_LEASE = timedelta(minutes=6)
MAILS = 12
# Marked together: the first, the next two, the next four … of the mails counted from 1.
GROUPS = [[1], [2, 3], [4, 5, 6, 7], [8, 9, 10, 11, 12]]


def so_many_wait(world: World, mails: int = MAILS) -> list[str]:
    """Return the addresses in the order in which they are written to."""
    for n in range(mails - 1):
        world.person(f"member{n}", world.body)
    actions.tell(kind=MADE, record=world.promise(), occasion="made:1", at=NOW)
    people = Delivery.objects.order_by("id").values_list("notice__recipient__email", flat=True)
    assert len(people) == mails
    return [str(email) for email in people]


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def copies(mail_server: MailServer, addresses: list[str]) -> list[int]:
    """How often each person got their mail; each time it was one message."""
    assert len({mail["headers"]["Message-ID"] for mail in mail_server.mails}) == len(
        {mail["to"][0] for mail in mail_server.mails}
    )
    got = Counter(mail["to"][0] for mail in mail_server.mails)
    return [got[address] for address in addresses]


def marked_together(queries: CaptureQueriesContext) -> list[int]:
    """How many mails each mark of a group was for, in their order."""
    marks = [
        query["sql"]
        for query in queries
        if query["sql"].startswith('UPDATE "notifications_delivery" SET "state" = \'sent\'')
    ]
    return [len(re.findall(r"\d+", re.findall(r'"id" IN \(([^)]*)\)', mark)[0])) for mark in marks]


@pytest.mark.django_db
def test_groups_double_from_one_mail_to_a_hundred_and_end_with_what_was_claimed(
    world: World, mail_server: MailServer
) -> None:
    so_many_wait(world, 230)
    with CaptureQueriesContext(connection) as queries:
        assert actions.deliver(at=NOW).sent == 230
    assert marked_together(queries) == [1, 2, 4, 8, 16, 32, 37, 64, 36, 30]
    assert delivering.LARGEST_GROUP == delivering.BATCH == 100


@pytest.mark.django_db
def test_a_batch_of_thirty_mails_asks_no_more_of_the_database_than_one_of_sixteen(
    world: World, mail_server: MailServer
) -> None:
    def queries_for(mails: int) -> int:
        Delivery.objects.exclude(
            pk__in=list(Delivery.objects.order_by("pk").values_list("pk", flat=True)[:mails])
        ).update(state="closed")
        with CaptureQueriesContext(connection) as queries:
            assert actions.deliver(at=NOW).sent == mails
        Delivery.objects.update(state="waiting")
        return len(queries)

    so_many_wait(world, 30)
    # Both end in their fifth group.
    assert queries_for(30) == queries_for(16)


@pytest.mark.django_db
def test_a_refusal_in_the_middle_of_a_group_marks_first_what_went_before(
    world: World, mail_server: MailServer
) -> None:
    addresses = so_many_wait(world, 7)
    mail_server.behave(data="452 4.3.1 full", only=f"To: {addresses[4]}")
    with CaptureQueriesContext(connection) as queries:
        report = actions.deliver(at=NOW)
    assert (report.sent, report.failed, report.lost) == (6, 1, 0)
    assert marked_together(queries) == [1, 2, 1, 2]
    failed = Delivery.objects.get(state="waiting")
    assert (failed.tries, failed.error, failed.claim_token) == (1, "SMTP 452", None)
    mail_server.behave()
    assert actions.deliver(at=NOW + AFTER_THE_LEASE).sent == 1
    assert copies(mail_server, addresses) == [1] * 7


@pytest.mark.django_db(transaction=True)
def test_a_server_that_goes_away_in_the_middle_of_a_group_leaves_what_it_took_as_sent(
    committed_world: World, mail_server: MailServer
) -> None:
    addresses = so_many_wait(committed_world, 7)
    mail_server.behave(hang="data", only=f"To: {addresses[4]}")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    mail_server.stop()
    assert "4 sent, 0 not needed any more, 3 failed (0 of them given up)" in workers.finish(worker)
    assert states() == ["sent"] * 4 + ["waiting"] * 3
    assert list(Delivery.objects.order_by("id").values_list("tries", flat=True)) == [0] * 4 + [1] * 3
    assert not Delivery.objects.filter(claim_token__isnull=False).exists()
    assert copies(mail_server, addresses) == [1, 1, 1, 1, 0, 0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["No day can be read", "Nothing can be said of it"])
def test_a_mail_that_cannot_be_written_waits_for_its_next_try_and_all_others_go(
    world: World, mail_server: MailServer, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    for nth in range(7):
        promise = world.promise(what=what if nth == 5 else "Print the leaflets")
        actions.tell(kind=ENTERED, record=promise, occasion=f"entered:{nth}", at=NOW)
    report = actions.deliver(at=NOW)
    assert (report.sent, report.failed, report.dead) == (6, 1, 0)
    assert states() == [*["sent"] * 5, "waiting", "sent"]
    failed = Delivery.objects.get(state="waiting")
    assert failed.tries == 1 and failed.next_try_at > NOW
    assert failed.error and what not in failed.error
    assert len(mail_server.mails) == 6
    assert ENTERED.name in caplog.text


@pytest.mark.django_db
def test_a_lease_that_runs_out_in_the_middle_of_a_group_leaves_what_went_as_sent(
    world: World, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "LEASE", delivering.SPARE + timedelta(seconds=2))
    mail_server.behave(delay=0.5)
    addresses = so_many_wait(world, 12)
    report = actions.deliver(at=NOW)
    assert 0 < report.sent == states().count("sent") < 12 and report.returned == 12 - report.sent
    mail_server.behave()
    monkeypatch.undo()
    assert actions.deliver(at=NOW).sent == report.returned
    assert copies(mail_server, addresses) == [1] * 12


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("nth", [3, 6, 12])
def test_a_worker_killed_at_the_nth_mail_repeats_no_mail_but_those_of_its_group(
    committed_world: World, mail_server: MailServer, nth: int
) -> None:
    addresses = so_many_wait(committed_world)
    mail_server.behave(hang="kept", only=f"To: {addresses[nth - 1]}")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    # What went before its group is on the disk for all to see; of its group nothing is.
    (group,) = [group for group in GROUPS if nth in group]
    assert states() == ["sent"] * (group[0] - 1) + ["waiting"] * (MAILS - group[0] + 1)
    workers.kill(worker)
    mail_server.behave()
    workers.finish(workers.start_delivering(NOW + AFTER_THE_LEASE))
    again = [2 if group[0] <= place <= nth else 1 for place in range(1, MAILS + 1)]
    assert copies(mail_server, addresses) == again
    assert states() == ["sent"] * MAILS


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_asked_to_stop_marks_what_it_sent(
    committed_world: World, mail_server: MailServer
) -> None:
    addresses = so_many_wait(committed_world)
    mail_server.behave(hang="kept", only=f"To: {addresses[5]}")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    asked = monotonic()
    workers.interrupt(worker)
    assert monotonic() - asked < TIMEOUT_SECONDS, "it waited for a server that is silent"
    # The sixth was taken, which it never heard: that one alone may go again.
    assert states() == ["sent"] * 5 + ["waiting"] * 7
    mail_server.behave()
    workers.finish(workers.start_delivering(NOW + AFTER_THE_LEASE))
    assert copies(mail_server, addresses) == [1, 1, 1, 1, 1, 2, *[1] * 6]


@pytest.mark.django_db
def test_readers_of_both_languages_in_one_batch_get_each_their_own(
    world: World, mail_server: MailServer
) -> None:
    colleague = world.person("colleague", world.body, language="bn")
    for nth in range(3):
        actions.tell(kind=ENTERED, record=world.promise(), occasion=f"entered:{nth}", at=NOW)
    assert actions.deliver(at=NOW).sent == 6
    for mail in mail_server.mails:
        is_bangla = mail["to"] == [colleague.email]
        assert ("সমন্বয়ে পড়ুন" in mail["body"]) is is_bangla
        assert ("in bn" if is_bangla else "in en") in mail["headers"]["Subject"]
    assert Notice.objects.filter(recipient__in=User.objects.filter(language="bn")).count() == 3
