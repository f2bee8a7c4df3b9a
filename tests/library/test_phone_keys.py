"""What opens what waits on a phone is told to the page of its person alone."""

import pytest
from django.test import Client

from access.accounts.actions import change_password, end_sessions
from library.store.keys import pair_of, pairs_of
from tests.cast import NOW, PASSWORD, Cast

STATE = "/phone/state/"
pytestmark = pytest.mark.django_db


def signed_in(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.rj_staff.user, backend="access.rules.backend.SignInBackend")
    return client


def test_an_address_that_is_typed_shows_no_key(cast: Cast) -> None:
    client, ref = signed_in(cast), cast.rj_staff.user.ref
    assert client.get(STATE).status_code == 404
    assert client.get(STATE, headers={"X-Person": cast.uno_sharsha.user.ref}).status_code == 401
    assert client.get(STATE, headers={"X-Person": ref}).json()["keys"]


def test_a_new_password_and_the_end_of_all_sessions_seal_with_another_key(cast: Cast) -> None:
    user = cast.rj_staff.user
    user.set_password(PASSWORD)
    user.save()
    first = pair_of(user)
    change_password(by=user, current=PASSWORD, new="নদীর ধারে সাতটি বক", at=NOW)
    second = pair_of(user)
    end_sessions(user=user)
    pairs = pairs_of(user)
    assert len({first.seals, second.seals, pair_of(user).seals}) == 3
    assert pairs[0] == pair_of(user) and {first, second} < set(pairs), "what waited still opens"
    for _step in range(3):
        end_sessions(user=user)
    assert not {first, second} & set(pairs_of(user))
