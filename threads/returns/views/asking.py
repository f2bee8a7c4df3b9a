"""What the receiving office does: it asks for returns, accepts one, or asks about it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import RefusedError
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from notifications.reaching import told_or_not
from partners.models import Organisation
from threads.returns import actions
from threads.returns.forms import AskForm, OrderForm, return_as_shown
from threads.returns.notices import ASKED
from threads.returns.queries.lists import find_return
from threads.returns.queries.shown import ReturnShown


@form_page
def order(request: ViewerRequest) -> HttpResponse:
    """Say from which month a kind of return is asked for."""
    form = OrderForm(sent(request), viewer=request.viewer)
    if not form.may_be_used:
        raise RefusedError("order_returns", Organisation())
    do = partial(actions.order_returns, by=request.user, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        messages.success(request, _("They are asked for. Each office finds its own on its desk."))
        return redirect("returns")
    return render(request, "threads/returns/order.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def accept(request: ViewerRequest, ref: str) -> HttpResponse:
    """Accept a return as it was read."""
    found = find_return(request.viewer, ref, "accept")
    return try_it(
        request,
        partial(actions.accept_return, monthly=found),
        _("Accepted. You are told if it is corrected, and accept it anew."),
        "monthly_return",
        found.ref,
        read=(found, return_as_shown),
    )


@form_page
def ask(request: ViewerRequest, ref: str) -> HttpResponse:
    """Ask about it, by what stands to choose from."""
    found = find_return(request.viewer, ref, "ask")
    form = AskForm(sent(request), record=found)
    do = partial(actions.ask_about_return, by=request.user, monthly=found, at=request.viewer.at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        by, at = request.user, request.viewer.at
        told = told_or_not(_("The office is told that you ask about it."), ASKED, found, at=at, by=by)
        messages.success(request, told)
        return redirect("monthly_return", found.ref)
    context = {"form": form, "shown": ReturnShown(request.viewer, found)}
    return render(request, "threads/returns/ask.html", context, status=422 if form.errors else 200)
