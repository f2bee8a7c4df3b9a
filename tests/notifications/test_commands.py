"""`remind --at` and `deliver --at`, and what the worker's tasks leave behind."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from language.words import DHAKA
from notifications import tasks
from notifications.models import Day, Notice
from notifications.queries import last_scan_at
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 22)


def run(name: str, at: str) -> str:
    output = StringIO()
    call_command(name, at=at, stdout=output)
    return output.getvalue()


def test_remind_scans_as_of_the_instant_and_says_what_it_did(world: World) -> None:
    world.promise(DUE)
    assert "tells 1 times" in run("remind", "2026-11-22T09:05")
    notice = Notice.objects.get(state="told")
    # Without an offset the instant is Dhaka time.
    assert notice.created_at == datetime(2026, 11, 22, 9, 5, tzinfo=DHAKA)
    assert "tells 0 times" in run("remind", "2026-11-22T03:06+00:00")


def test_remind_on_a_real_server_says_what_it_would_do_and_writes_nothing(
    world: World, settings: LazySettings
) -> None:
    settings.EMBEDDED = False
    world.promise(DUE)
    said = run("remind", "2026-11-22T09:05+06:00")
    assert "would tell 1 times" in said and "promises.due: 1" in said and "Nothing was written" in said
    assert not Notice.objects.exists()


def test_remind_says_who_is_told_instead_and_for_what_there_is_nobody(
    world: World, settings: LazySettings
) -> None:
    settings.NOTICE_CEILING = 0
    world.leave(world.liaison, world.body, datetime(2026, 11, 1, tzinfo=DHAKA))
    world.promise(DUE)
    world.promise(DUE, secretariat_party=None)
    said = run("remind", "2026-11-22T09:05+06:00")
    assert "1 to a secretariat, because nobody of the body can be reached" in said
    assert "1 records have nobody to tell" in said
    assert "held until an administrator releases them" in said


def test_deliver_drains_what_waits_as_of_the_instant_and_says_so(
    world: World, mail_server: MailServer
) -> None:
    world.promise(DUE)
    run("remind", "2026-11-22T09:05")
    assert "0 sent" in run("deliver", "2026-11-22T09:00")
    assert "1 sent, 0 not needed any more, 0 failed" in run("deliver", "2026-11-22T09:06")
    assert len(mail_server.mails) == 1


def test_a_time_that_is_none_is_refused_in_words(world: World) -> None:
    for name in ("remind", "deliver"):
        with pytest.raises(CommandError, match="is not an ISO date and time"):
            call_command(name, "--at", "tomorrow")


def test_the_workers_scan_notes_when_it_ran_and_keeps_the_days_ahead(world: World) -> None:
    Day.objects.filter(date__gt=timezone.now().date() + timedelta(days=30)).delete()
    assert last_scan_at() is None
    tasks.scan_for_notices()
    at = last_scan_at()
    assert at is not None and abs(timezone.now() - at) < timedelta(minutes=1)
    assert Day.objects.filter(date=at.date() + timedelta(days=2 * 365)).exists()
