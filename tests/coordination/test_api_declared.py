"""What rooms declare to programs is whole: every room says something, every action has a step or a reason."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from access.api.declaring import Api, NoApi
from access.toolkit.rooms import Room, all_rooms


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
        said = {*steps, *makes, *api.without}
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
