"""Workers that die at every point, two at once, and a Redis that forgets: nothing lost, nothing doubled.

Workers are processes of their own and are killed with kill -9; mails go to a real SMTP server.
"""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
import redis
from django.db import connection, connections, transaction
from django.utils import timezone

from language.words import DHAKA
from notifications import actions
from notifications.models import Delivery, Notice
from tests.notifications import workers
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer, wait_until
from tests.notifications.toys.notices import MADE

pytestmark = pytest.mark.django_db(transaction=True)

DUE = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)
A_MINUTE = timedelta(minutes=1)
AFTER_THE_LEASE = timedelta(minutes=6)


def three_wait(world: World, at: datetime = NOW) -> None:
    world.person("second", world.body)
    world.person("third", world.body)
    actions.tell(kind=MADE, record=world.promise(), occasion="made:1", at=at)
    assert Delivery.objects.filter(state="waiting").count() == 3


def copies(mail_server: MailServer) -> list[int]:
    """How often each message arrived, by its Message-ID."""
    return sorted(Counter(mail["headers"]["Message-ID"] for mail in mail_server.mails).values())


def all_sent() -> bool:
    return set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_killed_between_claim_and_send_nothing_is_lost(
    committed_world: World, mail_server: MailServer
) -> None:
    three_wait(committed_world)
    mail_server.behave(hang="ehlo")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    workers.kill(worker)
    assert Delivery.objects.filter(state="waiting", claim_token__isnull=False).count() == 3
    mail_server.behave()
    # Nobody touches what the dead worker holds until its lease is over.
    assert "0 sent" in workers.finish(workers.start_delivering(NOW + A_MINUTE))
    assert mail_server.mails == []
    workers.finish(workers.start_delivering(NOW + AFTER_THE_LEASE))
    assert (copies(mail_server), all_sent()) == ([1, 1, 1], True)


def test_killed_while_sending_the_sent_stay_sent_and_the_rest_goes_later(
    committed_world: World, mail_server: MailServer
) -> None:
    three_wait(committed_world)
    second = Delivery.objects.select_related("notice__recipient").order_by("id")[1]
    mail_server.behave(hang="data", only=f"To: {second.notice.recipient.email}")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    workers.kill(worker)
    assert list(Delivery.objects.order_by("id").values_list("state", flat=True)) == [
        "sent",
        "waiting",
        "waiting",
    ]
    mail_server.behave()
    workers.finish(workers.start_delivering(NOW + AFTER_THE_LEASE))
    assert (copies(mail_server), all_sent()) == ([1, 1, 1], True)


def test_killed_before_the_answer_of_the_server_one_mail_repeats_as_the_same_message(
    committed_world: World, mail_server: MailServer
) -> None:
    three_wait(committed_world)
    mail_server.behave(hang="kept")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    workers.kill(worker)
    mail_server.behave()
    workers.finish(workers.start_delivering(NOW + AFTER_THE_LEASE))
    # The server took it and the worker never knew: that one comes twice under one Message-ID.
    assert (copies(mail_server), all_sent()) == ([1, 1, 2], True)


def test_killed_between_the_answer_and_the_mark_one_mail_repeats_as_the_same_message(
    committed_world: World, mail_server: MailServer
) -> None:
    three_wait(committed_world)
    first = Delivery.objects.order_by("id").values_list("pk", flat=True)[0]
    mail_server.behave(hang="data")
    worker = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    with transaction.atomic():
        # The worker gets its 250 and stands before the row it wants to mark.
        Delivery.objects.select_for_update().get(pk=first)
        mail_server.behave()
        wait_until(lambda: blocked_workers() == 1, "the worker to stand before its mark")
        workers.kill(worker)
    assert len(mail_server.mails) == 1
    workers.finish(workers.start_delivering(NOW + AFTER_THE_LEASE))
    assert (copies(mail_server), all_sent()) == ([1, 1, 2], True)


