"""The official address of an office stays with the office: an account that signs in by it parts from it.

Which address is an office's own, and who may pass it on, is said in partners. Whoever held the office has
the mailbox or the SIM no longer, so every way into their account ends with it, in the same transaction.
"""

from collections.abc import Collection
from datetime import datetime

from access.accounts import mfa
from access.accounts.actions import end_sessions
from access.accounts.calendar_address import end_address
from access.accounts.changes import note_change
from access.accounts.invitations import withdraw
from access.accounts.joining import Contact
from access.accounts.program_accounts import end_programs_of
from access.accounts.tokens import end_tokens
from access.models import AccessLog, AccountChange, User
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.locking import lock_row


def part_from(*, user: User, contacts: Collection[Contact], stays: bool, by: User, at: datetime) -> None:
    """Free the office's addresses and numbers, and end what lets anybody into the account.

    It keeps its history, and another address or number of its person, by which they ask for a new password;
    without one it is closed, unless its person serves elsewhere (`stays`) and is let in anew there. What was
    closed stays closed. The caller has asked its own rule.
    """
    held = lock_row(user)
    note_change(by=by, user=held, kind=AccountChange.Kind.ADDRESS_PASSED, reason="", at=at)
    for contact in contacts:
        _free(held, contact)
    held.set_unusable_password()
    has_way_in = held.has_proved_email or bool(held.mobile and held.mobile_proved_at)
    held.is_active = held.is_active and (stays or has_way_in)
    held.save()
    withdraw(held, at=at)
    end_address(held)
    end_tokens(held)
    mfa.remove_second_factor(held)
    end_sessions(user=held)
    if not held.is_active:
        end_programs_of(held)
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, held, "the official address passed on with the office")


def has_parted(user: User) -> bool:
    """Whether every way into this account has ended since it was read."""
    return user.has_usable_password() and not User.objects.get(pk=user.pk).has_usable_password()


def _free(held: User, contact: Contact) -> None:
    if contact.email and held.email == contact.email:
        held.email, held.email_proved_at = None, None
    if contact.mobile and held.mobile == contact.mobile:
        held.mobile, held.mobile_proved_at, held.mobile_by_slip_at = None, None, None
