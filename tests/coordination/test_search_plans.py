"""What the database does for a search among many rows: nothing hidden is walked, common words cost little."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override

from access.rules.viewer import Viewer
from access.toolkit.rooms import search_sources
from access.toolkit.searching import MOST, NEWEST, SearchSource
from coordination.search.queries import find
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROWS = 30_000
NOBODY = 987_654_321
# Rows of another record than the few that are meant: none are fetched, whatever the words.
_FILL = """
    INSERT INTO {table} (record_id, reader_id, at, size, keys, names, parties)
    SELECT -n, -n, %(at)s::timestamptz - n * %(apart)s::interval, 0,
        search_keys(ARRAY[
            '@' || to_char(%(at)s::timestamptz - n * %(apart)s::interval, 'YYYY.MM'),
            '@' || to_char(%(at)s::timestamptz - n * %(apart)s::interval, 'YYYY'), 'zarquon'])
            || CASE WHEN n %% 100 = 0 THEN search_keys(ARRAY['seldom']) ELSE '{{}}' END,
        '', ARRAY[%(party)s]::bigint[]
    FROM generate_series(1, %(rows)s) AS n
"""


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def walked(source: SearchSource, who: Viewer, *words: str) -> dict[str, int]:
    """How many rows the database fetches for these words when somebody searches, by the way it goes."""
    plans: list[dict[str, Any]] = []

    def explaining(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        if "AS MATERIALIZED" in sql and not plans:
            bare = context["cursor"].cursor
            bare.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + sql, values)
            found = bare.fetchone()[0]
            plans.append((json.loads(found) if isinstance(found, str) else found)[0]["Plan"])
        return execute(sql, values, many, context)

    with connection.execute_wrapper(explaining):
        find(who, " ".join(words))
    scans = [node for node in nodes(plans[0]) if node.get("Relation Name") == source.rows._meta.db_table]
    rows: dict[str, int] = {}
    for node in scans:
        way = node.get("Index Name", node["Node Type"])
        rows[way] = rows.get(way, 0) + int(node["Actual Rows"] * node["Actual Loops"])
    return rows


def found_by_words(source: SearchSource, who: Viewer, *words: str) -> int:
    """The same where words and readers alone lead to rows; no table is read whole."""
    rows = walked(source, who, *words)
    assert list(rows) == ["Bitmap Heap Scan"]
    return rows["Bitmap Heap Scan"]


@pytest.mark.parametrize("name", ["commitments", "meetings", "minutes", "decisions"])
def test_hidden_rows_are_not_walked_and_a_common_word_costs_one_shelf(cast: Cast, name: str) -> None:
    source = next(one for one in search_sources() if one.name == name)
    few, nation = cast.far_liaison.viewer, cast.ncc_secretary.viewer
    with override("en"), connection.cursor() as cursor:
        table = source.rows._meta.db_table
        cursor.execute(
            _FILL.format(table=table), {"at": few.at, "party": NOBODY, "rows": ROWS, "apart": "1 hour"}
        )
        assert found_by_words(source, few, "zarquon") == 0
        assert found_by_words(source, few, "seldom") == 0
        assert found_by_words(source, few, "nowhere") == 0
        cursor.execute(f"UPDATE {table} SET parties = ARRAY[0] WHERE record_id < 0")
        # The nation reads all of them; a month has some 740 hours.
        assert MOST <= found_by_words(source, nation, "zarquon") <= 760
        assert MOST <= found_by_words(source, nation, "zarquon", "seldom") <= 100


def test_of_very_many_in_a_month_the_newest_are_looked_through_whatever_is_asked(cast: Cast) -> None:
    few = cast.far_liaison.viewer
    source = next(one for one in search_sources() if one.is_many)
    table = source.rows._meta.db_table
    newest = {f"{source.rows._meta.model_name}_newest": NEWEST}
    with override("en"), connection.cursor() as cursor:
        cursor.execute(
            _FILL.format(table=table), {"at": few.at, "party": NOBODY, "rows": ROWS, "apart": "1 minute"}
        )
        # What is hidden costs what there is not.
        hidden, nowhere = walked(source, few, "zarquon"), walked(source, few, "nowhere")
        assert hidden == nowhere == {**newest, "Bitmap Heap Scan": 0}
        cursor.execute(f"UPDATE {table} SET parties = ARRAY[%s] WHERE record_id < 0", [few.party_ids[0]])
        common, seldom = walked(source, few, "zarquon"), walked(source, few, "seldom")
        assert common["Bitmap Heap Scan"] == 0 and MOST <= sum(common.values()) <= NEWEST
        # One of a hundred: ten of the newest, and those of a month or two.
        assert seldom["Bitmap Heap Scan"] <= ROWS // 100
