"""What the portal's own database role may do: everything to rows, nothing to tables, and only
add to the access log and the history."""

from typing import Any

from django.apps import apps
from django.conf import settings
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
        if me == role or not exists:
            # One role for everything (a throw-away database): there is nobody to grant to.
            return
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quote(role)}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")
        for model in append_only_models():
            if model._meta.db_table in tables:
                cursor.execute(f"REVOKE UPDATE, DELETE ON {quote(model._meta.db_table)} FROM {quote(role)}")
        if "pghistory_context" in tables:
            # pghistory adds facts to the context of a request as it goes.
            cursor.execute(f"REVOKE DELETE ON pghistory_context FROM {quote(role)}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quote(role)}")
