"""The embedded PostgreSQL: what it refuses, and how it comes back."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest

from embedded.account import CannotRun, choose_account
from embedded.postgres import APP, DATABASE, OWNER, Postgres, binary
from embedded.valkey import Valkey
from tests import servers


@pytest.fixture
def var() -> Path:
    return servers.reachable_folder()


def started(var: Path) -> Postgres:
    server = Postgres(var, throwaway=True)
    server.start(with_parent=True)
    server.make_roles()
    server.make_database()
    return server


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """One server for the tests that leave it running."""
    server = started(servers.reachable_folder())
    yield server
    server.stop()


@pytest.fixture
def doomed(var: Path) -> Iterator[Postgres]:
    """A server of its own for a test that kills it."""
    server = started(var)
    yield server
    server.stop()


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []


def test_it_listens_on_a_socket_in_a_closed_folder_and_on_no_port(postgres: Postgres) -> None:
    assert postgres.sockets is not None
    assert postgres.sockets.stat().st_mode & 0o077 == 0
    assert postgres.process is not None
    assert psutil.Process(postgres.process.pid).net_connections(kind="inet") == []


def test_it_does_not_run_as_root(postgres: Postgres) -> None:
    assert postgres.process is not None and postgres.account is not None
    uid = psutil.Process(postgres.process.pid).uids().real
    in_own_namespace = bool(postgres.account.prefix)
    assert uid != 0 or in_own_namespace


def test_the_app_reads_and_writes_what_the_owner_makes(postgres: Postgres) -> None:
    ask(postgres.url(OWNER), "CREATE TABLE word (id bigint GENERATED ALWAYS AS IDENTITY, text text)")
    ask(postgres.url(APP), "INSERT INTO word (text) VALUES ('সমন্বয়')")
    assert ask(postgres.url(APP), "SELECT id, text FROM word") == [(1, "সমন্বয়")]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE other (id int)",
        "CREATE TEMPORARY TABLE other (id int)",
        "CREATE SCHEMA other",
        "CREATE DATABASE other",
        "CREATE EXTENSION hstore",
        "SET ROLE shomonnoy_owner",
    ],
)
def test_the_app_makes_nothing(postgres: Postgres, statement: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(postgres.url(APP), statement)


def test_bangla_words_have_trigrams(postgres: Postgres) -> None:
    assert ask(postgres.url(APP), "SELECT cardinality(show_trgm('যশোর')) > 0") == [(True,)]


def test_after_kill_9_the_next_start_finds_what_was_committed(doomed: Postgres) -> None:
    ask(doomed.url(OWNER), "CREATE TABLE kept (id int)")
    # A throwaway server waits for no disk; what is committed must be out of its memory first.
    ask(doomed.url(OWNER), "SET synchronous_commit = on; INSERT INTO kept VALUES (1)")
    assert doomed.process is not None
    doomed.process.send_signal(signal.SIGKILL)
    doomed.process.wait()
    doomed.start(with_parent=True)
    assert ask(doomed.url(APP), "SELECT id FROM kept") == [(1,)]


def test_a_server_left_over_is_ended_and_started_anew(doomed: Postgres, var: Path) -> None:
    assert doomed.process is not None
    left_over = doomed.process
    again = Postgres(var, throwaway=True)
    again.start(with_parent=True)
    try:
        assert left_over.wait(timeout=10) is not None
        assert ask(again.url(APP), "SELECT 1") == [(1,)]
    finally:
        again.stop()


def test_a_pid_that_now_belongs_to_somebody_else_is_left_alone(doomed: Postgres, var: Path) -> None:
    assert doomed.process is not None
    doomed.process.kill()
    doomed.process.wait()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        lock = doomed.data / "postmaster.pid"
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        doomed.start(with_parent=True)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_first_start_killed_half_way_leaves_nothing_half_made(var: Path) -> None:
    half = var / "postgres" / "new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    server = Postgres(var, throwaway=True)
    server.start(with_parent=True)
    try:
        assert ask(server.url("postgres", "postgres"), "SELECT 1") == [(1,)]
    finally:
        server.stop()


def test_a_long_path_gets_its_sockets_in_a_short_folder(var: Path) -> None:
    deep = var / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    server = Postgres(deep, throwaway=True)
    server.start(with_parent=True)
    try:
        assert server.sockets is not None and not server.sockets.is_relative_to(deep)
        assert len(str(server.sockets / ".s.PGSQL.5432")) < 100
        assert ask(server.url("postgres", "postgres"), "SELECT 1") == [(1,)]
        server.stop()
        server.sockets.rmdir()
    finally:
        server.stop()


def test_where_it_cannot_run_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folder = Path("/")  # an ordinary user may not keep data in another user's folder
    if os.geteuid() == 0:  # root may, but `nobody` does not get in, and there is no `unshare`
        folder = closed / "var"
        monkeypatch.setenv("PATH", "")
    with pytest.raises(CannotRun, match="DATABASE_URL"):
        choose_account(binary("postgres"), folder)


def test_root_uses_a_namespace_of_its_own_where_nobody_cannot_reach(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = Postgres(closed, throwaway=True)
    if os.geteuid() == 0 and subprocess.run(["unshare", "--user", "true"], check=False).returncode:
        with pytest.raises(CannotRun, match="DATABASE_URL"):  # the machine allows no namespaces
            server.start(with_parent=True)
        return
    server.start(with_parent=True)
    try:
        assert server.account is not None
        assert bool(server.account.prefix) is (os.geteuid() == 0)
        assert ask(server.url("postgres", "postgres"), "SELECT 1") == [(1,)]
    finally:
        server.stop()


def test_valkey_answers_on_its_socket_refuses_to_evict_and_comes_back(postgres: Postgres, var: Path) -> None:
    import redis

    assert postgres.sockets is not None and postgres.account is not None
    valkey = Valkey(var, postgres.sockets, postgres.account)
    first = valkey.start(with_parent=True)
    try:
        client = redis.Redis.from_url(valkey.url.replace("redis+socket://", "unix://"))
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert client.config_get("port") == {"port": "0"}
        first.kill()
        first.wait()
        valkey.start(with_parent=True)
        assert valkey.answers()
    finally:
        valkey.stop()


def test_a_database_blind_to_bangla_is_refused(postgres: Postgres) -> None:
    ask(
        postgres.url("postgres", "postgres"),
        f"CREATE DATABASE blind OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
    )
    ask(postgres.url(OWNER, "blind"), "CREATE EXTENSION pg_trgm")
    assert check_database(postgres, DATABASE).returncode == 0
    refused = check_database(postgres, "blind")
    assert refused.returncode != 0
    assert "coordination.E001" in refused.stderr
    web = run_with(postgres, "blind", "-c", "import coordination.wsgi")
    assert web.returncode != 0 and "ImproperlyConfigured" in web.stderr


def test_a_web_process_starts_while_the_database_is_away(postgres: Postgres) -> None:
    assert run_with(postgres, "missing", "-c", "import coordination.wsgi").returncode == 0


def test_a_database_blind_to_bangla_is_refused_before_the_first_migration(postgres: Postgres) -> None:
    ask(
        postgres.url("postgres", "postgres"),
        f"CREATE DATABASE empty OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
    )
    assert "coordination.E001" in check_database(postgres, "empty").stderr


def check_database(postgres: Postgres, database: str) -> subprocess.CompletedProcess[str]:
    """What an operator would run, and what every migration runs first."""
    words = ["manage.py", "check", "--tag", "database", "--database", "default"]
    return run_with(postgres, database, *words, role="owner")


def run_with(
    postgres: Postgres, database: str, *words: str, role: str = "app"
) -> subprocess.CompletedProcess[str]:
    env = {"DATABASE_URL": postgres.url(APP, database), "DATABASE_OWNER_URL": postgres.url(OWNER, database)}
    return subprocess.run(
        [sys.executable, *words],
        env=os.environ | env | {"DATABASE_ROLE": role},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
