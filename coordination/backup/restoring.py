"""Restores a backup into an empty place: rows and files, rights, and what was erased since."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from access.erasure.ledger import LedgerBroken, Line, begin_ledger, head_of, read_ledger
from coordination.backup.door import open_door, shut_door
from coordination.backup.ending import end_ways_in
from coordination.backup.files import require_no_files, unpack_files
from coordination.backup.folder import (
    DATABASE,
    Facts,
    fingerprints_of_keys,
    known_migrations,
    read_backup,
)
from coordination.backup.programs import require_owner, run_program
from coordination.erasing.running import erase_again


def restore(
    folder: Path, *, at: datetime, no_ledger: bool, keys_lost: bool, say: Callable[[str], None]
) -> Facts:
    """Check everything first, then restore; the portal may connect only when all of it is done."""
    require_owner()
    facts = read_backup(folder)
    _require_known(facts)
    _require_keys(facts, keys_lost)
    lines = _lines_of_ledger(facts, no_ledger)
    _require_empty()
    require_no_files(folder)
    shut_door()
    say("Restoring the database")
    connection.close()  # pg_restore changes what an open connection may have looked up
    run_program(
        "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges",
        f"--dbname={connection.settings_dict['NAME']}", folder / DATABASE,
    )  # fmt: skip
    unpack_files(folder)
    say("Migrating, and giving the portal its rights")
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        erased = erase_again(lines)
        end_ways_in(at=at)
    say(f"Erased again, by the ledger: {erased}")
    if no_ledger:
        begin_ledger()
    open_door()
    return facts


def _require_known(facts: Facts) -> None:
    unknown = sorted(set(facts.migrations) - known_migrations())
    if unknown:
        raise CommandError(
            f"This backup was made by a newer version ({facts.version}): it knows {unknown[0]}"
            f"{f' and {len(unknown) - 1} more' if unknown[1:] else ''}. Install that version first."
        )


def _require_keys(facts: Facts, keys_lost: bool) -> None:
    if not keys_lost and not set(facts.keys) <= set(fingerprints_of_keys()):
        raise CommandError(
            "FIELD_KEYS lacks a key that seals second factors in this backup. Set the keys the portal ran "
            "with; or say --keys-lost: whoever has a second factor then needs an administrator to remove it."
        )


def _lines_of_ledger(facts: Facts, no_ledger: bool) -> list[Line]:
    """What to erase again: everything in the ledger, after making sure that it is this portal's."""
    try:
        lines = read_ledger()
    except LedgerBroken as broken:
        if no_ledger:
            return []
        raise CommandError(
            f"{broken} Without it, words that were erased would stand again. Put the ledger in the folder of "
            "ERASURE_LEDGER; or say --no-ledger, if there is none."
        ) from broken
    if no_ledger:
        raise CommandError("There is a ledger of erasures: restore without --no-ledger.")
    if len(lines) < facts.erasures or head_of(lines[: facts.erasures]) != facts.ledger:
        raise CommandError("The ledger of erasures is not that of this backup, or lines of it are missing.")
    return lines


def _require_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_'"
            " AND n.nspname <> 'information_schema'"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
        )
        if cursor.fetchone()[0]:
            name = connection.settings_dict["NAME"]
            raise CommandError(f"The database {name} is not empty. Restore into a new one.")
