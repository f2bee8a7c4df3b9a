"""Requests: asking another organisation, and what those do who are asked."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import RefusedError, get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer as answered
from access.toolkit.answers import form_page, result_of, sent, sent_files, try_it, was_done
from access.toolkit.page_access import takes_files
from language.words import local_day
from notifications.reaching import told_or_not
from notifications.working_days import add_working_days
from partners.models import Organisation
from threads import actions
from threads.models import Request, Thread
from threads.notices import REQUEST_WITHDRAWN
from threads.queries import REQUESTS
from threads.queries.request_readers import readers_of_request, seen_of
from threads.queries.requests import find_request, request_lines, talks, time_as_read
from threads.request_forms import (
    AskForm,
    DeclineForm,
    MoreTimeForm,
    PassOnForm,
    RequestAnswerForm,
    spoken_for,
)

Words = str | Promise
# Two working weeks, unless whoever asks gives more or less.
USUAL_DAYS = 10


class StepWords(NamedTuple):
    """What the page of one step says: what it is, what the button says, and what follows from it."""

    title: Words
    button: Words
    follows: Words = ""


ANSWER = StepWords(_lazy("Answer the request"), _lazy("Send the answer"))
PASS_ON = StepWords(
    _lazy("Pass it on"),
    _lazy("Pass it on to this office"),
    _lazy(
        "The office reads all of it from then on. Passing on does not stop the clock; both sides see which "
        "office has it."
    ),
)
MORE_TIME = StepWords(
    _lazy("Ask for more time"),
    _lazy("Ask for this time"),
    _lazy("Those who asked grant it or not. The clock that both sides see runs on until then."),
)
DECLINE = StepWords(_lazy("Decline, with a reason"), _lazy("Decline the request"))


@require_safe
def requests(request: ViewerRequest) -> HttpResponse:
    """Requests of one's organisations, and to them."""
    asked = REQUESTS.asked(request)
    rows = list(request_lines(request.viewer, asked.records))
    context = {"asked": asked, "rows": rows, "may_ask": bool(spoken_for(request.viewer))}
    return answered(request, "threads/requests.html", "listing", context, asked.status)


@takes_files
@form_page
def ask(request: ViewerRequest) -> HttpResponse:
    """Ask another organisation."""
    own = spoken_for(request.viewer)
    if not own:
        raise RefusedError("ask", Organisation())
    form = AskForm(sent(request), sent_files(request), viewer=request.viewer, initial=_initial(request))
    do = partial(actions.ask, by=request.user, at=request.viewer.at)
    made = result_of(request, form, lambda: do(**form.cleaned_data))
    if made is not None:
        return redirect("thread", made.thread.ref)
    about = talks(request.viewer).filter(ref=str(form["about"].value() or "").replace("\x00", "")).first()
    context = {"form": form, "about": about} | _said(request, form)
    return render(request, "threads/ask.html", context, status=422 if form.errors else 200)


@require_safe
def readers(request: ViewerRequest) -> HttpResponse:
    """Who will read a request to whom its author has chosen, while they choose."""
    if not spoken_for(request.viewer):
        raise RefusedError("ask", Organisation())
    form = AskForm(request.GET, viewer=request.viewer)
    form.full_clean()
    return render(request, "threads/ask_readers.html", _said(request, form))


def _said(request: ViewerRequest, form: AskForm) -> dict[str, Any]:
    sides = form.sides
    if sides is None:
        return {}
    return {"said": readers_of_request(*sides, request.viewer.at), "seen": seen_of(*sides)}


@require_safe
def one(request: ViewerRequest, ref: str) -> HttpResponse:
    """A request stands in its discussion."""
    return redirect("thread", find_request(request.viewer, ref).thread.ref)


@takes_files
@form_page
def answer(request: ViewerRequest, ref: str) -> HttpResponse:
    """Answer it."""
    found = find_request(request.viewer, ref, "answer")
    form = RequestAnswerForm(sent(request), sent_files(request), viewer=request.viewer)
    return _step(request, found, form, actions.answer, ANSWER)


@form_page
def pass_on(request: ViewerRequest, ref: str) -> HttpResponse:
    """Pass it on to an office of the same organisation."""
    found = find_request(request.viewer, ref, "pass_on")
    form = PassOnForm(sent(request), request=found, viewer=request.viewer)
    return _step(request, found, form, actions.pass_on, PASS_ON)


@form_page
def more_time(request: ViewerRequest, ref: str) -> HttpResponse:
    """Ask those who asked for more time."""
    found = find_request(request.viewer, ref, "answer")
    return _step(request, found, MoreTimeForm(sent(request)), actions.ask_more_time, MORE_TIME)


@form_page
def decline(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say why it is not answered."""
    found = find_request(request.viewer, ref, "answer")
    return _step(request, found, DeclineForm(sent(request)), actions.decline, DECLINE)


@require_POST
def grant_time(request: ViewerRequest, ref: str) -> HttpResponse:
    """Those who asked grant more time: until the day that was on the page."""
    return _decide_time(request, ref, actions.grant_time, _("Granted. The clock runs to the new day."))


@require_POST
def refuse_time(request: ViewerRequest, ref: str) -> HttpResponse:
    """Those who asked do not grant it."""
    return _decide_time(request, ref, actions.refuse_time, _("Not granted. The day stays as it was."))


def _decide_time(request: ViewerRequest, ref: str, action: Callable[..., Any], done: str) -> HttpResponse:
    found = find_request(request.viewer, ref, "grant_time")
    do, read = partial(action, request=found), (found, time_as_read)
    return try_it(request, do, done, "thread", found.thread.ref, read=read)


@require_POST
def refuse(request: ViewerRequest, ref: str) -> HttpResponse:
    """Refuse it: it asks for persons."""
    found = find_request(request.viewer, ref, "answer")
    done = _("Refused. Oversight counts it; nothing was handed out.")
    return try_it(request, partial(actions.refuse, request=found), done, "thread", found.thread.ref)


@require_POST
def withdraw(request: ViewerRequest, ref: str) -> HttpResponse:
    """Those who asked need no answer any more."""
    found = find_request(request.viewer, ref, "withdraw")
    by, at = request.user, request.viewer.at
    told = told_or_not(_("Those who had it are told."), REQUEST_WITHDRAWN, found.thread, at=at, by=by)
    done = f"{_('Withdrawn.')} {told}"
    return try_it(request, partial(actions.withdraw, request=found), done, "thread", found.thread.ref)


def _step(
    request: ViewerRequest, found: Request, form: Form, action: Callable[..., object], words: StepWords
) -> HttpResponse:
    do = partial(action, by=request.user, request=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.thread.ref)
    context = {"thread": found.thread, "form": form, "words": words, "address": request.path}
    return render(request, "threads/request_step.html", context, status=422 if form.errors else 200)


def _initial(request: ViewerRequest) -> dict[str, Any]:
    """From a page of an organisation, or of a discussion that its reader wants to ask about."""
    due = add_working_days(local_day(request.viewer.at), USUAL_DAYS)
    initial: dict[str, Any] = {"due_on": due}
    if ref := request.GET.get("to", "").replace("\x00", ""):
        initial["asked"] = Organisation.objects.permitted(request.viewer).filter(ref=ref).first()
    if ref := request.GET.get("about", "").replace("\x00", ""):
        about = get_permitted(request.viewer, Thread, ref, records=talks(request.viewer))
        # Whoever is asked may not read it: its title is put into nobody's mouth.
        initial |= {"about": about.ref}
    return initial
