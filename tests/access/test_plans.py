"""How the database walks a long list: asserted on its plan, on a table too long to read whole."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.models import Party, Role, User
from access.rules.viewer import Viewer
from access.toolkit.listing import count, page
from tests.toys.models import Paper
from tests.toys.world import NOW, hours, party, person

PARTIES = 5
SEED = """
    INSERT INTO toys_paper (ref, title, rank, at, live)
    SELECT 'seed' || n, 'seed', CASE WHEN n % 10 = 0 THEN 1 ELSE 0 END,
        timestamptz '2020-01-01' + n * interval '1 hour', n % 7 = 0
    FROM generate_series(1, 60000) AS n;
    INSERT INTO toys_paperaudience (record_id, party_id, via, rank, at, live)
    SELECT p.id, q.id, 'owner', p.rank, p.at, p.live
    FROM toys_paper p
    JOIN unnest(ARRAY{parties}::bigint[]) WITH ORDINALITY AS q(id, n) ON (p.id + q.n) % 3 = 0;
    ANALYZE toys_paper;
    ANALYZE toys_paperaudience
"""


@pytest.fixture
def viewers(transactional_db: None, owner_connection: Any) -> Iterator[dict[str, Viewer]]:
    """A person of five parties and one who reads the whole type; the owner knows the table's size."""
    parties = [party(f"seed {n}") for n in range(PARTIES)]
    users: dict[str, User] = {
        "member": person("member", *parties),
        "secretariat": person("secretariat", *parties, Party.objects.role(Role.NATIONAL_SECRETARIAT)),
    }
    with owner_connection.cursor() as cursor:
        cursor.execute(SEED.replace("{parties}", str([each.pk for each in parties])))
    yield {name: Viewer(user, NOW) for name, user in users.items()}


def test_a_list_walks_its_index_and_sorts_no_more_than_a_page(viewers: dict[str, Viewer]) -> None:
    for name in viewers:
        for live in (None, True):
            walk(viewers, name, live)


def walk(viewers: dict[str, Viewer], name: str, live: bool | None) -> None:
    index = {"member": "paperaudience", "secretariat": "paper_at"}[name]
    span = (NOW - hours(20_000), None)
    middle = page(Paper, viewers[name], live=live, at_range=span)
    undated = page(Paper, viewers[name], live=live, rank=1)
    for arguments in (
        {},
        {"after": middle.next_cursor},
        {"before": middle.next_cursor},
        {"descending": True},
        {"at_range": span, "after": middle.next_cursor},
        {"rank": 1},
        {"rank": 1, "after": undated.next_cursor},
        {"after": undated.next_cursor},
        {"before": undated.next_cursor},
    ):
        with CaptureQueriesContext(connection) as asked:
            assert len(page(Paper, viewers[name], live=live, **arguments).records) == 25
        plan = explain(asked, "toys_paperaudience" if name == "member" else "ORDER BY")
        assert index in plan
        assert "Seq Scan" not in plan
        assert plan.count("Sort Key") <= (name == "member"), plan
        assert rows_read(plan) < 500
    assert count(Paper, viewers[name], live=live) == 100


def explain(asked: CaptureQueriesContext, which: str) -> str:
    """The plan of the one statement that found the places, run once more."""
    sql = next(query["sql"] for query in asked if which in query["sql"])
    assert not re.search(r"\bnow\(\)|current_timestamp", sql, re.IGNORECASE)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ANALYZE {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def rows_read(plan: str) -> int:
    """Rows taken from indexes, with those thrown away."""
    scans = re.findall(r"Index.*actual time=\S+ rows=([\d.]+) loops=(\d+)", plan)
    thrown = re.findall(r"Rows Removed by Filter: (\d+)", plan)
    return sum(round(float(rows)) * int(loops) for rows, loops in scans) + sum(map(int, thrown))
