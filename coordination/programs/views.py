"""The schema of what programs read and do here, and the page that explains it to people."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.api.problems import Kind

# Kept as it was built last: `manage.py schema` writes it, and a test holds it to the rooms.
SCHEMA = Path(__file__).with_name("openapi.json")
MEDIA_TYPE = "application/vnd.oai.openapi+json"


class Operation(NamedTuple):
    """One thing that programs can ask for, as the page says it."""

    method: str
    path: str
    summary: str
    takes: str


@require_safe
def schema(_request: HttpRequest) -> HttpResponse:
    """What there is, as OpenAPI 3.1: the same for everybody, in English."""
    headers = {"Content-Disposition": 'attachment; filename="shomonnoy-openapi.json"'}
    return HttpResponse(_kept(), content_type=MEDIA_TYPE, headers=headers)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """How programs come in, what they can ask for, and what each refusal means."""
    context = {"operations": _operations(), "kinds": list(Kind)}
    return render(request, "coordination/developers.html", context)


@cache
def _kept() -> bytes:
    return SCHEMA.read_bytes()


@cache
def _operations() -> dict[str, list[Operation]]:
    """Every operation, by the part of the portal it belongs to."""
    found: dict[str, list[Operation]] = {}
    built: dict[str, Any] = json.loads(_kept())
    for path, methods in built["paths"].items():
        for method, told in methods.items():
            operation = Operation(method.upper(), path, told["summary"], _takes(built, told))
            found.setdefault(told["tags"][0], []).append(operation)
    return found


def _takes(built: dict[str, Any], told: dict[str, Any]) -> str:
    """The fields that are sent, those that may be left out in brackets."""
    if "requestBody" not in told:
        return ""
    (content,) = told["requestBody"]["content"].values()
    if "$ref" not in content["schema"]:
        # What another tool sends, in its own form.
        return ""
    body = built["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
    needed = body.get("required", [])
    return ", ".join(name if name in needed else f"[{name}]" for name in body["properties"])