def blocked_workers() -> int:
    with connection.cursor() as cursor:
        # Inside a transaction the server would go on showing the first answer.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def test_a_worker_that_wakes_after_its_lease_does_not_mark_what_another_took(
    committed_world: World, mail_server: MailServer
) -> None:
    actions.tell(kind=MADE, record=committed_world.promise(), occasion="made:1", at=NOW)
    mail_server.behave(hang="data")
    sleeper = workers.start_delivering(NOW)
    mail_server.wait_until_it_hangs()
    other = workers.start_delivering(NOW + AFTER_THE_LEASE)
    mail_server.wait_until_it_hangs(times=2)
    token = Delivery.objects.get().claim_token
    mail_server.behave()
    outputs = [workers.finish(sleeper), workers.finish(other)]
    assert token is not None
    assert "1 lost to another worker" in outputs[0]
    assert "1 sent" in outputs[1]
    assert (copies(mail_server), all_sent()) == ([2], True)


def test_two_workers_at_once_share_the_work_and_send_each_mail_once(
    committed_world: World, mail_server: MailServer
) -> None:
    for n in range(159):
        committed_world.person(f"member{n}", committed_world.body)
    actions.tell(kind=MADE, record=committed_world.promise(), occasion="made:1", at=NOW)
    mail_server.behave(hang="ehlo")
    two = [workers.start_delivering(NOW), workers.start_delivering(NOW)]
    # Both have claimed by now and stand at the door of the mail server.
    mail_server.wait_until_it_hangs(times=2)
    assert Delivery.objects.filter(claim_token__isnull=False).count() == 160
    mail_server.behave()
    outputs = [workers.finish(worker) for worker in two]
    assert sorted(output.split(": ")[1].split(" sent")[0] for output in outputs) == ["100", "60"]
    assert (copies(mail_server), all_sent()) == ([1] * 160, True)


@contextmanager
def in_threads(*work: Callable[[], None]) -> Iterator[None]:
    """Run each in a thread with a connection of its own; what one raises fails the test."""
    failures: list[BaseException] = []

    def run(one: Callable[[], None]) -> None:
        try:
            one()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join(timeout=120)
    assert failures == []


def test_two_scans_at_once_tell_each_person_once(committed_world: World) -> None:
    for n in range(40):
        committed_world.person(f"member{n}", committed_world.body)
    for _n in range(5):
        committed_world.promise(DUE)
    gate = threading.Barrier(2)
    reports: list[actions.ScanReport] = []

    def scan() -> None:
        gate.wait()
        reports.append(actions.scan(at=NOW + timedelta(days=14)))

    with in_threads(scan, scan):
        pass
    # 41 people of the body and one secretary, for five promises.
    assert sum(report.told for report in reports) == 42 * 5
    assert Notice.objects.filter(state="told").count() == 42 * 5
    assert Delivery.objects.count() == 42 * 5


def test_a_scan_that_meets_one_not_yet_committed_waits_and_writes_nothing_twice(
    committed_world: World,
) -> None:
    for _n in range(3):
        committed_world.promise(DUE)
    written, free = threading.Event(), threading.Event()
    reports: list[actions.ScanReport] = []

    def first() -> None:
        with transaction.atomic():
            reports.append(actions.scan(at=NOW))
            written.set()
            assert free.wait(30)

    def second() -> None:
        assert written.wait(30)
        reports.append(actions.scan(at=NOW))

    with in_threads(first, second):
        assert written.wait(30)
        wait_until(lambda: blocked_workers() == 1, "the second scan to wait for the first")
        free.set()
    assert [report.told for report in reports] == [3, 0]
    assert Delivery.objects.count() == 3


