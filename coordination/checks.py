"""Refuses, before the portal starts, a database that it must not serve: one in which Bangla names
could not be found, or one whose access log the portal itself could rewrite."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
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
TOO_MIGHTY = "The role of DATABASE_URL may change the access log: a superuser, an owner, or given too much."
LESSER_ROLE = (
    "Let DATABASE_URL name a role of its own that owns nothing, and DATABASE_OWNER_URL the owner; then run "
    "`DATABASE_ROLE=owner manage.py migrate`, which gives the first what it needs: docs/operators/deploy.md"
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


def is_too_mighty(database: BaseDatabaseWrapper) -> bool:
    """Whether this role could change what the portal must only add to: the access log and the history.

    Or date a line of it: the trigger that sets the instant must be there.
    """
    from access.rules.database_role import (  # models are not loaded yet when a process begins
        KEEPS_TIME,
        kept_tables,
    )

    kept = kept_tables()
    with database.cursor() as cursor:
        # A role may do at any time what a role it belongs to may: it has only to become that one.
        cursor.execute(
            "SELECT bool_or(r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR EXISTS ("
            " SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " LEFT JOIN unnest(%(tables)s::text[], %(open)s::text[], %(timed)s::bool[])"
            "  AS kept(name, open, timed) ON kept.name = c.relname"
            " WHERE n.nspname = 'public' AND (c.relowner = r.oid OR kept.name IS NOT NULL AND ("
            "  has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER')"
            "  OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0"
            "   AND NOT a.attisdropped AND a.attname <> ALL(string_to_array(kept.open, ','))"
            "   AND has_column_privilege(r.oid, c.oid, a.attnum, 'UPDATE'))"
            "  OR kept.timed AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid"
            "   AND t.tgname = %(trigger)s AND t.tgenabled IN ('O', 'A'))))))"
            " FROM pg_roles r WHERE pg_has_role(r.oid, 'MEMBER')",
            {
                "tables": [one.table for one in kept],
                "open": [",".join(one.may_change) for one in kept],
                "timed": [one.keeps_time for one in kept],
                "trigger": KEEPS_TIME,
            },
        )
        return bool(cursor.fetchone()[0])


def refuse_unfit_database() -> None:
    """Called as a server process starts. A database that does not answer yet is no reason to stay down."""
    try:
        if not can_search_bangla(connection):
            raise ImproperlyConfigured(f"{BLIND} {HINT}")
        if is_too_mighty(connection):
            raise ImproperlyConfigured(f"{TOO_MIGHTY} {LESSER_ROLE}")
    except DatabaseError:
        return
    finally:
        connection.close()  # workers are forked from here and must not share it


@register(Tags.database)
def check_database(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Runs with every migration and with `manage.py check --database default`."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        try:
            if not can_search_bangla(connections[alias]):
                faults.append(Error(BLIND, hint=HINT, id="coordination.E001"))
            if settings.DATABASE_ROLE == "app" and is_too_mighty(connections[alias]):
                faults.append(Error(TOO_MIGHTY, hint=LESSER_ROLE, id="coordination.E003"))
        except DatabaseError as reason:
            faults.append(Error(f"The database does not answer: {reason}", id="coordination.E002"))
    return faults
