"""The "view" rule of a record, as SQL over (record, person) pairs.

A scan meets thousands of pairs at once, a delivery a hundred: both ask the rule in the statement
itself. It is the rule of the record's room, read from the engine, never a second one; a test
holds it equal to `people_who_may`.
"""

from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.fields.related import ForeignKey

from access.models import PartyMember, Role, User
from access.models.parties import EVERYONE
from access.relations import Belongs, Everyone, InAudience, Relation, _Both, _Either, audience_model
from access.rules import VIEW, rule_for

_MEMBERS = PartyMember._meta.db_table
LET_IN = "person.is_active AND NOT person.is_administrator"


def people(party: str) -> str:
    """SQL, to stand after FROM: the members of a party, as of the instant, who are let in."""
    return (
        f"(SELECT * FROM {_MEMBERS} WHERE party_id = {party} AND period @> %(at)s::timestamptz) member "  # noqa: S608 (our own tables)
        f"JOIN {User._meta.db_table} person ON person.id = member.user_id AND {LET_IN}"
    )


def is_member(party: str, user: str) -> str:
    """SQL for "this person is a member of this party at the instant"."""
    return (
        f"EXISTS (SELECT 1 FROM {_MEMBERS} m WHERE m.party_id = {party} "  # noqa: S608 (our own tables)
        f"AND m.user_id = {user} AND m.period @> %(at)s::timestamptz)"
    )


def may_view(model: type[Model], record: str, user: str) -> str:
    """SQL for "this person, who is let in, may view this record of `model` at the instant"."""
    rule = rule_for(model, VIEW)
    parts = [_related(rule.relation, model, record, user)]
    if rule.whole:
        holds_role = _has_code([f"role:{Role(role).value}" for role in sorted(rule.whole)], user)
        if rule.whole_when is not None:
            open_to_role = inlined(model._base_manager.filter(rule.whole_when).values("pk"))
            holds_role = f"({holds_role} AND {record} IN ({open_to_role}))"
        parts.append(holds_role)
    return f"({' OR '.join(parts)})"


def _related(relation: Relation, model: type[Model], record: str, user: str) -> str:
    match relation:
        case _Both() | _Either():
            word = " AND " if isinstance(relation, _Both) else " OR "
            return f"({word.join(_related(part, model, record, user) for part in relation.parts)})"
        case InAudience():
            here, parent = _walk(model, relation.path, record)
            audience = audience_model(here)._meta.db_table
            return (
                f"EXISTS (SELECT 1 FROM {audience} a JOIN {_MEMBERS} m ON m.party_id = a.party_id "  # noqa: S608 (our own tables)
                f"WHERE a.record_id = {parent} AND m.user_id = {user} AND m.period @> %(at)s::timestamptz)"
            )
        case Belongs():
            return is_member(_walk(model, relation.path, record)[1], user)
        case Everyone():
            return _has_code([EVERYONE], user)
    raise LookupError(f"no SQL for {type(relation).__name__}")


def _walk(model: type[Model], path: str, record: str) -> tuple[type[Model], str]:
    """Follow foreign keys from a record: the model at the end, and SQL for its id there."""
    here, found = model, record
    for step in path.split("__") if path else []:
        field = here._meta.get_field(step)
        if not isinstance(field, ForeignKey) or here._meta.pk is None:
            raise LookupError(f"{here._meta.label}.{step} is not a foreign key")
        found = f"(SELECT {field.column} FROM {here._meta.db_table} WHERE {here._meta.pk.column} = {found})"  # noqa: S608 (our own tables)
        here = field.related_model
    return here, found


def _has_code(codes: list[str], user: str) -> str:
    listed = ", ".join(f"'{code}'" for code in codes)
    return (
        f"EXISTS (SELECT 1 FROM {_MEMBERS} m JOIN access_party p ON p.id = m.party_id "  # noqa: S608 (our own tables)
        f"WHERE p.code IN ({listed}) AND m.user_id = {user} AND m.period @> %(at)s::timestamptz)"
    )


def inlined(rows: QuerySet[Any, Any]) -> str:
    """Return the SQL of a query with its values in place, to stand inside a statement of ours."""
    statement, values = rows.query.get_compiler(using=rows.db).as_sql()
    with connection.cursor() as cursor:
        written = cursor.cursor.mogrify(statement, values)
    # What looks like a placeholder in it is text by now.
    return (written.decode() if isinstance(written, bytes) else str(written)).replace("%", "%%")