def test_a_change_committed_after_the_scan_that_is_past_its_time_is_told_by_the_next_one(
    committed_world: World,
) -> None:
    actions.scan(at=NOW)
    made, free = threading.Event(), threading.Event()

    def promise_slowly() -> None:
        with transaction.atomic():
            committed_world.promise(DUE)
            made.set()
            assert free.wait(30)

    with in_threads(promise_slowly):
        assert made.wait(30)
        assert actions.scan_changes(at=NOW + A_MINUTE).told == 0
        free.set()
    assert actions.scan_changes(at=NOW + 2 * A_MINUTE).told == 1
    assert actions.scan_changes(at=NOW + 3 * A_MINUTE).told == 0


def test_two_scans_of_what_changed_at_once_tell_each_person_once(committed_world: World) -> None:
    actions.scan(at=NOW)
    for _n in range(5):
        committed_world.promise(DUE)
    gate = threading.Barrier(2)
    reports: list[actions.ScanReport] = []

    def scan() -> None:
        gate.wait()
        reports.append(actions.scan_changes(at=NOW + A_MINUTE))

    with in_threads(scan, scan):
        pass
    assert sorted(report.told for report in reports) == [0, 5]
    assert Delivery.objects.count() == 5


def test_a_scan_killed_halfway_leaves_nothing_and_the_next_one_does_it_all(committed_world: World) -> None:
    for _n in range(3):
        committed_world.promise(DUE)
    with transaction.atomic():
        # A notice of the same key, not yet committed: the scan stands before it.
        actions.scan(at=NOW)
        worker = workers.start("remind", "--at", (NOW + A_MINUTE).isoformat())
        wait_until(lambda: blocked_workers() == 1, "the scan to stand before the key")
        workers.kill(worker)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert "tells 3 times" in workers.finish(workers.start("remind", "--at", (NOW + A_MINUTE).isoformat()))
    assert Delivery.objects.count() == 3


# Redis is a doorbell.


def celery_worker() -> subprocess.Popen[str]:
    """A worker as the portal runs it, with the sweeps it is rung for by beat."""
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "coordination", "worker", "--pool=solo", "--loglevel=WARNING"],
        cwd=workers.ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def ring() -> None:
    """What beat does each minute."""
    from coordination.celery import app

    app.send_task("notifications.tasks.scan_for_notices")
    app.send_task("notifications.tasks.deliver_notices")


def queue(valkey_url: str) -> "redis.Redis":
    return redis.Redis.from_url(valkey_url.replace("redis+socket://", "unix://"))


def test_all_of_redis_flushed_while_tasks_are_queued_loses_no_reminder(
    committed_world: World, mail_server: MailServer, valkey_url: str
) -> None:
    # Celery's own tasks take the instant from the clock.
    now = timezone.now()
    committed_world.promise(now.date() - timedelta(days=60))
    actions.tell(kind=MADE, record=committed_world.promise(), occasion="made:1", at=now)
    redis_itself = queue(valkey_url)
    ring()
    ring()
    assert redis_itself.llen("celery") == 4
    redis_itself.flushall()
    worker = celery_worker()
    try:
        ring()
        wait_until(lambda: Notice.objects.filter(kind="promises.due", state="told").exists(), "the scan")
        ring()
        wait_until(lambda: Delivery.objects.exists() and all_sent(), "the mails")
    finally:
        workers.kill(worker)
    # The event, the late promise, and the letter about it for the secretariat: each once.
    assert copies(mail_server) == [1, 1, 1]


def test_a_celery_worker_killed_while_it_sends_is_replaced_by_the_next_sweep(
    committed_world: World, mail_server: MailServer, valkey_url: str
) -> None:
    three_wait(committed_world, timezone.now())
    mail_server.behave(hang="ehlo")
    worker = celery_worker()
    ring()
    mail_server.wait_until_it_hangs()
    workers.kill(worker)
    queue(valkey_url).flushall()
    mail_server.behave()
    # The lease of the dead worker, as if its five minutes were over.
    Delivery.objects.update(lease_until=timezone.now())
    worker = celery_worker()
    try:
        ring()
        wait_until(all_sent, "the mails")
    finally:
        workers.kill(worker)
    assert copies(mail_server) == [1, 1, 1]
