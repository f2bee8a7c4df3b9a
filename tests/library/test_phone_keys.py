"""What opens what waits on a phone is told to the page of its person alone."""

import pytest
from django.test import Client

from tests.cast import Cast

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
