"""Every address × everybody × {own, another committee's, nonexistent}: the exact answer, and no leak.

The rows stand in tests/sweep_rows.py, written by hand. An address without a row fails.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from access.models import User
from tests.cast import Cast
from tests.sweep_rows import ADMINISTRATOR, EVERY_LOGIN, LISTS, NETWORK, NO_REF, OPEN, RECORDS, Answers, Row
from tests.sweep_world import MARKS, Set, build

pytestmark = pytest.mark.django_db
EVERYBODY = [*NETWORK.split(), "administrator", "newcomer", "stranger"]
THIRDS = [EVERYBODY[0::3], EVERYBODY[1::3], EVERYBODY[2::3]]
# Where whoever is not in the network is sent, whether the record is there or not.
SENT_TO = {"stranger": "/sign-in/?next=", "administrator": "/accounts/", "newcomer": "/account/"}


def name_of(row: str) -> str:
    """The URL name of a row; a row may say in brackets which record it means."""
    return row.split(" ")[0]


def browser(cast: Cast, key: str) -> Client:
    client = Client()
    if key == "newcomer":
        user = User.objects.filter(email="newcomer@example.org").first()
        user = user or User.objects.create_user(email="newcomer@example.org", label_en="Newcomer")
        client.force_login(user, backend="access.rules.backend.SignInBackend")
    elif key != "stranger":
        client.force_login(cast[key].user, backend="access.rules.backend.SignInBackend")
    return client


def ask(client: Client, row: Row, address: str) -> tuple[Any, int]:
    """Ask, undo whatever it did, and say how many queries it took."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = client.generic(row.method, address, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer, len(queries)


def expected(answers: Answers, key: str) -> int:
    found = [status for status, names in answers.items() if key in names.split()]
    assert len(found) <= 1, f"{key} stands twice"
    return found[0] if found else 404


def every_address() -> Iterator[str]:
    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            else:
                assert pattern.name, f"{pattern.pattern} has no name"
                yield pattern.name

    yield from walk(get_resolver().url_patterns)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = (*RECORDS, *LISTS, *EVERY_LOGIN, *ADMINISTRATOR, *OPEN, *OF_AN_ACCOUNT)
    rows = {name_of(row) for row in named}
    assert rows == set(every_address())


@pytest.mark.parametrize("keys", THIRDS, ids=["first third", "second third", "last third"])
def test_every_record_answers_everybody_as_its_row_says(cast: Cast, keys: list[str]) -> None:
    world = build(cast)
    wrong: list[str] = []
    for key in keys:
        client = browser(cast, key)
        client.get("/account/")
        for name, row in RECORDS.items():
            wrong += _faults_of_row(client, key, name, row, world)
    assert not wrong, "\n".join(wrong)


def _faults_of_row(client: Client, key: str, name: str, row: Row, world: dict[str, Set]) -> Iterator[str]:
    assert row.args is not None
    missing, cost_of_missing = ask(client, row, reverse(name_of(name), args=row.nowhere))
    columns = [("own", row.own, world["jashore"]), ("other", row.other, world["satkhira"])]
    is_sent_on = key == "stranger" or (key in SENT_TO and not row.any_login)
    if is_sent_on:
        # Sent on before anything is looked up: one district shows it.
        columns = columns[:1]
    for column, answers, found in columns:
        got, cost = ask(client, row, reverse(name_of(name), args=row.args(found)))
        if is_sent_on:
            for one in (got, missing):
                if one.status_code != 302 or not one.headers["Location"].startswith(SENT_TO[key]):
                    yield f"{key} {name} {column}: {one.status_code}, not sent to {SENT_TO[key]}"
            continue
        wanted = expected(answers, key)
        if got.status_code != wanted:
            yield f"{key} {name} {column}: {got.status_code}, not {wanted}"
        if got.status_code in (403, 404):
            body = got.content.decode()
            if any(mark in body for mark in MARKS.values()):
                yield f"{key} {name} {column}: the refusal shows a title"
        if got.status_code == 404:
            if got.content != missing.content:
                yield f"{key} {name} {column}: hidden and missing differ"
            # Who reads the record around it is compared with the same record without the one inside.
            wanted_cost = cost_of_missing
            if row.inside is not None and key in row.reads_around[column].split():
                _answer, wanted_cost = ask(client, row, reverse(name_of(name), args=row.inside(found)))
            if cost != wanted_cost:
                yield f"{key} {name} {column}: {cost} queries, {wanted_cost} for a missing one"
    if not is_sent_on and missing.status_code != 404:
        yield f"{key} {name} nowhere: {missing.status_code}"


def test_the_sweep_notices_a_row_that_is_wrong(cast: Cast) -> None:
    world = build(cast)
    client = browser(cast, "far_liaison")
    row = RECORDS["commitment"]
    assert not list(_faults_of_row(client, "far_liaison", "commitment", row, world))
    for wrong in ({200: "far_liaison"}, {302: "far_liaison"}, {403: "far_liaison"}):
        assert list(_faults_of_row(client, "far_liaison", "commitment", replace(row, own=wrong), world))


