"""The list of meetings: upcoming, past, and drafts to finish."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.viewer import ViewerRequest
from meetings.forms import bodies_of
from meetings.queries import count_drafts, drafts, past, upcoming
from meetings.views.answers import answer

UPCOMING, PAST, DRAFTS = "upcoming", "past", "drafts"


@require_safe
def meetings(request: ViewerRequest) -> HttpResponse:
    """The meetings this person may see."""
    viewer = request.viewer
    view = request.GET.get("view", UPCOMING)
    view = view if view in {UPCOMING, PAST, DRAFTS} else UPCOMING
    after = request.GET.get("after")
    waiting = count_drafts(viewer)
    if view == DRAFTS:
        found = drafts(viewer, after)
        rows = [minutes.meeting for minutes in found.records]
        cursor = found.next_cursor
    else:
        listed = past(viewer, after) if view == PAST else upcoming(viewer, after)
        rows, cursor = listed.records, listed.next_cursor
    committees, organisations = bodies_of(viewer)
    context = {
        "view": view,
        "chips": [
            (UPCOMING, _("Upcoming"), None),
            (PAST, _("Past"), None),
            (DRAFTS, _("Drafts to finish"), waiting),
        ],
        "rows": rows,
        "next_cursor": cursor,
        "may_call": bool(committees or organisations),
        "has_drafts": bool(waiting),
    }
    return answer(request, "meetings/list.html", "listing", context)
