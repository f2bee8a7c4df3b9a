"""Makes a backup: whole under its name, or not there at all."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.core.management.base import CommandError

from access.erasure.ledger import LedgerBroken, head_of, holding_ledger, read_ledger
from coordination.backup.files import pack_files
from coordination.backup.folder import (
    DATABASE,
    FILES,
    FORM,
    Facts,
    applied_migrations,
    fingerprints_of_keys,
    version_of_portal,
    write_facts,
)
from coordination.backup.programs import require_owner, run_program

# Who owns what and who may do what is given anew where it is restored.
_AS_ROWS = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")


def make_backup(folder: Path, *, at: datetime) -> Facts:
    """Database and files into a new folder that nobody else may read."""
    require_owner()
    folder = folder.absolute()
    if folder.exists():
        raise CommandError(f"{folder} is there already: every backup is a folder of its own.")
    before = os.umask(0o077)
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}.unfinished")
    try:
        unfinished.mkdir(mode=0o700, parents=True)
        # While a backup runs nothing is erased: its rows and the ledger say the same.
        with holding_ledger():
            facts = _fill(unfinished, at)
        _settle(unfinished)
        unfinished.rename(folder)
    except LedgerBroken as broken:
        raise CommandError(f"{broken} A backup could not be restored with it.") from broken
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
        os.umask(before)
    return facts


def _fill(folder: Path, at: datetime) -> Facts:
    lines = read_ledger()
    run_program("pg_dump", *_AS_ROWS, f"--file={folder / DATABASE}")
    pack_files(folder / FILES)
    facts = Facts(
        form=FORM,
        made_at=at.isoformat(),
        version=version_of_portal(),
        migrations=applied_migrations(),
        keys=fingerprints_of_keys(),
        erasures=len(lines),
        ledger=head_of(lines),
    )
    write_facts(folder, facts)
    return facts


def _settle(folder: Path) -> None:
    """Everything is on the disk before the folder gets its name."""
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
