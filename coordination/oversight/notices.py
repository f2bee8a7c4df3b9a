"""What is told when an administrator gives an account a new way in."""

from datetime import datetime
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.accounts.changes import register_teller
from access.models import AccountChange, Role, User
from access.rules.members import members_at
from notifications.actions import tell
from notifications.kinds import Kind, add_kinds


def _its_person(change: AccountChange, _at: datetime) -> QuerySet[User]:
    return User.objects.filter(pk=change.account_id)


def _those_who_watch(change: AccountChange, at: datetime) -> QuerySet[User]:
    """The secretariat of the national committee and oversight, but for the account's own person."""
    if not change.is_watched:
        return User.objects.none()
    codes = [f"role:{role.value}" for role in Role]
    return User.objects.filter(members_at(at, party__code__in=codes)).exclude(pk=change.account_id)


_of_change = partial(
    Kind,
    model="access.AccountChange",
    url_name="account_change",
    title=lambda change: str(change.get_kind_display()),
)
YOURS = _of_change(
    name="access.your_account", subject=_("Your account was given a new way in"), recipients=_its_person
)
WATCHED = _of_change(
    name="access.watched_account",
    subject=_("An account of a secretariat or with a role was given a new way in"),
    recipients=_those_who_watch,
    channels=(),
)


def tell_of_change(change: AccountChange) -> None:
    """Tell its person, and of an account of weight those who watch over it."""
    for kind in (YOURS, WATCHED):
        tell(kind=kind, record=change, occasion=f"change:{change.pk}", at=change.at, by=change.by)


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    add_kinds(YOURS, WATCHED)
    register_teller(tell_of_change)
