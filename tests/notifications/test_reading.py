"""The rule as SQL over pairs says what `people_who_may` says, for every way of building a rule."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from access.audiences import refresh
from access.models import Party, Role, User, Via
from access.rules import VIEW, people_who_may
from notifications.reading import LET_IN, may_view
from notifications.working_days import DHAKA
from tests.notifications.conftest import World
from tests.notifications.toys.models import Promise
from tests.toys.models import Club, Letter, LetterAudience, Note, Paper

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)


def by_sql(record: Any, at: datetime) -> set[User]:
    statement = (
        f"SELECT person.id FROM access_user person CROSS JOIN (SELECT %(record)s AS id) record "
        f"WHERE {LET_IN} AND {may_view(type(record), 'record.id', 'person.id')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"record": record.pk, "at": at})
        return set(User.objects.filter(pk__in=[row[0] for row in cursor.fetchall()]))


@pytest.fixture
def records(world: World) -> list[Model]:
    world.join(world.secretary, Party.objects.everyone())
    world.person("national", Party.objects.role(Role.NATIONAL_SECRETARIAT))
    world.person("closed", world.body, is_active=False)
    later = world.person("later")
    world.join(later, world.body, since=NOW + timedelta(hours=1))
    club = Club.objects.create(name="A club", keeper_party=world.secretariat)
    paper = Paper.objects.create(title="A paper", club=club, author_party=world.body)
    refresh(paper)
    letters = [Letter.objects.create(is_confirmed=is_confirmed) for is_confirmed in (False, True)]
    for letter in letters:
        LetterAudience.objects.create(record=letter, party=world.other_side, via=Via.OWNER, at=letter.at)
    nobody = Paper.objects.create(title="Nobody's")
    note = Note.objects.create(ref="note", paper=paper)
    return [club, paper, nobody, note, *letters, world.promise(verifier_party=None)]


@pytest.mark.parametrize("hours", [-100_000, 0, 2])
def test_the_sql_and_the_engine_name_the_same_people(records: list[Model], hours: int) -> None:
    at = NOW + timedelta(hours=hours)
    for record in records:
        assert by_sql(record, at) == set(people_who_may(VIEW, record, at)), record


def test_each_record_has_the_readers_written_here(world: World, records: list[Model]) -> None:
    club, paper, nobody, note, draft, confirmed, promise = records
    national = User.objects.get(email__startswith="national")
    assert by_sql(club, NOW) == {world.secretary, world.overseer}
    assert by_sql(paper, NOW) == {world.liaison, world.secretary, national}
    assert by_sql(nobody, NOW) == {national}
    assert by_sql(note, NOW) == {world.liaison, world.secretary}
    assert by_sql(draft, NOW) == {world.verifier}
    assert by_sql(confirmed, NOW) == {world.verifier, world.overseer}
    assert isinstance(promise, Promise)
    assert by_sql(promise, NOW) == {world.liaison, world.secretary, world.overseer}
