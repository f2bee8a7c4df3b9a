"""Who belongs to which party at an instant, and who of them is let in: as filters, for Django's queries.

`access.rules.membership_sql` says the same in SQL, for statements of our own.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Q, QuerySet

from access.models import Party, PartyMember, User
from access.models.parties import EVERYONE

# The people who may read any record at all; `User.is_let_in` says it of one account. A program reads too,
# but is nobody: whoever is told, counted, reached or asked to answer is one of these.
LET_IN = Q(is_active=True, is_administrator=False, answerable=None)
# An account is opened before its person comes: whoever has chosen no password yet, and has shown of no
# address or number that it is theirs, opens nothing that is sent to them.
HAS_WAY_IN = (
    ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    | Q(email_proved_at__isnull=False)
    | Q(mobile_proved_at__isnull=False)
)
_MAKE = """
    WITH party AS (
        INSERT INTO access_party (ref, kind, code, label_en, label_bn) VALUES (%s, %s, %s, %s, %s)
        RETURNING id
    ), members AS (
        INSERT INTO access_partymember (party_id, user_id, reason, period)
        SELECT party.id, who.user_id, %s, tstzrange(NULL, %s::timestamptz) FROM party, ({who}) AS who(user_id)
    )
    SELECT id FROM party
"""


def members_at(at: datetime, **party: Any) -> Q:
    """People who belong at this instant to the parties meant."""
    return Q(pk__in=PartyMember.objects.filter(period__contains=at, **party).values("user_id"))


def people_in_network(at: datetime) -> QuerySet[PartyMember, Any]:
    """The numbers of those who have a place in the network at this instant, or a role."""
    parties = Party.objects.filter(Q(code=EVERYONE) | Q(kind=Party.Kind.ROLE)).values("pk")
    return PartyMember.objects.filter(period__contains=at, party__in=parties).values("user_id")


def people_let_in() -> QuerySet[User]:
    """Everybody who may read any record at all."""
    return User.objects.filter(LET_IN)


def people_of(party_ids: Iterable[int | None], at: datetime) -> QuerySet[User]:
    """Everybody who is let in and belongs at this instant to one of these parties."""
    return people_let_in().filter(members_at(at, party_id__in=list(party_ids)))


def parties_with_people(party_ids: Iterable[int], at: datetime) -> set[int]:
    """Which of these parties have at this instant somebody who is let in, and has a way in."""
    reached = people_let_in().filter(HAS_WAY_IN)
    members = PartyMember.objects.filter(party_id__in=list(party_ids), period__contains=at, user__in=reached)
    return set(members.values_list("party_id", flat=True))


def make_party(party: Party, *, reason: str, people: QuerySet[Any, Any], until: datetime) -> int:
    """Make a party of these accounts, for a time, in one statement; return its number."""
    who, values = people.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            _MAKE.format(who=who),
            [party.ref, party.kind, party.code, party.label_en, party.label_bn, reason, until, *values],
        )
        return int(cursor.fetchone()[0])
