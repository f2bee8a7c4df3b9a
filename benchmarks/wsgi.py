"""The portal under gunicorn as it is; asked to, an answer also says how many statements it took."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from coordination.serving import served

ASKED, ANSWERED = "HTTP_X_BENCH_COUNT", "X-Bench-Statements"
# The bare page has these two and no other; allauth would not start without its own.
BARE = "BENCH_BARE"
_BARE_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def _made() -> WSGIHandler:
    portal = served()
    if BARE not in os.environ:
        return portal
    settings.MIDDLEWARE, settings.ROOT_URLCONF = _BARE_MIDDLEWARE, "benchmarks.bare"
    return WSGIHandler()


_portal = _made()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request."""
    if ASKED not in environ:
        return _portal(environ, start_response)
    count = 0

    def counting(execute: Callable[..., Any], *rest: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*rest)

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (ANSWERED, str(count))], *rest)

    with connection.execute_wrapper(counting):
        return _portal(environ, start)
