"""A new way into somebody's account is never given unseen.

An administrator who prints a code for an account, or takes its second factor off, could come in by it
and read what its person reads. So its person is told; of an account of weight others are told too; and
of one that holds a role the reason stands in the log. While an account is closed nobody of it is told
anything: so nothing but opening it again is done to it, and that is told.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from access.models import AccountChange, Party, PartyMember, User
from access.models.changes import REASON_LENGTH
from access.rules.audiences import refresh
from access.toolkit.errors import Mendable
from access.toolkit.reasons import guard_reason
from language.text import clean

Teller = Callable[[AccountChange], None]
# The party of an account, and why its person belongs to it.
_OF_ACCOUNT = {
    "kind": Party.Kind.PERSON,
    "label_en": "Your account",
    "label_bn": "আপনার অ্যাকাউন্ট",
}
_REASON = "account"
_tellers: list[Teller] = []


def register_teller(teller: Teller) -> None:
    """Have the people concerned told; the room that tells registers how."""
    if teller not in _tellers:
        _tellers.append(teller)


def needs_reason(user: User, at: datetime) -> bool:
    """Whether it holds, or is to hold, a role: oversight, or a secretariat seat of the national committee."""
    return _belongs(user, at, Party.Kind.ROLE)


def stated_reason(*, user: User, reason: str, at: datetime, always: bool = False) -> str:
    """Return the reason as it is kept, or refuse: an account with a role is not touched without one."""
    if not clean(reason) and needs_reason(user, at):
        raise Mendable(
            _("This account holds a role in the whole network. Write why this is done; the log keeps it."),
            "reason",
            "required",
        )
    if not clean(reason) and not always:
        return ""
    return guard_reason(field="reason", text=reason, longest=REASON_LENGTH)


def note_change(
    *, by: User, user: User, kind: AccountChange.Kind, reason: str, at: datetime
) -> AccountChange:
    """Keep what was done and have it told, in the transaction that does it."""
    change = AccountChange.objects.create(
        account=user,
        account_party=party_of_account(user),
        by=by,
        kind=kind,
        reason=reason,
        is_watched=_belongs(user, at, Party.Kind.ROLE, Party.Kind.COMMITTEE_SECRETARIAT),
        at=at,
    )
    refresh(change)
    for tell in _tellers:
        tell(change)
    return change


def _belongs(user: User, at: datetime, *kinds: Party.Kind) -> bool:
    # From now on: a code is good for days, and opens what its person is given meanwhile.
    from_now = DateTimeTZRange(at, None)
    return PartyMember.objects.filter(user=user, period__overlap=from_now, party__kind__in=kinds).exists()


def party_of_account(user: User) -> Party:
    """Return the party of one account alone, for what its person reads whatever else they belong to."""
    party, _is_new = Party.objects.get_or_create(code=_code_of(user), defaults=_OF_ACCOUNT)
    PartyMember.objects.get_or_create(
        party=party, user=user, reason=_REASON, defaults={"period": DateTimeTZRange(None, None)}
    )
    return party


def parties_of_accounts(users: Iterable[User]) -> list[Party]:
    """The same of several accounts, in as many queries however many they are."""
    by_code = {_code_of(user): user for user in sorted(users, key=lambda one: one.pk)}
    Party.objects.bulk_create([Party(code=code, **_OF_ACCOUNT) for code in by_code], ignore_conflicts=True)
    parties = list(Party.objects.filter(code__in=by_code).order_by("pk"))
    always = DateTimeTZRange(None, None)
    PartyMember.objects.bulk_create(
        [
            PartyMember(party=party, user=by_code[party.code], reason=_REASON, period=always)
            for party in parties
        ],
        ignore_conflicts=True,
    )
    return parties


def _code_of(user: User) -> str:
    return f"account:{user.ref}"
