"""What changed since somebody last looked: nothing is skipped, nothing comes twice, whoever commits when."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from access.models import Via
from access.rules.audiences import refresh, refresh_all, share, unshare
from access.rules.feed import ChangePlace
from tests.servers import Worker
from tests.toys.models import Paper, PaperAudience
from tests.toys.world import NOW, hours, paper, party, person

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def another_connection(worker: Worker) -> Iterator[Any]:
    with closing(psycopg2.connect(worker.owner_url)) as other, other.cursor() as cursor:
        yield cursor


def titles(place: ChangePlace | None = None, limit: int = 100) -> tuple[list[str], ChangePlace | None]:
    found = Paper.objects.get_queryset().changed_since(place, limit)
    return [one.title for one in found.records], found.place


def write(cursor: Any, title: str) -> None:
    cursor.execute(
        "INSERT INTO toys_paper (ref, title, at, live) VALUES (left(md5(%s), 22), %s, now(), true)",
        [title, title],
    )


def test_what_an_older_transaction_commits_later_is_not_skipped(test_worker: Worker) -> None:
    paper("before")
    read, place = titles()
    assert read == ["before"]
    with another_connection(test_worker) as slow:
        write(slow, "older")
        paper("younger")
        # The younger one is committed, and waits: behind its place nobody would look for the older one.
        assert titles(place) == ([], place)
        slow.connection.commit()
    assert titles(place)[0] == ["older", "younger"]


def test_what_a_transaction_takes_back_holds_nothing_up(test_worker: Worker) -> None:
    with another_connection(test_worker) as slow:
        write(slow, "taken back")
        paper("kept")
        assert titles()[0] == []
        slow.connection.rollback()
    assert titles()[0] == ["kept"]


def test_what_is_written_in_another_database_holds_nothing_up(test_worker: Worker) -> None:
    address = test_worker.owner_url.replace(f"/{connection.settings_dict['NAME']}?", "/postgres?")
    assert address != test_worker.owner_url
    with closing(psycopg2.connect(address)) as elsewhere, elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_catalog.pg_current_xact_id()")
        paper("here")
        assert titles()[0] == ["here"]


def test_pages_of_a_feed_give_everything_once_while_others_write(test_worker: Worker) -> None:
    with another_connection(test_worker) as first, another_connection(test_worker) as second:
        seen: list[str] = []
        place: ChangePlace | None = None
        for step in range(12):
            write(first, f"first {step}")
            write(second, f"second {step}")
            paper(f"here {step}")
            # The one commits at each step, the other at every fourth, always after what is younger.
            first.connection.commit()
            if step % 4 == 3:
                second.connection.commit()
            read, place = titles(place, limit=2)
            seen += read
        second.connection.commit()
        while (found := titles(place, limit=2))[0]:
            seen, place = seen + found[0], found[1]
    assert len(seen) == len(set(seen))
    assert set(seen) == {f"{who} {step}" for who in ("first", "second", "here") for step in range(12)}


def test_a_change_moves_a_record_to_the_end_and_nothing_else_does() -> None:
    one, two = paper("one"), paper("two")
    read, place = titles()
    assert read == ["one", "two"]
    one.save()
    Paper.objects.update(live=True)
    assert titles(place)[0] == []
    one.title = "one, corrected"
    one.save()
    assert titles(place)[0] == ["one, corrected"]
    assert titles()[0] == ["two", "one, corrected"]
    # The object at hand is older than its row; saving it again changes nothing.
    two.save()
    assert titles()[0] == ["two", "one, corrected"]


def test_records_of_one_transaction_come_together_in_the_order_of_their_ids() -> None:
    with transaction.atomic():
        for title in ("a", "b", "c"):
            paper(title)
        assert titles()[0] == []
    read, place = titles(limit=2)
    assert read == ["a", "b"]
    assert titles(place)[0] == ["c"]


def test_whoever_begins_or_ceases_to_read_a_record_changes_it_for_a_feed() -> None:
    made, guest = paper("shared"), party("guest")
    other = paper("other")
    refresh(made)
    _read, place = titles()
    refresh(made)
    assert titles(place)[0] == []
    share(made, guest.pk)
    read, place = titles(place)
    assert read == ["shared"]
    unshare(made, guest.pk)
    read, place = titles(place)
    assert read == ["shared"]
    other.author_party = made.author_party = party("author")
    other.save()
    made.save()
    _read, place = titles(place)
    refresh_all([made, other])
    assert sorted(titles(place)[0]) == ["other", "shared"]


def test_a_feed_gives_what_its_reader_may_see() -> None:
    reader = party("reader")
    viewer = person("reader", reader)
    paper("not for everybody")
    made = paper("for its reader", reader)
    rows = Paper.objects.permitted(viewer).changed_since()
    assert [one.pk for one in rows.records] == [made.pk]
    PaperAudience.objects.filter(record=made).delete()
    assert Paper.objects.permitted(viewer).changed_since(rows.place).records == []


@pytest.mark.parametrize("many", [200, 2_000])
def test_a_page_of_a_feed_walks_the_index_of_changes(many: int, owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:
        # One transaction each, as people write.
        cursor.execute(
            "INSERT INTO toys_paper (ref, title, at, live)"
            " SELECT left(md5(n::text), 22), n, now(), true FROM generate_series(1, %s) n",
            [many],
        )
        cursor.execute("ANALYZE toys_paper")
    Paper.objects.filter(pk__in=Paper.objects.order_by("pk")[:10]).update(at=NOW + hours(1))
    with CaptureQueriesContext(connection) as asked:
        assert len(Paper.objects.get_queryset().changed_since(None, 5).records) == 5
    (query,) = asked.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "paper_change" in plan and "Sort" not in plan, plan


def test_the_portal_cannot_say_when_something_changed() -> None:
    made = paper("dated back")
    _read, place = titles()
    Paper.objects.filter(pk=made.pk).update(change=1)
    assert titles(place)[0] == ["dated back"]
    assert PaperAudience.objects.filter(via=Via.OWNER).count() == 0
