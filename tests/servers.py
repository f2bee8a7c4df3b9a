"""The servers of a test run: one PostgreSQL for the run, a database and a Valkey for each worker.

Nothing here touches the portal of `make run`. All of it lies in a temporary folder and ends with
the run, even when the run is killed.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg2
import redis
from django.conf import settings
from django.core.management import get_commands
from django.db import connections
from psycopg2 import sql

from embedded.account import Account
from embedded.bootstrap import fingerprint
from embedded.postgres import APP, OWNER, Postgres, binary
from embedded.valkey import Valkey
from tests.numbers import SPREAD

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "SHOMONNOY_TEST_FOLDER"
TEMPLATE = "template"
# The same with the personas in it: what every test finds but those that ask for `without_people`.
PEOPLED = "peopled"
DUMPS = ROOT / "var" / "test-templates"
MEMORY, ROOM = Path("/dev/shm"), 6 * 2**30
LEFT = "shomonnoy-test-"
# The country of every test but one.
DISTRICTS = ("Jashore", "Satkhira")


def made_from() -> list[Path]:
    """Everything that decides what the template holds."""
    below = ("language", "access", "notifications", "library", "partners")
    rooms = (*below, "commitments", "meetings", "threads", "coordination", "tests")
    migrations = [path for room in rooms for path in sorted((ROOT / room).glob("**/migrations"))]
    loading = [
        ROOT / "fixtures",
        ROOT / "tests" / "numbers.py",
        ROOT / "requirements" / "base.txt",
        ROOT / "embedded" / "postgres.py",
    ]
    models = [path for room in rooms for path in sorted((ROOT / room).glob("models*"))]
    loaders = [path for room in ("access", "partners") for path in sorted((ROOT / room).glob("**/*.py"))]
    written = [path for path in loaders if not {"views", "forms.py"} & {path.name, path.parent.name}]
    return [*loading, *migrations, *models, *written]


def in_memory() -> Path | None:
    """Where files lie in memory, if there is room for a whole run: copying a database costs a third there."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK):
        return None
    has_room = min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) > ROOM
    return MEMORY if has_room else None


