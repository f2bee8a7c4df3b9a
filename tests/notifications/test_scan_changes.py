"""The scan of a minute: it looks at what changed, and tells what the scan of everything would tell."""

from datetime import datetime
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from access.models import PartyMember, User
from language.words import DHAKA
from notifications import actions
from notifications.falling_due import Only, statement_for
from notifications.kinds import all_kinds
from notifications.models import Changed, Day, Notice, ScannedUntil
from notifications.working_days import add_working_days, forget
from tests.budgets import budget
from tests.notifications.conftest import World
from tests.notifications.moments import DUE, working_day
from tests.notifications.plainly import Owed, owed
from tests.notifications.stories import Story
from tests.notifications.toys.notices import DUE as DUE_KIND

pytestmark = pytest.mark.django_db

# How long a story of chance is, and how long at most one in which nothing is told.
STEPS, LONGEST = 25, 200
Told = set[tuple[Any, ...]]


def told() -> Told:
    kept = ("kind", "record_id", "recipient_id", "occasion", "state", "instead")
    return set(Notice.objects.values_list(*kept))


def not_tonight() -> None:
    """As if everything had just been looked at: what is told now is told because something was noted."""
    ScannedUntil.objects.update(whole_at=datetime(2100, 1, 1, tzinfo=DHAKA))


def would_tell(at: datetime) -> Told:
    """What the scan of everything would write at this instant."""
    before = told()
    with transaction.atomic():
        actions.scan(at=at)
        written = told() - before
        transaction.set_rollback(True)
    return written


def loud(written: Told) -> set[Owed]:
    """What of it is told, and not only noted as passed."""
    return {
        (kind, record, person, occasion, instead)
        for kind, record, person, occasion, state, instead in written
        if state == "told"
    }


def scan_like_the_whole(at: datetime) -> Told:
    """Scan what changed, and hold it to be what the scan of everything would have done, and what is owed."""
    not_tonight()
    wanted, before = would_tell(at), told()
    assert loud(wanted) == owed(at)
    actions.scan_changes(at=at)
    assert told() - before == wanted
    assert would_tell(at) == set()
    return wanted


@pytest.mark.parametrize("seed", range(budget(3, 60)))
def test_whatever_happens_the_scan_of_a_minute_tells_what_the_scan_of_everything_would(
    world: World, seed: int
) -> None:
    story = Story(world, Random(seed))
    actions.scan(at=story.now)
    step = scanned = 0
    # In some stories everybody leaves before anything falls due, and nothing is to be told for long: they
    # go on until somebody is.
    while step < STEPS or (not scanned and step < LONGEST):
        for _event in range(story.chance.choice([1, 1, 2, 3])):
            story.goes_on()
        scanned += len(scan_like_the_whole(story.now))
        step += 1
    # It was a story in which something was told.
    assert scanned > 0


def prepared(world: World, promises: int = 1) -> None:
    for _n in range(promises):
        world.promise(DUE)
    actions.scan(at=working_day(2))
    not_tonight()


def newly_told(at: datetime) -> list[tuple[int, str]]:
    before = set(Notice.objects.values_list("pk", flat=True))
    actions.scan_changes(at=at)
    rows = Notice.objects.exclude(pk__in=before).filter(state="told").order_by("pk")
    return list(rows.values_list("recipient_id", "occasion"))


def test_a_new_liaison_officer_is_told_of_the_latest_stage_in_the_next_minute(world: World) -> None:
    prepared(world)
    newcomer = world.person("newcomer", world.body)
    assert newly_told(working_day(2, minute=6)) == [(newcomer.pk, "0:late-1")]
    assert newly_told(working_day(2, minute=7)) == []


def test_a_term_that_begins_by_itself_between_two_scans_is_a_change(world: World) -> None:
    newcomer = world.person("newcomer")
    world.join(newcomer, world.body, since=working_day(2, hour=11, minute=0))
    prepared(world)
    assert newly_told(working_day(2, hour=10, minute=59)) == []
    assert newly_told(working_day(2, hour=11, minute=0)) == [(newcomer.pk, "0:late-1")]


def test_when_the_last_term_ends_by_itself_the_secretariat_is_told_instead(world: World) -> None:
    world.leave(world.liaison, world.body, working_day(2, hour=11))
    prepared(world)
    assert newly_told(working_day(2, hour=11)) == [(world.secretary.pk, "0:late-1")]


