"""The private address of a person's calendar: made, replaced and stopped by that person.

Whoever knows the address reads, without signing in, what its person would be sent by e-mail. So it holds 256
random bits, of which only a hash is kept; it is shown once; and it ends by itself when its person has no
place in the network any more, when the account is closed, and when the password is changed.
"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from access.models import AccessLog, CalendarAddress, User
from access.rules.log import log_access
from access.rules.members import people_in_network
from access.rules.viewer import Viewer, find_account
from access.toolkit.locking import lock_row

TOKEN_BYTES = 32
_WHOSE = "u.id = (SELECT user_id FROM access_calendaraddress WHERE token_hash = %(who)s)"


@transaction.atomic
def make_address(*, by: User, at: datetime) -> str:
    """Return what the person's new address ends in. The one before leads nowhere from now on."""
    lock_row(by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarAddress.objects.update_or_create(user=by, defaults={"token_hash": _hash_of(token), "made_at": at})
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, by, "made a calendar address")
    return token


@transaction.atomic
def stop_address(*, by: User, at: datetime) -> None:
    """The person's address leads nowhere any more."""
    lock_row(by)
    if end_address(by):
        log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, by, "stopped the calendar address")


def end_address(user: User) -> bool:
    """End the address together with what it hung on; whoever calls this writes the log."""
    return bool(CalendarAddress.objects.filter(user=user).delete()[0])


def address_of(user: User) -> CalendarAddress | None:
    """Return when the person's address was made, if there is one."""
    return CalendarAddress.objects.filter(user=user).first()


def reader_of(token: str) -> Viewer | None:
    """Return whose calendar an address leads to, as of now; nobody once they have no place in the network.

    One question to the database, whether the address was ever given out, was stopped, or has ended.
    """
    user = find_account(_WHOSE, _hash_of(token))
    if user is None or user.found is None:
        return None
    at, parties = user.found
    viewer = Viewer(user, at, parties=parties)
    return viewer if viewer.is_let_in and viewer.is_in_network else None


def sweep_addresses(*, at: datetime) -> int:
    """Delete the addresses of those without a place in the network: who comes back makes another."""
    return CalendarAddress.objects.exclude(user__in=people_in_network(at)).delete()[0]


def _hash_of(token: str) -> str:
    return salted_hmac("access.calendar_address", token, algorithm="sha256").hexdigest()
