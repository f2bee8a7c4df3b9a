"""How a person relates to a record. Rules are built from these with `&` and `|`.

Each relation answers three ways from the same facts: which rows a viewer may act on, which
people may act on a row, and, as SQL, whether a person may act on a row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.db.models.fields.related import ForeignKey

from access.models import Audience, Party, User
from access.models.parties import EVERYONE
from access.rules import membership_sql
from access.rules.conditions import IsAmong, IsReadBy
from access.rules.members import members_at, people_let_in
from access.rules.viewer import Viewer

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


def audience_rows(model: type[Model]) -> QuerySet[Any]:
    """Return the rows that say who reads records of this model; `record` is the subclass's own column."""
    return audience_model(model)._base_manager.all()


def audience_model(model: type[Model]) -> type[Audience]:
    """Return the table that says who reads records of this model."""
    try:
        related = model._meta.get_field("audience").related_model
    except FieldDoesNotExist:
        related = None
    if not (isinstance(related, type) and issubclass(related, Audience)):
        raise LookupError(f"{model._meta.label} has no audience")
    return related


class Relation(ABC):
    """One way in which a person can relate to a record."""

    def __and__(self, other: Relation) -> Relation:
        return _Both(self, other)

    def __or__(self, other: Relation) -> Relation:
        return _Either(self, other)

    def atoms(self) -> Iterator[Relation]:
        """The simple relations this one is built from."""
        yield self

    def bind(self, model: type[Model]) -> Relation:
        """Return this relation for one model; `register` calls it."""
        return self

    def faults(self) -> Iterator[str]:
        """What is wrong with this relation for its model, for the system check."""
        return iter(())

    @abstractmethod
    def rows(self, viewer: Viewer) -> Q:
        """The rows that relate to this viewer, as of the viewer's instant."""

    @abstractmethod
    def people_q(self, record: Model, at: datetime) -> Q:
        """The same facts from the other side, as a filter on users."""

    def people(self, record: Model, at: datetime) -> QuerySet[User]:
        """The people who relate to this record at this instant."""
        return people_let_in().filter(self.people_q(record, at))

    @abstractmethod
    def pair_sql(self, record: str, user: str) -> str:
        """The same facts as SQL over (record, person) pairs; see `access.rules.membership_sql`."""

    @abstractmethod
    def parties_sql(self, record: str) -> str:
        """SQL that selects parties outside which nobody relates to this record: where to look for people."""


