"""Who will see something: counted by the database, and the same whatever the network looks like."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.extras import DateTimeTZRange
from pytest_django import DjangoAssertNumQueries

from access.models import Party, PartyMember, User
from partners.actions.figures import count_network
from partners.models import (
    Membership,
    NetworkFigure,
    Office,
    OfficeHolder,
    Organisation,
    Person,
    Side,
)
from partners.models.figures import GOOD_FOR
from partners.readership import audience_statement
from partners.tasks import keep_figures
from tests.budgets import budget
from tests.cast import NOW, Cast
from tests.toys.world import rolled_back

pytestmark = pytest.mark.django_db
EVERYONE, CLUB, PANEL = "everyone", "club", "panel"
PARTIES = (EVERYONE, CLUB, PANEL)
SIDES = list(Side.values)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Term:
    """In hours, for five at most."""

    since: int
    until: int | None

    def runs(self, at: int) -> bool:
        return self.since <= at and (self.until is None or at < self.until)

    @property
    def period(self) -> DateTimeTZRange:
        return DateTimeTZRange(hour(self.since), None if self.until is None else hour(self.until))


@dataclass(frozen=True)
class One:
    """Somebody with an account: what they serve and hold in this order, and where they belong."""

    state: str
    serves: list[tuple[str, Term]]
    holds: list[tuple[str | None, Term]]
    belongs: list[tuple[str, Term]]

    def is_let_in(self) -> bool:
        return self.state in {"ordinary", "unknown"}

    def side(self, at: int) -> str:
        if self.state == "unknown":
            return ""
        for side, term in self.serves:
            if term.runs(at):
                return side
        for body, term in self.holds:
            if term.runs(at):
                return body or "government"
        return ""


def terms() -> st.SearchStrategy[Term]:
    return st.builds(
        lambda since, length: Term(since, None if length is None else since + length),
        st.integers(0, 3),
        st.none() | st.integers(1, 3),
    )


def people() -> st.SearchStrategy[One]:
    return st.builds(
        One,
        state=st.sampled_from(["ordinary", "ordinary", "ordinary", "unknown", "inactive", "administrator"]),
        serves=st.lists(st.tuples(st.sampled_from(SIDES), terms()), max_size=2),
        holds=st.lists(st.tuples(st.none() | st.sampled_from(SIDES), terms()), max_size=2),
        belongs=st.lists(st.tuples(st.sampled_from(PARTIES), terms()), max_size=4),
    )


def hour(number: int) -> datetime:
    return NOW + number * HOUR


def build(world: list[One]) -> None:
    """Nobody but the people of this world has an account that is in the network."""
    PartyMember.objects.all().delete()
    for number, one in enumerate(world):
        user = User.objects.create(
            email=f"reader{number}@example.invalid",
            is_active=one.state != "inactive",
            is_administrator=one.state == "administrator",
        )
        for row, (party, term) in enumerate(one.belongs):
            PartyMember.objects.create(
                party=known_party(party), user=user, reason=str(row), period=term.period
            )
        if one.state == "unknown":
            continue
        person = Person.objects.create(user=user, label_en=f"Reader {number}")
        for row, (side, term) in enumerate(one.serves):
            Membership.objects.create(
                person=person, organisation=body(f"{number}-{row}", side), role="staff", period=term.period
            )
        for row, (of, term) in enumerate(one.holds):
            office = Office.objects.create(
                code=f"readership-{number}-{row}",
                title_en="Post",
                organisation=body(f"office-{number}-{row}", of) if of else None,
            )
            OfficeHolder.objects.create(office=office, person=person, period=term.period)


def known_party(code: str) -> Party:
    return Party.objects.get_or_create(code=code, defaults={"kind": Party.Kind.SEAT, "label_en": code})[0]


def body(code: str, side: str) -> Organisation:
    code = f"readership-{code}"
    party = {word: known_party(f"{code}:{word}") for word in ("all", "liaison")}
    return Organisation.objects.create(
        code=code, kind="ngo", side=side, name_en=code, all_party=party["all"], liaison_party=party["liaison"]
    )


def plain(world: list[One], asked: set[str], at: int) -> dict[str, int]:
    """The people of these parties by side, once more by hand."""
    found: dict[str, int] = {}
    for one in world:
        if one.is_let_in() and any(party in asked and term.runs(at) for party, term in one.belongs):
            found[one.side(at)] = found.get(one.side(at), 0) + 1
    return found


def said(asked: set[str], at: datetime) -> dict[str, int]:
    with translation.override("en"):
        labels = {str(Side(value).label): value for value in Side.values} | {"others": ""}
        statement = audience_statement([known_party(code).pk for code in sorted(asked)], at)
    assert statement.total == sum(number for _label, number in statement.sides)
    return {labels[label]: number for label, number in statement.sides}


@settings(
    max_examples=budget(25, 1_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    world=st.lists(people(), max_size=5),
    asked=st.sets(st.sampled_from(PARTIES), min_size=1),
    at=st.integers(0, 4),
    is_counted=st.booleans(),
)
def test_each_reader_is_counted_once_on_one_side_whatever_the_network_looks_like(
    cast: Cast, world: list[One], asked: set[str], at: int, is_counted: bool
) -> None:
    with rolled_back():
        build(world)
        if is_counted:
            count_network(at=hour(at))
        assert said(asked, hour(at)) == plain(world, asked, at)


def fill(number: int, *, party: str = EVERYONE) -> None:
    """So many more people of an NGO belong to a party."""
    ngo = Organisation.objects.filter(code="readership-many").first() or body("many", "ngo")
    start = User.objects.count()
    users = User.objects.bulk_create(User(email=f"many{start + n}@example.invalid") for n in range(number))
    persons = Person.objects.bulk_create(Person(user=user, label_en="One of many") for user in users)
    term = DateTimeTZRange(hour(-1), None)
    Membership.objects.bulk_create(
        Membership(person=person, organisation=ngo, role="staff", period=term) for person in persons
    )
    PartyMember.objects.bulk_create(
        PartyMember(party=known_party(party), user=user, reason="many", period=term) for user in users
    )


def test_it_is_one_statement_however_many_read_it(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    parties = [known_party(EVERYONE).pk, known_party(CLUB).pk]
    for number in (1, 300):
        fill(number)
        with django_assert_num_queries(1):
            audience_statement(parties, NOW)


def test_what_is_open_to_the_network_says_how_many_that_was_when_it_was_last_counted(cast: Cast) -> None:
    keep_figures()
    before = said({EVERYONE}, NetworkFigure.objects.latest("counted_at").counted_at)
    counted = NetworkFigure.objects.latest("counted_at").counted_at
    fill(7)
    fill(2, party=CLUB)
    assert said({EVERYONE}, counted + GOOD_FOR - HOUR / 60) == before
    # Those who read it for another reason are counted now, and nobody twice.
    assert said({EVERYONE, CLUB}, counted)["ngo"] == before["ngo"] + 2
    # Nobody has counted for a while: the page counts.
    assert said({EVERYONE}, counted + GOOD_FOR + HOUR / 60)["ngo"] == before["ngo"] + 7
    keep_figures()
    assert said({EVERYONE}, counted)["ngo"] == before["ngo"] + 7


@pytest.mark.django_db(transaction=True)
def test_a_counted_network_is_not_read_to_say_how_many_it_is(owner_connection: Any) -> None:
    fill(3_000)
    count_network(at=NOW)
    with owner_connection.cursor() as cursor:
        cursor.execute("ANALYZE access_partymember, access_user, partners_person")
    with CaptureQueriesContext(connection) as asked:
        audience_statement([known_party(EVERYONE).pk, known_party(CLUB).pk], NOW)
    statement = next(query["sql"] for query in asked if "partners_networkfigure" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {statement}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    met = re.findall(r"actual time=\S+ rows=(\d+)", plan) + re.findall(r"Rows Removed by \w+: (\d+)", plan)
    assert max(map(int, met)) < 100, plan
