"""How somebody comes in: by an invitation to one address or number, which they show to be theirs.

An address that somebody typed says nothing of who that is, so it is looked up in no account: known,
unknown and an administrator's are answered alike. It is a contact of that one entry until its owner
uses the invitation. Then they either open an account, or take the entry with an account of theirs; that
one is older than the entry, so the side that invited sees since when it exists and decides.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.actions import ring_for_mails, set_password
from access.accounts.invitations import Issued, free_name, withdraw_one, write
from access.models import AccessLog, Invitation, User
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.registry import Registry
from language.text import mobile_number, plain_address


class Joiner(Protocol):
    """The room that wrote the entry: what becomes of it once its person has come."""

    def hold(self, *, invitation: Invitation) -> None:
        """Hold what the entry is into, before anything else is held: it may be undone at this moment."""

    def joined(self, *, invitation: Invitation, user: User, at: datetime) -> None:
        """A new account was opened by this invitation: the entry is theirs."""

    def claimed(self, *, invitation: Invitation, user: User, at: datetime) -> None:
        """An account that stands already takes the entry: the side that invited decides."""

    def disowned(self, *, invitation: Invitation, at: datetime) -> bool:
        """The account that signs in with this address or number is not theirs, they say.

        Returns whether anybody who signs in learns of it.
        """


_joiners: Registry[str, Joiner] = Registry("joiner")


def add_joiner(room: str, joiner: Joiner) -> None:
    """Have a room follow its entries; there is one such room."""
    _joiners.add(room, joiner)


@dataclass(frozen=True)
class Contact:
    """One e-mail address or one mobile number, in the one writing that is kept."""

    email: str = ""
    mobile: str = ""

    @classmethod
    def typed(cls, *, email: str = "", mobile: str = "") -> "Contact":
        """Take what was typed. Of both, the address is used: a link proves more than a paper."""
        address, number = plain_address(email), mobile_number(mobile) or ""
        if not address and not number:
            raise Mendable(_("Give an e-mail address or a mobile number."), "email", "address")
        return cls(email=address) if address else cls(mobile=number)

    @classmethod
    def of(cls, invitation: Invitation) -> "Contact":
        """The address or number an invitation goes by."""
        return cls(email=invitation.email, mobile=invitation.mobile)

    @property
    def channel(self) -> Invitation.Channel:
        """How an invitation reaches it. No SMS is sent: the code for a number is handed over on paper."""
        return Invitation.Channel.MAIL if self.email else Invitation.Channel.PAPER


@transaction.atomic
def invite_to_join(
    *, by: User | None, contact: Contact, label_en: str, label_bn: str, at: datetime
) -> Issued:
    """Invite whoever this address or number belongs to. The caller has asked its own rule."""
    issued = write(
        purpose=Invitation.Purpose.JOIN,
        channel=contact.channel,
        by=by,
        at=at,
        email=contact.email,
        mobile=contact.mobile,
        label_en=label_en,
        label_bn=label_bn,
    )
    transaction.on_commit(ring_for_mails)
    return issued


def account_behind(invitation: Invitation) -> User | None:
    """Return the account that signs in by this address or number, shown to be its own or come in by a slip.

    Only for whoever holds the invitation: they have just shown the same.
    """
    return User.objects.find_standing(email=invitation.email, mobile=invitation.mobile)


@transaction.atomic
def join_anew(*, invitation: Invitation, password: str, language: str, at: datetime) -> User:
    """Open an account with the address or number of the invitation, and take the entry with it."""
    _hold_entry(invitation)
    held = _hold_open(invitation, at)
    if account_behind(held) is not None:
        raise Mendable(_("An account signs in with this already. Sign in with it to accept."), code="known")
    free_name(email=held.email, mobile=held.mobile, at=at)
    user = User.objects.create_user(
        email=held.email or None,
        mobile=held.mobile or None,
        label_en=held.label_en,
        label_bn=held.label_bn,
        language=language,
        email_proved_at=at if held.email else None,
        # A slip shows the slip: the number is shown once its owner confirms it (`addresses.take_address`).
        mobile_by_slip_at=at if held.mobile else None,
        opened_by=held.invited_by,
        joined_at=at,
    )
    set_password(user, password, at=at)
    _use_up(held, user, at)
    log_access(Viewer(user, at), AccessLog.Kind.ACCOUNT, user, "opened the account by invitation")
    for joiner in _joiners.values():
        joiner.joined(invitation=held, user=user, at=at)
    return user


@transaction.atomic
def join_with(*, by: User, invitation: Invitation, at: datetime) -> User:
    """Take the entry with the account one is signed in with; the side that invited confirms it."""
    _hold_entry(invitation)
    viewer = lock_actor(by, at)
    held = _hold_open(invitation, at)
    if not viewer.is_let_in:
        raise Mendable(
            _("An administrator's account holds no office. Sign in with another, or open one."), code="admin"
        )
    _use_up(held, by, at)
    log_access(viewer, AccessLog.Kind.ACCOUNT, by, "accepted an invitation")
    for joiner in _joiners.values():
        joiner.claimed(invitation=held, user=by, at=at)
    return by


@transaction.atomic
def disown(*, invitation: Invitation, at: datetime) -> bool:
    """Say that the account which signs in with this address or number is somebody else's.

    Nothing is attached and nothing taken away: the side that invited sorts it out. Returns whether anybody
    of that side learns of it.
    """
    _hold_entry(invitation)
    held = _hold_open(invitation, at)
    Invitation.objects.filter(pk=held.pk).update(disowned_at=at)
    withdraw_one(held, at=at)
    reached = [joiner.disowned(invitation=held, at=at) for joiner in _joiners.values()]
    return any(reached)


def _hold_entry(invitation: Invitation) -> None:
    for joiner in _joiners.values():
        joiner.hold(invitation=invitation)


def _hold_open(invitation: Invitation, at: datetime) -> Invitation:
    held = lock_row(invitation)
    if not held.is_open(at) or held.purpose != Invitation.Purpose.JOIN:
        raise Mendable(_("This invitation has been used or has expired. Ask for a new one."), code="over")
    return held


def _use_up(held: Invitation, user: User, at: datetime) -> None:
    Invitation.objects.filter(pk=held.pk).update(used_at=at, user=user, token_hash=None, next_try_at=None)
