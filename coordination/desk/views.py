"""The first page after sign-in, and the page that says who can see what."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import try_it
from coordination.desk.queries import desk_of
from coordination.desk.readers import readers_of
from partners import actions
from partners.models import Committee, FirstStep


@require_GET
def desk(request: ViewerRequest) -> HttpResponse:
    """First what a new holder does, at most three things more, then promises, meetings, and what waits."""
    return render(request, "desk/desk.html", {"desk": desk_of(request.viewer)})


@require_POST
def first_step(request: ViewerRequest, ref: str, step: str) -> HttpResponse:
    """A new holder is done with a first step, or puts it away."""
    committee = get_permitted(request.viewer, Committee, ref, "begin")
    if step not in FirstStep.Step:
        raise Http404
    action = partial(actions.finish_first_step, committee=committee, step=FirstStep.Step(step))
    return try_it(request, action, _("It is off your desk."), "desk")


@require_GET
def who_can_see_what(request: ViewerRequest) -> HttpResponse:
    """In words: what lets this person read, and who reads what they write."""
    return render(request, "coordination/who_can_see_what.html", {"readers": readers_of(request.viewer)})
