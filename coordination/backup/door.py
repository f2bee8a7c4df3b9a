"""The portal's own way into its database: shut while it is restored, so that nobody signs in half-way."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from psycopg2 import sql


def shut_door() -> None:
    """Let the role of the portal connect no longer, and make sure that it is not connected."""
    role, name = settings.DATABASE_APP_ROLE, connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        if not cursor.fetchone()[0]:
            raise CommandError(f"There is no role {role}, as which the portal is to run: make it first.")
        cursor.execute(
            sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC, {}").format(
                sql.Identifier(name), sql.Identifier(role)
            )
        )
        cursor.execute("SELECT has_database_privilege(%s, current_database(), 'CONNECT')", [role])
        if cursor.fetchone()[0]:
            raise CommandError(
                f"{role} could sign in while the database is restored. Let the role of DATABASE_OWNER_URL "
                f"own the database: ALTER DATABASE {name} OWNER TO …"
            )
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = %s",
            [role],
        )
        if cursor.fetchone()[0]:
            raise CommandError("The portal is connected to this database: stop web, worker and beat first.")


def open_door() -> None:
    """Let the portal in again: what was to go is gone."""
    role, name = settings.DATABASE_APP_ROLE, connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), sql.Identifier(role))
        )
