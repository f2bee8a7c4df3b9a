"""Once means once: a form that makes or sends something does it once, however often it is sent.

A line is poor, a button is pressed twice, a browser repeats what it sent: each form carries a key of its
own (`{% once %}`), and the database knows which sendings have done their work. The same sending at the
same moment waits for the first and gets its answer. Whatever is typed differently is another sending.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import messages
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from access.errors import Mendable
from access.locking import waiting
from access.models import Submission, User
from access.viewer import ViewerRequest

FIELD = "once"
# A browser that comes back with an old page after longer than this makes a thing of its own.
KEPT = timedelta(days=7)
_NOT_TYPED = ("csrfmiddlewaretoken",)

Made = TypeVar("Made", bound=Model | bool)


def do_once(request: HttpRequest, action: Callable[[], Made]) -> Made:
    """Do what this sending asks, or return what came of it when it was sent before.

    A refusal leaves nothing behind: the mended form does its work. Forms whose work is the same however
    often it is done carry no key; `tests/coordination/test_once.py` lists them.
    """
    if not request.POST.get(FIELD) or not isinstance(request.user, User):
        return action()
    with transaction.atomic():
        mine = _claim(cast("ViewerRequest", request))
        if mine is None:
            return cast("Made", _repeated(cast("ViewerRequest", request)))
        made = action()
        if isinstance(made, Model):
            Submission.objects.filter(pk=mine).update(made_model=made._meta.label, made_pk=made.pk)
        return made


def is_repeated(request: HttpRequest) -> bool:
    """Whether this sending did nothing, because it was sent before."""
    return bool(getattr(request, "was_sent_before", False))


def sweep_submissions(*, at: datetime) -> int:
    """Forget sendings of long ago."""
    return Submission.objects.filter(at__lt=at - KEPT).delete()[0]


def _claim(request: ViewerRequest) -> int | None:
    """Note this sending down; None when it stands already. Waits while another connection does its work."""
    with waiting(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_submission (user_id, digest, made_model, at) VALUES (%s, %s, '', %s) "
            "ON CONFLICT (user_id, digest) DO NOTHING RETURNING id",
            [request.user.pk, _digest(request), request.viewer.at],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None


def _repeated(request: ViewerRequest) -> Any:
    standing = Submission.objects.get(user_id=request.user.pk, digest=_digest(request))
    request.was_sent_before = True  # type: ignore[attr-defined]
    messages.info(request, _("This was sent before. It was done once."))
    if not standing.made_model:
        return True
    made = apps.get_model(standing.made_model)._base_manager.filter(pk=standing.made_pk).first()
    if made is None:
        raise Mendable(
            _("This was done before, and what came of it is gone. Open the page again."), code="once"
        )
    return made


def _digest(request: ViewerRequest) -> str:
    typed = sorted((name, value) for name, values in request.POST.lists() for value in values)
    told = urlencode([pair for pair in typed if pair[0] not in _NOT_TYPED])
    return sha256(f"{request.path}\n{told}".encode()).hexdigest()
