"""What a real server writes of a request, and as whom it asks its database: nothing to gain from either."""

import io
import logging
from contextlib import closing

import psycopg2
import pytest
from django.test import Client

from tests.attack.scene import MARK
from tests.cast import Cast, browser
from tests.coordination.test_database_role import SERVE, run
from tests.coordination.test_logs import answered, written
from tests.servers import Worker

__all__ = ["written"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        # A mail program that cuts the last stroke off; the portal sends on to the whole address.
        f"/invitation/{MARK}",
        f"/invitation/{MARK}/.",
        f"/{MARK}@example.org/",
        f"//invitation/{MARK}/",
    ],
)
def test_an_address_that_leads_nowhere_is_not_written(written: io.StringIO, address: str) -> None:
    Client().get(address)
    assert answered(written)["status"] in {301, 404}
    assert MARK not in written.getvalue()


def test_what_a_page_is_asked_for_is_written_where_the_portal_made_the_address(
    cast: Cast, written: io.StringIO
) -> None:
    browser(cast.far_liaison.user).get("/partners/")
    assert answered(written)["path"] == "/partners/"


def test_an_error_that_a_library_writes_as_its_message_leaves_no_text(written: io.StringIO) -> None:
    logging.getLogger("kombu.connection").error(ValueError(f"Key (email)=({MARK}@example.org) exists"))
    assert "ValueError" in written.getvalue() and MARK not in written.getvalue()


@pytest.mark.parametrize(
    "given",
    [
        "GRANT {mighty} TO {role}",
        # It may become the other one, though it has nothing of it by itself.
        "ALTER ROLE {role} NOINHERIT; GRANT UPDATE ON access_accesslog TO {writer}; GRANT {writer} TO {role}",
        "ALTER ROLE {role} CREATEROLE",
    ],
)
def test_a_role_that_can_become_a_mighty_one_serves_nothing(
    test_worker: Worker, django_db_setup: None, given: str
) -> None:
    superuser = test_worker.postgres.url("postgres", test_worker.database)
    names = {word: f"{word}_{test_worker.name}" for word in ("role", "mighty", "writer")}
    with closing(psycopg2.connect(superuser)) as database:
        database.autocommit = True
        cursor = database.cursor()
        cursor.execute("CREATE ROLE {role} LOGIN; CREATE ROLE {writer}".format(**names))
        cursor.execute("CREATE ROLE {mighty} SUPERUSER".format(**names))
        cursor.execute(f"GRANT CONNECT ON DATABASE {test_worker.database} TO {names['role']}")
        try:
            cursor.execute(given.format(**names))
            refused = run(
                "-c", SERVE, DATABASE_URL=test_worker.postgres.url(names["role"], test_worker.database)
            )
            assert refused.returncode != 0 and "may change the access log" in refused.stderr
        finally:
            for name in names.values():
                cursor.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")
