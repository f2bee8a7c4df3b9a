"""How attempts are counted: by time, at once, in one order, and under keys that name nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from access.accounts import attempts as counts
from access.accounts import limits
from access.accounts.limits import ADDRESS, PAIR, Door, Knock
from access.models import AttemptCount
from tests.access.people import at_the_door

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
START = timezone.now()


def request(address: str = "203.0.113.7") -> HttpRequest:
    return RequestFactory().post("/", REMOTE_ADDR=address)


def knock(
    name: str = "a@b.org", *, at: datetime = START, address: str = "203.0.113.7", door: Door = Door.SIGN_IN
) -> Knock:
    return limits.knock(request(address), door, name=name, at=at)


def use_up(name: str = "a@b.org", at: datetime = START, door: Door = Door.SIGN_IN) -> None:
    for _n in range(PAIR.most):
        assert not knock(name, at=at, door=door).must_wait


def test_a_name_waits_fifteen_minutes_after_the_last_counted_attempt_and_knocking_does_not_prolong_it() -> (
    None
):
    for minutes in (0, 3, 6, 9):
        assert not knock(at=START + minutes * MINUTE).must_wait
    last = START + 12 * MINUTE
    assert not knock(at=last).must_wait
    for minutes in range(15):
        assert knock(at=last + minutes * MINUTE).seconds == (15 - minutes) * 60
    assert not knock(at=last + 15 * MINUTE).must_wait


def test_an_attempt_that_is_refused_counts_on_nobody_else() -> None:
    use_up()
    for _n in range(30):
        assert knock().must_wait
    assert not AttemptCount.objects.filter(attempts__gt=PAIR.most).exists()
    assert not knock(address="198.51.100.9").must_wait


def test_each_door_counts_for_itself() -> None:
    use_up()
    assert not knock(door=Door.FORGOTTEN).must_wait


def test_an_address_waits_after_sixty_failures_of_whomever_at_whatever_door() -> None:
    doors = (Door.SIGN_IN, Door.FORGOTTEN, Door.PRINTED)
    for n in range(ADDRESS.most):
        assert not knock(f"p{n}@example.org", door=doors[n % 3]).must_wait
    assert knock("another@example.org").must_wait
    assert not knock("another@example.org", address="198.51.100.9").must_wait


def test_a_success_takes_back_no_more_than_its_own_from_those_beside_it() -> None:
    for n in range(ADDRESS.most - 1):
        knock(f"p{n}@example.org")
    for _n in range(3):
        knock("right@example.org").opened(at=START)
    assert not knock("last@example.org").must_wait
    assert knock("another@example.org").must_wait


def test_a_subscriber_of_many_addresses_is_one() -> None:
    for n in range(PAIR.most):
        assert not knock(address=f"2001:db8:0:1::{n}").must_wait
    assert knock(address="2001:db8:0:1:ffff::").must_wait
    assert not knock(address="2001:db8:0:2::1").must_wait
    assert not knock(address="::ffff:203.0.113.7").must_wait


def test_what_is_typed_as_a_name_is_not_kept() -> None:
    at_the_door("my secret password", "x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM access_attemptcount a")
        kept = str(cursor.fetchall())
    assert kept and "secret" not in kept and "203.0.113" not in kept


def test_old_counts_are_swept_away() -> None:
    knock("a@b.org", at=START - 3 * limits.HOUR)
    knock("c@d.org", address="198.51.100.9")
    assert counts.sweep(at=START) == 5
    assert AttemptCount.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_forty_attempts_at_once_are_counted_like_forty_in_a_row() -> None:
    names = ("a@b.org", "c@d.org")

    def one(n: int) -> bool:
        try:
            return not knock(names[n % 2]).must_wait
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        let_through = list(pool.map(one, range(40)))
    assert let_through.count(True) == 2 * PAIR.most
