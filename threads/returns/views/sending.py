"""What the sending office does: it finds a month, enters its figures, corrects them, or stands by them."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import RefusedError
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent, try_it, was_done
from notifications.reaching import told_or_not
from partners.models import Organisation
from threads.returns import actions
from threads.returns.forms import MonthForm, ReturnForm, return_as_shown
from threads.returns.notices import STANDS
from threads.returns.queries.lists import find_return
from threads.returns.queries.shown import ReturnShown


@form_page
def new(request: ViewerRequest) -> HttpResponse:
    """Find the return of a month, to enter it."""
    form = MonthForm(sent(request), viewer=request.viewer)
    if not form.may_be_used:
        raise RefusedError("send_returns", Organisation())
    do = partial(actions.find_month, by=request.user, at=request.viewer.at)
    found = result_of(request, form, lambda: do(**form.cleaned_data))
    if found is not None:
        return redirect("return_enter", found.ref)
    return render(request, "threads/returns/new.html", {"form": form}, status=422 if form.errors else 200)


@form_page
def enter(request: ViewerRequest, ref: str) -> HttpResponse:
    """Enter the figures of a month, or put them right."""
    found = find_return(request.viewer, ref, "send")
    form = ReturnForm(sent(request), record=found)
    do = partial(actions.send_return, by=request.user, monthly=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.said)):
        messages.success(request, _("Sent. The receiver reads it; nobody else does."))
        return redirect("monthly_return", found.ref)
    context = {"form": form, "shown": ReturnShown(request.viewer, found)}
    return render(request, "threads/returns/enter.html", context, status=422 if form.errors else 200)


@require_POST
def stands(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say that it stands as it was sent."""
    found = find_return(request.viewer, ref, "stand_by")
    return try_it(
        request,
        partial(actions.stand_by_return, monthly=found),
        told_or_not(
            _("The receiver is told that it stands."),
            STANDS,
            found,
            at=request.viewer.at,
            by=request.user,
        ),
        "monthly_return",
        found.ref,
        read=(found, return_as_shown),
    )
