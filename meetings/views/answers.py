"""What the pages of one meeting have in common: finding it, the form of a step, and what a button does."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import Action, was_done
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.queries import meeting_rows
from meetings.written import OF_MEETING, meeting_to_read, minutes_to_read


def find_meeting(viewer: Viewer, ref: str, action: str = VIEW) -> Meeting:
    """Return the meeting behind an address, with the buttons this person has."""
    if action == VIEW:
        return meeting_to_read(viewer, ref)
    return get_permitted(viewer, Meeting, ref, action, records=meeting_rows().with_can(viewer, *OF_MEETING))


def minutes_or_404(viewer: Viewer, ref: str) -> Minutes:
    """Return the minutes behind a meeting's address; without them there is no such page."""
    minutes = minutes_to_read(viewer, find_meeting(viewer, ref))
    if minutes is None:
        raise Http404
    return minutes


def may_write_now(meeting: Meeting, minutes: Minutes) -> bool:
    """Whether this person may write, and the draft can be written now."""
    return bool(minutes.can_write) and meeting.takes_minutes and not minutes.is_with_chair  # type: ignore[attr-defined]


def item_or_404(meeting: Meeting, ref: str) -> AgendaItem:
    """Return one item of this meeting's agenda."""
    item = AgendaItem.objects.filter(meeting=meeting, ref=ref).select_related("meeting").first()
    if item is None:
        raise Http404
    return item


def take_step(
    request: ViewerRequest,
    meeting: Meeting,
    form: forms.Form,
    action: Action,
    *,
    title: str,
    hint: str,
    send: str,
    to: str = "meeting",
    pages: str = "",
) -> HttpResponse:
    """Show the form of a step; once it is sent and nothing is wrong, do what it asks and go `to` a page."""
    by, at = request.user, request.viewer.at
    if was_done(request, form, lambda: action(by=by, at=at, **form.cleaned_data)):
        return redirect(to, meeting.ref)
    context = {"meeting": meeting, "form": form, "title": title, "hint": hint, "send": send, "pages": pages}
    return render(request, "meetings/step.html", context, status=422 if form.errors else 200)
