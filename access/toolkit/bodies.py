"""How much may be sent: little, but for the addresses that take files, and there to whoever is signed in."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from access.rules.ways_in import is_for_programs
from access.toolkit.page_access import TAKES_FILES, has_mark


class BodyMiddleware:
    """Refuses what is too long before any of it is read: the form's token lies in it, too.

    Of programs the same is asked before (`ProgramMiddleware`), and answered with a document.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_args: Any) -> HttpResponse | None:
        """Answer with a page that says so."""
        if is_for_programs(request) or length_of(request) <= _most(view, request.user.is_authenticated):
            return None
        return HttpResponse(
            render_to_string("413.html", {"ways": []}), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )


def most_for(request: HttpRequest) -> int:
    """How much may be sent to this address, whoever sends it."""
    try:
        return _most(resolve(request.path_info).func, may_send_files=True)
    except Resolver404:
        return _most(None, may_send_files=False)


def length_of(request: HttpRequest) -> int:
    """How long the body is, as its sender says; the server reads no more than that."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _most(view: Any, may_send_files: bool) -> int:
    little: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if not (may_send_files and has_mark(view, TAKES_FILES)):
        return little
    return little + int(settings.FILE_LIMIT)
