"""Before an account is changed at its root, its person shows again that they are there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

# How long one proof lasts.
LASTS_SECONDS = 10 * 60
SESSION_MARK = "confirmed_at"


def note_proof(request: HttpRequest, now: float) -> None:
    """Remember that the person has just given the password (and the code, where there is one)."""
    request.session[SESSION_MARK] = now


def is_proven(request: HttpRequest, now: float) -> bool:
    """Whether the last proof is recent enough."""
    return 0 <= now - float(request.session.get(SESSION_MARK, 0)) <= LASTS_SECONDS


def to_proof(onward: str) -> HttpResponse:
    """Send somebody to show again who they are, and on from there."""
    return redirect(f"{reverse('confirm_identity')}?{urlencode({'next': onward})}")


def needs_recent_proof(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask for the password again when the last proof is older than ten minutes."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_proven(request, request.viewer.at.timestamp()):  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)
        return to_proof(request.path)

    return asked
