"""A Bangla password is the same whichever keyboard typed it, and those chosen before this held still open."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from access.accounts import actions as accounts
from access.accounts import invitations
from access.models import Invitation, User
from access.toolkit.errors import Mendable
from tests.access.people import PASSWORD, at_the_door, login_of

pytestmark = pytest.mark.django_db
# ো as one sign and as its two halves; য় as one sign and as য with a dot: both have both, each its own way.
COMPOSED = "ছোট নদীর ঘাটে সম\u09dfে বসি"
DECOMPOSED = "ছ\u09c7\u09beট নদীর ঘাটে সম\u09af\u09bcে বসি"
WRITTEN = [COMPOSED, DECOMPOSED]


def test_the_two_keyboards_send_different_signs() -> None:
    assert "\u09cb" in COMPOSED and "\u09df" in COMPOSED and "\u09df" not in DECOMPOSED
    assert COMPOSED != DECOMPOSED
    # য় is kept as two signs, ো as one: neither keyboard sends what is kept.
    kept = unicodedata.normalize("NFC", COMPOSED)
    assert kept == unicodedata.normalize("NFC", DECOMPOSED) and kept not in WRITTEN


def by_change(user: User, password: str) -> None:
    accounts.change_password(by=user, current=PASSWORD, new=password, at=timezone.now())


def by_invitation(user: User, password: str) -> None:
    issued = invitations.issue(
        user=user,
        purpose=Invitation.Purpose.RESET,
        channel=Invitation.Channel.PAPER,
        by=None,
        at=timezone.now(),
    )
    accounts.choose_password(invitation=issued.invitation, password=password, at=timezone.now())


def by_another_way(user: User, password: str) -> None:
    user.set_password(password)
    user.save()


@pytest.mark.parametrize("choose", [by_change, by_invitation, by_another_way])
@pytest.mark.parametrize("chosen", WRITTEN)
def test_a_password_chosen_on_one_keyboard_opens_on_the_other(
    choose: Callable[[User, str], None], chosen: str
) -> None:
    choose(login_of("officer"), chosen)
    for place, typed in enumerate(WRITTEN):
        client, status, _page = at_the_door(
            "officer@example.org", typed, Client(REMOTE_ADDR=f"203.0.113.{place}")
        )
        assert status == 302
        assert client.post(reverse("confirm_identity"), {"password": typed}).status_code == 302
    new = {"current": WRITTEN[1 - WRITTEN.index(chosen)], "new": "seven green river boats"}
    assert client.post(reverse("account_password"), new).status_code == 302
    assert at_the_door("officer@example.org", chosen.replace("ঘাটে", "হাটে"))[1] == 422


@pytest.mark.parametrize("chosen", WRITTEN)
def test_a_password_kept_as_it_was_typed_still_opens_and_is_then_any_keyboards(chosen: str) -> None:
    user = login_of("officer")
    User.objects.filter(pk=user.pk).update(password=make_password(chosen))
    assert at_the_door("officer@example.org", "another one altogether")[1] == 422
    for typed in (chosen, *WRITTEN):
        assert at_the_door("officer@example.org", typed)[1] == 302


def test_whoever_confirms_with_a_password_kept_as_it_was_typed_stays_signed_in() -> None:
    user = login_of("officer")
    User.objects.filter(pk=user.pk).update(password=make_password(COMPOSED))
    user.refresh_from_db()
    client = Client()
    client.force_login(user, backend="access.rules.backend.SignInBackend")
    assert client.post(reverse("confirm_identity"), {"password": COMPOSED}).status_code == 302
    assert client.get(reverse("account")).status_code == 200
    user.refresh_from_db()
    assert user.check_password(DECOMPOSED)


def test_a_password_is_judged_as_it_is_kept() -> None:
    typed = "ছ\u09c7\u09beট নদীরে"
    assert (len(typed), len(unicodedata.normalize("NFC", typed))) == (10, 9)
    with pytest.raises(Mendable):
        by_change(login_of("officer"), typed)


def test_an_unknown_name_takes_as_long_over_a_decomposed_password_too(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    login_of("known")
    took = []
    for place, name in enumerate(("known@example.org", "nobody@example.org")):
        client = Client(REMOTE_ADDR=f"198.51.100.{place}")
        start = time.process_time()
        assert at_the_door(name, DECOMPOSED, client)[1] == 422
        took.append(time.process_time() - start)
    known, unknown = took
    assert 0.65 < unknown / known < 1.5
