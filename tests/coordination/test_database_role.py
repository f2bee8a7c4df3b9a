"""The portal serves nothing as a role that could rewrite its own access log."""

import os
import subprocess
import sys
from itertools import product
from typing import Any

import psycopg2
import pytest
from django.core.checks import run_checks
from django.db import connection

from coordination.checks import is_too_mighty
from embedded.postgres import APP
from tests.servers import ROOT, Worker

READY = "import django; django.setup(); from django.test import Client; print(Client().get('/readyz').json())"
SERVE = "import coordination.wsgi"


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False
    )


@pytest.fixture
def superuser_url(test_worker: Worker, django_db_setup: None) -> str:
    return test_worker.postgres.url("postgres", test_worker.database)


@pytest.mark.django_db
def test_the_role_of_the_tests_is_held_back_as_in_operation() -> None:
    assert not is_too_mighty(connection)
    assert [fault for fault in run_checks(databases=["default"]) if fault.id == "coordination.E003"] == []


@pytest.mark.django_db(transaction=True)
def test_one_right_too_many_on_the_log_or_the_history_is_found(owner_connection: Any) -> None:
    rights, tables = ("UPDATE", "DELETE", "TRUNCATE"), ("access_accesslog", "partners_seatevent")
    with owner_connection.cursor() as cursor:
        for right, table in product(rights, tables):
            cursor.execute(f"GRANT {right} ON {table} TO {APP}")
            assert is_too_mighty(connection), (right, table)
            cursor.execute(f"REVOKE {right} ON {table} FROM {APP}")
            assert not is_too_mighty(connection), (right, table)


@pytest.mark.django_db(transaction=True)
def test_a_single_table_of_its_own_is_found(superuser_url: str) -> None:
    with psycopg2.connect(superuser_url) as database, database.cursor() as cursor:
        cursor.execute(f"ALTER TABLE access_accesslog OWNER TO {APP}")
    database.close()
    assert is_too_mighty(connection)


@pytest.mark.django_db
def test_no_process_serves_as_the_owner(test_worker: Worker) -> None:
    refused = run("-c", SERVE, DATABASE_URL=test_worker.owner_url)
    assert refused.returncode != 0 and "DATABASE_OWNER_URL" in refused.stderr
    asked = run("-c", READY, DATABASE_URL=test_worker.owner_url)
    assert "'database_role': 'failed'" in asked.stdout, asked.stderr
    checked = run("manage.py", "check", "--database", "default", DATABASE_URL=test_worker.owner_url)
    assert checked.returncode != 0 and "coordination.E003" in checked.stderr


@pytest.mark.django_db
def test_no_process_serves_as_a_superuser(superuser_url: str) -> None:
    refused = run("-c", SERVE, DATABASE_URL=superuser_url)
    assert refused.returncode != 0 and "superuser" in refused.stderr


@pytest.mark.django_db
def test_the_worker_does_not_begin_as_the_owner(test_worker: Worker) -> None:
    words = ("-m", "celery", "-A", "coordination", "worker", "--pool", "solo")
    refused = run(*words, DATABASE_URL=test_worker.owner_url)
    assert refused.returncode != 0 and "DATABASE_OWNER_URL" in refused.stderr


@pytest.mark.django_db(transaction=True)
def test_a_migration_without_the_role_of_the_portal_says_what_to_do(test_worker: Worker) -> None:
    missing = test_worker.app_url.replace(APP, "nobody_here")
    said = run(
        "manage.py",
        "migrate",
        DATABASE_URL=missing,
        DATABASE_OWNER_URL=test_worker.owner_url,
        DATABASE_ROLE="owner",
    )
    assert said.returncode != 0
    assert "create role nobody_here login" in said.stderr


@pytest.mark.django_db(transaction=True)
def test_a_migration_by_the_role_of_the_portal_is_refused(test_worker: Worker) -> None:
    said = run("manage.py", "migrate", DATABASE_URL=test_worker.owner_url)
    assert said.returncode != 0 and "coordination.E003" in said.stderr
    unchecked = run("manage.py", "migrate", "--skip-checks", DATABASE_URL=test_worker.owner_url)
    assert unchecked.returncode != 0 and "DATABASE_ROLE=owner" in unchecked.stderr


@pytest.mark.django_db(transaction=True)
def test_a_migration_by_the_owner_gives_the_role_of_the_portal_its_rights(
    test_worker: Worker, owner_connection: Any
) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON access_accesslog TO {APP}")
    done = run("manage.py", "migrate", DATABASE_ROLE="owner")
    assert done.returncode == 0, done.stderr
    assert not is_too_mighty(connection)


@pytest.mark.django_db
def test_as_the_role_of_the_portal_it_serves_with_every_room_loaded_and_set_aside_before_it_forks() -> None:
    asked = run("-c", f"{SERVE}, gc, sys; print('meetings.views' in sys.modules, gc.get_freeze_count())")
    assert asked.returncode == 0, asked.stderr
    are_loaded, set_aside = asked.stdout.split()
    assert are_loaded == "True" and int(set_aside) > 50_000
