"""What falls for one person at the same opening goes out as one letter, a line each, told once as ever."""

from datetime import date, datetime, timedelta

import pytest

from language.words import DHAKA
from notifications import actions
from notifications.actions import delivering
from notifications.models import Delivery, Notice
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.notices import MADE

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 22)
# The opening of the working day on which it is due.
OPENING = datetime(2026, 11, 22, 9, 1, tzinfo=DHAKA)


def due(world: World, number: int) -> None:
    for _nth in range(number):
        world.promise(due_on=DUE)


def states() -> set[str]:
    return set(Delivery.objects.values_list("state", flat=True))


def test_three_matters_of_one_opening_are_one_letter_with_a_line_and_a_link_each(
    world: World, mail_server: MailServer
) -> None:
    due(world, 3)
    actions.scan(at=OPENING)
    report = actions.deliver(at=OPENING)
    assert (report.claimed, report.sent, states()) == (3, 3, {"sent"})
    (mail,) = mail_server.mails
    assert mail["headers"]["Subject"].startswith("3 matters wait for you")
    for notice in Notice.objects.filter(state="told"):
        assert f"/notices/{notice.ref}/" in mail["body"]
    assert actions.deliver(at=OPENING).claimed == 0


def test_what_falls_alone_reads_as_it_always_did(world: World, mail_server: MailServer) -> None:
    due(world, 1)
    actions.scan(at=OPENING)
    actions.deliver(at=OPENING)
    (mail,) = mail_server.mails
    assert "matters" not in mail["headers"]["Subject"] and "References" in mail["headers"]


def test_two_people_get_a_letter_each_and_another_opening_another_one(
    world: World, mail_server: MailServer
) -> None:
    colleague = world.person("colleague", world.body)
    due(world, 2)
    actions.scan(at=OPENING)
    actions.deliver(at=OPENING)
    actions.scan(at=OPENING + timedelta(days=1))
    actions.deliver(at=OPENING + timedelta(days=1))
    to = sorted(mail["to"][0] for mail in mail_server.mails)
    assert to == sorted(str(one.email) for one in (world.liaison, colleague) for _time in range(2))
    assert len({mail["headers"]["Message-ID"] for mail in mail_server.mails}) == 4


def test_an_event_keeps_a_letter_of_its_own(world: World, mail_server: MailServer) -> None:
    due(world, 2)
    actions.scan(at=OPENING)
    promise = world.promise()
    actions.tell(kind=MADE, record=promise, occasion="made", at=OPENING)
    actions.deliver(at=OPENING)
    assert len(mail_server.mails) == 2


def test_a_letter_that_fails_is_tried_again_whole_and_carries_the_same_message_id(
    world: World, mail_server: MailServer
) -> None:
    due(world, 2)
    actions.scan(at=OPENING)
    mail_server.behave(data="451 later")
    report = actions.deliver(at=OPENING)
    assert (report.failed, report.sent, states()) == (2, 0, {"waiting"})
    assert len(set(Delivery.objects.values_list("next_try_at", "tries"))) == 1
    mail_server.behave()
    later = OPENING + delivering.PAUSES[0] + timedelta(minutes=1)
    actions.deliver(at=later)
    (first,) = mail_server.mails
    # As if the mark were lost in a crash right after the server took it.
    Delivery.objects.update(state="waiting", ended_at=None)
    actions.deliver(at=later + timedelta(minutes=1))
    again = mail_server.mails[-1]
    assert again["headers"]["Message-ID"] == first["headers"]["Message-ID"]
    assert again["body"] == first["body"]


def test_a_letter_is_never_divided_between_two_batches(
    world: World, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "BATCH", 1)
    due(world, 3)
    actions.scan(at=OPENING)
    actions.deliver(at=OPENING)
    assert len(mail_server.mails) == 1 and states() == {"sent"}


def test_a_line_that_is_not_needed_any_more_is_left_out_of_its_letter(
    world: World, mail_server: MailServer
) -> None:
    due(world, 2)
    gone = world.promise(due_on=DUE)
    actions.scan(at=OPENING)
    ref = Notice.objects.get(record_id=gone.pk, state="told").ref
    gone.delete()
    actions.deliver(at=OPENING)
    (mail,) = mail_server.mails
    assert str(ref) not in mail["body"] and mail["headers"]["Subject"].startswith("2 matters")
    assert states() == {"sent", "not-needed"}
