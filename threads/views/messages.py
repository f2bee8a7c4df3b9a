"""Key messages: an office issues one, and changes it. It is read where discussions are."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from access.rules.engine import RefusedError
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, sent_files, was_done
from access.toolkit.page_access import takes_files
from language.words import local_day
from partners.models import Organisation
from threads import actions
from threads.message_forms import ChangeMessageForm, MessageForm, message_as_shown
from threads.models import Thread
from threads.queries.messages import issuing_bodies
from threads.queries.opened import find_thread


@takes_files
@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Issue a key message."""
    own = issuing_bodies(request.viewer)
    if not own:
        raise RefusedError("issue_key_message", Organisation())
    initial = {"from_on": local_day(request.viewer.at)}
    form = MessageForm(sent(request), sent_files(request), viewer=request.viewer, own=own, initial=initial)
    do = partial(actions.issue_message, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        return redirect("thread", made.ref)
    return _page(request, "threads/message_new.html", form)


@takes_files
@form_page
def change(request: ViewerRequest, ref: str) -> HttpResponse:
    """Change a key message, in both languages."""
    found = find_thread(request.viewer, ref, "edit")
    if found.kind != Thread.Kind.KEY_MESSAGE:
        raise Http404
    form = ChangeMessageForm(
        sent(request), sent_files(request), viewer=request.viewer, record=found, facts=message_as_shown
    )
    do = partial(actions.change_message, by=request.user, thread=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.ref)
    return _page(request, "threads/message_change.html", form, thread=found)


def _page(request: ViewerRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    return render(request, template, {"form": form} | more, status=422 if form.errors else 200)
