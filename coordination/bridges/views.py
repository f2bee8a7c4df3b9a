"""From a discussion to a committee's agenda."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from access.rules.engine import RefusedError
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent
from coordination.bridges.actions import propose_from_thread
from coordination.bridges.forms import AgendaForm
from coordination.bridges.queries import addressees, came_of
from partners.models import Committee
from partners.queries import organisations_of
from threads.queries.opened import find_thread


@form_page
def propose(request: ViewerRequest, ref: str) -> HttpResponse:
    """Propose something of a discussion for an agenda: who reads what is typed is said first."""
    thread = find_thread(request.viewer, ref)
    if not thread.goes_further:
        raise Http404
    offered = addressees(request.viewer, thread)
    if not offered:
        raise RefusedError("propose_item", Committee())
    all_read = all(one.reads for one in offered)
    # Its title is put into nobody's mouth where it would be told to somebody who does not read it.
    initial = {"title": thread.called} if all_read and not thread.is_internal else {}
    bodies = organisations_of(request.viewer)
    form = AgendaForm(sent(request), offered=offered, bodies=bodies, initial=initial)
    do = partial(propose_from_thread, by=request.user, thread=thread, at=request.viewer.at)
    if result_of(request, form, lambda: do(**form.cleaned_data)) is not None:
        messages.success(request, _("Your proposal is with the secretariat. You are told its answer."))
        return redirect("thread", thread.ref)
    context = {
        "thread": thread,
        "form": form,
        "all_read": all_read,
        "said": {"found": came_of(request.viewer, thread)},
    }
    return render(request, "bridges/propose.html", context, status=422 if form.errors else 200)