class _Joined(Relation):
    def __init__(self, *parts: Relation) -> None:
        self.parts = parts

    def atoms(self) -> Iterator[Relation]:
        for part in self.parts:
            yield from part.atoms()

    def bind(self, model: type[Model]) -> Relation:
        return type(self)(*(part.bind(model) for part in self.parts))

    def faults(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.faults()


class _Both(_Joined):
    def rows(self, viewer: Viewer) -> Q:
        left, right = self.parts
        return left.rows(viewer) & right.rows(viewer)

    def people_q(self, record: Model, at: datetime) -> Q:
        left, right = self.parts
        return left.people_q(record, at) & right.people_q(record, at)

    def pair_sql(self, record: str, user: str) -> str:
        left, right = self.parts
        return f"({left.pair_sql(record, user)} AND {right.pair_sql(record, user)})"

    def parties_sql(self, record: str) -> str:
        left, _right = self.parts
        return left.parties_sql(record)


class _Either(_Joined):
    def rows(self, viewer: Viewer) -> Q:
        left, right = self.parts
        return left.rows(viewer) | right.rows(viewer)

    def people_q(self, record: Model, at: datetime) -> Q:
        left, right = self.parts
        return left.people_q(record, at) | right.people_q(record, at)

    def pair_sql(self, record: str, user: str) -> str:
        left, right = self.parts
        return f"({left.pair_sql(record, user)} OR {right.pair_sql(record, user)})"

    def parties_sql(self, record: str) -> str:
        left, right = self.parts
        return f"{left.parties_sql(record)} UNION ALL {right.parties_sql(record)}"


class _OfModel(Relation):
    """A relation that needs to know the model it is asked about."""

    model: type[Model] | None = None

    def __init__(self, path: str) -> None:
        self.path = path

    def bind(self, model: type[Model]) -> Relation:
        bound = type(self)(self.path)
        bound.model = model
        return bound

    @property
    def bound_to(self) -> type[Model]:
        """The model this relation was registered for."""
        if self.model is None:
            raise LookupError("a relation answers only after register()")
        return self.model

    def end_of_path(self) -> type[Model]:
        """The model the path leads to, over columns of our own only: no step may meet many rows."""
        here = self.bound_to
        for field in self._steps():
            here = field.related_model
        return here

    def id_at_end(self, record: str) -> str:
        """SQL for the id at the end of the path from this record."""
        for field in self._steps():
            table, key = field.model._meta.db_table, field.model._meta.pk.column
            record = f"(SELECT {field.column} FROM {table} WHERE {key} = {record})"  # noqa: S608 (our own table)
        return record

    def _steps(self) -> Iterator[ForeignKey[Any, Any]]:
        here = self.bound_to
        for step in self.path.split("__") if self.path else []:
            field = here._meta.get_field(step)
            if not isinstance(field, ForeignKey):
                raise LookupError(f"{here._meta.label}.{step} is not a foreign key")
            yield field
            here = field.related_model

    def faults(self) -> Iterator[str]:
        try:
            self.check_path()
        except (FieldDoesNotExist, LookupError) as fault:
            yield str(fault)

    @abstractmethod
    def check_path(self) -> None:
        """Raise LookupError when the path does not lead where this relation needs it to."""


class InAudience(_OfModel):
    """See `in_audience`."""

    def check_path(self) -> None:
        audience_model(self.end_of_path())

    def rows(self, viewer: Viewer) -> Q:
        if not viewer.party_ids:
            return NOTHING
        return Q(IsReadBy(self.path or "pk", viewer.party_ids, audience_model(self.end_of_path())))

    def people_q(self, record: Model, at: datetime) -> Q:
        audience = audience_rows(self.end_of_path())
        if self.path:
            of = self.bound_to._base_manager.filter(pk=record.pk).values(self.path)
            return members_at(at, party_id__in=audience.filter(record__in=of).values("party_id"))
        return members_at(at, party_id__in=audience.filter(record=record.pk).values("party_id"))

    def pair_sql(self, record: str, user: str) -> str:
        return membership_sql.is_reader(audience_model(self.end_of_path()), self.id_at_end(record), user)

    def parties_sql(self, record: str) -> str:
        table = audience_model(self.end_of_path())._meta.db_table
        return f"SELECT party_id FROM {table} WHERE record_id = {self.id_at_end(record)}"  # noqa: S608 (our own table)


class Belongs(_OfModel):
    """See `belongs`."""

    def check_path(self) -> None:
        if self.end_of_path() is not Party:
            raise LookupError(f"{self.bound_to._meta.label}: {self.path} does not lead to a party")

    def rows(self, viewer: Viewer) -> Q:
        return Q(IsAmong(self.path, viewer.party_ids)) if viewer.party_ids else NOTHING

    def people_q(self, record: Model, at: datetime) -> Q:
        # Asked of the database, not of the object: the object may be older than the row.
        party = self.bound_to._base_manager.filter(pk=record.pk).values(self.path)
        return members_at(at, party_id__in=party)

    def pair_sql(self, record: str, user: str) -> str:
        return membership_sql.is_member(self.id_at_end(record), user)

    def parties_sql(self, record: str) -> str:
        return f"SELECT {self.id_at_end(record)}"


class Everyone(Relation):
    """See `everyone`."""

    def rows(self, viewer: Viewer) -> Q:
        return EVERYTHING if EVERYONE in viewer.party_codes else NOTHING

    def people_q(self, record: Model, at: datetime) -> Q:
        return members_at(at, party__code=EVERYONE)

    def pair_sql(self, record: str, user: str) -> str:
        return membership_sql.has_code([EVERYONE], user)

    def parties_sql(self, record: str) -> str:
        return membership_sql.with_code([EVERYONE])


class Until(_OfModel):
    """See `until`."""

    def check_path(self) -> None:
        *_steps, name = self.path.split("__")
        if not isinstance(self.holder()._meta.get_field(name), DateTimeField):
            raise LookupError(f"{self.bound_to._meta.label}: {self.path} is no instant")

    def holder(self) -> type[Model]:
        """The model that has the instant."""
        return self._above().end_of_path()

    def _above(self) -> Until:
        steps, _parted, _name = self.path.rpartition("__")
        above = Until(steps)
        above.model = self.bound_to
        return above

    @property
    def column(self) -> str:
        """Its column there."""
        return self.path.rpartition("__")[2]

    def rows(self, viewer: Viewer) -> Q:
        return Q(**{f"{self.path}__isnull": True}) | Q(**{f"{self.path}__gt": viewer.at})

    def people_q(self, record: Model, at: datetime) -> Q:
        ended = self.bound_to._base_manager.filter(pk=record.pk, **{f"{self.path}__lte": at})
        return NOTHING if ended.exists() else EVERYTHING

    def pair_sql(self, record: str, user: str) -> str:
        table, held = self.holder()._meta.db_table, self._above().id_at_end(record)
        ended = f"SELECT FROM {table} WHERE id = {held} AND {self.column} <= %(at)s::timestamptz"
        return f"NOT EXISTS ({ended})"

    def parties_sql(self, record: str) -> str:
        raise LookupError("an instant alone relates nobody: name it behind a relation of people")


class Having(Relation):
    """See `having`."""

    model: type[Model] | None = None

    def __init__(self, which: Q) -> None:
        self.which = which

    def bind(self, model: type[Model]) -> Relation:
        bound = Having(self.which)
        bound.model = model
        return bound

    def _records(self) -> QuerySet[Any]:
        if self.model is None:
            raise LookupError("a relation answers only after register()")
        return self.model._base_manager.filter(self.which)

    def rows(self, viewer: Viewer) -> Q:
        return self.which

    def people_q(self, record: Model, at: datetime) -> Q:
        return EVERYTHING if self._records().filter(pk=record.pk).exists() else NOTHING

    def pair_sql(self, record: str, user: str) -> str:
        return f"{record} IN ({membership_sql.inlined(self._records().order_by().values('pk'))})"

    def parties_sql(self, record: str) -> str:
        raise LookupError("a column alone relates nobody: name it behind a relation of people")


def filters_lists(relation: Relation) -> bool:
    """Whether a whole list can be filtered by it: an audience or everyone, until an instant at most."""
    first, *rest = relation.atoms()
    if rest and not isinstance(relation, _Both):
        return False
    return isinstance(first, InAudience | Everyone) and all(isinstance(one, Until) for one in rest)


def in_audience(of: str = "") -> Relation:
    """The viewer is in the record's audience, or in that of a parent: `in_audience("meeting")`."""
    return InAudience(of)


def belongs(path: str) -> Relation:
    """The viewer is a member of the party in this column: `belongs("owner__liaison_party")`."""
    return Belongs(path)


def until(path: str) -> Relation:
    """The instant in this column has not come, or there is none: stands behind `&`, never alone.

    Lists of such a record leave out what has ended, too, though its audience is still written down.
    """
    return Until(path)


def having(which: Q) -> Relation:
    """The record is such a one by its own columns, whoever looks: stands behind `&`, never alone."""
    return Having(which)


def everyone() -> Relation:
    """The viewer belongs to the network today: a current membership or a seat."""
    return Everyone()
