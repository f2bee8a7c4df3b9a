"""The demonstration: made once, through the actions, marked wherever it shows, and alive on the first day."""

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from access.models import User
from commitments.models import Commitment, Stage
from coordination.demo.documents import load_documents
from coordination.demo.illustrative import Days, load_illustrative
from coordination.demo.loading import load_demo
from coordination.demo.threads import load_threads
from language.words import DHAKA
from library.models import Document, DocumentText
from library.tasks import check_files
from meetings.models import Meeting
from notifications.models import Notice
from tests.cast import NOW, READERS, Cast
from threads import actions as threads
from threads.models import Request, Thread

pytestmark = pytest.mark.django_db
KEYS = [*READERS, "administrator"]


@pytest.mark.parametrize("day", ["2026-11-20", "2026-12-16"])
def test_it_loads_on_a_weekend_and_on_a_holiday_too(cast: Cast, day: str) -> None:
    now = datetime.fromisoformat(f"{day}T01:30:00").replace(tzinfo=DHAKA)
    assert load_illustrative(cast.users, now) == 7


def test_the_whole_demonstration_is_made_once_and_brings_the_real_events_unmarked() -> None:
    load_demo(password="the first password", now=NOW)
    counts = [model.objects.count() for model in (User, Meeting, Commitment, Notice)]
    real = Meeting.objects.filter(is_illustrative=False)
    assert real.filter(source_code__isnull=False).count() == real.count() >= 5
    assert not Commitment.objects.filter(is_illustrative=False).exclude(stage=Stage.RECOMMENDED).exists()
    load_demo(password="the second password", now=NOW + timedelta(days=3))
    assert counts == [model.objects.count() for model in (User, Meeting, Commitment, Notice)]


def test_the_personas_are_printed_with_name_and_password_and_those_sign_in(
    cast: Cast, settings: Settings
) -> None:
    settings.DEMO_PASSWORD = "a-word-for-the-tests-only"
    out = StringIO()
    call_command("personas", "--json", stdout=out)
    rows = json.loads(out.getvalue())
    assert [row["key"] for row in rows] == KEYS
    for row in rows:
        answer = Client().post("/sign-in/", {"name": row["name"], "password": row["password"]})
        assert answer.status_code == 302, row["key"]


@pytest.mark.parametrize("command", ["personas", "load_demo"])
def test_on_a_real_server_there_is_no_demonstration(
    settings: Settings, without_people: None, command: str
) -> None:
    settings.EMBEDDED = False
    with pytest.raises(CommandError):
        call_command(command)
    assert not User.objects.exists()


def test_documents_come_to_their_readers_once_their_printed_files_were_checked(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    assert load_documents(cast.users, Days(NOW)) == 3
    assert not Document.objects.filter(live=True).exists()
    check_files()
    assert Document.objects.filter(live=True, is_illustrative=True).count() == 3
    assert set(DocumentText.objects.values_list("version__record__category", flat=True)) == {
        "form",
        "sop",
        "training",
    }


def test_the_discussions_are_marked_and_in_no_figure(cast: Cast) -> None:
    assert load_threads(cast.users, Days(NOW)) == Thread.objects.count() == 5
    assert set(Thread.objects.values_list("kind", "is_illustrative")) == {
        (kind, True) for kind in ("discussion", "alert", "key-message", "request")
    }
    spoken_for = cast.bnwla_liaison.user
    threads.answer(by=spoken_for, request=Request.objects.get(), text="Nine.", at=NOW)
    assert Request.objects.get().took is None
