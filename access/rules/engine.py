"""Who may do what. A rule is written once; lists, buttons, checks and recipients follow from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import BooleanField, Case, Manager, Model, Q, QuerySet, Value, When
from django.http import Http404

from access.models import Role, User
from access.rules import membership_sql
from access.rules.feed import BATCH, Changed, ChangePlace, changed_since
from access.rules.members import members_at, people_let_in
from access.rules.relations import EVERYTHING, NOTHING, Relation
from access.rules.viewer import Viewer, viewer_of
from access.toolkit.registry import Registry

M = TypeVar("M", bound=Model)
Person = Viewer | User | AnonymousUser
VIEW = "view"


@dataclass(frozen=True)
class Rule:
    """Who may do one thing with records of one model."""

    model: type[Model]
    action: str
    relation: Relation
    whole: frozenset[Role]
    whole_when: Q | None
    by_programs: bool = False

    def reads_whole(self, viewer: Viewer) -> bool:
        """Whether a role lets this viewer through, record by record unasked."""
        return bool(self.whole & viewer.roles)

    def is_open_to(self, viewer: Viewer) -> bool:
        """Whether such a viewer can do it at all: a program reads, and does what its rule opens to programs.

        All else is for people: to verify, approve, grant, name, sign, decide.
        """
        return self.by_programs or self.action == VIEW or not viewer.is_program

    def is_opened_by(self, codes: Collection[str]) -> bool:
        """Whether one of the parties with these codes is a role that is let through."""
        return not self.whole.isdisjoint(role for role in Role if f"role:{role.value}" in codes)

    def rows(self, viewer: Viewer) -> Q:
        """The rows this viewer may do it with."""
        if not viewer.is_let_in or not self.is_open_to(viewer):
            return NOTHING
        if not self.reads_whole(viewer):
            return self.relation.rows(viewer)
        if self.whole_when is None:
            return EVERYTHING
        return self.whole_when | self.relation.rows(viewer)

    def people_q(self, record: Model, at: datetime) -> Q:
        """The people who may do it with this record, as a filter on users."""
        found = self.relation.people_q(record, at)
        if not self.whole:
            return found
        if self.whole_when is not None:
            same = self.model._base_manager.filter(pk=record.pk)
            if not same.filter(self.whole_when).exists():
                return found
        return found | members_at(at, party__code__in=self._role_codes())

    def pair_sql(self, record: str, user: str) -> str:
        """The same as SQL over (record, person) pairs."""
        related = self.relation.pair_sql(record, user)
        if not self.whole:
            return related
        holds_role = membership_sql.has_code(self._role_codes(), user)
        if self.whole_when is not None:
            open_to_role = self.model._base_manager.filter(self.whole_when).values("pk")
            holds_role = f"({holds_role} AND {record} IN ({membership_sql.inlined(open_to_role)}))"
        return f"({related} OR {holds_role})"

    def parties_sql(self, record: str) -> str:
        """SQL that selects parties outside which nobody may do it with this record."""
        related = self.relation.parties_sql(record)
        return (
            f"{related} UNION ALL {membership_sql.with_code(self._role_codes())}" if self.whole else related
        )

    def _role_codes(self) -> list[str]:
        return [f"role:{role.value}" for role in sorted(self.whole)]


class RefusedError(PermissionDenied):
    """The person sees the record but may not do this: answered 403 and noted in the access log."""

    def __init__(self, action: str, record: Model) -> None:
        super().__init__(f"{action} {record._meta.label}")
        self.action = action
        self.record = record


_PEOPLE = """
    SELECT DISTINCT person.id
    FROM ({parties}) AS party(id)
    JOIN access_partymember belongs ON belongs.party_id = party.id AND belongs.period @> %(at)s::timestamptz
    JOIN access_user person ON person.id = belongs.user_id AND {let_in}
    WHERE {may}
