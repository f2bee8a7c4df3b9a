"""The list of meetings: upcoming, past, and drafts to finish."""

from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from access.toolkit.listing import Page
from meetings.forms import bodies_of
from meetings.models import Meeting, Minutes
from meetings.queries import count_drafts, delegated_steps, drafts, past, upcoming
from partners.models import Committee

UPCOMING, PAST, DRAFTS = "upcoming", "past", "drafts"


@require_safe
def meetings(request: ViewerRequest) -> HttpResponse:
    """The meetings this person may see."""
    viewer = request.viewer
    view = request.GET.get("view", UPCOMING)
    view = view if view in {UPCOMING, PAST, DRAFTS} else UPCOMING
    after, before = request.GET.get("after"), request.GET.get("before")
    waiting = count_drafts(viewer)
    found: Page[Meeting] | Page[Minutes]
    if view == DRAFTS:
        found = own = drafts(viewer, after, before)
        rows = [minutes.meeting for minutes in own.records]
    else:
        found = listed = past(viewer, after, before) if view == PAST else upcoming(viewer, after, before)
        rows = listed.records
    committees, organisations = bodies_of(viewer)
    context = {
        "view": view,
        "chips": [
            (UPCOMING, _("Upcoming"), None),
            (PAST, _("Past"), None),
            (DRAFTS, _("Drafts to finish"), waiting),
        ],
        "rows": rows,
        "next_url": _address(view, after=found.next_cursor),
        "previous_url": _address(view, before=found.previous_cursor),
        "may_call": bool(committees or organisations),
        "has_drafts": bool(waiting),
    }
    return answer(request, "meetings/list.html", "listing", context)


@require_safe
def delegated(request: ViewerRequest, ref: str) -> HttpResponse:
    """What the minute-takers of a committee did beside drafting, for its chair and member secretary."""
    viewer = request.viewer
    committee = get_permitted(viewer, Committee, ref, "delegate")
    found = delegated_steps(viewer, committee, request.GET.get("after"), request.GET.get("before"))
    context = {
        "committee": committee,
        "steps": found.records,
        "next_url": f"?{urlencode({'after': found.next_cursor})}" if found.next_cursor else "",
        "previous_url": f"?{urlencode({'before': found.previous_cursor})}" if found.previous_cursor else "",
    }
    return answer(request, "meetings/delegated.html", "", context)


def _address(view: str, **cursor: str | None) -> str:
    """The address of the page before or after, or nothing where there is none."""
    kept = {name: place for name, place in cursor.items() if place}
    return f"?{urlencode({'view': view, **kept})}" if kept else ""
