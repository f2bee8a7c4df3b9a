"""Several counts in one statement: the frame of a page and the chips above a list say many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# SQL that selects what is counted, with its values; None selects nothing.
Countable = tuple[str, Sequence[Any]] | None


def countable(rows: QuerySet[Any, Any]) -> Countable:
    """Return the statement of these rows, to be counted among others."""
    try:
        sql, values = rows.query.get_compiler(using=rows.db).as_sql()
    except EmptyResultSet:
        return None
    return sql, values


def counts(*asked: Countable) -> list[int]:
    """Count each of these, all in one statement; without anything to count none is made."""
    sql = [f"(SELECT count(*) FROM ({rows[0]}) AS counted)" for rows in asked if rows is not None]  # noqa: S608 (our own statements)
    if not sql:
        return [0 for _rows in asked]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql)}", [value for rows in asked if rows for value in rows[1]])
        found = iter(cursor.fetchone())
    return [0 if rows is None else int(next(found)) for rows in asked]
