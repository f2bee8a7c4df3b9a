"""A browser in which a person has signed in before, so that strangers' attempts do not keep them out.

It carries a cookie: a number of its own and, for each account that signed in there, a seal made of that
number, the account, its password and its generation. A new password, or the end of all sessions, changes
these: the old seal fits no longer. The cookie names nobody and opens nothing.
"""

import re
import secrets

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from access.models import User

# On a shared desk the last so many people are known.
MOST_PEOPLE = 8
_COOKIE = re.compile(rf"[0-9a-f]{{32}}(\.[0-9a-f]{{64}}){{1,{MOST_PEOPLE}}}")


def known_device(request: HttpRequest, account: User | None) -> str:
    """Return the number of this device if the account has signed in with it before, else nothing."""
    number, seals = _carried(request)
    # Also for nobody's account, so that a name without one takes as long.
    fitting = _seal(number, account or User())
    known = [seal for seal in seals if constant_time_compare(seal, fitting)]
    return number if known and account is not None else ""


def make_known(request: HttpRequest, response: HttpResponse, account: User) -> HttpResponse:
    """Know this device from now on: its person has shown who they are."""
    number, seals = _carried(request)
    number = number or secrets.token_hex(16)
    fitting = _seal(number, account)
    kept = [fitting, *(seal for seal in seals if seal != fitting)][:MOST_PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        ".".join([number, *kept]),
        max_age=settings.DEVICE_COOKIE_AGE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def forget_devices(account: User) -> None:
    """Count every device of this account as a stranger's again."""
    User.objects.filter(pk=account.pk).update(device_generation=F("device_generation") + 1)
    account.refresh_from_db(fields=["device_generation"])


def _carried(request: HttpRequest) -> tuple[str, list[str]]:
    cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    if not _COOKIE.fullmatch(cookie):
        return "", []
    number, *seals = cookie.split(".")
    return number, seals


def _seal(number: str, account: User) -> str:
    facts = f"{number}\n{account.pk}\n{account.password}\n{account.device_generation}"
    return salted_hmac("access.known_device", facts, algorithm="sha256").hexdigest()
