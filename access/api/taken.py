"""What programs take away stands in the access log, as a paper or a sheet of the same that a person takes.

Noted at most once an hour for each token with each record or list. Of a passage that is covered afterwards
those are told who took it by whichever way.
"""

from datetime import timedelta

from django.db.models import Model

from access.accounts.tokens import Carried
from access.models import AccessLog, AccessToken
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest

NOTED_EVERY = timedelta(hours=1)
KIND = AccessToken._meta.label_lower
# How the line of a list begins, whoever took it and in whichever form.
OF_LIST = "list={name} "


def note_record(request: ViewerRequest, record: Model) -> None:
    """Note that a program took a record."""
    token = _token_of(request)
    if token is not None:
        _note(request, record, record._meta.label_lower, getattr(record, "ref", ""), f"api token={token}")


def note_list(request: ViewerRequest, name: str) -> None:
    """Note that a program took rows of a list."""
    token = _token_of(request)
    if token is not None:
        _note(request, KIND, KIND, "", f"{OF_LIST.format(name=name)}api token={token}")


def _token_of(request: ViewerRequest) -> str | None:
    carried = getattr(request.user, "carried", None)
    return carried.ref if isinstance(carried, Carried) else None


def _note(request: ViewerRequest, what: Model | str, of_type: str, ref: str, told: str) -> None:
    viewer = request.viewer
    noted = AccessLog.objects.filter(
        record_type=of_type,
        record_ref=ref,
        at__gt=viewer.at - NOTED_EVERY,
        kind=AccessLog.Kind.EXPORT,
        user=request.user.pk,
        purpose=told,
    )
    if not noted.exists():
        log_access(viewer, AccessLog.Kind.EXPORT, what, told)
