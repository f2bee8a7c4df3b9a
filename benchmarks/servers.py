"""The servers of the benchmark: a PostgreSQL and a Valkey of its own under `VAR/bench`.

The databases are kept from run to run, for as long as what they were made from stays the same and
the day does: promises are dated from today. It is a cluster as `make run` starts it, with every write
on the disk, so that what commits costs what it costs.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import psycopg2
from psycopg2 import sql

from embedded.account import Account
from embedded.bootstrap import fingerprint
from embedded.postgres import APP, OWNER, Postgres
from embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
COUNTRY = "country"
SUPERUSER = "postgres"
ROOMS = ("access", "notifications", "library", "partners", "commitments", "meetings", "threads")


class SeedFailed(Exception):
    """A step of seeding ended with an error; the text is what it printed."""


class Servers:
    """The two servers while they run, and the databases in them."""

    def __init__(self, var: Path) -> None:
        var.mkdir(parents=True, exist_ok=True)
        var.chmod(0o711)  # as root the server runs as `nobody`, who must get through
        self.var = var
        self.postgres = Postgres(var)
        self.valkey = Valkey(var, var, Account(os.geteuid(), os.getegid()))

    def start(self) -> None:
        """Start both; they end with this process."""
        self.postgres.start(with_parent=True)
        self.postgres.make_roles()
        self.valkey.start(with_parent=True)

    def stop(self) -> None:
        """End both."""
        self.valkey.stop()
        self.postgres.stop()

    def environment(self, database: str, *, role: str = "app") -> dict[str, str]:
        """What a process needs to use one of the databases."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "DATABASE_URL": self.postgres.url(APP, database),
            "DATABASE_OWNER_URL": self.postgres.url(OWNER, database),
            "DATABASE_ROLE": role,
            "BENCH_SUPERUSER_URL": self.postgres.url(SUPERUSER, database),
            "REDIS_URL": self.valkey.url,
            "VAR": str(self.var),
        }

    def country(self) -> str:
        """The whole country as the project's own loaders make it, with the personas and the real events."""
        rooms = [path for room in ROOMS for path in sorted((ROOT / room).glob("**/migrations"))]
        made_from = fingerprint(
            *rooms, ROOT / "fixtures", ROOT / "partners" / "loading", ROOT / "coordination" / "demo"
        )
        if not self._is_made(COUNTRY, made_from):
            self._drop(COUNTRY)
            self.postgres.make_database(COUNTRY)
            manage = [sys.executable, "manage.py"]
            owner = self.environment(COUNTRY, role="owner")
            run([*manage, "migrate", "--noinput", "--verbosity", "0"], owner)
            run([*manage, "load_reference"], owner)
            run([sys.executable, "-m", "benchmarks.seeds.country"], owner)
            self._mark(COUNTRY, made_from)
        return COUNTRY

    def seeded(self, commitments: int, today: date, *, threads: int = 0, updates: int = 0) -> str:
        """A database with so many commitments, and all that goes with them, or more of some of it."""
        country = self.country()
        name = f"seed_{commitments}_{threads}_{updates}"
        made_from = f"{fingerprint(ROOT / 'benchmarks' / 'seeds')} {self._mark_of(country)} {today}"
        if not self._is_made(name, made_from):
            self.copy(country, name)
            run(
                [
                    sys.executable,
                    "-m",
                    "benchmarks.seeds.filling",
                    *map(str, (commitments, threads, updates)),
                ],
                self.environment(name, role="owner"),
            )
            self._mark(name, made_from)
        return name

    def copy(self, source: str, name: str) -> str:
        """Make a database as a copy of another."""
        self._drop(name)
        names = {"name": sql.Identifier(name), "source": sql.Identifier(source), "app": sql.Identifier(APP)}
        self._as_owner(
            sql.SQL("CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy").format(**names),
            sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names),
            sql.SQL("GRANT CONNECT ON DATABASE {name} TO {app}").format(**names),
            # One process does all of a statement's work, whose time can then be read as a whole.
            sql.SQL("ALTER DATABASE {name} SET max_parallel_workers_per_gather = 0").format(**names),
        )
        return name

    def drop(self, name: str) -> None:
        """Throw a copy away."""
        self._drop(name)

    def _drop(self, name: str) -> None:
        self._as_owner(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _is_made(self, name: str, made_from: str) -> bool:
        return self._mark_of(name) == made_from

    def _mark_of(self, name: str) -> str | None:
        url = self.postgres.url(OWNER, "postgres")
        with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
            )
            row = cursor.fetchone()
        return row[0] if row else None

    def _mark(self, name: str, made_from: str) -> None:
        words = {"name": sql.Identifier(name), "mark": sql.Literal(made_from)}
        self._as_owner(sql.SQL("COMMENT ON DATABASE {name} IS {mark}").format(**words))

    def _as_owner(self, *statements: sql.Composable) -> None:
        with closing(psycopg2.connect(self.postgres.url(OWNER, "postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)


@contextmanager
def running() -> Iterator[Servers]:
    """The servers, for as long as they are needed."""
    servers = Servers(Path(os.environ.get("VAR") or ROOT / "var").resolve() / "bench")
    with (servers.var / "lock").open("w") as lock:
        # A second start would take the first one's server for one left behind, and end it.
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SeedFailed(f"another run uses {servers.var}: wait for it, or choose another VAR=") from None
        try:
            servers.start()
            yield servers
        finally:
            servers.stop()


def run(words: list[str], env: Mapping[str, str]) -> None:
    """Run one step to its end; what it says goes to the terminal, what goes wrong ends the run."""
    done = subprocess.run(words, cwd=ROOT, env=dict(env), check=False)
    if done.returncode:
        raise SeedFailed(f"{' '.join(words[1:])} ended with {done.returncode}")
