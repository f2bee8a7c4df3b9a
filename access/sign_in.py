"""The lock at the door: after repeated failures a name waits, at the address that failed."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from access.models import SignInAttempts
from language.text import mobile_number, plain_address

# After so many failures the pair (name, address) waits; others are not touched by it.
ATTEMPTS = 5
WAIT = timedelta(minutes=15)
PLEASE_WAIT = _("Too many attempts with this name from here. Wait 15 minutes, then try again.")


def normalise_name(name: str) -> str:
    """Return one writing of a name, so that 01711…, +8801711… and ০১৭১১… count as one at the lock."""
    return mobile_number(name) or plain_address(name)


def address_of(request: HttpRequest) -> str:
    """Return the address a request comes from; behind a proxy, the one the trusted proxy names."""
    return str(get_adapter(request).get_client_ip(request))


def may_try(*, name: str, address: str, at: datetime) -> bool:
    """Count one attempt on the pair, before it is tried; False when the pair must wait.

    Counting first, in one statement, leaves no gap in which many attempts at once slip through.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO access_signinattempts AS a (pair, attempts, last_at) VALUES (%(pair)s, 1, %(at)s)
            ON CONFLICT (pair) DO UPDATE SET
              attempts = CASE WHEN a.last_at <= %(since)s THEN 1 ELSE a.attempts + 1 END,
              last_at = CASE WHEN a.attempts >= %(most)s AND a.last_at > %(since)s
                THEN a.last_at ELSE %(at)s END
            RETURNING attempts
            """,
            {"pair": _pair(name, address), "at": at, "since": at - WAIT, "most": ATTEMPTS},
        )
        row = cursor.fetchone()
    return row is not None and int(row[0]) <= ATTEMPTS


def forget_attempts(*, name: str, address: str) -> None:
    """A sign-in that succeeded clears its own pair, and only that."""
    SignInAttempts.objects.filter(pair=_pair(name, address)).delete()


def sweep_attempts(*, at: datetime) -> int:
    """Delete the attempts that no longer hold anybody back."""
    return SignInAttempts.objects.filter(last_at__lte=at - WAIT).delete()[0]


def _pair(name: str, address: str) -> str:
    return salted_hmac("access.sign_in", f"{normalise_name(name)}\n{address}", algorithm="sha256").hexdigest()
