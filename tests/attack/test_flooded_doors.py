"""Every door of the portal has the same wait: codes, paper, passwords, invitations, new addresses."""

import time
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts import addresses, invitations, joining
from access.accounts.invitation_mail import mail_invitations
from access.accounts.joining import Contact
from access.accounts.limits import PAIR
from access.models import User
from access.toolkit.locking import lock_row
from tests.access.people import PASSWORD, login_of
from tests.access.test_sign_in import with_codes
from tests.attack.flood import (
    NEW,
    NUMBER,
    OFFICE,
    OFFICER,
    Through,
    code_for,
    device,
    flood_address,
    sign_in,
)
from tests.cast import browser
from tests.races import while_held

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return login_of("officer", mobile=NUMBER, mobile_proved_at=timezone.now())


def with_phone(officer: User) -> Callable[[], HttpResponse]:
    with_codes(officer)

    def one() -> HttpResponse:
        client = device()
        sign_in(client)
        return client.post(reverse("sign_in_code"), {"code": "000000"})  # type: ignore[return-value]

    return one


def with_paper(officer: User) -> Callable[[], HttpResponse]:
    typed = {"name": OFFICER, "code": "2222-2222-2222"}
    return lambda: device().post(reverse("invitation_code"), typed)  # type: ignore[return-value]


def with_nothing(officer: User) -> Callable[[], HttpResponse]:
    return lambda: device().post(reverse("forgotten_password"), {"name": OFFICER})  # type: ignore[return-value]


def inside(officer: User) -> Client:
    client = browser(officer)
    client.defaults["REMOTE_ADDR"] = OFFICE
    return client


def with_the_password_again(officer: User) -> Callable[[], HttpResponse]:
    client = inside(officer)
    return lambda: client.post(reverse("confirm_identity"), {"password": "wrong"})  # type: ignore[return-value]


def with_a_new_password(officer: User) -> Callable[[], HttpResponse]:
    client = inside(officer)
    typed = {"current": "wrong", "new": NEW}
    return lambda: client.post(reverse("account_password"), typed)  # type: ignore[return-value]


def with_another_address(officer: User) -> Callable[[], HttpResponse]:
    client = inside(officer)
    client.post(reverse("confirm_identity"), {"password": PASSWORD})
    typed = {"email": "victim@example.org", "mobile": ""}
    return lambda: client.post(reverse("account_address"), typed)  # type: ignore[return-value]


def with_an_invitation(officer: User) -> Callable[[], HttpResponse]:
    issued = joining.invite_to_join(
        by=None,
        contact=Contact.typed(mobile="01811000001"),
        label_en="X",
        label_bn="X",
        at=timezone.now(),
    )
    client = device()
    client.post(reverse("invitation_code"), {"name": "01811000001", "code": issued.code})
    typed = {"do": "anew", "password": "short"}
    return lambda: client.post(reverse("join"), typed)  # type: ignore[return-value]


def with_a_new_address(officer: User) -> Callable[[], HttpResponse]:
    asked = addresses.ask_for_address(
        by=officer, contact=Contact.typed(mobile="01811000002"), at=timezone.now()
    )
    issued = invitations.print_code(asked, by=officer)
    taken = login_of("taker", mobile="01811000002", mobile_proved_at=timezone.now())
    assert taken.pk
    client = device()
    client.post(reverse("invitation_code"), {"name": "01811000002", "code": issued.code})
    return lambda: client.post(reverse("take_address"))  # type: ignore[return-value]


def with_a_first_password(officer: User) -> Callable[[], HttpResponse]:
    client = device()
    client.post(reverse("invitation_code"), {"name": OFFICER, "code": code_for(officer)})
    return lambda: client.post(reverse("choose_password"), {"password": "short"})  # type: ignore[return-value]


DOORS = [
    with_phone,
    with_paper,
    with_nothing,
    with_the_password_again,
    with_a_new_password,
    with_another_address,
    with_an_invitation,
    with_a_new_address,
    with_a_first_password,
]


@pytest.mark.parametrize("through", DOORS)
def test_every_door_has_the_wait(
    officer: User, through: Callable[[User], Callable[[], HttpResponse]]
) -> None:
    one = through(officer)
    statuses = [one().status_code for _n in range(PAIR.most)]
    assert 429 not in statuses
    answer = one()
    assert answer.status_code == 429
    assert 14 * 60 < int(answer.headers["Retry-After"]) <= 60 * 60
    assert "মিনিট" in answer.content.decode() or "minutes" in answer.content.decode()


@pytest.mark.parametrize("through", DOORS)
def test_at_every_door_a_flooded_address_waits(officer: User, through: Through) -> None:
    one = through(officer)
    flood_address()
    if through is not with_phone:  # the password before the code waits already
        assert one().status_code == 429


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_password_waits_for_nothing_that_is_done_to_the_account(officer: User) -> None:
    page, times = reverse("forgotten_password"), []
    device().post(page, {"name": "nobody@example.org"})  # templates are read once

    def ask() -> None:
        begun = time.monotonic()
        device().post(page, {"name": OFFICER})
        times.append(time.monotonic() - begun)

    assert while_held(lambda: lock_row(officer), ask) == "done"
    assert times[0] < 1
    assert mail_invitations(at=timezone.now()) == 1
