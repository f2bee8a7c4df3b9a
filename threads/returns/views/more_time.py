"""More time for a return: its office asks, the receiver gives it or does not."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from notifications.reaching import told_or_not
from threads.returns import actions
from threads.returns.forms import TimeForm
from threads.returns.notices import TIME_ASKED, TIME_DECIDED
from threads.returns.queries.lists import find_return
from threads.returns.queries.shown import ReturnShown


@form_page
def ask(request: ViewerRequest, ref: str) -> HttpResponse:
    """Ask the receiver for time until a day."""
    found = find_return(request.viewer, ref, "ask_for_time")
    form = TimeForm(sent(request))
    do = partial(actions.ask_for_time, by=request.user, monthly=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        said, at = _("The receiver is told that you need more time."), request.viewer.at
        messages.success(request, told_or_not(said, TIME_ASKED, found, at=at, by=request.user))
        return redirect("monthly_return", found.ref)
    context = {"form": form, "shown": ReturnShown(request.viewer, found)}
    return render(request, "threads/returns/more_time.html", context, status=422 if form.errors else 200)


@require_POST
def give(request: ViewerRequest, ref: str) -> HttpResponse:
    """Give time until the day that was on the page."""
    return _decide(request, ref, actions.give_time, _("The return is due on the later day."))


@require_POST
def refuse(request: ViewerRequest, ref: str) -> HttpResponse:
    """Leave it due when it was."""
    return _decide(request, ref, actions.refuse_time, _("The return stays due when it was."))


def _decide(request: ViewerRequest, ref: str, action: Callable[..., Any], done: str) -> HttpResponse:
    found = find_return(request.viewer, ref, "give_time")
    told = told_or_not(done, TIME_DECIDED, found, at=request.viewer.at, by=request.user)
    return try_it(
        request,
        partial(action, monthly=found, due_on=_day_read(request)),
        told,
        "monthly_return",
        found.ref,
    )


def _day_read(request: ViewerRequest) -> date | None:
    """The day that stood on the page; of what is none, none, which nobody asked for."""
    try:
        return date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        return None