def test_when_everybody_left_nothing_is_told_until_somebody_comes(world: World) -> None:
    prepared(world)
    PartyMember.objects.filter(party__in=[world.body, world.secretariat]).delete()
    for offset in (3, 7, 11):
        assert scan_like_the_whole(working_day(offset)) == set()
    newcomer = world.person("newcomer", world.body)
    assert newly_told(working_day(11, minute=6)) == [(newcomer.pk, "0:week-2")]


def test_an_account_that_is_opened_again_is_a_change_and_a_sign_in_is_none(world: World) -> None:
    closed = world.person("closed", world.body, is_active=False)
    prepared(world)
    User.objects.filter(pk=closed.pk).update(last_login=working_day(2))
    assert not Changed.objects.exists()
    User.objects.filter(pk=closed.pk).update(is_active=True)
    assert newly_told(working_day(2, minute=6)) == [(closed.pk, "0:late-1")]


def test_an_opening_tells_what_falls_on_it_and_what_was_missed_since_the_last_scan(world: World) -> None:
    world.promise(DUE)
    falls_tomorrow, falls_in_two = (world.promise(add_working_days(DUE, n)) for n in (3, 4))
    actions.scan(at=working_day(2))
    not_tonight()
    actions.scan_changes(at=working_day(4))
    rows = Notice.objects.filter(created_at=working_day(4), state="told")
    assert {(row.record_id, row.stage) for row in rows} == {
        (falls_tomorrow.pk, "late-1"),
        (falls_in_two.pk, "on"),
    }


def test_the_table_of_days_that_changed_is_looked_at_whole(world: World) -> None:
    # On a Sunday; the Monday becomes free, and so it is one working day before the Tuesday.
    promise = world.promise(add_working_days(DUE, 2))
    actions.scan(at=working_day(0))
    not_tonight()
    on = add_working_days(DUE, 1)
    actions.add_day(by=world.administrator, on=on, name_en="Closed", name_bn="", at=working_day(0))
    assert newly_told(working_day(0, minute=6)) == [(world.liaison.pk, "0:before-1")]
    assert promise.pk == Notice.objects.latest("pk").record_id


def test_each_night_everything_is_looked_at_whatever_was_noted(world: World) -> None:
    prepared(world)
    newcomer = world.person("newcomer", world.body)
    Changed.objects.all().delete()
    ScannedUntil.objects.update(whole_at=working_day(2))
    assert newly_told(working_day(2, minute=6)) == []
    assert newly_told(working_day(3, hour=2, minute=0)) == [(newcomer.pk, "0:late-1")]


def test_a_clock_that_goes_back_loses_nothing(world: World) -> None:
    prepared(world)
    world.promise(add_working_days(DUE, 2))
    Changed.objects.all().delete()
    assert newly_told(working_day(2, minute=4)) == [(world.liaison.pk, "0:on")]


def test_with_nothing_to_do_no_promise_and_no_right_is_looked_at(world: World) -> None:
    prepared(world)
    with CaptureQueriesContext(connection) as queries:
        actions.scan_changes(at=working_day(2, minute=6))
    statements = [query["sql"] for query in queries]
    assert len(statements) <= 10
    assert not [one for one in statements if "promises_promise" in one or "commitments_" in one]


def test_the_scan_of_a_minute_costs_the_same_queries_for_one_change_as_for_seven(world: World) -> None:
    prepared(world)
    counts = []
    for minute, more in ((6, 1), (7, 7)):
        for _n in range(more):
            world.promise(DUE)
        with CaptureQueriesContext(connection) as queries:
            actions.scan_changes(at=working_day(2, minute=minute))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def rows_by_node(node: dict[str, Any]) -> dict[str, int]:
    """Rows each named part of a plan gave."""
    found = {node["Subplan Name"]: node["Actual Rows"]} if "Subplan Name" in node else {}
    for part in node.get("Plans", []):
        found |= rows_by_node(part)
    return found


