"""The same facts as SQL that is true of a (record, person) pair, for statements of our own.

A scan meets thousands of pairs at once, a delivery a hundred: both ask the rule in the statement
itself. What stands for a record, a person or a party is SQL for its id; `%(at)s` is the instant.
Rules and relations build theirs from these (`access.rules.engine.pairs_who_may`).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection
from django.db.models import Model, QuerySet

from access.models import Party, PartyMember, User

_MEMBERS = PartyMember._meta.db_table
# `person` is the row of access_user; `access.rules.members.LET_IN` is the same.
LET_IN = "person.is_active AND NOT person.is_administrator AND person.answerable_id IS NULL"
# And `access.rules.members.HAS_WAY_IN`.
HAS_WAY_IN = (
    f"(NOT starts_with(person.password, '{UNUSABLE_PASSWORD_PREFIX}')"
    " OR person.email_proved_at IS NOT NULL OR person.mobile_proved_at IS NOT NULL)"
)


def people_sql(party: str) -> str:
    """SQL, to stand after FROM: `member` and `person` of a party, as of the instant, who are let in."""
    return (
        f"(SELECT * FROM {_MEMBERS} WHERE party_id = {party} AND period @> %(at)s::timestamptz) member "  # noqa: S608 (our own tables)
        f"JOIN {User._meta.db_table} person ON person.id = member.user_id AND {LET_IN}"
    )


def is_member(party: str, user: str) -> str:
    """SQL for "this person belongs to this party at the instant"."""
    return _belongs(user, f"m.party_id = {party}")


def has_code(codes: Iterable[str], user: str) -> str:
    """SQL for "this person belongs at the instant to one of the parties with these codes"."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return _belongs(user, f"p.code IN ({listed})", f"JOIN {Party._meta.db_table} p ON p.id = m.party_id")


def with_code(codes: Iterable[str]) -> str:
    """SQL that selects the parties with these codes."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"SELECT id FROM {Party._meta.db_table} WHERE code IN ({listed})"  # noqa: S608 (our own table)


def is_reader(audience: type[Model], record: str, user: str) -> str:
    """SQL for "this person belongs at the instant to a party in this record's audience"."""
    joined = f"JOIN {audience._meta.db_table} a ON a.party_id = m.party_id"
    return _belongs(user, f"a.record_id = {record}", joined)


def inlined(rows: QuerySet[Any, Any]) -> str:
    """Return the SQL of a query with its values in place, to stand inside a statement of ours."""
    statement, values = rows.query.get_compiler(using=rows.db).as_sql()
    with connection.cursor() as cursor:
        written = cursor.cursor.mogrify(statement, values)
    # What looks like a placeholder in it is text by now.
    return (written.decode() if isinstance(written, bytes) else str(written)).replace("%", "%%")


def _belongs(user: str, condition: str, joined: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM {_MEMBERS} m {joined} "  # noqa: S608 (our own tables)
        f"WHERE {condition} AND m.user_id = {user} AND m.period @> %(at)s::timestamptz)"
    )
