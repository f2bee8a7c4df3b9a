"""What independent oversight knows of threads, and opens with a purpose."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent
from threads import actions
from threads.access import watches
from threads.attached import show_files
from threads.forms import PurposeForm
from threads.queries import KNOWN_THREADS
from threads.queries.known import OPENED_POSTS, find_known, find_opening
from threads.queries.requests import refused_for_persons


@require_safe
def known(request: ViewerRequest) -> HttpResponse:
    """Threads that exist: of what kind, of whom and when, and nothing that is written in them."""
    if not watches(request.viewer):
        raise Http404
    context = {
        "asked": KNOWN_THREADS.asked(request),
        "refused": refused_for_persons(request.viewer.at),
    }
    return render(request, "threads/known.html", context)


@form_page
def known_open(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say what one is needed for; sending that opens it."""
    found = find_known(request.viewer, ref)
    if found is None:
        raise Http404
    form = PurposeForm(sent(request))
    by, at = request.user, request.viewer.at
    opening = result_of(
        request, form, lambda: actions.open_thread(by=by, thread=found, at=at, **form.cleaned_data)
    )
    if opening is not None:
        return redirect("thread_opened", opening.ref)
    context = {"thread": found, "form": form}
    return render(request, "threads/known_open.html", context, status=422 if form.errors else 200)


@require_safe
def opened(request: ViewerRequest, ref: str) -> HttpResponse:
    """The thread that was opened, to read and nothing else, until the hour is over."""
    opening = find_opening(request.viewer, ref)
    asked = OPENED_POSTS.asked(request, opening.ref, within=Q(thread=opening.thread))
    show_files(request.viewer, opening.thread, asked.records, opening)
    context = {"opening": opening, "thread": opening.thread, "asked": asked}
    return render(request, "threads/opened.html", context)
