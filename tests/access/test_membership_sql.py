"""The rule as SQL over pairs says what `people_who_may` says, for every way of building a rule."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from access.models import Party, Role, User
from access.rules.audiences import refresh
from access.rules.engine import VIEW, pairs_who_may, people_who_may
from access.rules.membership_sql import LET_IN
from tests.toys.models import Note
from tests.toys.world import NOW, club, hours, join, letter, paper, party, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_people")]
ACTIONS = {
    "club": [VIEW, "keep"],
    "paper": [VIEW, "edit", "sign", "comment", "close"],
    "note": [VIEW, "answer"],
    "letter": [VIEW],
}


def by_sql(action: str, record: Any, at: datetime) -> set[User]:
    statement = (
        f"SELECT person.id FROM access_user person CROSS JOIN (SELECT %(record)s AS id) record "
        f"WHERE {LET_IN} AND {pairs_who_may(action, type(record), 'record.id', 'person.id')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"record": record.pk, "at": at})
        return set(User.objects.filter(pk__in=[row[0] for row in cursor.fetchall()]))


def names(action: str, record: Any, at: datetime = NOW) -> set[str]:
    return {user.label_en for user in by_sql(action, record, at)}


@pytest.fixture
def records() -> list[Model]:
    ours, keepers, others = party("ours"), party("keepers"), party("others")
    person("author", ours)
    person("keeper", keepers, Party.objects.everyone())
    person("both", ours, keepers)
    person("reader", others)
    person("overseer", Party.objects.role(Role.OVERSIGHT))
    person("national", Party.objects.role(Role.NATIONAL_SECRETARIAT))
    person("nobody", party("elsewhere"))
    person("closed", ours, is_active=False)
    person("administrator", ours, is_administrator=True)
    join(person("later"), ours, since=NOW + hours(1))
    reading = club("reading", keepers)
    budget = paper("budget", club=reading, author_party=ours)
    refresh(budget)
    return [
        reading,
        budget,
        paper("nobody's"),
        Note.objects.create(ref="note", paper=budget),
        letter(others),
        letter(others, is_confirmed=True),
    ]


@pytest.mark.parametrize("away", [-100_000, 0, 2])
def test_the_sql_and_the_engine_name_the_same_people(records: list[Model], away: int) -> None:
    at = NOW + hours(away)
    for record in records:
        for action in ACTIONS[str(record._meta.model_name)]:
            assert by_sql(action, record, at) == set(people_who_may(action, record, at)), (record, action)


def test_each_record_has_the_readers_written_here(records: list[Model]) -> None:
    reading, budget, unread, note, draft, confirmed = records
    assert names(VIEW, reading) == {"keeper", "overseer"}
    assert names(VIEW, budget) == {"author", "keeper", "both", "national"}
    assert names(VIEW, budget, NOW + hours(1)) == {"author", "keeper", "both", "national", "later"}
    assert names(VIEW, unread) == {"national"}
    assert names(VIEW, note) == {"author", "keeper", "both"}
    assert names(VIEW, draft) == {"reader"}
    assert names(VIEW, confirmed) == {"reader", "overseer"}


def test_an_action_is_open_to_those_who_may_also_view(records: list[Model]) -> None:
    reading, budget, unread, note, _draft, _confirmed = records
    assert names("keep", reading) == {"keeper"}
    assert names("edit", budget) == {"author", "both"}
    assert names("sign", budget) == {"keeper", "both"}
    assert names("comment", budget) == {"author", "keeper", "both"}
    assert names("close", budget) == {"author", "both", "national"}
    assert names("close", unread) == {"national"}
    assert names("answer", note) == {"author", "both"}
