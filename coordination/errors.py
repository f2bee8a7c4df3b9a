"""Error pages, in both languages at once, with the ways on of whoever is signed in.

A hidden record and a missing one get the same page to the last letter: it depends on who is looking
and on nothing they asked for. When the portal itself fails, the page asks neither.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from access.api.problems import Kind, refuse
from access.rules.ways_in import is_for_programs
from access.toolkit.rooms import Entry
from coordination.shell import Shell


def _answer(kind: Kind, request: HttpRequest) -> HttpResponse:
    """The page of an error, or for a program its document."""
    if is_for_programs(request):
        return refuse(kind)
    return _page(f"{kind.status.value}.html", kind.status, request)


def _page(template: str, status: int, request: HttpRequest | None = None) -> HttpResponse:
    ways = _ways_on(request) if request is not None else []
    return HttpResponse(render_to_string(template, {"ways": ways}), status=status)


def _ways_on(request: HttpRequest) -> list[Entry]:
    """The navigation of whoever is signed in; nothing where nobody is."""
    shell = Shell(request)
    if shell.user is None:
        return []
    return [*shell.main, *shell.directory, *shell.foot]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what could not be understood."""
    return _answer(Kind.UNREADABLE, request)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may see a record but not do this with it."""
    return _answer(Kind.FORBIDDEN, request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not there, or not theirs to see."""
    return _answer(Kind.NOT_FOUND, request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open too long, or came from elsewhere. A script fetches a fresh token."""
    if is_for_programs(request):
        return refuse(Kind.CSRF)
    response = _page("csrf.html", 403, request)
    response.headers["X-Refused"] = "token"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the portal itself fails."""
    if is_for_programs(request):
        return refuse(Kind.FAILED)
    return _page("500.html", 500)
