"""What an operator reads in the log: what failed, what happens next, what to do; nobody's name or address."""

import logging
import socket
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from language.words import DHAKA
from notifications import actions
from notifications.models import Notice
from notifications.tasks import deliver_notices, scan_for_notices
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.notices import MADE

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("notifications")]


def test_a_mail_server_that_is_away_is_said_in_a_sentence_that_says_what_to_do(
    world: World, mail_server: MailServer, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
        actions.tell(kind=MADE, record=world.promise(), occasion="made", at=timezone.now())
        deliver_notices()
    (line,) = lines(caplog)
    assert line.startswith("The mail server did not take 1 e-mails. 0 of them are given up")
    assert "tried again" in line and "EMAIL_HOST" in line
    assert str(world.liaison.email) not in line


def test_mails_that_go_out_leave_no_line(
    world: World, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    actions.tell(kind=MADE, record=world.promise(), occasion="made", at=timezone.now())
    deliver_notices()
    assert (lines(caplog), len(mail_server.mails)) == ([], 1)


def test_what_is_held_above_the_ceiling_is_said_with_where_it_is_released(
    world: World, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NOTICE_CEILING = 2
    for days in range(3):
        world.promise(timezone.now().date() - timedelta(days=30 + days))
    scan_for_notices()
    (line,) = lines(caplog)
    held = Notice.objects.filter(state="held").count()
    assert held > 0 and f"2 went out, {held} are held" in line and "releases or drops" in line


def test_held_notices_are_named_in_words_where_an_administrator_lets_them_go(
    world: World, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.NOTICE_CEILING = 0
    world.promise(NOW.date())
    actions.scan(at=NOW)
    caplog.set_level(logging.INFO)
    actions.release_held(by=world.administrator, kind="promises.due", written_at=NOW, at=NOW)
    (line,) = lines(caplog)
    assert "let 1 held notices go out (A promise)" in line and "promises.due" not in line
