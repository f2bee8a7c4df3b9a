"""Somebody floods the door: with an officer's name, with many names, with Redis emptied or gone."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.accounts.limits import PAIR, Door
from access.models import AttemptCount, User
from tests.access.people import PASSWORD, login_of
from tests.attack.flood import (
    NEW,
    NUMBER,
    OFFICE,
    OFFICER,
    code_for,
    device,
    flood,
    flood_address,
    shape,
    sign_in,
    signed_in_before,
)
from tests.bells import DEAF, redis_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return login_of("officer", mobile=NUMBER, mobile_proved_at=timezone.now())


def test_a_neighbour_behind_the_same_address_keeps_no_officer_out_of_a_device_of_theirs(
    officer: User,
) -> None:
    known = signed_in_before()
    assert flood().status_code == 429
    flood_address()
    assert sign_in(device()).status_code == 429
    assert sign_in(device(), "another@example.org", "wrong").status_code == 429
    assert sign_in(device(known=known)).status_code == 302
    assert sign_in(device(known=known), NUMBER).status_code == 302
    # Nor does a flood from everywhere.
    for n in range(6):
        flood(address=f"198.51.100.{n}")
    assert sign_in(device("192.0.2.1")).status_code == 429
    assert sign_in(device("192.0.2.1", known=known)).status_code == 302


def test_a_known_device_has_a_limit_of_its_own_and_waits_alone(officer: User) -> None:
    known = signed_in_before()
    for n in range(PAIR.most):
        assert sign_in(device(known=known), (OFFICER, NUMBER)[n % 2], "wrong").status_code == 422
    assert sign_in(device(known=known)).status_code == 429
    assert sign_in(device(known=known), NUMBER).status_code == 429
    assert sign_in(device()).status_code == 302


def test_a_device_is_known_for_its_own_people_only_and_only_with_its_own_cookie(officer: User) -> None:
    login_of("other")
    known = signed_in_before()
    flood("other@example.org")
    assert sign_in(device(known=known), "other@example.org").status_code == 429
    assert sign_in(device(known=known)).status_code == 302
    flood()
    value = known.cookies[configured.DEVICE_COOKIE_NAME].value
    number, seal = value.split(".")
    for forged in (
        "",
        "x" * 500,
        f"{'0' * 32}.{seal}",
        f"{number}.{'0' * 64}",
        f"{value}\x00",
        value.upper(),
    ):
        client = device()
        client.cookies[configured.DEVICE_COOKIE_NAME] = forged
        assert sign_in(client).status_code == 429, forged


def test_people_who_share_a_desk_are_all_known_there(officer: User) -> None:
    login_of("other")
    desk = signed_in_before()
    assert sign_in(desk, "other@example.org").status_code == 302
    desk.post(reverse("sign_out"))
    flood()
    flood("other@example.org")
    assert sign_in(device(known=desk)).status_code == 302
    assert sign_in(device(known=desk), "other@example.org").status_code == 302


def test_the_cookie_of_a_device_names_nobody_lasts_and_is_kept_from_scripts(
    officer: User, settings: Settings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = Client(REMOTE_ADDR=OFFICE, headers={"X-Forwarded-Proto": "https"})
    cookie = sign_in(client).cookies[configured.DEVICE_COOKIE_NAME]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) > 180 * 24 * 3600
    assert officer.ref not in cookie.value and "officer" not in cookie.value


def changes_password(client: Client) -> None:
    assert client.post(reverse("account_password"), {"current": PASSWORD, "new": NEW}).status_code == 302


def ends_all_sessions(client: Client) -> None:
    assert client.post(reverse("account_sessions"), {"session": "others"}).status_code == 302


def resets_password(client: Client) -> None:
    user = User.objects.get(email=OFFICER)
    code = code_for(user)
    client.post(reverse("sign_out"))
    client.post(reverse("invitation_code"), {"name": OFFICER, "code": code})
    assert client.post(reverse("choose_password"), {"password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("does", "password"), [(changes_password, NEW), (ends_all_sessions, PASSWORD), (resets_password, NEW)]
)
def test_what_ends_all_sessions_makes_every_other_device_a_strangers_again(
    officer: User, does: Callable[[Client], None], password: str
) -> None:
    lost, here = signed_in_before(), device()
    sign_in(here)
    does(here)
    flood()
    assert sign_in(device(known=lost), password=password).status_code == 429
    assert sign_in(device(known=here), password=password).status_code == 302


def test_email_and_mobile_of_one_account_are_one_count_and_the_answers_do_not_say_so(officer: User) -> None:
    seen: dict[str, list[tuple[Any, ...]]] = {}
    for pair in ((OFFICER, NUMBER), ("nobody@example.org", "01711999999")):
        seen[pair[0]] = [
            shape(sign_in(device(), pair[n % 2], "wrong"), *pair) for n in range(2 * PAIR.most + 2)
        ]
    assert seen[OFFICER] == seen["nobody@example.org"]
    AttemptCount.objects.all().delete()
    for n in range(PAIR.most):
        sign_in(device(address="192.0.2.7"), (OFFICER, NUMBER)[n % 2], "wrong")
    held = [sign_in(device(address="192.0.2.7"), name) for name in (OFFICER, NUMBER)]
    assert [answer.status_code for answer in held] == [422, 422]
    assert shape(held[0], OFFICER) == seen[OFFICER][0]
    # From elsewhere the account is still open; from everywhere it is held too.
    for n in range(Door.SIGN_IN.limit.most - PAIR.most):
        sign_in(device(address=f"198.51.100.{n}"), (OFFICER, NUMBER)[n % 2], "wrong")
    assert sign_in(device(address="192.0.2.9"), NUMBER).status_code == 422


def test_known_and_unknown_names_are_answered_alike_at_every_door_with_as_many_queries(
    officer: User,
) -> None:
    login_of("closed", is_active=False)
    names = (OFFICER, "nobody@example.org", "closed@example.org")
    forms = {
        "sign_in": {"password": "wrong"},
        "forgotten_password": {},
        "invitation_code": {"code": "2222-2222-2222"},
    }
    for page, typed in forms.items():
        seen, cost = [], []
        for address, name in enumerate(names):
            answers, queries = [], []
            for _n in range(PAIR.most + 2):
                with CaptureQueriesContext(
                    connection,
                ) as captured:
                    answer: Any = device(f"192.0.2.{address}").post(reverse(page), {"name": name, **typed})
                answers.append(shape(answer, name))
                queries.append(len(captured))
            seen.append(answers)
            cost.append(queries)
        assert seen[0] == seen[1] == seen[2], page
        assert seen[0][-1][0] == 429 and seen[0][-1][2] in (15, 60), page
        assert cost[0] == cost[1] == cost[2], page


def test_the_wait_is_said_in_both_languages_and_to_machines(officer: User) -> None:
    flood()
    client = device()
    bangla = sign_in(client)
    client.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    english = sign_in(client)
    assert "১৫ মিনিট" in bangla.content.decode()
    assert "Wait 15 minutes" in english.content.decode()
    assert 14 * 60 < int(english.headers["Retry-After"]) <= 15 * 60


def test_redis_emptied_forgives_nothing(officer: User, valkey_url: str) -> None:
    assert flood().status_code == 429
    with redis_of(valkey_url) as broker:
        assert broker.keys("closed:*")
        broker.flushall()
    assert sign_in(device()).status_code == 429


def test_what_is_refused_reaches_the_tables_no_more(officer: User) -> None:
    flood()
    with CaptureQueriesContext(connection) as captured:
        assert sign_in(device()).status_code == 429
    assert len(captured) == 1


@pytest.mark.parametrize("kind", DEAF)
def test_without_redis_the_database_decides_and_pages_answer_at_once(
    officer: User, settings: Settings, kind: str
) -> None:
    known = signed_in_before()
    with DEAF[kind]() as settings.CELERY_BROKER_URL:
        for n in range(PAIR.most + 1):
            begun = time.monotonic()
            answer = sign_in(device(), password="wrong")
            assert answer.status_code == (422 if n < PAIR.most else 429)
            assert time.monotonic() - begun < 0.3
        assert sign_in(device()).status_code == 429
        assert sign_in(device(known=known)).status_code == 302
