"""The mail that would have gone out, on the embedded default alone: for trying the portal."""

import email
import email.policy
import ipaddress
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from access.toolkit.page_access import open_to_all

NAME = re.compile(r"[0-9A-Za-z-]{1,80}")
NEWEST = 100
# What a browser says of itself. Proxies, tunnels and content networks add names of their own
# (X-Forwarded-For, Via, CF-Connecting-IP, True-Client-IP, …), each other ones: that list has no end,
# this one has.
BROWSERS_OWN = re.compile(
    r"host|connection|keep-alive|user-agent|cookie|referer|origin|cache-control|pragma|range|te|priority|dnt"
    r"|save-data|purpose|upgrade-insecure-requests|content-(type|length)|(accept|if|sec|hx)(-[a-z]+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Letter:
    """One message as it was sent."""

    name: str
    to: str
    subject: str
    at: datetime | None
    text: str


def _require_embedded(request: HttpRequest) -> Path:
    """The folder of the outbox; on a real server, or from another machine, there is no such page."""
    if not settings.EMBEDDED or not _is_direct(request):
        raise Http404
    return Path(settings.VAR_DIR) / "outbox"


def _is_direct(request: HttpRequest) -> bool:
    """Whether a browser on this machine asks, with nobody in between who would ask for others."""
    try:
        is_here = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        is_here = False
    return is_here and all(BROWSERS_OWN.fullmatch(name) for name in request.headers)


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    try:
        at = parsedate_to_datetime(str(message["Date"]))
        # A mail that does not say its zone (-0000) means universal time.
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
    except ValueError:
        at = None
    return Letter(
        name=path.stem,
        to=str(message["To"] or message["X-Envelope-To"] or ""),
        subject=str(message["Subject"] or ""),
        at=at,
        text=body.get_content() if body is not None else "",
    )


@open_to_all
@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages first."""
    folder = _require_embedded(request)
    newest = sorted(folder.glob("*.eml"), reverse=True)[:NEWEST]
    return render(request, "coordination/outbox.html", {"letters": [_read(path) for path in newest]})


@open_to_all
@never_cache
@require_safe
def outbox_letter(request: HttpRequest, name: str) -> HttpResponse:
    """One message, as text."""
    path = _require_embedded(request) / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return render(request, "coordination/outbox_letter.html", {"letter": _read(path)})
