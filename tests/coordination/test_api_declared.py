"""What rooms declare to programs is whole: every room says something, every action has a step or a reason."""

import json
import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.core.management import call_command
from django.urls import URLPattern
from django.utils import translation
from jsonschema import Draft202012Validator

from access.api.building import patterns_of
from access.api.declaring import Api, NoApi
from access.api.links import links_of
from access.api.problems import Kind
from access.api.schema import build
from access.toolkit.rooms import Room, all_rooms
from tests.cast import Cast, browser
from tests.channels import endpoints
from tests.programs import Program


def apis() -> list[tuple[Room, Api]]:
    return [(room, room.api) for room in all_rooms() if isinstance(room.api, Api)]


def actions_of(room: str) -> dict[str, Callable[..., object]]:
    """The actions a room gives out, by name."""
    if find_spec(f"{room}.actions") is None:
        return {}
    module = import_module(f"{room}.actions")
    found = {name: getattr(module, name) for name in module.__all__}
    return {name: one for name, one in found.items() if callable(one) and not isinstance(one, type)}


def test_every_room_says_what_programs_read_and_do_in_it_or_why_nothing() -> None:
    silent = [room.name for room in all_rooms() if room.api is None]
    assert not silent, f"declare `api` in {silent}: an Api, or NoApi with the reason"
    for room in all_rooms():
        if isinstance(room.api, NoApi):
            assert len(room.api.because.split()) > 3, room.name


def test_every_action_has_a_step_or_a_reason() -> None:
    for room, api in apis():
        steps = [step.action for record in api.records for step in record.steps]
        makes = [make.action for listed in api.lists for make in listed.makes]
        sends = [upload.action for upload in api.uploads]
        said = {*steps, *makes, *sends, *api.without}
        actions = actions_of(room.name)
        forgotten = sorted(name for name, one in actions.items() if one not in said)
        assert not forgotten, f"{room.name}: add a step, or a reason to `without`, for {forgotten}"
        twice = sorted(one.__name__ for one in {*steps, *makes} & api.without.keys())
        assert not twice, f"{room.name}: {twice} have a step and a reason why they have none"


def test_no_body_says_a_number_from_inside() -> None:
    for _room, api in apis():
        for record in api.records:
            for body in (record.body, *(part.body for part in record.parts)):
                assert not {"id", "pk"} & body().fields.keys(), body.__name__


def test_the_schema_that_is_kept_is_what_the_rooms_declare() -> None:
    call_command("schema", "--check")


def test_the_schema_is_the_same_in_whatever_language_it_is_built() -> None:
    built = []
    for language in ("bn", "en"):
        with translation.override(language):
            built.append(build())
    assert built[0] == built[1]
    text = json.dumps(built[0], ensure_ascii=False)
    assert built[0]["openapi"].startswith("3.1") and not re.search("[\u0980-\u09ff]", text)


def test_every_address_of_programs_stands_in_the_schema_with_what_it_may_answer() -> None:
    paths = build()["paths"]
    patterns = {one.name: str(one.pattern) for one in reversed(_patterns())}
    for endpoint in endpoints():
        path = "/api/v1/" + re.sub(r"<str:(\w+)>", r"{\1}", patterns[endpoint.name])
        told = paths[path][endpoint.method.lower()]
        assert told["summary"] and {"401", "403", "404", "429"} <= told["responses"].keys(), path
        assert told["security"] == [{"token": []}, {"session": []}]


def _patterns() -> list[URLPattern]:
    return [pattern for room, api in apis() for pattern in patterns_of(api, room.name)]


@pytest.mark.django_db
def test_the_page_for_developers_names_every_operation_and_explains_every_refusal(cast: Cast) -> None:
    page = browser(cast.rj_liaison.user).get("/developers/").content.decode()
    assert "POST /api/v1/commitments/{ref}/evidence/" in page and "[link], text" in page
    for kind in Kind:
        assert f'id="{kind.code}"' in page
    program = Program(cast.rj_liaison.user)
    schema = program.client.get("/api/schema/", headers={"Authorization": f"Bearer {program.token}"})
    assert schema.status_code == 200 and json.loads(schema.content)["openapi"].startswith("3.1")


def test_every_record_step_and_part_is_where_a_link_leads() -> None:
    declared = [api for _room, api in apis()]
    led_to = {link.target for link in links_of(declared)}
    for record in (record for api in declared for record in api.records):
        below = {record.operation_of(part) for part in record.parts} | {
            step.operation for step in record.steps if step.inside is None or step.inside.found is not None
        }
        assert {record.operation, *below} <= led_to, record.path


def test_whatever_is_sent_is_declared_to_the_last_field_and_a_slim_answer_keeps_to_the_schema() -> None:
    built = build()
    bodies = built["components"]["schemas"]
    sent = [body for name, body in bodies.items() if name.endswith("Request")]
    assert sent and all(body["additionalProperties"] is False for body in sent)
    (answer,) = built["paths"]["/api/v1/commitments/{ref}/"]["get"]["responses"]["200"]["content"].values()
    allowed = Draft202012Validator({**built, **answer["schema"]})
    assert allowed.is_valid({"ref": "x", "stage": "agreed"})
    assert not allowed.is_valid({}) and not allowed.is_valid({"password": "x"})
