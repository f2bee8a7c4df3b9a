"""What a program is told instead of an answer: one problem document (RFC 9457), in the reader's language.

A problem says what kind it is, and where it lies: in the body by a path, or at a parameter or a header by
its name. It names no record, so that a hidden one and a missing one get the same document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from access.toolkit.errors import Mendable
from access.toolkit.versions import Stale

CONTENT_TYPE = "application/problem+json"
# Where each kind is explained; the last part of its address is its code.
KINDS_AT = "/developers/#"
LONGEST_NAME = 80


class Kind(Enum):
    """Every kind of problem: its code, its status, and what it is called."""

    SIGN_IN = "sign-in", HTTPStatus.UNAUTHORIZED, _("Send a token that is valid, or sign in.")
    NETWORK = "network", HTTPStatus.FORBIDDEN, _("This account has no place in the network today.")
    SECOND_FACTOR = "second-factor", HTTPStatus.FORBIDDEN, _("Sign in with the code from your phone first.")
    SCOPE = "scope", HTTPStatus.FORBIDDEN, _("This token reads and does not write.")
    FORBIDDEN = "forbidden", HTTPStatus.FORBIDDEN, _("You may read this, but not do that.")
    CSRF = "csrf", HTTPStatus.FORBIDDEN, _("Send the CSRF token of the page along in X-CSRFToken.")
    NOT_FOUND = "not-found", HTTPStatus.NOT_FOUND, _("There is no such thing here for you.")
    METHOD = "method", HTTPStatus.METHOD_NOT_ALLOWED, _("This address is not asked in this way.")
    BUSY = "busy", HTTPStatus.CONFLICT, _("Somebody else is changing this at this moment. Send it again.")
    STALE = "stale", HTTPStatus.PRECONDITION_FAILED, _("It was changed after you read it.")
    LENGTH = "length", HTTPStatus.LENGTH_REQUIRED, _("Say in Content-Length how long it is.")
    TOO_LARGE = "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("What was sent is too large.")
    MEDIA = "media", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("Send JSON, and say so in Content-Type.")
    INVALID = "invalid", HTTPStatus.UNPROCESSABLE_ENTITY, _("Something in what was sent has to be mended.")
    KEY_REUSED = (
        "key-reused",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("This Idempotency-Key was sent before with something else."),
    )
    VERSION_NEEDED = (
        "version-needed",
        HTTPStatus.PRECONDITION_REQUIRED,
        _("Read it first, and send its ETag along in If-Match."),
    )
    UNREADABLE = "unreadable", HTTPStatus.BAD_REQUEST, _("What was sent cannot be read.")
    PARAMETER = "parameter", HTTPStatus.BAD_REQUEST, _("A parameter of the address cannot be used.")
    WAIT = "wait", HTTPStatus.TOO_MANY_REQUESTS, _("Too many requests. Wait, then go on.")
    AGAIN = "again", HTTPStatus.SERVICE_UNAVAILABLE, _("This cannot be taken now. Send it again later.")
    FAILED = "failed", HTTPStatus.INTERNAL_SERVER_ERROR, _("The portal failed. It has been noted.")

    @property
    def code(self) -> str:
        """What a program goes by."""
        return self.value[0]

    @property
    def status(self) -> HTTPStatus:
        """The status it is answered with."""
        return self.value[1]

    @property
    def title(self) -> Promise:
        """What it is called, for people."""
        return self.value[2]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: a path into the body, a parameter or a header by its name."""

    words: str | Promise
    code: str
    pointer: str = ""
    parameter: str = ""
    header: str = ""

    def told(self) -> dict[str, str]:
        """Return it as the document holds it."""
        where = {"pointer": self.pointer, "parameter": self.parameter, "header": self.header}
        named = {name: showable(value) for name, value in where.items() if value}
        return {**named, "code": self.code, "detail": str(self.words)}


@dataclass
class Problem(Exception):
    """Ends a request of a program with a problem document."""

    kind: Kind
    faults: Sequence[Fault] = ()
    words: str | Promise = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> HttpResponse:
        """Return the document, kept by no cache."""
        told: dict[str, Any] = {
            "type": f"{KINDS_AT}{self.kind.code}",
            "title": str(self.kind.title),
            "status": self.kind.status.value,
        }
        if self.words:
            told["detail"] = str(self.words)
        if self.faults:
            told["errors"] = [fault.told() for fault in self.faults]
        answer = JsonResponse(
            told | dict(self.also),
            status=self.kind.status,
            content_type=CONTENT_TYPE,
            json_dumps_params={"ensure_ascii": False},
        )
        answer.headers["Cache-Control"] = "no-store"
        for name, value in self.headers.items():
            answer.headers[name] = value
        return answer


def refuse(kind: Kind) -> HttpResponse:
    """Return the problem document of a kind about which there is nothing more to say."""
    return Problem(kind).response()


def problem_of(error: Exception) -> Problem | None:
    """Return the problem that an exception means for whoever asked; None for a fault of the portal."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Mendable):
        return _of_mendable(error)
    if isinstance(error, exceptions.ValidationError):
        return Problem(Kind.INVALID, list(_faults(error.detail)))
    for known, kind in _KNOWN.items():
        if isinstance(error, known):
            return Problem(kind)
    return None


_KNOWN: dict[type[Exception], Kind] = {
    exceptions.ParseError: Kind.UNREADABLE,
    exceptions.UnsupportedMediaType: Kind.MEDIA,
    exceptions.MethodNotAllowed: Kind.METHOD,
}


def showable(text: str) -> str:
    """Return what somebody sent as it can be said back: short, without what no page can show."""
    return text[:LONGEST_NAME].encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def _of_mendable(refusal: Mendable) -> Problem:
    if refusal.code == "busy":
        return Problem(Kind.BUSY, headers={"Retry-After": "1"})
    if isinstance(refusal, Stale):
        return Problem(Kind.STALE, words=refusal.message)
    pointer = f"/{refusal.field}" if refusal.field else ""
    return Problem(Kind.INVALID, [Fault(refusal.message, refusal.code or "refused", pointer)])


def _faults(detail: Any, at: str = "") -> Iterator[Fault]:
    """What is wrong with a body, each fault with the path of its field (RFC 6901)."""
    if isinstance(detail, Mapping):
        for name, inside in detail.items():
            is_of_all = name == "non_field_errors"
            yield from _faults(inside, at if is_of_all else f"{at}/{_escaped(str(name))}")
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for place, inside in enumerate(detail):
            is_word = isinstance(inside, str)
            yield from _faults(inside, at if is_word else f"{at}/{place}")
    else:
        yield Fault(str(detail), str(getattr(detail, "code", "invalid")), at)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
