"""Logins for the tests of the door, without any committee around them."""

import re
import time
from datetime import UTC, datetime

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client

from access.accounts import mfa
from access.models import Party, PartyMember, User

PASSWORD = "four quiet river stones"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def login_of(name: str, *, in_network: bool = True, **fields: object) -> User:
    """An account with the password above; in the network unless said otherwise."""
    fields.setdefault("email", f"{name}@example.org")
    fields.setdefault("language", "en")
    fields.setdefault("email_proved_at", LONG_AGO)
    user = User.objects.create_user(password=PASSWORD, label_en=name, label_bn=name, **fields)  # type: ignore[arg-type]
    if in_network:
        join(user, Party.objects.everyone())
    return user


def join(user: User, party: Party) -> None:
    """Make the person a member of this party, for good."""
    PartyMember.objects.create(party=party, user=user, reason="test", period=DateTimeTZRange(LONG_AGO, None))


def at_the_door(
    name: str, password: str = PASSWORD, client: Client | None = None, **extra: object
) -> tuple[Client, int, str]:
    """Try to sign in; the browser, the status and what the page said."""
    client = client or Client(REMOTE_ADDR="203.0.113.7")
    response = client.post("/sign-in/", {"name": name, "password": password}, **extra)  # type: ignore[arg-type]
    return client, response.status_code, response.content.decode()


def code_of(secret: str, steps: int = 0) -> str:
    """What a phone with this secret shows now, or so many steps later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // mfa.PERIOD_SECONDS + steps)))


def without_tokens(page: str) -> str:
    """A page without what differs at every load: its tokens, and the name that was typed."""
    page = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[\w-]+"', "", page)
    return re.sub(r'value="[^"]*@[^"]*"', "", page)
