"""The first account of a real server: the member secretary of the national committee, and nobody twice."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from access.models import Role, User
from access.rules.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_people")]


def _invite(*words: str) -> str:
    out = StringIO()
    call_command("first-account", *words, stdout=out)
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", out.getvalue())
    assert found
    return found.group(0)


def test_the_first_account_comes_in_by_its_code_and_is_the_national_secretariat(
    settings: Settings,
) -> None:
    settings.EMBEDDED = False
    code = _invite("first@example.org")
    client = Client()
    assert client.post("/invitation/", {"name": "first@example.org", "code": code}).status_code == 302
    assert client.post("/choose-password/", {"password": "seven green river boats"}).status_code == 302
    assert client.get("/").status_code == 200
    user = User.objects.get(email="first@example.org")
    assert Viewer(user, timezone.now()).roles == {Role.NATIONAL_SECRETARIAT}


def test_asked_again_for_the_same_person_it_gives_a_new_code_and_no_second_account() -> None:
    first = _invite("01711000001")
    second = _invite("০১৭১১০০০০০১")
    assert first != second
    assert User.objects.count() == 1


def test_the_seat_is_not_given_to_a_second_person() -> None:
    _invite("first@example.org")
    with pytest.raises(CommandError, match="taken"):
        _invite("second@example.org")
    assert not User.objects.filter(email="second@example.org").exists()


def test_the_first_administrator_reads_no_record() -> None:
    _invite("technician@example.org", "--administrator")
    user = User.objects.get(email="technician@example.org")
    assert user.is_administrator
    assert not Viewer(user, timezone.now()).is_let_in


@pytest.mark.parametrize("name", ["", "somebody", "12345"])
def test_a_name_nobody_could_sign_in_with_is_refused(name: str) -> None:
    with pytest.raises(CommandError):
        _invite(name)
