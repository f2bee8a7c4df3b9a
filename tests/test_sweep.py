"""Every address × everybody × {own, another committee's, nonexistent}: the exact answer, and no leak.

The rows stand with their rooms, in tests/<room>/sweep.py, written by hand. An address without a row fails.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from access.models import User
from tests.budgets import is_deep
from tests.cast import Cast
from tests.channels import Endpoint, beside, endpoints, is_of_programs
from tests.sweep import MARKS, NETWORK, Answers, District, Row, all_rows, file_of, name_of, rows_by_room

pytestmark = pytest.mark.django_db
ROWS = all_rows()
EVERYBODY = [*NETWORK.split(), "administrator", "newcomer", "stranger"]
# Of a few people each, so that none takes minutes.
PARTS = [EVERYBODY[nth::6] for nth in range(6)]
# Where whoever is not in the network is sent, whether the record is there or not.
SENT_TO = {"stranger": "/sign-in/?next=", "administrator": "/accounts/", "newcomer": "/account/"}


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
    return _asked(client, row.method, address, "", "application/x-www-form-urlencoded")


def ask_as_program(client: Client, endpoint: Endpoint, args: tuple[object, ...]) -> tuple[Any, int]:
    """The same of an address of programs."""
    sent = "{}" if endpoint.method == "POST" else ""
    return _asked(client, endpoint.method, reverse(endpoint.name, args=args), sent, "application/json")


def _asked(client: Client, method: str, address: str, sent: str, kind: str) -> tuple[Any, int]:
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        answer = client.generic(method, address, sent, content_type=kind)
        transaction.set_rollback(True)
    return answer, len(queries)


def expected(answers: Answers, key: str) -> int:
    found = [status for status, names in answers.items() if key in names.split()]
    assert len(found) <= 1, f"{key} stands twice"
    return found[0] if found else 404


def every_address() -> Iterator[tuple[str, str]]:
    """The room that answers, and the name of each address of the portal."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            else:
                assert pattern.name, f"{pattern.pattern} has no name"
                view = getattr(pattern.callback, "view_class", pattern.callback)
                yield view.__module__.split(".")[0], pattern.name

    yield from walk(get_resolver().url_patterns)


def test_every_address_has_a_row_in_its_room_and_every_row_an_address() -> None:
    rows = {(room, name) for room, of_room in rows_by_room().items() for name in of_room.names()}
    # One row holds for the page and for what programs read and do beside it.
    rows |= {(one.room, one.name) for one in endpoints() if (one.room, one.page) in rows}
    addresses = set(every_address())
    without_row = [f"{name}: add a row to {file_of(room)}" for room, name in sorted(addresses - rows)]
    without_address = [
        f"{name}: no such address, but a row in {file_of(room)}" for room, name in rows - addresses
    ]
    assert not [*without_row, *without_address]


@pytest.mark.parametrize("keys", PARTS, ids=", ".join)
def test_every_record_answers_everybody_as_its_row_says(
    cast: Cast, swept: dict[str, District], keys: list[str]
) -> None:
    world = swept
    wrong: list[str] = []
    for key in keys:
        client = browser(cast, key)
        client.get("/account/")
        for place, (name, row) in enumerate(ROWS.records.items()):
            whole = is_deep() or (place + EVERYBODY.index(key)) % 3 == 0
            if not is_of_programs(name):
                wrong += faults_of_row(client, key, name, row, world, whole=whole)
            # What programs do has the rule of its page, which answers everybody: one of three people in turn
            # asks all of it, and all do in `make deep`.
            for endpoint in beside(name_of(name)) if whole else ():
                wrong += faults_for_programs(client, key, endpoint, row, world)
    assert not wrong, "\n".join(wrong)


def columns_of(
    row: Row, key: str, world: dict[str, District], *, whole: bool
) -> list[tuple[str, Answers, District]]:
    """What is asked for whom: all of it, else not what the other district hides as it does from most."""
    columns = [("own", row.own, world["jashore"]), ("other", row.other, world["satkhira"])]
    return columns if whole or expected(row.other, key) != 404 else columns[:1]


def faults_of_row(
    client: Client, key: str, name: str, row: Row, world: dict[str, District], *, whole: bool = True
) -> Iterator[str]:
    """Compare the page with its row; `whole` for each of three people in turn, and for all in `make deep`."""
    assert row.args is not None
    columns = columns_of(row, key, world, whole=whole)
    is_sent_on = key == "stranger" or (key in SENT_TO and not row.any_login)
    if not (whole or is_sent_on or any(expected(answers, key) == 404 for _, answers, _ in columns)):
        # Nothing is hidden: there is nothing with which what is missing would be compared.
        missing, cost_of_missing = None, 0
    else:
        missing, cost_of_missing = ask(client, row, reverse(name_of(name), args=row.nowhere))
    if is_sent_on:
        # Sent on before anything is looked up: one district shows it.
        columns = columns[:1]
    for column, answers, found in columns:
        got, cost = ask(client, row, reverse(name_of(name), args=row.args(found)))
        if is_sent_on:
            for one in (got, missing):
                assert one is not None
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
            if missing is None or got.content != missing.content:
                yield f"{key} {name} {column}: hidden and missing differ"
            # Who reads the record around it is compared with the same record without the one inside.
            wanted_cost = cost_of_missing
            if row.inside is not None and key in row.reads_around[column].split():
                _answer, wanted_cost = ask(client, row, reverse(name_of(name), args=row.inside(found)))
            if cost != wanted_cost:
                yield f"{key} {name} {column}: {cost} queries, {wanted_cost} for a missing one"
    if not is_sent_on and missing is not None and missing.status_code != 404:
        yield f"{key} {name} nowhere: {missing.status_code}"


