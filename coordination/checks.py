"""Refuses, before the portal starts, a database in which Bangla names could not be found."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

# Under the locale C, PostgreSQL takes Bangla letters for no letters at all: every search by
# similar spelling would quietly find nothing.
BANGLA_WORD = "যশোর"
BLIND_LOCALES = ("C", "POSIX")
BLIND = f"The database finds nothing for {BANGLA_WORD}: its locale knows no Bangla letters."
HINT = (
    "Make the database with a UTF-8 locale, for example: "
    "CREATE DATABASE shomonnoy TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
)


def can_search_bangla(database: BaseDatabaseWrapper) -> bool:
    """Whether similar spellings of Bangla words are found in this database."""
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT show_trgm(%s)", [BANGLA_WORD])
            return bool(cursor.fetchone()[0])
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        return cursor.fetchone()[0] not in BLIND_LOCALES


def refuse_blind_database() -> None:
    """Called as a server process starts. A database that does not answer yet is no reason to stay down."""
    try:
        if can_search_bangla(connection):
            return
    except DatabaseError:
        return
    finally:
        connection.close()  # workers are forked from here and must not share it
    raise ImproperlyConfigured(f"{BLIND} {HINT}")


@register(Tags.database)
def check_bangla_search(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Runs with every migration and with `manage.py check --database default`."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        try:
            if not can_search_bangla(connections[alias]):
                faults.append(Error(BLIND, hint=HINT, id="coordination.E001"))
        except DatabaseError as reason:
            faults.append(Error(f"The database does not answer: {reason}", id="coordination.E002"))
    return faults
