"""Access tokens: made and revoked by their person, revoked by an administrator, found by programs.

A program of an organisation has tokens of its own, made and revoked by the person who answers for it.

A token ends by itself within a year; and at once when it is revoked, when the password or the second factor
is changed, when its person signs out everywhere else, when the account is closed, and when its person has no
place in the network any more. With those of a person end those of the programs for which they answer:
whoever got into the account may have made them.
"""

import json
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from knox.crypto import create_token_string, hash_token
from knox.settings import CONSTANTS

from access.models import AccessLog, AccessToken, PartyMember, User
from access.models.programs import NAME_LENGTH
from access.rules.administration import require_administrator
from access.rules.log import log_access
from access.rules.members import people_in_network
from access.rules.viewer import Viewer, find_account
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from access.toolkit.texts import guarded
from language.words import number

# By which people and programs that look for lost secrets know it.
PREFIX = "shomonnoy_"
LONGEST_DAYS = 365
MOST = 20
# When it was used is noted once in a while: a note with each request would be a write with each read.
NOTED_EVERY = timedelta(hours=1)
_WHOSE = "u.id = (SELECT user_id FROM access_accesstoken WHERE digest = %(who)s AND expiry > %(at)s)"
_CARRIED = (
    "(SELECT jsonb_build_array(ref, scope, last_used_at) FROM access_accesstoken WHERE digest = %(who)s)"
)


class Carried(NamedTuple):
    """The token that a request came with."""

    ref: str
    may_write: bool


@transaction.atomic
def make_token(
    *, by: User, name: str, scope: AccessToken.Scope, days: int, at: datetime, program: User | None = None
) -> str:
    """Return a new token of the person's, or of the program. It is kept nowhere, so it is shown once."""
    account = lock_row(by if program is None else program)
    if program is not None and not (account.answerable_id == by.pk and account.is_active):
        raise PermissionDenied
    name = guarded(name, field="name", longest=NAME_LENGTH, required=True)
    if not 1 <= days <= LONGEST_DAYS:
        raise Mendable(
            _("Choose between 1 and %(most)s days.") % {"most": number(LONGEST_DAYS)}, "days", "days"
        )
    if tokens_of(account, at).count() >= MOST:
        raise Mendable(
            _("There are %(most)s tokens. Revoke one that no program needs any more.")
            % {"most": number(MOST)},
            code="most",
        )
    token = PREFIX + create_token_string()
    AccessToken.objects.create(
        digest=hash_token(token),
        token_key=token[: CONSTANTS.TOKEN_KEY_LENGTH],
        user=account,
        name=name,
        scope=scope,
        expiry=at + timedelta(days=days),
    )
    log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, account, f"made a token ({scope}, {days} days)")
    return str(token)


@transaction.atomic
def revoke_token(*, by: User, ref: str, at: datetime) -> None:
    """The token lets nobody in any more: the person's own, or of a program they answer for.

    Somebody else's is not found, and nothing is done.
    """
    lock_row(by)
    for token in AccessToken.objects.filter(_ending_with(by), ref=ref):
        token.delete()
        log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, token.user, "revoked a token")


@transaction.atomic
def revoke_tokens(*, by: User, user: User, at: datetime) -> None:
    """An administrator revokes every token of an account and of its programs: one was lost, or misused."""
    require_administrator(by)
    lock_row(user)
    if end_tokens(user):
        log_access(Viewer(by, at), AccessLog.Kind.ACCOUNT, user, "revoked all tokens")


def end_tokens(user: User) -> int:
    """End a person's tokens, and those of programs they answer for, together with what they hung on.

    Whoever calls this writes the log.
    """
    return AccessToken.objects.filter(_ending_with(user)).delete()[0]


def has_tokens(user: User, at: datetime) -> bool:
    """Whether anything lets a program in that would end with this account's tokens."""
    return AccessToken.objects.filter(_ending_with(user), expiry__gt=at).exists()


def _ending_with(user: User) -> Q:
    return Q(user=user) | Q(user__answerable=user)


def tokens_of(user: User, at: datetime) -> QuerySet[AccessToken]:
    """The tokens of a person that let a program in, the youngest first."""
    return AccessToken.objects.filter(user=user, expiry__gt=at).order_by("-created", "ref")


def find_by_token(token: str) -> User | None:
    """Return the account a token stands for while it is valid, with what the token may be used for.

    One question to the database, whether it was ever given out, was revoked, or has ended.
    """
    if not token.startswith(PREFIX):
        return None
    digest = hash_token(token)
    user = find_account(_WHOSE, digest, carries=_CARRIED)
    if user is None or user.found is None:
        return None
    ref, scope, last_used = json.loads(str(user.carried))
    user.carried = Carried(ref, scope == AccessToken.Scope.WRITE)
    at = user.found[0]
    if last_used is None or datetime.fromisoformat(last_used) < at - NOTED_EVERY:
        AccessToken.objects.filter(digest=digest).update(last_used_at=at)
    return user


def sweep_tokens(*, at: datetime) -> int:
    """Delete the tokens that have ended, and those of accounts without a place in the network.

    A program without one has ended with it: nothing brings it back.
    """
    from_now = PartyMember.objects.filter(period__overlap=DateTimeTZRange(at, None)).values("user_id")
    programs = User.objects.filter(answerable__isnull=False, is_active=True)
    programs.exclude(pk__in=from_now).update(is_active=False)
    ended = AccessToken.objects.filter(expiry__lte=at).delete()[0]
    return ended + AccessToken.objects.exclude(user__in=people_in_network(at)).delete()[0]