"""
_rules: Registry[tuple[type[Model], str], Rule] = Registry("rule")


def add_rule(
    model: type[Model],
    action: str,
    relation: Relation,
    *,
    whole: Iterable[Role] = (),
    whole_when: Q | None = None,
    by_programs: bool = False,
) -> None:
    """State who may do `action` with records of `model`.

    `whole` names the roles that are let through without a relation; `whole_when` limits that
    to some records by their own columns (confirmed minutes, not drafts). `by_programs` lets the program of
    an organisation do it as its people may; to view is open to it without. Whoever may not view
    a record may do nothing with it, whatever the other rules say.
    """
    rule = Rule(model, action, relation.bind(model), frozenset(whole), whole_when, by_programs)
    _rules.add((model, action), rule)


def rule_for(model: type[Model], action: str) -> Rule:
    """Return the rule; asking for one that nobody wrote is a mistake in the code, not a refusal."""
    concrete = model._meta.concrete_model or model
    try:
        return _rules[concrete, action]
    except KeyError:
        raise LookupError(f"nobody has said who may {action} {concrete._meta.label}") from None


def has_rule(model: type[Model], action: str) -> bool:
    """Whether anybody said who may do this."""
    return (model._meta.concrete_model or model, action) in _rules


def all_rules() -> Iterator[Rule]:
    """Every rule of the portal, for the check and for "Who can see what"."""
    return _rules.values()


def _rules_of(model: type[Model], action: str) -> list[Rule]:
    wanted = rule_for(model, action)
    return [wanted] if action == VIEW or not has_rule(model, VIEW) else [wanted, rule_for(model, VIEW)]


def allowed(viewer: Viewer, model: type[Model], action: str = VIEW) -> Q:
    """The rows of a model this viewer may do `action` with: the one filter everything uses."""
    first, *rest = (rule.rows(viewer) for rule in _rules_of(model, action))
    for more in rest:
        first &= more
    return first


def can(viewer: Person, action: str, record: Model) -> bool:
    """Whether this viewer may do `action` with this record."""
    who = _viewer(viewer)
    rows = type(record)._base_manager.filter(pk=record.pk)
    return (
        who.is_let_in and record.pk is not None and rows.filter(allowed(who, type(record), action)).exists()
    )


def require(viewer: Person, action: str, record: Model) -> None:
    """Let the action go on, or raise: 404 where the record may not even be seen, else 403."""
    who = _viewer(viewer)
    if can(who, action, record):
        return
    if has_rule(type(record), VIEW) and (action == VIEW or not can(who, VIEW, record)):
        raise Http404
    raise RefusedError(action, record)


def people_who_may(action: str, record: Model, at: datetime) -> QuerySet[User]:
    """Everybody who may do `action` with this record at this instant."""
    people = people_let_in()
    for rule in _rules_of(type(record), action):
        people = people.filter(rule.people_q(record, at))
    return people


def programs_who_view(record: Model, at: datetime) -> QuerySet[User]:
    """The programs of organisations that may view this record at this instant."""
    programs = User.objects.filter(is_active=True, is_administrator=False, answerable__isnull=False)
    return programs.filter(rule_for(type(record), VIEW).people_q(record, at))


def pairs_who_may(action: str, model: type[Model], record: str, user: str) -> str:
    """SQL for "this person, who is let in, may do `action` with this record of `model` at the instant".

    For statements over many records and people at once; see `access.rules.membership_sql`.
    """
    return " AND ".join(rule.pair_sql(record, user) for rule in _rules_of(model, action))


def people_who_may_sql(action: str, model: type[Model], record: str) -> str:
    """SQL that selects everybody who may do `action` with this record of `model` at the instant, as `id`.

    To stand in a LATERAL beside the record: people are looked for in its parties, not among all.
    """
    return _PEOPLE.format(
        parties=rule_for(model, action).parties_sql(record),
        let_in=membership_sql.LET_IN,
        may=pairs_who_may(action, model, record, "person.id"),
    )


def anybody_may(action: str, record: Model, at: datetime) -> bool:
    """Whether there is somebody who may do `action` with this record at this instant: one query."""
    people = people_who_may_sql(action, type(record), "%(record)s")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({people})", {"record": record.pk, "at": at})
        return bool(cursor.fetchone()[0])


class PermittedQuerySet(QuerySet[M]):
    """Records through the rule."""

    def permitted(self, viewer: Person, action: str = VIEW) -> PermittedQuerySet[M]:
        """Keep what this viewer may do `action` with. A long list goes through `listing.page`."""
        return self.filter(allowed(_viewer(viewer), self.model, action))

    def with_can(self, viewer: Person, *actions: str) -> PermittedQuerySet[M]:
        """Add `can_<action>` to each row, for its buttons. Use it on the rows of one page."""
        who = _viewer(viewer)
        return self._flagged({action: allowed(who, self.model, action) for action in actions})

    def permitted_with_can(self, viewer: Person, *actions: str) -> PermittedQuerySet[M]:
        """Keep what this viewer may see, with `can_<action>` to each row: that they see it is asked once."""
        who = _viewer(viewer)
        seen = self.permitted(who)
        return seen._flagged({action: rule_for(self.model, action).rows(who) for action in actions})

    def _flagged(self, may: Mapping[str, Q]) -> PermittedQuerySet[M]:
        flags = {f"can_{action}": _flag(rows) for action, rows in may.items()}
        return cast("PermittedQuerySet[M]", self.annotate(**flags))

    def changed_since(self, place: ChangePlace | None = None, limit: int = BATCH) -> Changed[M]:
        """Return the first records that changed after a place of this feed, and the next place."""
        return changed_since(self, place, limit)


class PermittedManager(Manager[M]):
    """The manager of every model that has a rule."""

    def get_queryset(self) -> PermittedQuerySet[M]:
        """All rows; only `permitted` asks who is looking."""
        return PermittedQuerySet(self.model, using=self._db)

    def permitted(self, viewer: Person, action: str = VIEW) -> PermittedQuerySet[M]:
        """Keep what this viewer may do `action` with."""
        return self.get_queryset().permitted(viewer, action)

    def with_can(self, viewer: Person, *actions: str) -> PermittedQuerySet[M]:
        """Add `can_<action>` to each row."""
        return self.get_queryset().with_can(viewer, *actions)

    def permitted_with_can(self, viewer: Person, *actions: str) -> PermittedQuerySet[M]:
        """Keep what this viewer may see, with `can_<action>` to each row."""
        return self.get_queryset().permitted_with_can(viewer, *actions)


def get_permitted(
    viewer: Person,
    model: type[M],
    ref: str,
    action: str = VIEW,
    *,
    records: QuerySet[M] | None = None,
) -> M:
    """Return the record behind an address.

    404 when it may not be seen, by the very query that finds nothing when it does not exist;
    403 when it is seen but `action` is not allowed. `records` brings along what the page shows.
    """
    who = _viewer(viewer)
    rows: QuerySet[M] = (model._default_manager.all() if records is None else records).filter(ref=ref)
    if action != VIEW:
        rows = cast("QuerySet[M]", rows.annotate(is_allowed=_flag(allowed(who, model, action))))
    # Not `first()`: it sorts, and to say by what costs as much as all the rest of the statement.
    record = next(iter(rows.filter(allowed(who, model))[:1]), None)
    if record is None:
        raise Http404
    if action != VIEW and not getattr(record, "is_allowed", False):
        raise RefusedError(action, record)
    return record


def _flag(rows: Q) -> Case:
    # CASE takes unknown for no, so a flag is never null.
    return Case(When(rows, then=Value(True)), default=Value(False), output_field=BooleanField())


def _viewer(person: Person) -> Viewer:
    return viewer_of(person)
