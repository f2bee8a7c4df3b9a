"""What a real server writes into its log: which request did what, and nothing that somebody wrote."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from access.accounts import actions as accounts
from access.models import Invitation
from coordination.logs import JsonFormatter, WithoutTraceOfRefusals
from embedded.check import PRODUCTION, clean_environment
from tests.cast import NOW, PASSWORD, Cast, browser
from tests.servers import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(settings: Any) -> Iterator[io.StringIO]:
    """Everything the portal logs, as the production settings write it."""
    settings.MIDDLEWARE = ["coordination.logs.RequestLogMiddleware", *settings.MIDDLEWARE]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def answered(stream: io.StringIO) -> dict[str, Any]:
    (line,) = [one for one in lines(stream) if one["message"] == "answered"]
    return line


def test_a_refused_request_is_one_line_without_a_trace(cast: Cast, written: io.StringIO) -> None:
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutTraceOfRefusals())
    client = browser(cast.rj_staff.user)
    assert client.get("/access-log/").status_code in (403, 404)
    assert Client(headers={"Host": "elsewhere.example"}).get("/help/").status_code == 400
    told = [one for one in lines(written) if one["logger"].startswith("django.")]
    assert len(told) == 2 and not any("trace" in one for one in told)


def test_a_request_with_a_query_string_leaves_its_path_alone(cast: Cast, written: io.StringIO) -> None:
    client = Client()
    client.force_login(cast.dc_jashore.user, backend="access.rules.backend.SignInBackend")
    answer = client.get("/partners/", {"q": "Secret Words", "side": "ngo"})
    line = answered(written)
    assert (line["path"], line["status"], line["method"]) == ("/partners/", 200, "GET")
    assert line["user"] == cast.dc_jashore.user.ref and line["ms"] >= 0
    assert line["request"] == answer.headers["X-Request-ID"]
    assert "Secret" not in written.getvalue() and "side=" not in written.getvalue()


def test_a_failing_sign_in_leaves_neither_the_name_nor_the_password(cast: Cast, written: io.StringIO) -> None:
    typed = {"name": "somebody@example.org", "password": "wrong river stones"}
    assert Client().post("/sign-in/?next=/commitments/", typed).status_code == 422
    line = answered(written)
    assert (line["path"], line["method"], line["user"]) == ("/sign-in/", "POST", None)
    for word in ("somebody", "example.org", "wrong river", "next=", PASSWORD):
        assert word not in written.getvalue()


def test_the_token_of_an_invitation_is_not_written(cast: Cast, written: io.StringIO) -> None:
    by, paper = cast.administrator.user, Invitation.Channel.PAPER
    accounts.invite(by=by, user=cast.rj_staff.user, channel=paper, at=NOW)
    Client().get(reverse("invitation", args=["a-token-that-opens-an-account"]))
    assert "a-token" not in written.getvalue()
    assert answered(written)["path"] == "/invitation/<slug:token>/"


def test_an_error_is_written_by_its_kind_and_place_without_its_text(written: io.StringIO) -> None:
    try:
        raise ValueError("Key (email)=(somebody@example.org) already exists")
    except ValueError:
        logging.getLogger("celery.app.trace").exception(
            "Task %(name)s[%(id)s] failed: %(exc)s",
            {"name": "a.task", "id": "7", "exc": "somebody@example.org"},
        )
        logging.getLogger("django.request").exception("Error at /x?name=somebody", exc_info=True)
    of_celery, of_django = lines(written)
    assert (of_celery["error"], of_celery["task"], of_celery["task_id"]) == ("ValueError", "a.task", "7")
    assert of_celery["trace"][0].startswith("tests/coordination/test_logs.py:")
    assert of_django["message"] == "" and "somebody" not in written.getvalue()


@pytest.mark.parametrize(
    ("given", "is_kept"), [("proxy-0123456789", True), ('x" bad', False), ("a" * 65, False)]
)
def test_the_number_a_proxy_gave_is_kept_if_it_is_one(
    written: io.StringIO, given: str, is_kept: bool
) -> None:
    answer = Client().get("/healthz", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is is_kept
    assert answered(written)["request"] == answer.headers["X-Request-ID"]


def test_the_production_settings_write_like_this_and_mail_nobody() -> None:
    program = (
        "import logging, django; django.setup(); from django.conf import settings;"
        "logging.getLogger('access.accounts.invitation_mail').warning('invitation %s was not sent', 'abc');"
        "logging.getLogger('django.request').error('Not: %s', '/x');"
        "assert settings.MIDDLEWARE[0] == 'coordination.logs.RequestLogMiddleware';"
        "assert not logging.getLogger('django').handlers"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=clean_environment() | PRODUCTION | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = (json.loads(line) for line in done.stderr.splitlines())
    assert first["logger"] == "access.accounts.invitation_mail"
    assert first["message"] == "invitation abc was not sent"
    assert (second["level"], second["message"]) == ("error", "")
