"""Whoever sent a file is told when it is refused after it was opened, on whatever record it stands."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.models import User
from commitments.actions import report
from commitments.models import EvidenceFile
from library.files import actions as files
from library.models import FileRefusal, StoredFile
from library.tasks import check_files
from meetings.actions import add_files
from meetings.models import MeetingFile
from notifications.actions import deliver
from notifications.models import Delivery, Notice
from tests.cast import Cast, browser
from tests.commitments.pages import pair
from tests.library import made_files as made
from tests.library.clamd import clamd
from tests.meetings.sittings import announced
from tests.notifications.mail_server import MailServer
from tests.threads.world import own, started
from threads.actions import post
from threads.models import PostFile

pytestmark = pytest.mark.django_db
NUMBERED, BROKEN = made.pdf("Call 01711-222333"), b"%PDF-1.7 and nothing more"


def sent(by: User, content: bytes, room: str) -> str:
    upload = SimpleUploadedFile(f"zarquon of {room}.pdf", content)
    return files.receive(by=by, upload=upload, at=timezone.now()).ref


def notices(user: User) -> str:
    return browser(user).get(reverse("notices")).content.decode()


def test_in_every_room_that_attaches_the_author_is_told_and_nobody_else(
    cast: Cast, mail_server: MailServer, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    now, promise = timezone.now(), pair()
    promise.accepted(now)
    secretary, author = cast.uno_sharsha.user, cast.rj_liaison.user
    meeting = announced(secretary, at=now, on_date=timezone.localdate() + timedelta(days=10), place="Hall")
    thread = started(author, own("RJ"), at=now)
    evidence = [sent(promise.owner, BROKEN, "evidence")]
    report(by=promise.owner, commitment=promise.commitment, text="Sent.", files=evidence, at=now)
    add_files(by=secretary, meeting=meeting, files=[sent(secretary, NUMBERED, "meeting")], at=now)
    post(by=author, thread=thread, text="Here.", files=[sent(author, NUMBERED, "thread")], at=now)
    Delivery.objects.all().delete()
    check_files()
    told = Notice.objects.filter(kind="library.refused")
    assert {one.recipient_id for one in told} == {promise.owner.pk, secretary.pk, author.pk}
    assert told.count() == 3
    deliver(at=timezone.now())
    assert len(mail_server.mails) == 3
    for mail in mail_server.mails:
        subject = mail["headers"]["Subject"]
        assert "refused" in subject or "গ্রহণ করা হয়নি" in subject
        assert "zarquon" not in str(mail)
    for user, room, links in (
        (promise.owner, "evidence", EvidenceFile),
        (secretary, "meeting", MeetingFile),
        (author, "thread", PostFile),
    ):
        (file,) = (link.file for link in links._default_manager.select_related("file"))
        assert f"zarquon of {room}" in notices(user)
        assert browser(user).get(reverse("own_file", args=[file.ref])).status_code == 200
    for nobody in (cast.rj_staff.user, cast.oversight.user, promise.verifier):
        assert "zarquon" not in notices(nobody)


def test_who_said_that_a_number_is_an_office_s_is_told_of_the_next_refusal_and_of_none_that_is_gone(
    cast: Cast, mail_server: MailServer, tmp_path: Path, settings: Settings
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    author: Any = cast.rj_liaison.user
    file = StoredFile.objects.get(ref=sent(author, NUMBERED, "desk"))
    Delivery.objects.all().delete()
    check_files()
    files.say_office(by=author, file=file, at=timezone.now())
    deliver(at=timezone.now())
    assert mail_server.mails == [], "while it is checked again nobody is told that it is refused"
    with clamd(tmp_path, b"stream: Eicar FOUND") as scanner:
        settings.CLAMD = scanner.address
        check_files()
    assert Notice.objects.filter(kind="library.refused", recipient=author).count() == 2
    refusal = FileRefusal.objects.get()
    assert refusal.ref == file.ref and "zarquon" in notices(author)
    files.take_back(by=author, file=file, at=timezone.now())
    assert not FileRefusal.objects.exists() and "zarquon" not in notices(author)
