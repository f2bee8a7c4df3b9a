"""Lists, forms and the own account × everybody; for whom nothing is open, as if there were nothing.

Nothing stands in the database but the cast: the records of the sweep are made only where a test says so.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.channels import beside, is_of_programs
from tests.sweep import NO_REF, Row, build, name_of
from tests.test_sweep import (
    EVERYBODY,
    ROWS,
    SENT_TO,
    ask,
    ask_as_program,
    browser,
    expected,
    fits,
    pages_of,
)

pytestmark = pytest.mark.django_db


def test_lists_forms_and_the_own_account_answer_everybody_as_their_rows_say(cast: Cast) -> None:
    wrong: list[str] = []
    for key in EVERYBODY:
        client = browser(cast, key)
        for name, row in ROWS.lists.items():
            wrong += _faults_for_programs(client, key, name, row)
            if is_of_programs(name):
                continue
            got, _cost = ask(client, row, reverse(name))
            if key in SENT_TO:
                if got.status_code != 302 or not got.headers["Location"].startswith(SENT_TO[key]):
                    wrong.append(f"{key} {name}: {got.status_code}")
            elif got.status_code != expected(row.own, key):
                wrong.append(f"{key} {name}: {got.status_code}, not {expected(row.own, key)}")
        for name, (method, status) in ROWS.every_login.items():
            wanted = 302 if key == "stranger" else status
            wrong += _check(client, key, name, method, (), wanted)
        for name, (method, status) in ROWS.administrator.items():
            wanted = {"stranger": 302, "administrator": status}.get(key, 403)
            wrong += _check(client, key, name, method, (), wanted)
        for name, (there, gone) in ROWS.of_an_account.items():
            for ref, status in ((cast.rj_liaison.user.ref, there), (NO_REF, gone)):
                wanted = {"stranger": 302, "administrator": status}.get(key, 403)
                wrong += _check(client, key, name, "GET", (ref,), wanted)
        for name, (method, args, for_stranger, for_others) in ROWS.open.items():
            wanted = for_stranger if key == "stranger" else for_others
            wrong += _check(client, key, name, method, args, wanted)
    assert not wrong, "\n".join(wrong)


def _faults_for_programs(client: Client, key: str, name: str, row: Row) -> list[str]:
    wrong = []
    for endpoint in beside(name_of(name)):
        got, _cost = ask_as_program(client, endpoint, ())
        wanted = expected(row.own, key)
        refused = 401 if key == "stranger" else 403
        if not (got.status_code == refused if key in SENT_TO else fits(wanted, got.status_code)):
            wrong.append(f"{key} {endpoint.name}: {got.status_code} for programs")
    return wrong


def _check(
    client: Client, key: str, name: str, method: str, args: tuple[object, ...], wanted: int
) -> list[str]:
    got, _cost = ask(client, Row(method), reverse(name, args=args))
    return [] if got.status_code == wanted else [f"{key} {name}: {got.status_code}, not {wanted}"]


# The ministry owes one of the monthly returns.
OWED = {"moewoe_focal": {"returns", "api_returns", "return_sums", "desk"}}


def test_for_whom_nothing_is_open_every_page_is_the_same_as_if_there_were_nothing(cast: Cast) -> None:
    """Also the counts: a number that moved would say that something is there."""
    keys = ("far_liaison", "bnwla_liaison", "moewoe_focal")
    with transaction.atomic():
        world = build(cast)
        full = {key: _without_tokens(pages_of(browser(cast, key), world)) for key in keys}
        transaction.set_rollback(True)
    # The people of Satkhira are in the directory; nothing else is left of the world.
    empty = {key: _without_tokens(pages_of(browser(cast, key), world)) for key in keys}
    differing = [
        f"{key} {name}"
        for key in keys
        for name in full[key]
        if full[key][name] != empty[key][name] and not _is_directory(name) and name not in OWED.get(key, ())
    ]
    assert not differing


def _is_directory(name: str) -> bool:
    # The form of an update says how many people are in the network, the form for other tools its places.
    places = ("api_places", "points", "api_points", "field_update_form")
    listed = ("presences", "api_presences", "office_kinds", "api_office_kinds", "update_new", *places)
    return name in listed or name.startswith(("committee of", "owner of"))


def _without_tokens(pages: dict[str, str]) -> dict[str, str]:
    # Also without the places of lists: they are sealed anew each time.
    token = (
        r'(csrfmiddlewaretoken" value=|once" value=|key" value=|data-token=)"[\w-]+"|(after|before)=[\w%.-]+'
    )
    return {name: re.sub(token, "", page) for name, page in pages.items()}


@pytest.mark.parametrize("ref", ["%00", "%FF", "a" * 500, "%F0%9F%92%A9", "..%2F..", "-1"])
def test_a_nonsensical_address_is_missing_like_any_other(cast: Cast, ref: str) -> None:
    client = browser(cast, "ncc_secretary")
    for room in ("committees", "partners", "commitments", "meetings", "meetings/minutes", "notices"):
        answer = client.get(f"/{room}/{ref}/")
        assert answer.status_code in (400, 404), room
