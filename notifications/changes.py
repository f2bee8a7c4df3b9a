"""What the scan of the next minute looks at again: the database notes it in the transaction of the change.

A record, a party or an account that changes leaves a line in `Changed`, whoever changes it and however:
a column with the time of the last change would miss what was deleted, and a change that is committed
after the scan that is past its time. The scan takes the lines away in the transaction in which it tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper
from django.db.migrations import RunSQL

from notifications.models import Changed

_FUNCTION = "public.notifications_note_changed"
# `changed` are the rows that a statement wrote or took away; each pair of arguments says what a column of
# theirs numbers.
FUNCTIONS = """
    CREATE FUNCTION public.notifications_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        FOR nth IN 0 .. TG_NARGS / 2 - 1 LOOP
            EXECUTE pg_catalog.format(
                'INSERT INTO public.notifications_changed (what, number)'
                ' SELECT DISTINCT %L, %I FROM changed WHERE %I IS NOT NULL',
                TG_ARGV[2 * nth], TG_ARGV[2 * nth + 1], TG_ARGV[2 * nth + 1]
            );
        END LOOP;
        RETURN NULL;
    END $$;
    CREATE FUNCTION public.notifications_note_changed_column() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO public.notifications_changed (what, number)
        SELECT TG_ARGV[0], (pg_catalog.to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
        RETURN NULL;
    END $$;
"""
NO_FUNCTIONS = f"DROP FUNCTION {_FUNCTION}(); DROP FUNCTION {_FUNCTION}_column();"
# Which rows of a statement count. One that changes a row counts as it was and as it is.
_ROWS = {
    "inserted": ("INSERT", "NEW"),
    "deleted": ("DELETE", "OLD"),
    "updated": ("UPDATE", "NEW"),
    "left": ("UPDATE", "OLD"),
}
WRITTEN, ADDED_OR_GONE, ANY = ("inserted", "updated"), ("inserted", "deleted"), tuple(_ROWS)


def note_rows(table: str, *columns: tuple[str, str], when: Sequence[str] = WRITTEN) -> RunSQL:
    """Note changes of a table's rows, as pairs (what, the column that holds its number)."""
    words = ", ".join(f"'{word}'" for pair in columns for word in pair)
    made = [
        f"CREATE TRIGGER note_{name} AFTER {_ROWS[name][0]} ON {table}"
        f" REFERENCING {_ROWS[name][1]} TABLE AS changed"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}({words})"
        for name in when
    ]
    return RunSQL("; ".join(made), "; ".join(f"DROP TRIGGER note_{name} ON {table}" for name in when))


def note_columns(table: str, watched: Sequence[str], what: str, column: str) -> RunSQL:
    """Note a row only when one of these columns became another."""
    differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in watched)
    return RunSQL(
        f"CREATE TRIGGER note_columns AFTER UPDATE ON {table} FOR EACH ROW WHEN ({differs})"
        f" EXECUTE FUNCTION {_FUNCTION}_column('{what}', '{column}')",
        f"DROP TRIGGER note_columns ON {table}",
    )


@dataclass
class Changes:
    """What changed since the last scan, by number."""

    parties: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    # By the model's label in small letters.
    records: dict[str, set[int]] = field(default_factory=dict)
    has_days: bool = False

    def count(self) -> int:
        """How many things they are."""
        return len(self.parties) + len(self.people) + sum(map(len, self.records.values()))


def take_changes(cursor: CursorWrapper) -> Changes:
    """Take what was noted and committed until now; it is there again if this transaction fails."""
    cursor.execute(
        "WITH taken AS (DELETE FROM notifications_changed RETURNING what, number)"
        " SELECT what, array_agg(DISTINCT number) FROM taken GROUP BY what"
    )
    found = {what: set(numbers) for what, numbers in cursor.fetchall()}
    return Changes(
        parties=found.pop(Changed.PARTY, set()),
        people=found.pop(Changed.PERSON, set()),
        has_days=bool(found.pop(Changed.DAYS, None)),
        records=found,
    )
