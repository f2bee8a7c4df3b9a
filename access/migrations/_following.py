"""SQL for the triggers by which rows of a search follow their records; for migrations of the rooms."""

from typing import NamedTuple


class Kept(NamedTuple):
    """A table of rows of a search, and the functions that tell what belongs into it."""

    table: str
    told: str
    readers: str = ""

    def follows(self, table: str, *columns: str, ids: str = "SELECT id FROM {changed}") -> str:
        """Triggers by which rows follow a table, and of what changes in it these columns; none named: all.
        One in brackets need not be there yet.

        `ids` selects the numbers of records from {changed}.
        """
        return _on_each(
            self.table, table, columns, f"search_follow('{self.table}', '{self.told}', '{self.readers}'", ids
        )

    def follows_readers(self, table: str, ids: str = "SELECT record_id FROM {changed}") -> str:
        """Triggers by which rows follow who reads their records: parties come and go, and stay who they are."""
        return _on_each(
            self.table, table, ("party_id",), f"search_follow_readers('{self.table}', '{self.readers}'", ids
        )

    def filled(self, records: str) -> str:
        """SQL that writes all rows anew."""
        return (
            f"SELECT search_keep('{self.table}', '{self.told}', '{self.readers}',"  # noqa: S608 (our own tables)
            f" ARRAY(SELECT id FROM {records} ORDER BY id)); ANALYZE {self.table};"
        )


def _on_each(kept: str, table: str, columns: tuple[str, ...], call: str, ids: str) -> str:
    update = "changed"
    if columns:
        now, before = (", ".join(f"{rows}.{one}" for one in columns) for rows in ("changed", "former"))
        update = (
            "(SELECT changed.* FROM changed JOIN former ON former.id = changed.id"  # noqa: S608 (our own tables)
            f" WHERE ROW({now}) IS DISTINCT FROM ROW({before})) AS changed"
        )
    each = (
        ("INSERT", "NEW TABLE AS changed", "changed"),
        ("UPDATE", "NEW TABLE AS changed OLD TABLE AS former", update),
        ("DELETE", "OLD TABLE AS changed", "changed"),
    )
    return "".join(
        f"CREATE TRIGGER {kept}_{operation.lower()} AFTER {operation} ON {table} REFERENCING {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {call}, '{ids.format(changed=changed)}');\n"
        for operation, rows, changed in each
    )


def dropped(kept: str, *tables: str) -> str:
    """SQL that takes these triggers away."""
    return "".join(
        f"DROP TRIGGER {kept}_{operation} ON {table};\n"
        for table in tables
        for operation in ("insert", "update", "delete")
    )
