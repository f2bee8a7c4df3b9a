"""Once means once: a form that makes or sends something does it once, however often it is sent.

A line is poor, a button is pressed twice, a browser repeats what it sent: each form carries a key of its
own (`{% once %}`), and the database knows which sendings have done their work. The same sending later, or
at the same moment, gets the answer of the first. Whatever is typed differently is another sending.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import messages
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_htmx.http import HttpResponseClientRedirect

from access.models import Submission, User
from access.rules.viewer import ViewerRequest
from access.rules.ways_in import is_for_programs
from access.toolkit.errors import Mendable
from access.toolkit.locking import waiting

FIELD = "once"
# A browser that comes back with an old page after longer than this makes a thing of its own.
KEPT = timedelta(days=7)
DONE_BEFORE = _lazy("This was sent before. It was done once.")
CODE_WAS_SHOWN = _lazy(
    "This was sent before. Its code was shown once and is not shown again: if nobody wrote it down, "
    "make another."
)
# Where a script of the page finds which sendings are done, so that it forgets what it kept of them.
DONE_COOKIE, TOLD_AS_DONE = "done", 8
_OURS = re.compile(r"[\w-]{22}", re.ASCII)
_NOT_TYPED = ("csrfmiddlewaretoken",)

Made = TypeVar("Made", bound=Model | bool)
Shown = TypeVar("Shown")


@dataclass
class _Sending:
    """What one request has done under its key: the number of its line, none when it was sent before."""

    number: int | None = None
    shows_code: bool = False
    is_done: bool = False


def do_once(request: HttpRequest, action: Callable[[], Made]) -> Made:
    """Do what this sending asks, or return what came of it when it was sent before.

    A refusal leaves nothing behind: the mended form does its work. Forms whose work is the same however
    often it is done carry no key; `tests/coordination/test_once.py` lists them.
    """
    if not _has_key(request):
        return action()
    sending = _sending_of(request)
    with transaction.atomic():
        sending.number = _claim(cast("ViewerRequest", request))
        if sending.number is None:
            made = cast("Made", _made_before(request))
        else:
            made = action()
            _note(sending.number, sending, made)
    sending.is_done = True
    return made


def did(action: Callable[[], object]) -> Callable[[], bool]:
    """Make an action of whose outcome only that it was done is of interest."""

    def do() -> bool:
        action()
        return True

    return do


def shown_once(request: HttpRequest, action: Callable[[], Shown]) -> Shown | None:
    """Do what answers with a code, once. None when it was sent before: no code is shown twice."""
    shown: list[Shown] = []

    def do() -> bool:
        shown.append(action())
        code_is_shown(request)
        return True

    do_once(request, do)
    return shown[0] if shown else None


def code_is_shown(request: HttpRequest) -> None:
    """Say within an action that its answer holds a one-time code: a second sending hears about it."""
    _sending_of(request).shows_code = True


def first_answer(request: HttpRequest) -> HttpResponse | None:
    """Return where this sending led when it was sent before; None when that is for its page to say.

    Asked before the page: what was done may have taken the page away from whoever did it.
    """
    if request.method != "POST" or not _has_key(request):
        return None
    standing = _standing(request)
    if standing is None or not standing.led_to:
        return None
    _say_so(request, standing)
    _sending_of(request).is_done = True
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(standing.led_to)
    return redirect(standing.led_to)


def keep_answer(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note where this sending led, and tell the browser that it is done."""
    sending = _sending_of(request)
    if not sending.is_done:
        return
    led_to = _where_it_led(response)
    if sending.number is not None and led_to.startswith("/"):
        Submission.objects.filter(pk=sending.number).update(led_to=led_to)
    key = request.POST[FIELD]
    if _OURS.fullmatch(key):
        told = [one for one in request.COOKIES.get(DONE_COOKIE, "").split(".") if _OURS.fullmatch(one)]
        response.set_cookie(
            DONE_COOKIE,
            ".".join([*told, key][-TOLD_AS_DONE:]),
            secure=request.is_secure(),
            samesite="Lax",
        )


def _where_it_led(response: HttpResponseBase) -> str:
    """The page an answer leads to, for a browser or for htmx."""
    if "HX-Location" in response.headers:
        return str(json.loads(response.headers["HX-Location"])["path"])
    return response.headers.get("Location") or response.headers.get("HX-Redirect") or ""


def sweep_submissions(*, at: datetime) -> int:
    """Forget sendings of long ago."""
    return Submission.objects.filter(at__lt=at - KEPT).delete()[0]


def _has_key(request: HttpRequest) -> bool:
    # What it remembers goes back to a browser in a cookie; a program has none.
    if is_for_programs(request):
        return False
    return isinstance(request.user, User) and bool(request.POST.get(FIELD))


def _sending_of(request: HttpRequest) -> _Sending:
    if not hasattr(request, "sending"):
        request.sending = _Sending()  # type: ignore[attr-defined]
    return cast("_Sending", request.sending)  # type: ignore[attr-defined]


def _claim(request: ViewerRequest) -> int | None:
    """Note this sending down; None when it stands already. Waits while another connection does its work."""
    with waiting(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_submission (user_id, digest, made_model, shows_code, led_to, at) "
            "VALUES (%s, %s, '', false, '', %s) "
            "ON CONFLICT (user_id, digest) DO NOTHING RETURNING id",
            [request.user.pk, _digest(request), request.viewer.at],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _note(number: int, sending: _Sending, made: Model | bool) -> None:
    came: dict[str, Any] = {"shows_code": True} if sending.shows_code else {}
    if isinstance(made, Model):
        came |= {"made_model": made._meta.label, "made_pk": made.pk}
    if came:
        Submission.objects.filter(pk=number).update(**came)


def _made_before(request: HttpRequest) -> Model | bool:
    standing = _standing(request)
    assert standing is not None
    _say_so(request, standing)
    if not standing.made_model:
        return True
    made: Model | None = apps.get_model(standing.made_model)._base_manager.filter(pk=standing.made_pk).first()
    if made is None:
        raise Mendable(
            _("This was done before, and what came of it is gone. Open the page again."), code="once"
        )
    return made


def _say_so(request: HttpRequest, standing: Submission) -> None:
    messages.info(request, CODE_WAS_SHOWN if standing.shows_code else DONE_BEFORE)


def _standing(request: HttpRequest) -> Submission | None:
    person = cast("User", request.user)
    return Submission.objects.filter(user=person, digest=_digest(request)).first()


def _digest(request: HttpRequest) -> str:
    typed = sorted((name, value) for name, values in request.POST.lists() for value in values)
    told = urlencode([pair for pair in typed if pair[0] not in _NOT_TYPED])
    # Kept longer than the text may stay: nobody tries out by it what was sent.
    return salted_hmac("access.once", f"{request.path}\n{told}", algorithm="sha256").hexdigest()
