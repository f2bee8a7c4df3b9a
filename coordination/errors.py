"""Error pages, in both languages at once: they ask neither the database nor who is looking.

A hidden record and a missing one get the same page to the last letter.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what could not be understood."""
    return _page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may see a record but not do this with it."""
    return _page("403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not there, or not theirs to see."""
    return _page("404.html", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was open too long, or came from elsewhere. A script fetches a fresh token."""
    response = _page("csrf.html", 403)
    response.headers["X-Refused"] = "token"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the portal itself fails."""
    return _page("500.html", 500)
