"""How a page of any room answers: whole or in part, and what was sent by its form."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from access.models import User
from access.rules.viewer import ViewerRequest
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.once import did, do_once
from access.toolkit.versions import FIELD, Facts, Stale, VersionedForm, as_read

# A page with a form: it is shown, and sent to the same address.
form_page = require_http_methods(["GET", "HEAD", "POST"])


Made = TypeVar("Made", bound=Model | bool)


class Action(Protocol):
    """What a page does: in whose name, as of when, and with what was typed."""

    def __call__(self, *, by: User, at: datetime, **typed: Any) -> object:
        """Do it, or refuse."""


def wants_part(request: ViewerRequest) -> bool:
    """Whether htmx asked for a part. Going back in the browser asks for the whole page."""
    htmx = HtmxDetails(request)
    return bool(htmx) and not htmx.history_restore_request


def answer(
    request: ViewerRequest, template: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show the page, or the part of it that htmx asked for, from the same template."""
    name = f"{template}#{part}" if part and wants_part(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def sent(request: ViewerRequest) -> QueryDict | None:
    """Return what the form on this page was sent with; nothing while it is only shown."""
    return request.POST if request.method == "POST" else None


def sent_files(request: ViewerRequest) -> MultiValueDict[str, Any] | None:
    """Return the files that came with it. A form that is given any, were it none at all, counts as sent."""
    return request.FILES if request.method == "POST" else None


def result_of(request: HttpRequest, form: forms.BaseForm, action: Callable[[], Made]) -> Made | None:
    """Do what a valid form asks, once, and return what came of it, or nothing: a refusal is at its field."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return do_once(request, form.doing(action) if isinstance(form, VersionedForm) else action)
    except Mendable as mendable:
        form_errors(form, mendable)
        return None


def was_done(request: HttpRequest, form: forms.BaseForm, action: Callable[[], object]) -> bool:
    """Do what a valid form asks, once, and return whether it was done. Else nothing is changed."""
    return result_of(request, form, did(action)) is not None


def try_it(
    request: ViewerRequest,
    action: Action,
    done: str,
    to: str,
    *args: Any,
    read: tuple[Model, Facts] | None = None,
) -> HttpResponse:
    """Do what a button says, and go back to its page. A refusal is said there; nothing is changed then.

    `read` is what was read before it was pressed: a text that changed meanwhile is read again first.
    """
    do = did(partial(action, by=request.user, at=request.viewer.at))
    version = request.POST.get(FIELD, "")
    seen = as_read(*read, version) if read is not None and version else nullcontext()

    def press() -> bool:
        with seen:
            return do()

    try:
        with transaction.atomic():
            do_once(request, press)
    except Stale:
        messages.error(request, _("It was changed after you opened it. Read it again, then decide."))
    except Mendable as mendable:
        messages.error(request, str(mendable))
    else:
        messages.success(request, done)
    return redirect(to, *args)