def test_an_opening_works_on_what_falls_due_and_not_on_what_is_open(world: World) -> None:
    for n in range(40):
        world.promise(add_working_days(DUE, -(n % 5)))
    actions.scan(at=working_day(9))
    assert DUE_KIND.due is not None
    statement, values = statement_for(DUE_KIND, DUE_KIND.due, working_day(10), only=Only(due_on=[DUE]))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        rows = rows_by_node(cursor.fetchone()[0][0]["Plan"])
    assert (rows["CTE ripe"], rows["CTE untold"]) == (8, 8)


def test_rights_are_asked_of_nobody_who_was_told(world: World) -> None:
    for _n in range(10):
        world.promise(DUE)
    actions.scan(at=working_day(2))
    assert DUE_KIND.due is not None
    statement, values = statement_for(DUE_KIND, DUE_KIND.due, working_day(2))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        rows = rows_by_node(cursor.fetchone()[0][0]["Plan"])
    assert (rows["CTE ripe"], rows["CTE untold"], rows["CTE latest"]) == (10, 0, 0)


def nodes_of(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(one for part in node.get("Plans", []) for one in nodes_of(part))]


def test_statistics_by_which_nobody_was_ever_told_do_not_slow_the_scan_that_tells_many(
    world: World,
) -> None:
    """As after an import: taking all that is told for one row, the planner compares each row with each."""
    for _n in range(60):
        world.promise(DUE)
    actions.scan(at=working_day(2), as_skipped=True)
    assert DUE_KIND.due is not None
    statement, values = statement_for(DUE_KIND, DUE_KIND.due, working_day(10))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notifications_notice")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", values)
        nodes = nodes_of(cursor.fetchone()[0][0]["Plan"])
    written = [node["Plan Rows"] for node in nodes if node.get("CTE Name") == "written"]
    assert len(written) >= 2 and min(written) > 10


def test_what_is_imported_is_noted_by_one_line_for_each_person_and_tells_nobody(world: World) -> None:
    colleague = world.person("colleague", world.body)
    for _n in range(5):
        world.promise(DUE)
    report = actions.scan(at=working_day(16), as_skipped=True)
    due = Notice.objects.filter(kind="promises.due")
    assert (report.told, due.count(), set(due.values_list("stage", flat=True))) == (0, 10, {"week-3"})
    # Holidays announced later turn the count back, and tell nobody of an earlier stage.
    now = working_day(16)
    for offset in (12, 13):
        on = add_working_days(DUE, offset)
        actions.add_day(by=world.administrator, on=on, name_en="Closed", name_bn="", at=now)
        forget()
        assert actions.scan(at=now).told == 0
    newcomer = world.person("newcomer", world.body)
    actions.scan_changes(at=now)
    told_now = Notice.objects.filter(kind="promises.due", state="told")
    assert {row.recipient_id for row in told_now} == {newcomer.pk} != {colleague.pk}
    assert told_now.count() == 5


def test_every_table_whose_records_fall_due_is_watched() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text) FROM pg_trigger"
            " WHERE tgname LIKE 'note\\_%%' GROUP BY 1"
        )
        watched = dict(cursor.fetchall())
    models = {kind.record_model for kind in all_kinds() if kind.due is not None}
    assert {model._meta.label for model in models} == {
        "access.Cover",
        "commitments.Commitment",
        "promises.Promise",
        "threads.Concern",
        "threads.MonthlyReturn",
        "threads.Thread",
    }
    for model in models:
        table = model._meta.db_table
        readers = model._meta.get_field("audience").related_model
        assert isinstance(readers, type)
        assert {"note_inserted", "note_updated"} <= set(watched[table])
        assert {"note_inserted", "note_deleted"} <= set(watched[readers._meta.db_table])
    assert set(watched["access_partymember"]) == {
        "note_inserted",
        "note_deleted",
        "note_updated",
        "note_left",
    }
    assert set(watched["access_user"]) == {"note_columns"}
    assert {"note_inserted", "note_updated", "note_deleted"} <= set(watched[Day._meta.db_table])


def test_what_a_scan_took_is_there_again_when_it_fails(world: World) -> None:
    prepared(world)
    newcomer = world.person("newcomer", world.body)
    with transaction.atomic():
        assert actions.scan_changes(at=working_day(2, minute=6)).told == 1
        assert not Changed.objects.exists()
        transaction.set_rollback(True)
    assert newly_told(working_day(2, minute=7)) == [(newcomer.pk, "0:late-1")]
