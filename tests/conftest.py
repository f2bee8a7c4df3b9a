"""The database and the Valkey of the tests. The body of a test runs as the app role."""

import gc
import os
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from embedded.account import CannotRun
from embedded.postgres import Postgres
from tests import budgets, servers

CAST = servers.ROOT / "tests" / "cast.py"
pytest_plugins = ["tests.chromium", *(["tests.cast"] if CAST.exists() else [])]
# Half a minute and more each, alone on a worker. The first needs no database of the tests: one worker is
# busy with it while the other makes the template.
LONG = (
    "embedded/test_portal",
    "browser/test_accessibility",
    "test_sweep.py",
    "test_numbers",
    "test_sweep_lists",
    "test_api_schemathesis",
    "browser/test_main_job",
    "browser/test_ten_committees",
    "partners/test_country",
    "coordination/test_backup",
    "coordination/test_leaks",
    "meetings/test_covered",
    "coordination/test_database_role",
    "coordination/test_erasing",
    "coordination/test_api_conforms",
    "library/test_list_sheets",
    "commitments/test_plans",
)
_STASH = pytest.StashKey[Postgres]()
_WORKER = pytest.StashKey[servers.Worker]()


def pytest_configure(config: pytest.Config) -> None:
    hypothesis_settings.load_profile(budgets.PROFILE)
    if config.option.collectonly or config.option.help:
        return
    # Playwright keeps an event loop in the thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    handed: dict[str, Any] | None = getattr(config, "workerinput", None)
    if handed is None:
        try:
            config.stash[_STASH] = servers.start_postgres()
        except CannotRun as reason:
            pytest.exit(str(reason), returncode=3)
    name = "main" if handed is None else str(handed["workerid"])
    config.stash[_WORKER] = worker = servers.Worker(name)
    worker.point_settings_here()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first: whoever began one of them last would leave the other worker idle."""
    items.sort(key=lambda item: next((n for n, file in enumerate(LONG) if file in item.nodeid), len(LONG)))


def pytest_collection_finish() -> None:
    """What stands by now stands to the end: the collector need not walk through it with every test."""
    gc.collect()
    gc.freeze()
    # And what a test leaves is mostly gone by itself: it is looked for less often than a server would.
    gc.set_threshold(10_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    if postgres := config.stash.get(_STASH, None):
        servers.stop_postgres(postgres)


@pytest.fixture(scope="session")
def test_worker(pytestconfig: pytest.Config) -> servers.Worker:
    return pytestconfig.stash[_WORKER]


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, test_worker: servers.Worker
) -> Iterator[None]:
    """Replaces Django's own test database: a copy of the template the owner built."""
    with django_db_blocker.unblock():
        test_worker.set_up()

    def restore(case: TransactionTestCase) -> None:
        test_worker.restore()

    # A test that commits is followed by a fresh copy, not by a flush: the app role may not
    # truncate, and a flush would take the reference data with it.
    TransactionTestCase._fixture_teardown = restore  # type: ignore[attr-defined]
    yield
    with django_db_blocker.unblock():
        test_worker.tear_down()


@pytest.fixture
def owner_connection(test_worker: servers.Worker, django_db_setup: None) -> Iterator[Any]:
    """A connection as the owner, for what the app role may not do. It sees committed rows only."""
    with closing(psycopg2.connect(test_worker.owner_url)) as connection:
        connection.autocommit = True
        yield connection


@pytest.fixture(autouse=True)
def empty_valkey(test_worker: servers.Worker) -> None:
    """No test finds the bells of another."""
    test_worker.empty_valkey()


@pytest.fixture
def valkey_url(test_worker: servers.Worker, django_db_setup: None) -> str:
    """This worker's Valkey, as Celery writes it; for redis-py put `unix://` for `redis+socket://`."""
    return test_worker.valkey.url
