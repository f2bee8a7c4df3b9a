"""Several counts in one statement: the frame of a page and the chips above a list say many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# SQL that selects what is counted, with its values; None selects nothing.
Countable = tuple[str, Sequence[Any]] | None
# SQL that selects one value.
Answerable = tuple[str, Sequence[Any]] | None


def countable(rows: QuerySet[Any, Any]) -> Countable:
    """Return the statement of these rows, to be counted among others."""
    try:
        sql, values = rows.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return None
    return sql, values


def counted(rows: Countable) -> Answerable:
    """Return what counts these, to be answered in one statement with others."""
    return None if rows is None else (f"SELECT count(*) FROM ({rows[0]}) AS counted", rows[1])  # noqa: S608 (our own statements)


def counts(*asked: Countable) -> list[int]:
    """Count each of these, all in one statement; without anything to count none is made."""
    return [found or 0 for found in answers(*(counted(rows) for rows in asked))]


def answers(*asked: Answerable) -> list[Any]:
    """Return what each of these selects, all in one statement; None for what selects nothing."""
    sql = [f"({one[0]})" for one in asked if one is not None]
    if not sql:
        return [None for _one in asked]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql)}", [value for one in asked if one for value in one[1]])
        found = iter(cursor.fetchone())
    return [None if one is None else next(found) for one in asked]
