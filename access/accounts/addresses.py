"""An account signs in with another address or number: asked for, proved by its owner, then told.

The person asks for their own; the technical administrator corrects a wrong one, with a reason that the
log keeps. Either way nothing changes before the new address has been shown to be theirs, and the old
one is told.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.actions import ring_for_mails
from access.accounts.changes import note_change, stated_reason
from access.accounts.invitations import KEYS, Issued, free_name, print_code, withdraw, write
from access.accounts.joining import Contact
from access.accounts.program_accounts import must_be_of_a_person
from access.models import AccessLog, AccountChange, Invitation, User
from access.rules.administration import require_administrator
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from access.toolkit.versions import compare
from language.digits import localise

ADDRESS, MAIL = Invitation.Purpose.ADDRESS, Invitation.Channel.MAIL


@transaction.atomic
def ask_for_address(*, by: User, contact: Contact, at: datetime) -> Invitation:
    """A person wants to sign in with another address or number of theirs.

    A link goes to the address. For a number the technical administrator prints a code and hands it over.
    The answer is the same whether the address is known or not.
    """
    _must_be_new(by, contact)
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, by, "asked to change the address or number")
    return _ask(user=by, contact=contact, by=by, at=at).invitation


@transaction.atomic
def correct_address(*, by: User, user: User, contact: Contact, reason: str, at: datetime) -> Issued:
    """The technical administrator corrects an address or number; its owner still has to show it."""
    require_administrator(by)
    must_be_of_a_person(user)
    user = lock_row(user)
    compare(user)
    reason = stated_reason(user=user, reason=reason, at=at, always=True)
    if not user.is_active:
        raise Mendable(_("This account is closed. Open it again first."))
    _must_be_new(user, contact)
    if contact.email:
        # The letters that went to the wrong address are read by whoever has it.
        withdraw(user, at=at, purposes=KEYS, channels=[MAIL])
    issued = _ask(user=user, contact=contact, by=by, at=at)
    if contact.mobile:
        issued = print_code(issued.invitation, by=by)
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, user, f"corrected the address or number: {reason}")
    note_change(by=by, user=user, kind=AccountChange.Kind.ADDRESS_CORRECTED, reason=reason, at=at)
    return issued


@transaction.atomic
def print_asked_code(*, by: User, user: User, at: datetime) -> Issued:
    """Print the code for the number a person has asked for, to hand over in person."""
    require_administrator(by)
    asked = number_asked_for(user, at)
    if asked is None:
        raise Mendable(_("This account has not asked for another number."))
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, user, "printed a code for a new number")
    return print_code(lock_row(asked), by=by)


def signs_in_by(user: User) -> dict[str, Any]:
    """Return by what an account signs in, and what it was last asked to sign in by instead."""
    asked = Invitation.objects.filter(user=user, purpose=ADDRESS).order_by("-pk").first()
    return {"by_mail": user.email, "by_mobile": user.mobile, "asked": asked}


def signs_in_by_in_words(user: User) -> dict[str, tuple[str, str]]:
    """Return the same for people."""
    asked = signs_in_by(user)["asked"]
    wanted = (asked.email or asked.mobile) if asked is not None else ""
    return {
        "by_mail": (_("E-mail address"), user.email or _("nothing")),
        "by_mobile": (_("Mobile number"), localise(user.mobile) if user.mobile else _("nothing")),
        "asked": (_("Asked to sign in by"), wanted or _("nothing")),
    }


def number_asked_for(user: User, at: datetime) -> Invitation | None:
    """Return the open wish of this account to sign in with another number."""
    open_ones = Invitation.objects.filter(
        user=user, purpose=ADDRESS, used_at=None, withdrawn_at=None, expires_at__gt=at
    )
    return open_ones.exclude(mobile="").order_by("-pk").first()


@transaction.atomic
def take_address(*, invitation: Invitation, at: datetime) -> User:
    """Its owner has shown it: from now on the account signs in with it, and the old one is told."""
    assert invitation.user is not None
    user, held = lock_row(invitation.user), lock_row(invitation)
    if not held.is_open(at) or held.purpose != ADDRESS or not user.is_active:
        raise Mendable(_("This invitation has been used or has expired. Ask for a new one."), code="over")
    taken = User.objects.find_standing(email=held.email, mobile=held.mobile)
    if taken is not None and taken.pk != user.pk:
        raise Mendable(_("Another account of yours signs in with this. Use that one."), code="known")
    parted = user.email if held.email and user.email_proved_at else ""
    _set(user, held, at)
    Invitation.objects.filter(pk=held.pk).update(used_at=at, token_hash=None, next_try_at=None)
    # Links lie in the old mailbox, codes name the old number.
    withdraw(user, at=at, purposes=KEYS)
    log_access(Viewer(user, at), AccessLog.Kind.ACCOUNT, user, "changed the address or number")
    if parted and parted != held.email:
        write(purpose=Invitation.Purpose.PARTED, channel=MAIL, by=None, at=at, user=user, email=parted)
        transaction.on_commit(ring_for_mails)
    note_change(by=user, user=user, kind=AccountChange.Kind.ADDRESS_CHANGED, reason="", at=at)
    return user


def _set(user: User, held: Invitation, at: datetime) -> None:
    column = "email" if held.email else "mobile"
    wanted = held.email or held.mobile
    if getattr(user, column) != wanted:
        free_name(email=held.email, mobile=held.mobile, at=at)
    setattr(user, column, wanted)
    setattr(user, f"{column}_proved_at", at)
    if held.mobile:
        user.mobile_by_slip_at = None
    user.save(update_fields=[column, f"{column}_proved_at", "mobile_by_slip_at"])


def _ask(*, user: User, contact: Contact, by: User, at: datetime) -> Issued:
    withdraw(user, at=at, purposes=[ADDRESS], channels=[contact.channel])
    facts = {"user": user, "email": contact.email, "mobile": contact.mobile}
    if contact.email:
        issued = write(purpose=ADDRESS, channel=MAIL, by=by, at=at, **facts)
        transaction.on_commit(ring_for_mails)
        return issued
    # Its code is known to nobody: the one that is handed over is made when the paper is printed.
    return Issued(write(purpose=ADDRESS, channel=Invitation.Channel.PAPER, by=by, at=at, **facts).invitation)


def _must_be_new(user: User, contact: Contact) -> None:
    standing = (user.email, user.email_proved_at) if contact.email else (user.mobile, user.mobile_proved_at)
    if standing[0] == (contact.email or contact.mobile) and standing[1]:
        raise Mendable(
            _("The account signs in with this already."), "email" if contact.email else "mobile", "same"
        )
