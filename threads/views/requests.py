"""Requests: asking another organisation, and what those do who are asked."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.engine import RefusedError, get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer as answered
from access.toolkit.answers import form_page, result_of, sent, sent_files, try_it, was_done
from access.toolkit.page_access import takes_files
from language.words import local_day
from notifications.working_days import add_working_days
from partners.models import Organisation
from threads import actions
from threads.models import Thread
from threads.queries import REQUESTS
from threads.queries.requests import find_request, request_lines, talks
from threads.request_forms import AskForm, DeclineForm, PassOnForm, RequestAnswerForm, spoken_for

# Two working weeks, unless whoever asks gives more or less.
USUAL_DAYS = 10


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
    context = {"form": form, "about": about}
    return render(request, "threads/ask.html", context, status=422 if form.errors else 200)


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
    do = partial(actions.answer, by=request.user, request=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.thread.ref)
    return _page(request, "threads/request_answer.html", found, form)


@form_page
def pass_on(request: ViewerRequest, ref: str) -> HttpResponse:
    """Pass it on to an office of the same organisation."""
    found = find_request(request.viewer, ref, "pass_on")
    form = PassOnForm(sent(request), request=found, viewer=request.viewer)
    do = partial(actions.pass_on, by=request.user, request=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.thread.ref)
    return _page(request, "threads/request_pass_on.html", found, form)


@form_page
def decline(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say why it is not answered."""
    found = find_request(request.viewer, ref, "answer")
    form = DeclineForm(sent(request))
    do = partial(actions.decline, by=request.user, request=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("thread", found.thread.ref)
    return _page(request, "threads/request_decline.html", found, form)


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
    done = _("Withdrawn. Those who had it are told.")
    return try_it(request, partial(actions.withdraw, request=found), done, "thread", found.thread.ref)


def _page(request: ViewerRequest, template: str, found: Any, form: Any) -> HttpResponse:
    context = {"asking": found, "thread": found.thread, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _initial(request: ViewerRequest) -> dict[str, Any]:
    """From a page of an organisation, or of a discussion that its reader wants to ask about."""
    due = add_working_days(local_day(request.viewer.at), USUAL_DAYS)
    initial: dict[str, Any] = {"due_on": due}
    if ref := request.GET.get("to", "").replace("\x00", ""):
        initial["asked"] = Organisation.objects.permitted(request.viewer).filter(ref=ref).first()
    if ref := request.GET.get("about", "").replace("\x00", ""):
        about = get_permitted(request.viewer, Thread, ref, records=talks(request.viewer))
        # What colleagues wrote among themselves is put into nobody's mouth, its title neither.
        initial |= {"about": about.ref, "title": "" if about.is_internal else about.title}
    return initial
