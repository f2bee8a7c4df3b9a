"""Where a list goes on, and which of its lines is meant, without telling a number from inside.

For lists whose lines have no reference of their own, or one that is not the reader's to see. A list of
records carries the reference of its last record instead (`access.toolkit.listing`).
"""

import json
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from access.toolkit.secrets import SecretUnreadable, seal, unseal

M = TypeVar("M", bound=Model)


def beyond(rows: QuerySet[M], place: str, *, of: str, by: str = "at", backwards: bool = True) -> QuerySet[M]:
    """Order rows by a time, then by age, and leave out what an earlier page showed.

    `of` names the list: a place of one list is none of another, and what cannot be read begins anew.
    """
    way, sign = ("lt", "-") if backwards else ("gt", "")
    rows = rows.order_by(f"{sign}{by}", f"{sign}pk")
    read = _read(place, of)
    if read is None:
        return rows
    at, pk = read
    # The database walks its index from here; the second half alone would not tell it.
    return rows.filter(Q(**{f"{by}__{way}e": at}) & (Q(**{f"{by}__{way}": at}) | Q(**{f"pk__{way}": pk})))


def place_of(row: Model, *, of: str, by: str = "at") -> str:
    """Where the page after this row begins."""
    return seal(json.dumps([getattr(row, by).isoformat(), row.pk]), bound_to=f"place:{of}")


def _read(place: str, of: str) -> tuple[datetime, int] | None:
    try:
        at, pk = json.loads(unseal(place, bound_to=f"place:{of}"))
    except SecretUnreadable:
        return None
    return datetime.fromisoformat(at), int(pk)


def handle_of(row: Model, *, of: str) -> str:
    """What a form calls this line. `of` says of which list, and whose where others have one like it."""
    return seal(str(row.pk), bound_to=f"line:{of}")


def number_of(handle: str, *, of: str) -> int | None:
    """The number inside of the line a form means; None for what was made up, or is of another list."""
    try:
        return int(unseal(handle, bound_to=f"line:{of}"))
    except SecretUnreadable:
        return None
