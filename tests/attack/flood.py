"""An officer at a desk, and somebody who floods the door with their name or beside their address."""

from collections.abc import Callable
from typing import Any

from django.conf import settings as configured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from access.accounts import invitations, limits
from access.accounts.limits import ADDRESS, PAIR, Door
from access.models import Invitation, User
from tests.access.people import PASSWORD, without_tokens

OFFICE = "203.0.113.50"
NEW = "seven grey old herons"
Through = Callable[[User], Callable[[], HttpResponse]]
OFFICER, NUMBER = "officer@example.org", "01711000001"


def device(address: str = OFFICE, known: Client | None = None) -> Client:
    """A browser at this address: a stranger's, or with the cookies of one that was here before."""
    client = Client(REMOTE_ADDR=address)
    if known is not None:
        client.cookies[configured.DEVICE_COOKIE_NAME] = known.cookies[configured.DEVICE_COOKIE_NAME].value
    return client


def sign_in(client: Client, name: str = OFFICER, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("sign_in"), {"name": name, "password": password})  # type: ignore[return-value]


def flood(name: str = OFFICER, times: int = PAIR.most + 2, address: str = OFFICE) -> HttpResponse:
    for _n in range(times):
        answer = sign_in(device(address), name, "wrong")
    return answer


def flood_address() -> None:
    """From beside the officer, with as many names; without the pages, which are slow to make."""
    request = RequestFactory().post("/", REMOTE_ADDR=OFFICE)
    for n in range(ADDRESS.most):
        limits.knock(request, Door.SIGN_IN, name=f"somebody{n}@example.org", at=timezone.now())


def signed_in_before(address: str = OFFICE) -> Client:
    client = device(address)
    assert sign_in(client).status_code == 302
    client.post(reverse("sign_out"))
    return client


def shape(answer: HttpResponse, *names: str) -> tuple[Any, ...]:
    """All that an outsider sees of an answer; the wait to the minute, for the clock goes on."""
    page = without_tokens(answer.content.decode())
    for name in names:
        page = page.replace(name, "")
    wait = answer.headers.get("Retry-After")
    headers = {key: value for key, value in answer.headers.items() if key != "Retry-After"}
    headers.pop("Content-Length", None)
    return (
        answer.status_code,
        page,
        None if wait is None else round(int(wait) / 60),
        tuple(headers),
        tuple(answer.cookies),
    )


def code_for(user: User) -> str:
    purpose, channel = Invitation.Purpose.RESET, Invitation.Channel.PAPER
    return invitations.issue(user=user, purpose=purpose, channel=channel, by=None, at=timezone.now()).code
