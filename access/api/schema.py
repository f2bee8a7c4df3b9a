"""The declaration as OpenAPI says it: which parameters, which body, which answers and refusals.

In English, whatever the language it is built in: it is read by programs, and one file of it is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view, inline_serializer
from rest_framework import serializers
from rest_framework.views import APIView

from access.api.declaring import Api, Collection, Download, Inbox, Make, Own, Part, Single, Step, Upload
from access.api.exact import make_exact
from access.api.fields import Body
from access.api.keys import HEADER as KEY
from access.api.keys import PATTERN as KEY_PATTERN
from access.api.links import add_links
from access.api.problems import CONTENT_TYPE
from access.api.reading import AFTER, BEFORE, COUNTS, FIELDS, SIZE, YES
from access.toolkit.keyset import MAX_SIZE, PAGE_SIZE
from access.toolkit.lists import VIEW

V = TypeVar("V", bound=type[APIView])
JSON, FORM = "application/json", "multipart/form-data"
_OFFICE = "application/vnd.openxmlformats-officedocument."
FILE_TYPES = (
    "application/pdf",
    f"{_OFFICE}spreadsheetml.sheet",
    f"{_OFFICE}wordprocessingml.document",
    "image/jpeg",
    "image/png",
)


class FaultBody(Body):
    """One thing that is wrong, and where: in the body by a path, or at a parameter or header by its name."""

    pointer = serializers.CharField(required=False, help_text="JSON pointer into the body")
    parameter = serializers.CharField(required=False)
    header = serializers.CharField(required=False)
    code = serializers.CharField()
    detail = serializers.CharField()


class StandsBody(Body):
    """What stands now of something that changed since it was read."""

    name = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()


class ProblemBody(Body):
    """A problem document (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(required=False)
    errors = FaultBody(many=True, required=False)  # type: ignore[assignment]
    sent = serializers.JSONField(required=False, help_text="With 412: what was sent")
    stands = StandsBody(many=True, required=False, help_text="With 412: what stands now")


class AsFoundScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The two ways in: a token, or the session of a browser with its CSRF token."""

    target_class = "access.api.views.AsFound"
    name = ["token", "session"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[Any]]]:
        """Return that either will do."""
        return [{name: []} for name in self.name]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Return both."""
        return [
            {
                "type": "http",
                "scheme": "bearer",
                "description": "A personal access token, made on My account",
            },
            {
                "type": "apiKey",
                "in": "cookie",
                "name": "sessionid",
                "description": "With X-CSRFToken on POST",
            },
        ]


_PLACES = (
    OpenApiParameter(AFTER, str, description="Where the list goes on: taken from `next`"),
    OpenApiParameter(BEFORE, str, description="The page before: taken from `previous`"),
)
_OF_READING = (400, 401, 403, 404, 429)
_OF_STEPS = (400, 401, 403, 404, 409, 411, 412, 413, 415, 422, 429)


def describe_changes(view: V, body: type[Body]) -> V:
    """Say how changes are followed."""
    parameters = [
        OpenApiParameter(AFTER, str, description="Taken from `next`; without it the place of now is given"),
        _size(MAX_SIZE),
    ]
    return _described(view, "get", "changes_list", "What changed of all that you may read", body, parameters)


def describe_own(view: V, declared: Own) -> V:
    """Say what is answered of whoever asks."""
    name = f"{declared.name}_read"
    return _described(view, "get", name, declared.summary, declared.body, [_fields(declared.body)])


def describe_list(view: V, declared: Collection) -> V:
    """Say of a list what its address takes, and what it answers."""
    return _described_list(view, declared, declared.operation)


def _described_list(view: V, declared: Collection, name: str) -> V:
    body, listing = declared.body, declared.listing
    parameters = [
        OpenApiParameter(VIEW, str, enum=list(listing.by_name), default=listing.chips[0].name),
        _size(PAGE_SIZE),
        OpenApiParameter(COUNTS, str, enum=[YES], description="How many each view keeps, 100 at most"),
        *(OpenApiParameter(one.name, str) for one in listing.filters),
        *_PLACES,
        _fields(body),
    ]
    page = inline_serializer(
        f"{_stem(body)}Page",
        {
            "results": body(many=True),
            "next": serializers.CharField(allow_null=True),
            "previous": serializers.CharField(allow_null=True),
            "counts": serializers.DictField(child=serializers.IntegerField(), required=False),
        },
    )
    return _described(view, "get", name, declared.summary, page, parameters)


def describe_make(view: V, make: Make) -> V:
    """Say of the making of a record what is sent."""
    return _described(
        view, "post", make.page, make.summary, make.made.body, _headers(), takes=make.takes, status=201
    )


def describe_record(view: V, declared: Single) -> V:
    """Say the same of a record."""
    parameters = [_fields(declared.body)]
    return _described(view, "get", declared.operation, declared.summary, declared.body, parameters)


def describe_part(view: V, declared: Single, part: Part) -> V:
    """Say the same of a part of a record."""
    if part.collection is not None:
        return _described_list(view, part.collection, declared.operation_of(part))
    body: Any = part.body
    if part.many:
        body = _results_of(part.body)
    return _described(view, "get", declared.operation_of(part), part.summary, body, [_fields(part.body)])


def describe_step(view: V, declared: Single, step: Step) -> V:
    """Say of a step what is sent with it."""
    headers = [
        *_headers(),
        OpenApiParameter(
            "If-Match", str, OpenApiParameter.HEADER, required=step.needs_version, description="The ETag read"
        ),
    ]
    return _described(
        view,
        "post",
        step.operation,
        step.summary,
        declared.body,
        headers,
        takes=step.takes,
        also=(428,) if step.needs_version else (),
    )


def describe_upload(view: V, declared: Upload) -> V:
    """Say of a file that is sent how it is."""
    takes = inline_serializer("FileSent", {"file": serializers.FileField()})
    name = f"{declared.url_name[4:]}_send"
    return _described(
        view,
        "post",
        name,
        declared.summary,
        declared.made.body,
        _headers(),
        takes=takes,
        status=201,
        form=FORM,
    )


def describe_inbox(view: V, declared: Inbox) -> V:
    """Say of what a tool sends by itself that it has whatever shape that tool gives it."""
    form = OpenApiParameter(
        "form", str, description="The identifier of the form, where what is sent has none"
    )
    name = f"{declared.url_name[4:]}_send"
    takes = OpenApiTypes.OBJECT
    return _described(view, "post", name, declared.summary, declared.body, [form], takes, 201, also=(503,))


def describe_download(view: V, declared: Download) -> V:
    """Say of a file that is taken that it is one."""
    responses: dict[Any, Any] = {(200, kind): OpenApiTypes.BINARY for kind in FILE_TYPES}
    responses |= {(status, CONTENT_TYPE): ProblemBody for status in _OF_READING}
    says = extend_schema(
        operation_id=f"{declared.url_name[4:]}_take", summary=declared.summary, responses=responses
    )
    described: V = extend_schema_view(get=says)(view)
    return described


def _described(
    view: V,
    method: str,
    name: str,
    summary: str,
    body: Any,
    parameters: Sequence[OpenApiParameter],
    takes: Any = None,
    status: int = 200,
    also: Sequence[int] = (),
    form: str = JSON,
) -> V:
    refusals = (*(_OF_READING if method == "get" else _OF_STEPS), *also)
    responses: dict[Any, Any] = {(status, JSON): body}
    responses |= {(status, CONTENT_TYPE): ProblemBody for status in refusals}
    if method == "get":
        responses[304] = None
    elif status == 200:
        responses[204] = None
    says = extend_schema(
        operation_id=name,
        summary=summary,
        parameters=list(parameters),
        request={form: takes} if takes is not None else None,
        responses=responses,
    )
    described: V = extend_schema_view(**{method: says})(view)
    return described


def _headers() -> list[OpenApiParameter]:
    key = {"type": "string", "pattern": f"^{KEY_PATTERN}$"}
    told = "The same key does its work once"
    return [OpenApiParameter(KEY, key, OpenApiParameter.HEADER, description=told)]


def _size(usual: int) -> OpenApiParameter:
    whole = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": usual}
    return OpenApiParameter(SIZE, whole, description="How many on one page")


def _fields(body: type[Body]) -> OpenApiParameter:
    names = {"type": "string", "enum": list(body().fields)}
    some = {"type": "array", "items": names, "minItems": 1}
    return OpenApiParameter(FIELDS, some, description="Only these fields, with commas", explode=False)


@cache
def _results_of(body: type[Body]) -> Any:
    """Several of a body, as every part that lists them answers: one component of the schema."""
    return inline_serializer(f"{_stem(body)}s", {"results": body(many=True)})


def _stem(body: type[Body]) -> str:
    return body.__name__.removesuffix("Body")


def build() -> dict[str, Any]:
    """Return the schema of all rooms, the same whoever asks and in whatever language."""
    from drf_spectacular.generators import SchemaGenerator

    from access.toolkit.rooms import all_rooms

    with translation.override("en"):
        built = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    whole: dict[str, Any] = _without_marks(built)
    make_exact(whole)
    add_links(whole, [room.api for room in all_rooms() if isinstance(room.api, Api)])
    return whole


def _without_marks(told: Any) -> Any:
    """Leave out what the library notes for itself."""
    if isinstance(told, dict):
        return {name: _without_marks(inside) for name, inside in told.items() if name != "x-spec-enum-id"}
    return [_without_marks(one) for one in told] if isinstance(told, list) else told
