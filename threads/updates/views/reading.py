"""The list of field updates, and putting one right. One of them is read as the thread it is."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer, form_page, sent, was_done
from threads.models import Thread
from threads.queries.opened import find_thread
from threads.updates import actions
from threads.updates.forms import CorrectForm
from threads.updates.queries.lists import UPDATES, update_lines


@require_safe
def updates(request: ViewerRequest) -> HttpResponse:
    """What this person may read, the latest first."""
    asked = UPDATES.asked(request)
    context = {
        "asked": asked,
        "rows": list(update_lines(request.viewer, asked.records)),
        "query": urlencode(asked.told_of(asked.chip)),
    }
    return answer(request, "threads/updates/list.html", "listing", context, asked.status)


@form_page
def correct(request: ViewerRequest, ref: str) -> HttpResponse:
    """The author puts place, day, figures and words right."""
    found = find_thread(request.viewer, ref, "edit")
    if found.kind != Thread.Kind.FIELD_UPDATE or found.removed_at is not None:
        raise Http404
    form = CorrectForm(sent(request), record=found, viewer=request.viewer)
    do = partial(actions.correct_update, by=request.user, thread=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.ref)
    context = {"thread": found, "form": form}
    return render(request, "threads/updates/correct.html", context, status=422 if form.errors else 200)
