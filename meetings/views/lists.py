"""The list of meetings: upcoming, past, and drafts to finish."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from language.words import local_day
from meetings.queries import DELEGATED_STEPS, DRAFTS, MEETINGS, delegated_by, who_may_call
from meetings.rows import meeting_row
from partners.models import Committee


@require_safe
def meetings(request: ViewerRequest) -> HttpResponse:
    """The meetings this person may see."""
    asked = MEETINGS.asked(request)
    may_call = any(asked.count_also(*who_may_call(request.viewer)))
    has_drafts = bool(asked.counts[DRAFTS.name])
    context = {
        "asked": asked,
        # Who neither writes minutes nor calls meetings has no drafts to finish, ever.
        "chips": [chip for chip in asked.chips if chip["name"] != DRAFTS.name or has_drafts or may_call],
        "rows": [meeting_row(getattr(one, "meeting", one)) for one in asked.records],
        "this_year": local_day(request.viewer.at).year,
        "may_call": may_call,
    }
    return answer(request, "meetings/list.html", "listing", context)


@require_safe
def delegated(request: ViewerRequest, ref: str) -> HttpResponse:
    """What the minute-takers of a committee did beside drafting, for its chair and member secretary."""
    committee = get_permitted(request.viewer, Committee, ref, "delegate")
    asked = DELEGATED_STEPS.asked(request, ref, within=delegated_by(request.viewer, committee.pk))
    return answer(request, "meetings/delegated.html", "", {"committee": committee, "asked": asked})
