"""One JSON object for each line of the log of a real server: what happened where, and nothing anybody wrote.

No line holds a name, a body, a query string or text of a mail. What a library puts into its messages
is not ours to know, so of a library's line only the pattern is kept; of an error its kind and place.
"""

import json
import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ROOT = Path(__file__).resolve().parent.parent
ID_HEADER = "X-Request-ID"
# A proxy may have given the request its number; anything longer or stranger is not taken over.
GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
# Libraries whose messages repeat what came with the request.
SILENT = ("django.request", "django.security")
# Somebody asks for a host that is not ours; Django thinks that an error.
HOSTS = "django.security.DisallowedHost"

_current: ContextVar[HttpRequest | None] = ContextVar("request", default=None)
log = logging.getLogger(__name__)


class RequestLogMiddleware:
    """Gives each request its number, and writes one line when it has been answered. It stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(ID_HEADER, "")
        number = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        request.log_id = number  # type: ignore[attr-defined]
        begun = time.monotonic()
        token = _current.set(request)
        try:
            response = self.get_response(request)
            facts = {"status": response.status_code, "ms": round((time.monotonic() - begun) * 1000)}
            log.info("answered", extra={"facts": facts})
        finally:
            _current.reset(token)
        response.headers[ID_HEADER] = number
        return response


class JsonFormatter(logging.Formatter):
    """Writes a line as JSON: when, how grave, who says it, in which request of which account."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        request = _current.get()
        if request is not None:
            line |= _of_request(request)
        line |= getattr(record, "facts", {})
        if isinstance(record.args, dict) and {"id", "name"} <= record.args.keys():
            # Celery speaks of a task: its name and number say which; its arguments stay out.
            line |= {"task": str(record.args["name"]), "task_id": str(record.args["id"])}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = [
                f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


class WithoutTraceOfRefusals(logging.Filter):
    """A request that was refused is one line: where in the code it was refused helps nobody."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through; drop the trace of those that tell of no error of ours."""
        is_refusal = record.name.startswith(SILENT) and record.levelno < logging.ERROR
        if is_refusal or record.name.startswith(HOSTS):
            record.exc_info = None
        return True


def _message(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in settings.ROOMS:
        return record.getMessage()
    if record.name.startswith(SILENT):
        return ""
    # An error given as the message itself would say what was wrong with what.
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def _of_request(request: HttpRequest) -> dict[str, Any]:
    # The account as it was looked up for the page: a line of the log asks the database nothing.
    viewer = getattr(request, "viewer", None)
    user = getattr(request, "_cached_user", None) if viewer is None else viewer.user
    if _is_between_two(request):
        # Whoever keeps the server is not to learn that somebody told oversight something.
        return {"request": getattr(request, "log_id", ""), "method": request.method, "path": "", "user": None}
    return {
        "request": getattr(request, "log_id", ""),
        "method": request.method,
        "path": _path(request),
        "user": getattr(user, "ref", None),
    }


def _is_between_two(request: HttpRequest) -> bool:
    match = request.resolver_match
    # `access.toolkit.page_access.between_two` marks them; logs are set up before any room is there.
    return match is not None and bool(getattr(match.func, "between_two", False))


def _path(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None:
        # Not an address of the portal: somebody's own words, or a token with its last stroke cut off.
        return ""
    # Whoever knows the token of an invitation may use it up.
    return f"/{match.route}" if "token" in match.kwargs else request.path


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
