"""A test's own database and an empty one beside it, with the commands an operator runs on either."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import sql

from coordination.backup.folder import DATABASE, FACTS, FILES, SUMS
from embedded.postgres import APP, OWNER, binary, grant_database
from tests import servers
from tests.servers import Worker

EMPTY = "restored"


class Place:
    """The test's own database, backed up; and an empty one beside it."""

    def __init__(self, worker: Worker, folder: Path) -> None:
        self.worker, self.backup = worker, folder / "backup"
        self.ledger = folder / "ledger"
        self.name = f"{EMPTY}_{worker.name}"

    def manage(
        self, *words: str | Path, into: str = "", role: str = "owner"
    ) -> subprocess.CompletedProcess[str]:
        database = into or self.worker.database
        urls = {
            "DATABASE_URL": self.worker.postgres.url(APP, database),
            "DATABASE_OWNER_URL": self.worker.postgres.url(OWNER, database),
        }
        return subprocess.run(
            [sys.executable, servers.ROOT / "manage.py", *words],
            env=os.environ | urls | self._folders(database) | {"DATABASE_ROLE": role},
            capture_output=True,
            text=True,
            check=False,
        )

    def _folders(self, database: str) -> dict[str, str]:
        """Files of its own beside each database, and one ledger for both."""
        files = self.ledger.with_name(f"files-{database}")
        return {"ERASURE_LEDGER": str(self.ledger), "FILES_DIR": str(files)}

    def made(self) -> "Place":
        done = self.manage("backup", self.backup)
        assert done.returncode == 0, done.stderr
        return self

    def restored(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.manage("restore", self.backup, *words, into=self.name)

    def refused(self, *words: str) -> str:
        done = self.restored(*words)
        assert done.returncode == 1, done.stdout
        return done.stderr

    def empty_database(self, name: str = "") -> None:
        name = name or self.name
        self.drop(name)
        self.as_owner("postgres", sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        grant_database(self.worker.postgres.url(OWNER, name), name)

    def drop(self, name: str) -> None:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        self.as_owner("postgres", drop)

    def as_owner(self, database: str, statement: sql.Composable | str) -> list[tuple[Any, ...]]:
        return ask(self.worker.postgres.url(OWNER, database), statement)

    def text(self, database: str = "") -> str:
        """Everything that a database holds, as text."""
        url = self.worker.postgres.url(OWNER, database or self.worker.database)
        done = subprocess.run([binary("pg_dump"), url], capture_output=True, text=True, check=True)
        return done.stdout

    def rewrite(self, **changed: Any) -> None:
        """Another word in the facts of the backup, with a sum that fits."""
        path = self.backup / FACTS
        path.write_text(json.dumps(json.loads(path.read_text()) | changed))
        packed = [FILES] if (self.backup / FILES).exists() else []
        sums = subprocess.run(
            ["sha256sum", DATABASE, *packed, FACTS],
            cwd=self.backup,
            capture_output=True,
            text=True,
            check=True,
        )
        (self.backup / SUMS).write_text(sums.stdout)


def ask(url: str, statement: sql.Composable | str) -> list[tuple[Any, ...]]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def place_of(worker: Worker, folder: Path) -> Iterator[Place]:
    """The place of one test; its second database goes with it."""
    found = Place(worker, folder)
    found.empty_database()
    yield found
    found.drop(found.name)
