"""The bell for the worker: heard when the broker is there, and never waited for when it is not."""

import os
import re
import subprocess
import sys
import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.accounts.invitation_mail import mail_invitations
from tests.access.people import login_of
from tests.bells import DEAF, heard
from tests.servers import ROOT

LETTERS = "access.tasks.send_invitations"
# As gunicorn serves it: the application alone is loaded, and a thread of its own answers.
SERVED = """
from concurrent.futures import ThreadPoolExecutor
from coordination.wsgi import application
from django.test import Client
asked = ThreadPoolExecutor(1).submit(Client().post, "/forgotten-password/", {"name": "nobody@example.org"})
print(asked.result().status_code)
"""


@pytest.mark.django_db(transaction=True)
def test_a_request_to_the_served_portal_is_heard_by_the_worker(valkey_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVED], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "200", done.stderr
    assert heard(valkey_url) == [(LETTERS, [])]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", DEAF)
def test_without_a_broker_each_page_answers_at_once_and_the_letter_waits_for_the_sweep(
    kind: str, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    login_of("reader")
    Client().post(reverse("forgotten_password"), {"name": "somebody@example.org"})  # templates are read once
    with DEAF[kind]() as url:
        settings.CELERY_BROKER_URL = url
        for _n in range(2):
            begun = time.monotonic()
            with django_capture_on_commit_callbacks(execute=True) as rung:
                answer = Client().post(reverse("forgotten_password"), {"name": "reader@example.org"})
            assert (answer.status_code, len(rung)) == (200, 1)
            assert time.monotonic() - begun < 0.3
    assert mail_invitations(at=timezone.now()) == 1


def test_nothing_rings_but_the_bell() -> None:
    ringing = re.compile(r"\.(apply_async|delay|send_task)\(")
    rooms = ("access", "notifications", "partners", "commitments", "meetings", "threads", "coordination")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    ringers = [path for path in files if ringing.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in ringers] == ["access/toolkit/bell.py"]
