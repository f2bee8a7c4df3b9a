"""Refuses, before the portal starts, a database in which Bangla names could not be found."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

# Under the locale C, PostgreSQL takes Bangla letters for no letters at all: every search by
# similar spelling would quietly find nothing.
BANGLA_WORD = "যশোর"
BLIND_LOCALES = ("C", "POSIX")
HINT = (
    "Make the database with a UTF-8 locale, for example: "
    "CREATE DATABASE shomonnoy TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
)


def can_search_bangla(connection: BaseDatabaseWrapper) -> bool:
    """Whether similar spellings of Bangla words are found in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT show_trgm(%s)", [BANGLA_WORD])
            return bool(cursor.fetchone()[0])
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        return cursor.fetchone()[0] not in BLIND_LOCALES


@register(Tags.database)
def check_bangla_search(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Runs with every migration and with `manage.py check --database default`."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        try:
            if not can_search_bangla(connections[alias]):
                faults.append(
                    Error(
                        f"The database finds nothing for {BANGLA_WORD}: its locale knows no Bangla letters.",
                        hint=HINT,
                        id="coordination.E001",
                    )
                )
        except DatabaseError as reason:
            faults.append(Error(f"The database does not answer: {reason}", id="coordination.E002"))
    return faults
