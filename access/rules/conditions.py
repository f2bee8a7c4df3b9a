"""Conditions of rules as plain SQL: what the ORM would build anew from a query of its own for every page.

Parties are given to the database as one array, so that a statement reads the same for whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Expression, F, Func, Model
from django.db.models.sql.compiler import SQLCompiler

Sql = tuple[str, list[Any]]


class _OfParties(Func):
    """A condition on a column, or on the end of a path of foreign keys, and on some parties.

    `sql` is true of `{column}`, with one %s for the parties.
    """

    arity = 1
    output_field = BooleanField()

    def __init__(self, path: str | Expression | F, party_ids: Sequence[int], sql: str) -> None:
        super().__init__(path)
        self.path, self.party_ids, self.sql = path, tuple(party_ids), sql

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_rest: Any) -> Sql:  # type: ignore[override]
        """Return the condition, with what its column is read by, and the parties."""
        column, values = compiler.compile(self.source_expressions[0])
        return self.sql.format(column=column), [*values, list(self.party_ids)]

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What tells two of them apart: the ORM asks it often."""
        return type(self), self.path, self.party_ids, self.sql


class IsAmong(_OfParties):
    """The party in this column is one of these."""

    def __init__(self, path: str | Expression | F, party_ids: Sequence[int]) -> None:
        super().__init__(path, party_ids, "{column} = ANY(%s::bigint[])")


class IsReadBy(_OfParties):
    """One of these parties is in the audience, kept in a table, of the record in this column."""

    def __init__(self, path: str | Expression | F, party_ids: Sequence[int], audience: type[Model]) -> None:
        # A lookup for each row at hand, by (record, party). EXISTS would let the planner read all
        # that a party sees instead, and join: 25,000 rows for a page of seven.
        super().__init__(
            path,
            party_ids,
            f"(SELECT reader.id FROM {audience._meta.db_table} reader"  # noqa: S608 (our own table)
            " WHERE reader.record_id = {column} AND reader.party_id = ANY(%s::bigint[]) LIMIT 1) IS NOT NULL",
        )
