"""A scan that would tell too much holds it, until somebody releases or drops it."""

import pytest
from django.conf import LazySettings

from notifications import actions
from notifications.actions import scanning
from notifications.models import Delivery, Notice
from notifications.working_days import add_working_days
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.stages import DUE, told, working_day

pytestmark = pytest.mark.django_db


def test_what_a_scan_tells_above_the_ceiling_is_held_and_the_oldest_of_it_comes_last(
    world: World, settings: LazySettings
) -> None:
    settings.NOTICE_CEILING = 2
    oldest, *others = [world.promise(add_working_days(DUE, offset)) for offset in (0, 3, 4)]
    report = actions.scan(at=working_day(4))
    assert (report.told, report.held, report.is_held) == (3, 1, True)
    assert Notice.objects.get(state="held").record_id == oldest.pk
    assert {row.record_id for row in Notice.objects.filter(state="told")} == {one.pk for one in others}
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["held", "waiting", "waiting"]
    # The next scan meets the keys and writes nothing more.
    assert actions.scan(at=working_day(4)).told == 0


def test_when_nobody_sets_a_ceiling_it_follows_the_number_of_open_promises(
    world: World, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.NOTICE_CEILING = None
    monkeypatch.setattr(scanning, "LEAST_CEILING", 2)
    for _n in range(3):
        world.promise(DUE)
    # Seven working days late: three reminders and three letters, of three promises.
    report = actions.scan(at=working_day(7))
    assert (report.told, report.held) == (6, 3)
    for _n in range(3):
        world.promise(add_working_days(DUE, 40))
    more = [world.promise(DUE) for _n in range(3)]
    report = actions.scan(at=working_day(7))
    assert (len(more), report.told, report.held) == (3, 6, 0)


def test_what_is_released_goes_as_a_letter_of_its_own(
    world: World, settings: LazySettings, mail_server: MailServer
) -> None:
    settings.NOTICE_CEILING = 1
    world.promise(DUE)
    world.promise(add_working_days(DUE, 3))
    when = working_day(4)
    actions.scan(at=when)
    actions.deliver(at=when)
    actions.release_held(by=world.administrator, kind="promises.due", written_at=when, at=when)
    actions.deliver(at=when)
    assert len({mail["headers"]["Message-ID"] for mail in mail_server.mails}) == len(mail_server.mails) == 2


def test_held_notices_go_out_when_released_and_never_when_dropped(
    world: World, settings: LazySettings
) -> None:
    settings.NOTICE_CEILING = 0
    for _n in range(2):
        world.promise(DUE)
    when = working_day(8)
    actions.scan(at=when)
    assert Notice.objects.filter(state="held").count() == 4
    done = actions.release_held(by=world.administrator, kind="promises.due", written_at=when, at=when)
    gone = actions.drop_held(by=world.administrator, kind="promises.letter", written_at=when, at=when)
    assert (done, gone) == (2, 2)
    assert told(world.liaison) == ["0:late-1", "0:late-1"]
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [
        "closed",
        "closed",
        "waiting",
        "waiting",
    ]
    assert actions.scan(at=when).told == 0
