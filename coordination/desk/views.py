"""The first page after sign-in, and the page that says who can see what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from access.rules.viewer import ViewerRequest
from coordination.desk.queries import desk_of
from coordination.desk.readers import readers_of


@require_GET
def desk(request: ViewerRequest) -> HttpResponse:
    """At most three things to do first, then promises, meetings, and what waits."""
    return render(request, "desk/desk.html", {"desk": desk_of(request.viewer)})


@require_GET
def who_can_see_what(request: ViewerRequest) -> HttpResponse:
    """In words: what lets this person read, and who reads what they write."""
    return render(request, "coordination/who_can_see_what.html", {"readers": readers_of(request.viewer)})
