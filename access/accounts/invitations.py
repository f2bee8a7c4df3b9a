"""One-time keys to an account: made, shown or mailed once, and used once."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from access.models import Invitation, User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from language.digits import to_ascii
from language.text import mobile_number, plain_address

LASTS = {
    (Invitation.Purpose.WELCOME, Invitation.Channel.MAIL): timedelta(days=14),
    (Invitation.Purpose.WELCOME, Invitation.Channel.PAPER): timedelta(days=30),
    (Invitation.Purpose.RESET, Invitation.Channel.MAIL): timedelta(hours=2),
    (Invitation.Purpose.RESET, Invitation.Channel.PAPER): timedelta(days=7),
    (Invitation.Purpose.JOIN, Invitation.Channel.MAIL): timedelta(days=14),
    (Invitation.Purpose.JOIN, Invitation.Channel.PAPER): timedelta(days=30),
    (Invitation.Purpose.ADDRESS, Invitation.Channel.MAIL): timedelta(days=2),
    (Invitation.Purpose.ADDRESS, Invitation.Channel.PAPER): timedelta(days=30),
    (Invitation.Purpose.PARTED, Invitation.Channel.MAIL): timedelta(days=2),
}
# What gives an account a password; and what opens it or gives it another name. A farewell opens nothing.
KEYS = (Invitation.Purpose.WELCOME, Invitation.Purpose.RESET)
WAYS_IN = (*KEYS, Invitation.Purpose.ADDRESS)
# No 0 and O, 1, I and L: the code is read from paper and typed on a phone.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12


@dataclass(frozen=True)
class Issued:
    """An invitation, with the printed code when there is one: it is known only now."""

    invitation: Invitation
    code: str = ""


@transaction.atomic
def issue(
    *,
    user: User,
    purpose: Invitation.Purpose,
    channel: Invitation.Channel,
    by: User | None,
    at: datetime,
) -> Issued:
    """Make an invitation; an earlier one of its kind, sent the same way, stops working.

    Another kind stays: anybody can ask for a link to an address they know, and must not end the code
    that an officer has on paper by it. The caller has asked its own rule whether `by` may invite this person.
    """
    # Whoever gives the account another password meanwhile ends this invitation, or comes before it.
    user = lock_row(user)
    if not user.is_active:
        raise Mendable(_("This account is closed. Open it again first."))
    if channel == Invitation.Channel.MAIL and not user.email:
        raise Mendable(_("This account has no e-mail address. Print a code instead."), field="channel")
    withdraw(user, at=at, purposes=[purpose], channels=[channel])
    return write(purpose=purpose, channel=channel, by=by, at=at, user=user)


def write(
    *,
    purpose: Invitation.Purpose,
    channel: Invitation.Channel,
    by: User | None,
    at: datetime,
    **facts: Any,
) -> Issued:
    """Write an invitation down; the caller has asked who may, and withdrawn what it replaces."""
    code = _new_code() if channel == Invitation.Channel.PAPER else ""
    invitation = Invitation.objects.create(
        purpose=purpose,
        channel=channel,
        invited_by=by,
        token_hash=hash_of(code) if code else None,
        created_at=at,
        expires_at=at + LASTS[purpose, channel],
        # A link's token is made when the e-mail goes (access.accounts.invitation_mail).
        next_try_at=None if code else at,
        **facts,
    )
    return Issued(invitation, _in_groups(code))


def withdraw(
    *users: User,
    at: datetime,
    purposes: Collection[Invitation.Purpose] = WAYS_IN,
    channels: Collection[Invitation.Channel] = tuple(Invitation.Channel),
) -> None:
    """Make open invitations of these people useless: every way into their accounts, or what is named.

    A farewell to an old address is still sent.
    """
    _withdraw(Q(user__in=users, purpose__in=purposes, channel__in=channels), at)


def withdraw_one(invitation: Invitation, *, at: datetime) -> None:
    """Make one invitation useless, if it is open still."""
    _withdraw(Q(pk=invitation.pk), at)


def withdraw_all(*, at: datetime) -> None:
    """Make every open invitation useless: they were sent from a portal that is no more."""
    _withdraw(~Q(purpose=Invitation.Purpose.PARTED), at)


def free_name(*, email: str, mobile: str, at: datetime) -> None:
    """Take an address or number away from accounts that only claim it: its owner has come.

    What was sent to it for those accounts opens them no longer.
    """
    claimants = User.objects.free(email=email, mobile=mobile)
    channel = Invitation.Channel.MAIL if email else Invitation.Channel.PAPER
    withdraw(*claimants, at=at, purposes=KEYS, channels=[channel])


def print_code(invitation: Invitation, *, by: User) -> Issued:
    """Make a fresh code for an invitation on paper; the one before opens nothing any more."""
    code = _new_code()
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of(code), invited_by=by)
    return Issued(invitation, _in_groups(code))


def new_token() -> str:
    """Return the token of a link."""
    return secrets.token_urlsafe(32)


def find_by_link(token: str, at: datetime) -> Invitation | None:
    """Return the open invitation of this link, or None: used, expired and invented look the same."""
    return _open(Q(token_hash=hash_of(token), channel=Invitation.Channel.MAIL), at)


def find_by_code(*, name: str, code: str, at: datetime) -> Invitation | None:
    """Return the open invitation with this printed code, if it was printed for this address or number.

    The code is looked up, never the name: a known name is answered as an unknown one is.
    """
    typed = "".join(letter for letter in to_ascii(code).upper() if letter.isalnum())
    found = _open(Q(token_hash=hash_of(typed), channel=Invitation.Channel.PAPER), at)
    wanted = mobile_number(name) or plain_address(name)
    return found if found is not None and wanted in found.names else None


def find_open(pk: int, at: datetime) -> Invitation | None:
    """Return an invitation found before, if it is still open."""
    return _open(Q(pk=pk), at)


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return salted_hmac("access.invitation", token, algorithm="sha256").hexdigest()


def _withdraw(which: Q, at: datetime) -> None:
    open_ones = Invitation.objects.filter(which, used_at=None, withdrawn_at=None)
    open_ones.update(withdrawn_at=at, token_hash=None, next_try_at=None)


def _new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _n in range(CODE_LENGTH))


def _in_groups(code: str) -> str:
    return "-".join((code[:4], code[4:8], code[8:])) if code else ""


def _open(which: Q, at: datetime) -> Invitation | None:
    invitation = Invitation.objects.select_related("user").filter(which).first()
    if invitation is None or not invitation.is_open(at):
        return None
    is_closed = invitation.user is not None and not invitation.user.is_active
    return None if is_closed else invitation
