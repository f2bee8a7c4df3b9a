"""What the portal's own database role may do: everything to rows, nothing to tables, and only
add to the access log and the history, as of the instant the database says. What a trigger keeps
as it is, it cannot make the trigger pass over: that is the owner's, to erase."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from access.models.history import History, WrittenAt

# The trigger of each such table that has an instant to keep true.
KEEPS_TIME = "keeps_time"
_KEEP_TIME = """
    CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF pg_catalog.pg_has_role(
            current_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = TG_RELID), 'USAGE'
        ) THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'INSERT' THEN
            {written}
        ELSE
            {answered}
        END IF;
        RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}();
"""
_ANSWER_ONCE = """
            IF OLD.{column} IS NOT NULL THEN
                RAISE EXCEPTION 'this was answered already' USING ERRCODE = 'insufficient_privilege';
            END IF;
            NEW.{column} := pg_catalog.clock_timestamp();
"""


# As the library of triggers has it, but that it heeds the setting of nobody but the owner of the tables.
_WHICH_TRIGGERS_REST = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)
    RETURNS BOOLEAN LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT pg_catalog.pg_has_role(
            current_user,
            (SELECT relowner FROM pg_catalog.pg_class WHERE oid = 'public.django_migrations'::regclass),
            'USAGE'
        ) THEN
            RETURN FALSE;
        END IF;
        RETURN COALESCE(
            trigger_name = ANY (
                NULLIF(pg_catalog.current_setting('pgtrigger.ignore', TRUE), '')::text[]
            ), FALSE
        );
    END $$
"""


@dataclass(frozen=True)
class Kept:
    """One table of the history, by its columns: what may change in it, and what the database sets."""

    table: str
    may_change: tuple[str, ...] = ()
    written_at: tuple[str, ...] = ()
    answered_at: str = ""

    @classmethod
    def of(cls, model: type[History]) -> "Kept":
        """Read what a model says of itself."""
        fields = model._meta.concrete_fields
        column = {field.name: str(field.column) for field in fields}
        return cls(
            table=model._meta.db_table,
            may_change=tuple(column[name] for name in model.may_change),
            written_at=tuple(column[field.name] for field in fields if isinstance(field, WrittenAt)),
            answered_at=column.get(model.answered_at, ""),
        )

    @property
    def keeps_time(self) -> bool:
        """Whether its trigger has anything to do."""
        return bool(self.written_at or self.answered_at)


def kept_tables() -> list[Kept]:
    """The tables to which the portal may add and whose rows it may not rewrite."""
    return [kept for model in apps.get_models() for kept in _kept_of(model)]


def _kept_of(model: type[Model]) -> Iterator[Kept]:
    from pghistory.models import Context, Event  # models of another library are not there when this is read

    if issubclass(model, History):
        yield Kept.of(model)
    elif issubclass(model, Event):
        yield Kept(model._meta.db_table, written_at=("pgh_created_at",))
    elif model is Context:
        # pghistory adds facts to the context of a request as it goes.
        yield Kept(model._meta.db_table, ("metadata", "updated_at"), ("created_at",))


def grant_app_role(using: str = "default", **_kwargs: Any) -> None:
    """Give the app role its rights; runs as the owner after each migrate."""
    connection = connections[using]
    role = settings.DATABASE_APP_ROLE
    quoted = connection.ops.quote_name(role)
    # In one transaction: no instant in between in which the portal could rewrite anything.
    with transaction.atomic(using=using), connection.cursor() as cursor:
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
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for kept in kept_tables():
            if kept.table in tables:
                _let_add_only(cursor, kept, quoted)
                _keep_time(cursor, kept)
        cursor.execute(_WHICH_TRIGGERS_REST)
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")


def _let_add_only(cursor: CursorWrapper, kept: Kept, role: str) -> None:
    table, *columns = (cursor.db.ops.quote_name(name) for name in (kept.table, *kept.may_change))
    cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
    if columns:
        cursor.execute(f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {role}")


def _keep_time(cursor: CursorWrapper, kept: Kept) -> None:
    if not kept.keeps_time:
        return
    quote = cursor.db.ops.quote_name
    answered = _ANSWER_ONCE.format(column=quote(kept.answered_at)) if kept.answered_at else "NULL;"
    written = [f"NEW.{quote(column)} := pg_catalog.clock_timestamp();" for column in kept.written_at]
    cursor.execute(
        _KEEP_TIME.format(
            function=quote(f"{kept.table}_{KEEPS_TIME}"),
            trigger=quote(KEEPS_TIME),
            table=quote(kept.table),
            written=" ".join(written) or "NULL;",
            answered=answered,
        )
    )
