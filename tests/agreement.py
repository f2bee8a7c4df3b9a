"""One rule, asked from every side: list, check, button flag, people and SQL give the same answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model, Q

from access.models import User
from access.rules.engine import VIEW, can, has_rule, pairs_who_may, people_who_may, people_who_may_sql
from access.rules.membership_sql import LET_IN
from access.rules.relations import audience_model
from access.rules.viewer import Viewer
from access.toolkit.listing import page

# Which record (by number) which person (by number) may do it with.
Pairs = set[tuple[int, int]]


def agree(
    records: Sequence[Model],
    actions: Iterable[str],
    users: Iterable[User],
    at: datetime,
    *,
    by_clock: bool = False,
) -> dict[str, Pairs]:
    """Ask every side of the rules about records of one model; return who may do what with which.

    `by_clock` also asks `has_perm`, which goes by the clock of the day: for people who hold what they hold
    both then and now.
    """
    asked, people = list(actions), list(users)
    viewers = {user.pk: Viewer(user, at) for user in people}
    model: Any = type(records[0])
    flags = _flags(records, asked, viewers, model.objects.with_can)
    seen = (
        _flags(records, asked, viewers, model.objects.permitted_with_can) if has_rule(model, VIEW) else flags
    )
    allowed = {}
    for action in asked:
        answers = _answers(records, action, viewers, at) | {
            "flag": flags[action],
            "flag of what is seen": seen[action],
        }
        if by_clock:
            answers["has_perm"] = {
                (record.pk, user.pk)
                for record in records
                for user in people
                if user.has_perm(f"{record._meta.app_label}.{action}", record)
            }
        for side, said in answers.items():
            assert said == answers["check"], (action, side, _named(said ^ answers["check"], records, people))
        allowed[action] = answers["check"]
    return allowed


def _flags(
    records: Sequence[Model],
    actions: Sequence[str],
    viewers: Mapping[int, Viewer],
    flagged: Callable[..., Any],
) -> dict[str, Pairs]:
    """What the buttons say, all of them asked in one statement for each person."""
    ids = [record.pk for record in records]
    found: dict[str, Pairs] = {action: set() for action in actions}
    for person, who in viewers.items():
        for row in flagged(who, *actions).filter(pk__in=ids):
            for action in actions:
                if getattr(row, f"can_{action}"):
                    found[action].add((row.pk, person))
    return found


def _answers(
    records: Sequence[Model], action: str, viewers: Mapping[int, Viewer], at: datetime
) -> dict[str, Pairs]:
    model: Any = type(records[0])
    ids = [record.pk for record in records]
    answers: dict[str, Pairs] = {
        "check": {
            (record.pk, person)
            for person, who in viewers.items()
            for record in records
            if can(who, action, record)
        },
        "list": {
            (row.pk, person)
            for person, who in viewers.items()
            for row in model.objects.permitted(who, action).filter(pk__in=ids)
        },
        "people": {
            (record.pk, found)
            for record in records
            for found in people_who_may(action, record, at).values_list("pk", flat=True)
            if found in viewers
        },
        "pairs": {pair for pair in _pairs(model, action, ids, at) if pair[1] in viewers},
    }
    if action == "view" and _is_listed(model):
        answers["page"] = {
            (row.pk, person)
            for person, who in viewers.items()
            for row in page(model, who, narrow=Q(pk__in=ids), size=len(ids) + 1).records
        }
    return answers


def _pairs(model: type[Model], action: str, ids: list[int], at: datetime) -> Pairs:
    """Who may, by SQL alone: in one statement over everybody, and looked for in each record's parties."""
    paired = _rows(
        f"SELECT record.id, person.id FROM {model._meta.db_table} record, {User._meta.db_table} person "
        f"WHERE {LET_IN} AND {pairs_who_may(action, model, 'record.id', 'person.id')} "
        "AND record.id = ANY(%(ids)s)",
        ids,
        at,
    )
    looked_for = _rows(
        f"SELECT record.id, whom.id FROM {model._meta.db_table} record "
        f"CROSS JOIN LATERAL ({people_who_may_sql(action, model, 'record.id')}) whom "
        "WHERE record.id = ANY(%(ids)s)",
        ids,
        at,
    )
    assert len(looked_for) == len(set(looked_for)), "somebody is named twice"
    assert set(paired) == set(looked_for), action
    return set(paired)


def _rows(statement: str, ids: list[int], at: datetime) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"at": at, "ids": ids})
        return list(cursor.fetchall())


def _is_listed(model: type[Model]) -> bool:
    try:
        audience_model(model)
    except LookupError:
        return False
    return True


def _named(pairs: Pairs, records: Sequence[Model], users: Sequence[User]) -> list[tuple[str, str]]:
    what = {record.pk: str(record) for record in records}
    who = {user.pk: str(user) for user in users}
    return sorted((what[record], who[user]) for record, user in pairs)