def clear_left_behind() -> None:
    """A run that was killed leaves its folder, which in memory nobody else would take away."""
    for folder in MEMORY.glob(f"{LEFT}*-*"):
        number = folder.name.removeprefix(LEFT).partition("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def start_postgres() -> Postgres:
    """Once per run, by the process that hands out the tests."""
    clear_left_behind()
    folder = Path(tempfile.mkdtemp(prefix=f"{LEFT}{os.getpid()}-", dir=in_memory()))
    folder.chmod(0o711)  # as root the server runs as `nobody`, who must get through
    postgres = Postgres(folder, throwaway=True)
    postgres.start(with_parent=True)
    postgres.make_roles()
    os.environ[FOLDER] = str(folder)
    return postgres


def stop_postgres(postgres: Postgres) -> None:
    postgres.stop()
    shutil.rmtree(postgres.var, ignore_errors=True)
    os.environ.pop(FOLDER, None)


def reachable_folder() -> Path:
    """A folder for a server of a test's own. Not pytest's: that one is closed to `nobody`."""
    folder = Path(tempfile.mkdtemp(dir=os.environ[FOLDER]))
    folder.chmod(0o711)
    return folder


@dataclass
class Worker:
    """What one pytest worker works on."""

    name: str
    folder: Path = field(default_factory=lambda: Path(os.environ[FOLDER]))

    def __post_init__(self) -> None:
        self.database = f"test_{self.name}"
        self.postgres = Postgres(self.folder, throwaway=True)
        self.postgres.sockets = self.folder / "run"
        own = self.folder / self.name
        own.mkdir(exist_ok=True)
        self.valkey = Valkey(own, own, Account(os.geteuid(), os.getegid()))
        self.redis = redis.Redis(unix_socket_path=str(self.valkey.socket))
        self.owner_url = self.postgres.url(OWNER, self.database)
        self.app_url = self.postgres.url(APP, self.database)

    def point_settings_here(self) -> None:
        """Tests, and the processes they start, use this worker's database as the app role."""
        here = {"REDIS_URL": self.valkey.url, "VAR": str(self.folder / self.name)}
        os.environ |= self._environment(self.database) | here
        settings.DATABASES["default"] |= {
            "NAME": self.database,
            "USER": APP,
            "HOST": str(self.postgres.sockets),
            "PORT": "",
            "CONN_MAX_AGE": 0,
        }
        settings.DATABASE_APP_ROLE = APP
        settings.CELERY_BROKER_URL = self.valkey.url
        settings.VAR_DIR = self.folder / self.name
        settings.ERASURE_LEDGER = settings.VAR_DIR / "ledger"
        settings.MEDIA_ROOT = str(settings.VAR_DIR / "files")

    def _environment(self, database: str) -> dict[str, str]:
        return {
            "DATABASE_URL": self.postgres.url(APP, database),
            "DATABASE_OWNER_URL": self.postgres.url(OWNER, database),
            "DJANGO_SETTINGS_MODULE": "coordination.settings.testing",
        }

    def set_up(self) -> None:
        with (self.folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            ready = self.folder / "template.ready"
            if not ready.exists():
                self._build_template()
                self._people_it()
                ready.touch()
        self.restore()
        self.valkey.start(with_parent=True)

    def _build_template(self) -> None:
        """The owner migrates and loads the two districts: what every test finds.

        A dump is kept under `var/`, named by everything it was made from, for the next run.
        """
        kept = DUMPS / f"{fingerprint(*made_from())}.dump"
        if kept.exists() and self._restore_dump(kept):
            return
        self._empty_template()
        self.postgres.make_database(TEMPLATE)
        self._manage("migrate", "--noinput")
        with closing(psycopg2.connect(self.postgres.url(OWNER, TEMPLATE))) as connection, connection:
            connection.cursor().execute(SPREAD)
        if "load_reference" in get_commands():
            self._manage("load_reference", "--districts", *DISTRICTS)
        self._keep_dump(kept)

    def _people_it(self) -> None:
        """The cast, made once by the actions a person would use, as the app role."""
        from tests.cast import make_cast  # needs models, which are not there when this module is read

        self.restore(TEMPLATE)
        make_cast()
        # No autovacuum runs here: without it the planner would know of no table how long it is.
        with closing(psycopg2.connect(self.owner_url)) as connection:
            connection.autocommit = True
            connection.cursor().execute("ANALYZE")
        self._copy_to(PEOPLED)

    def _empty_template(self) -> None:
        self._as_owner(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(TEMPLATE)))

    def _restore_dump(self, kept: Path) -> bool:
        self._empty_template()
        self._as_owner(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        url = self.postgres.url(OWNER, TEMPLATE)
        words: list[str | Path] = [
            binary("pg_restore"),
            "--exit-on-error",
            "--single-transaction",
            "-d",
            url,
            kept,
        ]
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    def _keep_dump(self, kept: Path) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(kept.parent.glob("*.dump"), key=lambda path: path.stat().st_mtime)[:-2]:
            old.unlink(missing_ok=True)
        fresh = kept.with_name(f"{os.getpid()}.new")
        url = self.postgres.url(OWNER, TEMPLATE)
        words: list[str | Path] = [binary("pg_dump"), "-Fc", "--compress=1", "-f", fresh, url]
        if subprocess.run(words, capture_output=True, check=False).returncode == 0:
            fresh.rename(kept)

    def _manage(self, *words: str) -> None:
        done = subprocess.run(
            # A fault in one room's addresses is that room's test to find, not everybody's.
            [sys.executable, ROOT / "manage.py", *words, "--skip-checks"],
            env=os.environ | self._environment(TEMPLATE) | {"DATABASE_ROLE": "owner"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")

    def restore(self, template: str = PEOPLED) -> None:
        """Throw the database away and copy the template again; all by the owner."""
        connections.close_all()
        names = {"name": sql.Identifier(self.database), "template": sql.Identifier(template)}
        self._as_owner(
            sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names),
            sql.SQL("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy").format(**names),
            sql.SQL("REVOKE ALL ON DATABASE {name} FROM PUBLIC").format(**names),
            sql.SQL("GRANT CONNECT ON DATABASE {name} TO {app}").format(app=sql.Identifier(APP), **names),
        )

    def keep(self, name: str) -> str:
        """A template of this worker's own, of the database as it is now; what `restore` calls it."""
        kept = f"{name}_{self.name}"
        self._copy_to(kept)
        return kept

    def _copy_to(self, template: str) -> None:
        connections.close_all()
        names = {"template": sql.Identifier(template), "mine": sql.Identifier(self.database)}
        self._as_owner(
            sql.SQL("DROP DATABASE IF EXISTS {template}").format(**names),
            sql.SQL("CREATE DATABASE {template} TEMPLATE {mine} STRATEGY file_copy").format(**names),
        )

    def _as_owner(self, *statements: sql.Composable) -> None:
        with closing(psycopg2.connect(self.postgres.url(OWNER, "postgres"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

    def empty_valkey(self) -> None:
        if self.valkey.process is not None:
            self.redis.flushdb()

    def tear_down(self) -> None:
        connections.close_all()
        self.redis.close()
        self.valkey.stop()
