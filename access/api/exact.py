"""What the portal is stricter in than the library says for it, written into the schema.

A field that is not declared is refused, so a body that is sent is closed; and what is asked for by `fields`
comes with some of the fields alone, so an answer to that is whole, or it is some of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from access.api.reading import FIELDS

SOME = "Some{name}"
_AT = "#/components/schemas/"


def make_exact(built: dict[str, Any]) -> None:
    """Say of a schema what is refused, and what is left out where it is asked for."""
    bodies: dict[str, Any] = built["components"]["schemas"]
    for told in [told for methods in built["paths"].values() for told in methods.values()]:
        for name in _within(told.get("requestBody", {}), bodies):
            bodies[name]["additionalProperties"] = False
        if any(one["name"] == FIELDS for one in told.get("parameters", ())):
            _let_some_do(told, bodies)


def _within(told: Any, bodies: dict[str, Any]) -> Iterator[str]:
    """The names of all bodies in something, and of those in them."""
    if isinstance(told, dict):
        if (name := _name(told)) in bodies:
            yield name
            yield from _within(bodies[name], bodies)
        for inside in told.values():
            yield from _within(inside, bodies)
    elif isinstance(told, list):
        for inside in told:
            yield from _within(inside, bodies)


def _let_some_do(told: dict[str, Any], bodies: dict[str, Any]) -> None:
    (answer,) = told["responses"]["200"]["content"].values()
    lines = bodies[_name(answer["schema"])]["properties"].get("results")
    if lines is not None:
        lines["items"] = _whole_or_some(lines["items"], bodies)
    else:
        answer["schema"] = _whole_or_some(answer["schema"], bodies)


def _whole_or_some(whole: dict[str, Any], bodies: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in whole:
        return whole
    name = _name(whole)
    some = {key: value for key, value in bodies[name].items() if key not in ("required", "description")}
    some |= {"description": f"Some fields of {name}, as `{FIELDS}` asks for them.", "minProperties": 1}
    bodies[SOME.format(name=name)] = some | {"additionalProperties": False}
    return {"anyOf": [whole, {"$ref": _AT + SOME.format(name=name)}]}


def _name(told: dict[str, Any]) -> str:
    return str(told.get("$ref", "")).removeprefix(_AT)
