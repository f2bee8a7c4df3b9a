"""The committees below one, and who of its own seats can be told: for whoever keeps its seats."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import answer
from meetings.below import title_below
from meetings.below_list import COMMITTEES_BELOW, below_rows, find_above, straight_below
from partners.reach import reach_of


@require_safe
def committees_below(request: ViewerRequest, ref: str) -> HttpResponse:
    """Which committees below have met this quarter, and who can be told: seat by seat for this one."""
    committee = find_above(request.viewer, ref)
    asked = COMMITTEES_BELOW.asked(request, ref, within=straight_below(committee))
    context = {
        "committee": committee,
        "title": title_below([committee]),
        "asked": asked,
        "rows": below_rows(request.viewer, asked.records),
        "reach": reach_of(committees=[committee.pk], at=request.viewer.at),
    }
    return answer(request, "meetings/below.html", "", context)
