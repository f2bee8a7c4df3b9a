"""Who reads the records of a model, declared once: by which of their columns, for what reason, and when.

Of a declaration the database derives the readers of one record and of a hundred thousand alike.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet, Subquery

from access.models import Party, Via
from access.models.parties import EVERYONE

# SQL and its values, by name.
Statement = tuple[str, dict[str, Any]]
# The table a statement finds the records in that it is asked about; whoever runs it has it made.
REACHED = "reached"


class Reads(ABC):
    """Some parties read records of a model, for one reason."""

    via: Via

    @abstractmethod
    def select(self, model: type[Model]) -> tuple[str, Sequence[Any]]:
        """Select (record id, party id) of all records in the table `reached(id)`."""


@dataclass(frozen=True)
class ReadBy(Reads):
    """The party at the end of a path over columns reads it, while `when` holds; of some paths, each."""

    via: Via
    party: str | Subquery | tuple[str, ...]
    when: Q = field(default_factory=Q)

    def select(self, model: type[Model]) -> tuple[str, Sequence[Any]]:
        """Select the records of which it holds, each with that party."""
        rows = reached_rows(model, self.when)
        if not isinstance(self.party, tuple):
            return compiled(rows, self.party)
        # The row that names several is looked up once.
        sql, values = compiled(rows, *self.party)
        names = ", ".join(f"party_{place}" for place in range(len(self.party)))
        each = names.replace(", ", "), (")
        return (
            f"SELECT record_id, each_party FROM ({sql}) AS named(record_id, {names})"  # noqa: S608 (our own tables)
            f" CROSS JOIN LATERAL (VALUES ({each})) AS one(each_party)"
        ), values


def read_by_everyone(when: Q) -> ReadBy:
    """The whole network reads it, while `when` holds."""
    return ReadBy(Via.LEVEL, Subquery(Party.objects.filter(code=EVERYONE).values("pk")[:1]), when)


class ReadFromAbove(Reads):
    """Whoever stands above the bodies a record belongs to reads it. When a body moves, that changes."""

    via: Via = Via.UPLINE
    # SQL that saves which party such records name because of where their bodies stand.
    settle: str = ""

    @abstractmethod
    def records_of(self, model: type[Model]) -> tuple[str, Sequence[Any]]:
        """Select (record id, body id) of all records."""


def reached_rows(model: type[Model], when: Q) -> QuerySet[Any]:
    """The records of `reached(id)` of which `when` holds."""
    key = f'"{model._meta.db_table}"."{model._meta.pk.column}"'
    among = f"{key} IN (SELECT id FROM {REACHED})"  # noqa: S608 (our own table)
    return model._base_manager.filter(when).extra(where=[among])  # noqa: S610 (the same)


def compiled(rows: QuerySet[Any], *at_end: str | Subquery) -> tuple[str, Sequence[Any]]:
    """SQL for the ids of the rows, each with what stands at the end of a path."""
    sql, values = rows.order_by().values_list("pk", *at_end).query.sql_with_params()
    return sql, values


def by_name(sql: str, values: Sequence[Any], prefix: str) -> Statement:
    """Give the values of a statement names of its own, so that several fit into one."""
    names = [f"{prefix}_{place}" for place in range(len(values))]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True))


def union_of(model: type[Model], reads: Sequence[Reads]) -> Statement:
    """SQL for (record id, party id, reason) of all these declarations together; a party may be missing."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    for place, one in enumerate(reads):
        sql, named = by_name(*one.select(model), prefix=f"read_{place}")
        parts.append(
            f"SELECT record_id, party_id, '{one.via.value}'::text FROM ({sql})"  # noqa: S608 (our own tables)
            f" AS read_{place}(record_id, party_id) WHERE party_id IS NOT NULL"
        )
        values |= named
    return " UNION ALL ".join(parts), values