def test_lists_forms_and_the_own_account_answer_everybody_as_their_rows_say(cast: Cast) -> None:
    wrong: list[str] = []
    for key in EVERYBODY:
        client = browser(cast, key)
        for name, row in LISTS.items():
            got, _cost = ask(client, row, reverse(name))
            if key in SENT_TO:
                if got.status_code != 302 or not got.headers["Location"].startswith(SENT_TO[key]):
                    wrong.append(f"{key} {name}: {got.status_code}")
            elif got.status_code != expected(row.own, key):
                wrong.append(f"{key} {name}: {got.status_code}, not {expected(row.own, key)}")
        for name, (method, status) in EVERY_LOGIN.items():
            wanted = 302 if key == "stranger" else status
            wrong += _check(client, key, name, method, (), wanted)
        for name, (method, status) in ADMINISTRATOR.items():
            wanted = {"stranger": 302, "administrator": status}.get(key, 403)
            wrong += _check(client, key, name, method, (), wanted)
        for name, (there, gone) in OF_AN_ACCOUNT.items():
            for ref, status in ((cast.rj_liaison.user.ref, there), (NO_REF, gone)):
                wanted = {"stranger": 302, "administrator": status}.get(key, 403)
                wrong += _check(client, key, name, "GET", (ref,), wanted)
        for name, (method, args, for_stranger, for_others) in OPEN.items():
            wanted = for_stranger if key == "stranger" else for_others
            wrong += _check(client, key, name, method, args, wanted)
    assert not wrong, "\n".join(wrong)


# The administrator's pages of one account: where it is there, and where there is none. For the second
# the password comes first.
OF_AN_ACCOUNT = {"accounts_one": (200, 404), "accounts_address": (302, 302)}


def _check(
    client: Client, key: str, name: str, method: str, args: tuple[object, ...], wanted: int
) -> list[str]:
    got, _cost = ask(client, Row(method), reverse(name, args=args))
    return [] if got.status_code == wanted else [f"{key} {name}: {got.status_code}, not {wanted}"]


# Whose pages may show a title of which district.
SEES = {
    "jashore": "ncc_secretary ncc_chair oversight dc_jashore dd_women_jashore uno_sharsha "
    "rj_liaison rj_staff",
    "satkhira": "ncc_secretary ncc_chair oversight",
}
PAGES = [name for name, row in LISTS.items() if row.method == "GET"]


def _pages(client: Client, world: dict[str, Set]) -> dict[str, str]:
    addresses = {name: reverse(name) for name in PAGES}
    for district, found in world.items():
        addresses[f"committee of {district}"] = reverse("committee", args=[found.committee.ref])
        addresses[f"owner of {district}"] = reverse("organisation", args=[found.organisation.ref])
        addresses[f"commitments of {district}"] = (
            f"{reverse('commitments')}?committee={found.committee.ref}&view=open"
        )
        addresses[f"commitments of the owner of {district}"] = (
            f"{reverse('commitments')}?organisation={found.organisation.name_en}"
        )
    return {name: client.get(address).content.decode() for name, address in addresses.items()}


def test_no_list_count_badge_or_page_shows_a_title_to_whom_it_is_not_open(cast: Cast) -> None:
    world = build(cast)
    shown: list[str] = []
    for key in NETWORK.split():
        pages = _pages(browser(cast, key), world)
        for district, mark in MARKS.items():
            may_see = key in SEES[district].split()
            leaks = [name for name, page in pages.items() if mark in page]
            if leaks and not may_see:
                shown.append(f"{key} sees {district} on {leaks}")
            if may_see and mark not in pages["commitments"]:
                shown.append(f"{key} does not see {district} among the commitments")
    assert not shown, "\n".join(shown)


@pytest.mark.parametrize("key", ["far_liaison", "bnwla_liaison", "moewoe_focal"])
def test_for_whom_nothing_is_open_every_page_is_the_same_as_if_there_were_nothing(
    cast: Cast, key: str
) -> None:
    """Also the counts: a number that moved would say that something is there."""
    with transaction.atomic():
        world = build(cast)
        client = browser(cast, key)
        full = _without_tokens(_pages(client, world))
        transaction.set_rollback(True)
    # The people of Satkhira are in the directory; nothing else is left of the world.
    client = browser(cast, key)
    empty = _without_tokens(_pages(client, world))
    differing = [name for name in full if full[name] != empty[name] and not _is_directory(name)]
    assert not differing


def _is_directory(name: str) -> bool:
    return name.startswith(("committee of", "owner of"))


def _without_tokens(pages: dict[str, str]) -> dict[str, str]:
    # Also without the places of lists: they are sealed anew each time.
    token = r'(csrfmiddlewaretoken" value=|once" value=|data-token=)"[\w-]+"|(after|before)=[\w%.-]+'
    return {name: re.sub(token, "", page) for name, page in pages.items()}


@pytest.mark.parametrize("ref", ["%00", "%FF", "a" * 500, "%F0%9F%92%A9", "..%2F..", "-1"])
def test_a_nonsensical_address_is_missing_like_any_other(cast: Cast, ref: str) -> None:
    client = browser(cast, "ncc_secretary")
    for room in ("committees", "partners", "commitments", "meetings", "meetings/minutes", "notices"):
        answer = client.get(f"/{room}/{ref}/")
        assert answer.status_code in (400, 404), room
