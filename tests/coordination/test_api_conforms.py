"""Every answer of every address is one that the schema declares, to the last field, whoever asks."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from jsonschema import Draft202012Validator

from access.api.schema import build
from tests.budgets import is_deep
from tests.cast import Cast
from tests.channels import Endpoint, beside
from tests.sweep import District, Row, name_of
from tests.test_sweep import ROWS, ask_as_program, browser

pytestmark = pytest.mark.django_db
PEOPLE = ("rj_liaison", "dc_jashore", "ncc_secretary", "oversight", "far_liaison", "newcomer", "stranger")


@cache
def schema() -> dict[str, Any]:
    return build()


@cache
def operation_of(endpoint: Endpoint) -> dict[str, Any]:
    """What the schema says of an endpoint."""
    for path, methods in schema()["paths"].items():
        told = methods.get(endpoint.method.lower())
        if told is not None and _is_at(path, endpoint):
            return dict(told)
    raise AssertionError(f"{endpoint.name} stands in no schema")


def _is_at(path: str, endpoint: Endpoint) -> bool:
    parts = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    try:
        made = reverse(endpoint.name, kwargs={name: f"-{name}-" for name in parts})
    except NoReverseMatch:
        return False
    wanted = path
    for name in parts:
        wanted = wanted.replace(f"{{{name}}}", f"-{name}-")
    return made == wanted


def faults(client: Client, endpoint: Endpoint, args: tuple[object, ...]) -> Iterator[str]:
    answer, _cost = ask_as_program(client, endpoint, args)
    declared = operation_of(endpoint)["responses"].get(str(answer.status_code))
    if declared is None:
        yield f"{endpoint.name} {endpoint.method}: {answer.status_code} is not declared"
        return
    kind = answer.headers.get("Content-Type", "")
    if not declared.get("content"):
        return
    if kind not in declared["content"]:
        yield f"{endpoint.name} {endpoint.method}: {answer.status_code} in {kind}"
        return
    if declared["content"][kind]["schema"].get("format") == "binary":
        # A file as it is: what its bytes are is no schema's.
        return
    whole = {**schema(), **declared["content"][kind]["schema"]}
    for error in Draft202012Validator(whole).iter_errors(answer.json()):
        where = "/".join(map(str, error.path))
        yield f"{endpoint.name} {endpoint.method} {answer.status_code}: {where} {error.message[:200]}"


def args_of(row: Row, world: dict[str, District]) -> Iterator[tuple[object, ...]]:
    if row.args is None:
        yield ()
        return
    for district in world.values():
        yield row.args(district)
    yield row.nowhere


@pytest.mark.parametrize("key", PEOPLE)
def test_every_answer_is_as_the_schema_declares_it(cast: Cast, swept: dict[str, District], key: str) -> None:
    client, wrong = browser(cast, key), set()
    for place, (name, row) in enumerate((*ROWS.records.items(), *ROWS.lists.items())):
        # Each address for two or three people in turn; `make deep` asks it for all.
        if not (is_deep() or (place + PEOPLE.index(key)) % 3 == 0):
            continue
        for endpoint in beside(name_of(name)):
            if endpoint.room:
                for args in args_of(row, swept):
                    wrong |= set(faults(client, endpoint, args))
    assert not wrong, "\n".join(sorted(wrong))


def test_the_check_notices_an_answer_that_is_otherwise(
    cast: Cast, swept: dict[str, District], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, (endpoint, *_more) = browser(cast, "dc_jashore"), beside("commitment")
    args = (swept["jashore"].agreed.ref,)
    assert not list(faults(client, endpoint, args))
    body = schema()["components"]["schemas"]["CommitmentInFullBody"]["properties"]
    monkeypatch.setitem(body, "what", {"type": "integer"})
    assert list(faults(client, endpoint, args))
