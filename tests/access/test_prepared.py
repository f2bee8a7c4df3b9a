"""What is kept is prepared on a connection: it answers each with their own, and holds nobody's values."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.rules.engine import allowed
from access.rules.viewer import Viewer
from access.toolkit import prepared
from access.toolkit.counting import Countable, countable, counts
from access.toolkit.kept import Kept
from access.toolkit.prepared import Own
from tests.access.test_kept import somebody
from tests.toys.models import Paper
from tests.toys.world import NOW, hours, paper, party

pytestmark = pytest.mark.django_db


def papers(viewer: Viewer, until: datetime | None = None) -> list[Countable]:
    # Asked by no other test, which may have been before on the same connection.
    rows = Paper.objects.filter(allowed(viewer, Paper)).exclude(title="prepared")
    return [countable((rows if until is None else rows.filter(at__lt=until)).values("pk"))]


def prepared_now() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, statement FROM pg_prepared_statements WHERE name LIKE 'kept_%'")
        return dict(cursor.fetchall())


def prepared_since(before: dict[str, str]) -> list[str]:
    return [statement for name, statement in prepared_now().items() if name not in before]


def asked(sql: str, values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def test_asked_again_it_answers_each_with_their_own_and_holds_nobodys_values() -> None:
    paper("early", party("a"), party("b"), at=NOW - hours(2))
    paper("late", party("b"), at=NOW + hours(2))
    kept, before = Kept(papers), prepared_now()
    one, two = somebody("one", "a"), somebody("two", "a", "b")
    those: list[tuple[Viewer, int]] = [(one, 1), (two, 2), (one, 1), (two, 2), (one, 1)]
    with CaptureQueriesContext(connection) as seen:
        assert [counts(*kept(who, until=None)) for who, _ in those] == [[number] for _, number in those]
        assert [counts(*kept(who, until=NOW)) for who, _ in those] == [[1]] * 5
    # Whoever reads along reads what was asked, in full; it counts as one each time.
    assert sum("toys_paper" in query["sql"] for query in seen) == 10
    found = prepared_since(before)
    assert len(found) == 2
    for statement in found:
        assert "$1" in statement
        for who in (one, two):
            assert not any(str(number) in statement for number in who.party_ids)
        assert NOW.date().isoformat() not in statement


def test_named_values_are_prepared_too_and_the_plan_that_is_shown_is_the_one_that_is_kept() -> None:
    before = prepared_now()
    for one in (1, 2, 3):
        mine = {"one": Own(one), "at": Own(NOW)}
        assert asked("SELECT %(one)s + %(one)s, %(at)s", mine) == [(one + one, NOW)]
    assert asked("SELECT %(one)s, %(other)s", {"one": Own(1), "other": 2}) == [(1, 2)]
    plan = asked("EXPLAIN (COSTS OFF) SELECT id FROM toys_paper WHERE id = %s", [Own(1)])
    assert "(id = $1)" in str(plan)
    assert len(prepared_since(before)) == 2


def test_constants_stay_in_the_text_and_tell_statements_apart() -> None:
    before = prepared_now()
    for _again in range(3):
        for constant, own in (("50%", 1), ("it's %s", 2), ("50%", 3)):
            found = asked("SELECT %s, %s + 1, '%%'", [constant, Own(own)])
            assert found == [(constant, own + 1, "%")]
    for some in ([1, 2], [], [3]):
        assert asked("SELECT %s || %s", [[1], Own(some)]) == [([1, *some],)]
    assert len(prepared_since(before)) == 3


def test_of_one_connection_no_more_is_prepared_than_the_last_that_were_asked() -> None:
    for _again in range(2):
        for number in range(prepared.MOST + 20):
            for _twice in range(2):
                assert asked(f"SELECT {number} + %s", [Own(1)]) == [(number + 1,)]
    found = prepared_now()
    assert len(found) == prepared.MOST
    assert not any("SELECT 5 +" in statement for statement in found.values())
