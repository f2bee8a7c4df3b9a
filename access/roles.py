"""What the portal's own database role may do: everything to rows, nothing to tables, and only
add to the access log and the history."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django.db.models import Model

from access.models import AccessLog


def append_only_models() -> list[type[Model]]:
    """The tables to which the portal may add and which it may never change."""
    from pghistory.models import Event

    return [AccessLog, *(model for model in apps.get_models() if issubclass(model, Event))]


def grant_app_role(using: str = "default", **_kwargs: Any) -> None:
    """Give the app role its rights; runs as the owner after each migrate."""
    connection = connections[using]
    role = settings.DATABASE_APP_ROLE
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        me, exists = cursor.fetchone()
        if me == role:
            raise CommandError(
                f"The tables are now owned by {role}, the role the portal runs as: it would rewrite its own "
                "access log, and refuses to start. Migrate as the owner: set DATABASE_OWNER_URL to another "
                "role and run `DATABASE_ROLE=owner manage.py migrate` on a fresh database."
            )
        if not exists:
            raise CommandError(
                f"There is no role {role}, as which DATABASE_URL lets the portal run. Make it "
                f"(create role {role} login password '…') and migrate again: its rights are given then."
            )
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")
        for model in append_only_models():
            if model._meta.db_table in tables:
                table = quote(model._meta.db_table)
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quote(role)}")
        if "pghistory_context" in tables:
            # pghistory adds facts to the context of a request as it goes.
            cursor.execute(f"REVOKE DELETE ON pghistory_context FROM {quote(role)}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quote(role)}")
