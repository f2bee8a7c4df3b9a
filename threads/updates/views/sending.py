"""Posting a field update: from the page, or from the queue of a phone, which is answered in JSON."""

from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, sent_files
from access.toolkit.errors import Mendable, form_errors
from access.toolkit.page_access import takes_files
from library.store.queue import is_queued, refused
from library.store.views import store_of
from threads.updates import actions
from threads.updates.actions.sending import Receipt, digest_of, must_be_same
from threads.updates.forms import UpdateForm
from threads.updates.models import FieldUpdate
from threads.updates.phone import UPDATE_FORM
from threads.updates.queries.offered import sent_before


@takes_files
@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Post one. However often its key arrives it is one, and answered as the first time."""
    known = _known(request)
    if known is not None:
        return _answer_again(request, known)
    form = UpdateForm(sent(request), sent_files(request), viewer=request.viewer, initial=_asked_for(request))
    receipt = _send(request, form)
    if receipt is not None:
        return _answer(request, receipt)
    if request.method == "POST" and is_queued(request):
        return refused(form)
    # Where nothing may be sent nothing is laid by either: it would be thrown away as nobody's right.
    kept = [UPDATE_FORM] if UPDATE_FORM.may(request.viewer) else []
    context = {"form": form, "forms_kept": kept, "form_kept": kept, **store_of(request.user)}
    return render(request, "threads/updates/new.html", context, status=422 if form.errors else 200)


def _send(request: ViewerRequest, form: UpdateForm) -> Receipt | None:
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return actions.send_update(
                by=request.user, at=request.viewer.at, digest=_digest(request), **form.cleaned_data
            )
    except Mendable as mendable:
        form_errors(form, mendable)
        return None


def _answer(request: ViewerRequest, receipt: Receipt) -> HttpResponse:
    address = reverse("thread", args=[receipt.update.thread.ref])
    if is_queued(request):
        told = {"receipt": str(receipt.update.key), "address": address}
        return JsonResponse(told, status=201 if receipt.is_new else 200)
    if receipt.is_new:
        messages.success(request, _("Posted. You can take it back for 15 minutes."))
    else:
        messages.success(request, _("This was sent before. It was done once."))
    return redirect(address)


def _answer_again(request: ViewerRequest, known: FieldUpdate) -> HttpResponse:
    """As the first time, if it says the same; a phone keeps what says otherwise."""
    try:
        must_be_same(known, _digest(request))
    except Mendable as mendable:
        if is_queued(request):
            return JsonResponse({"receipt": None, "errors": {"key": [str(mendable)]}}, status=422)
        messages.error(request, str(mendable))
        return redirect("thread", known.thread.ref)
    return _answer(request, Receipt(known, False))


def _digest(request: ViewerRequest) -> str:
    """Of all that was typed and each file; not of the token of the page."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    files = []
    for upload in request.FILES.getlist("files"):
        told = sha256()
        for piece in upload.chunks():
            told.update(piece)
        upload.seek(0)
        files.append(told.hexdigest())
    return digest_of({"typed": typed, "files": files})


def _known(request: ViewerRequest) -> FieldUpdate | None:
    if request.method != "POST":
        return None
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return None
    return sent_before(request.user, key)


def _asked_for(request: ViewerRequest) -> dict[str, str]:
    """What an address says of it already: a key message that somebody passes on, or the type."""
    asked = {name: request.GET.get(name, "") for name in ("type", "message")}
    return {name: value for name, value in asked.items() if value}