def faults_for_programs(
    client: Client, key: str, endpoint: Endpoint, row: Row, world: dict[str, District]
) -> Iterator[str]:
    """Compare what programs are answered with the row of the page, as `faults_of_row` does."""
    assert row.args is not None
    name = endpoint.name
    missing, cost_of_missing = ask_as_program(client, endpoint, row.nowhere)
    for column, answers, found in columns_of(row, key, world, whole=True):
        got, cost = ask_as_program(client, endpoint, row.args(found))
        if key in SENT_TO:
            refused = 401 if key == "stranger" else 403
            if not (got.status_code == missing.status_code == refused) or got.content != missing.content:
                yield f"{key} {name} {column}: {got.status_code} and {missing.status_code}, not {refused}"
            continue
        wanted = expected(answers, key)
        if not fits(wanted, got.status_code):
            yield f"{key} {name} {column}: {got.status_code} for programs, {wanted} on the page"
        if got.status_code >= 400 and got.headers["Content-Type"] != "application/problem+json":
            yield f"{key} {name} {column}: no problem document"
        if got.status_code in (403, 404) and any(mark in got.content.decode() for mark in MARKS.values()):
            yield f"{key} {name} {column}: the refusal shows a title"
        if got.status_code == 404:
            if (got.content, told_in(got)) != (missing.content, told_in(missing)):
                yield f"{key} {name} {column}: hidden and missing differ"
            wanted_cost = cost_of_missing
            if row.inside is not None and key in row.reads_around[column].split():
                _answer, wanted_cost = ask_as_program(client, endpoint, row.inside(found))
            if cost != wanted_cost:
                yield f"{key} {name} {column}: {cost} queries, {wanted_cost} for a missing one"


def fits(page: int, program: int) -> bool:
    """Whether programs are let in where the page lets people in, and are refused as it refuses them."""
    if page in (403, 404):
        return program == page
    return program not in (401, 403, 404) and program < 500


def told_in(answer: Any) -> dict[str, str]:
    """The headers of an answer, but for how often was asked before."""
    return {name: value for name, value in answer.headers.items() if not name.startswith("RateLimit-")}


def test_the_sweep_of_programs_notices_a_row_that_is_wrong(cast: Cast, swept: dict[str, District]) -> None:
    client, row = browser(cast, "far_liaison"), ROWS.records["commitment"]
    (endpoint, *_more) = beside("commitment")
    assert not list(faults_for_programs(client, "far_liaison", endpoint, row, swept))
    for wrong in ({200: "far_liaison"}, {403: "far_liaison"}):
        assert list(faults_for_programs(client, "far_liaison", endpoint, replace(row, own=wrong), swept))


def test_the_sweep_notices_a_row_that_is_wrong(cast: Cast, swept: dict[str, District]) -> None:
    world = swept
    client = browser(cast, "far_liaison")
    row = ROWS.records["commitment"]
    assert not list(faults_of_row(client, "far_liaison", "commitment", row, world))
    for wrong in ({200: "far_liaison"}, {302: "far_liaison"}, {403: "far_liaison"}):
        assert list(faults_of_row(client, "far_liaison", "commitment", replace(row, own=wrong), world))


# Whose pages may show a title of which district.
SEES = {
    "jashore": "ncc_secretary ncc_chair oversight dc_jashore dd_women_jashore uno_sharsha "
    "rj_liaison rj_staff",
    "satkhira": "ncc_secretary ncc_chair oversight",
}
_LISTS = [name for name, row in ROWS.lists.items() if row.method == "GET"]
PAGES = sorted({*_LISTS, *(one.name for page in _LISTS for one in beside(page))})


def pages_of(client: Client, world: dict[str, District]) -> dict[str, str]:
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
    # Among them is an empty form to save, whose bytes are no text.
    return {name: client.get(address).content.decode(errors="replace") for name, address in addresses.items()}


def test_no_list_count_badge_or_page_shows_a_title_to_whom_it_is_not_open(
    cast: Cast, swept: dict[str, District]
) -> None:
    world = swept
    shown: list[str] = []
    for key in NETWORK.split():
        pages = pages_of(browser(cast, key), world)
        for district, mark in MARKS.items():
            may_see = key in SEES[district].split()
            leaks = [name for name, page in pages.items() if mark in page]
            if leaks and not may_see:
                shown.append(f"{key} sees {district} on {leaks}")
            if may_see and mark not in pages["commitments"]:
                shown.append(f"{key} does not see {district} among the commitments")
    assert not shown, "\n".join(shown)
