"""What the pages of one meeting have in common: finding it, and answering whole or in part."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from access.errors import Mendable
from access.rules import get_permitted
from access.viewer import Viewer, ViewerRequest
from meetings.models import AgendaItem, Meeting, MeetingOf, Minutes
from meetings.queries import shown


def wants_part(request: ViewerRequest) -> bool:
    """Whether htmx asked for a part. Going back in the browser asks for the whole page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.history_restore_request


def answer(
    request: ViewerRequest, template: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show the page, or the part of it that htmx asked for, from the same template."""
    name = f"{template}#{part}" if part and wants_part(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


def find_meeting(viewer: Viewer, ref: str, action: str = "view") -> Meeting:
    """Return the meeting behind an address, with the buttons this person has."""
    records = shown().with_can(viewer, "edit", "notice", "take_minutes")
    return get_permitted(viewer, Meeting, ref, action, records=records)


def minutes_of(viewer: Viewer, meeting: Meeting) -> Minutes | None:
    """Return the minutes of a meeting, if there are any this person may read."""
    sittings = MeetingOf.objects.select_related("committee").order_by("pk")
    return (
        Minutes.objects.permitted(viewer)
        .with_can(viewer, "write", "approve", "circulate")
        .select_related(
            "meeting__lead_committee",
            "meeting__secretariat_party",
            "approved_by",
            "entered_by",
            "circulated_by",
        )
        .prefetch_related(
            Prefetch("meeting__sittings", queryset=sittings), "meeting__organisers__organisation"
        )
        .filter(meeting=meeting)
        .first()
    )


def minutes_or_404(viewer: Viewer, ref: str) -> Minutes:
    """Return the minutes behind a meeting's address; without them there is no such page."""
    minutes = minutes_of(viewer, find_meeting(viewer, ref))
    if minutes is None:
        raise Http404
    return minutes


def item_or_404(meeting: Meeting, ref: str) -> AgendaItem:
    """Return one item of this meeting's agenda."""
    item = AgendaItem.objects.filter(meeting=meeting, ref=ref).select_related("meeting").first()
    if item is None:
        raise Http404
    return item


def try_it(request: ViewerRequest, action: Callable[[], Any], done: str, to: str, *args: Any) -> HttpResponse:
    """Do what a button says. A refusal is said on the page it came from; nothing was changed then."""
    try:
        action()
    except Mendable as mendable:
        messages.error(request, str(mendable))
    else:
        messages.success(request, done)
    return redirect(to, *args)


def text_of(form: forms.Form, name: str) -> str:
    """Return what a form holds under a name, as text."""
    value = form.cleaned_data.get(name)
    return value if isinstance(value, str) else ""
