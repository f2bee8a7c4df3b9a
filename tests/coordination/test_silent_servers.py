"""Servers that take the line and never say a word: nobody waits for them, and nothing is lost."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts import actions as accounts
from access.accounts.invitation_mail import mail_invitations
from access.models import Invitation
from access.toolkit import broker
from tests.bells import DEAF, silent
from tests.cast import PASSWORD, Cast, browser
from tests.commitments.pages import pair
from tests.programs import Program
from tests.servers import ROOT

# What is asked of a portal whose database says nothing: by a person, by a program, by the monitor.
ASKED = """
import time
from coordination.serving import served
served()
from django.test import Client
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "a" * 32
for path in ("/", "/api/v1/account/", "/readyz"):
    begun = time.monotonic()
    answer = client.get(path, headers={"Authorization": "Bearer shomonnoy_" + "0" * 64})
    print(answer.status_code, answer.headers["Content-Type"].partition(";")[0], time.monotonic() - begun < 5)
"""


@pytest.mark.django_db
@pytest.mark.parametrize("kind", DEAF)
def test_without_an_answer_of_redis_each_call_of_a_person_and_of_a_program_takes_no_second(
    cast: Cast, settings: Any, kind: str, django_capture_on_commit_callbacks: Any
) -> None:
    made, before = pair(), pair()
    for one in (made, before):
        one.accepted()
    program, person, stranger = Program(made.owner), browser(cast.rj_liaison.user), Client()
    evidence = f"commitments/{made.commitment.ref}/evidence/"
    typed = {"name": cast.rj_liaison.user.email, "password": PASSWORD}
    calls: dict[str, Callable[[], Any]] = {
        "a page": lambda: person.get(reverse("desk")),
        "the door": lambda: stranger.post(reverse("sign_in"), {**typed, "password": "not this one"}),
        "the door, opened": lambda: stranger.post(reverse("sign_in"), typed),
        "a list": lambda: program.get("commitments/"),
        "a step": lambda: program.post(evidence, {"text": "Twelve women were trained."}),
    }
    for call in list(calls.values())[:-1]:
        call()  # templates are read once
    Program(before.owner).post(f"commitments/{before.commitment.ref}/evidence/", {"text": "Done."})
    with DEAF[kind]() as url:
        settings.CELERY_BROKER_URL = url
        for name, call in calls.items():
            broker._left_alone_until.clear()
            begun = time.monotonic()
            with django_capture_on_commit_callbacks(execute=True):
                answer = call()
            assert time.monotonic() - begun < 1, name
            assert answer.status_code in (200, 302), (name, answer.status_code)
    assert made.commitment.evidence.exists()


def test_a_database_that_never_answers_is_given_up_and_the_page_of_errors_is_shown() -> None:
    with silent() as address:
        told = os.environ | {"DATABASE_URL": address.replace("redis://", "postgres://x:y@")}
        done = subprocess.run(
            [sys.executable, "-c", ASKED], cwd=ROOT, env=told, capture_output=True, text=True, timeout=60
        )
    assert done.stdout.splitlines() == [
        "500 text/html True",
        "500 application/problem+json True",
        "503 application/json True",
    ], done.stderr


@pytest.mark.django_db
def test_a_mail_server_that_never_answers_is_waited_for_once_a_round(cast: Cast, settings: Any) -> None:
    now, administrator = timezone.now(), cast.administrator.user
    for key in ("rj_liaison", "bnwla_liaison", "far_liaison"):
        accounts.invite(by=administrator, user=cast[key].user, channel=Invitation.Channel.MAIL, at=now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 0.2
    with silent() as address:
        settings.EMAIL_PORT = urlsplit(address).port
        begun = time.monotonic()
        assert mail_invitations(at=now) == 0
        assert time.monotonic() - begun < 1
    # The others keep their tries.
    waiting = Invitation.objects.filter(next_try_at__isnull=False).values_list("tries", flat=True)
    assert sorted(waiting) == [0, 0, 1]
