"""The empty form of a committee, and those of all committees of an upazila or district in one file."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.models import AccessLog
from access.rules.engine import get_permitted
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from language.words import local_day
from library.paper import PaperTooLong, language_asked, paper_file
from meetings.below import runs_still
from meetings.below_list import find_above, straight_below
from meetings.official.form import empty_form, form_file, known_of
from partners.models import Committee

# The upazilas of a district and the unions of an upazila are fewer.
MOST_AT_ONCE = 40


@require_safe
def empty(request: ViewerRequest, ref: str) -> HttpResponse:
    """The form of one committee, for whoever enters its meetings."""
    committee = get_permitted(request.viewer, Committee, ref, "call_meeting")
    return _forms(request, committee, [committee])


@require_safe
def empty_below(request: ViewerRequest, ref: str) -> HttpResponse:
    """A form for this committee and for each that reports to it, for whoever keeps its seats."""
    committee = find_above(request.viewer, ref)
    below = Committee.objects.filter(straight_below(committee)).filter(
        runs_still(local_day(request.viewer.at))
    )
    return _forms(request, committee, [committee, *below.order_by("name_en", "pk")[:MOST_AT_ONCE]])


def _forms(request: ViewerRequest, committee: Committee, committees: Sequence[Committee]) -> HttpResponse:
    known, language = known_of(request.viewer, committees), language_asked(request)
    name = form_file(committee, language, is_below=len(committees) > 1)
    try:
        response = paper_file(*(empty_form(one, language) for one in known), ending="pdf", name=name)
    except PaperTooLong:
        messages.error(request, _("These forms are too long for one file. Take them one by one."))
        return redirect("committee", committee.ref)
    for one in known:
        # Each by itself: whoever covers a passage of one later finds who took it away.
        for record in filter(None, (one.minutes, *one.tasks)):
            log_access(request.viewer, AccessLog.Kind.EXPORT, record, f"empty form, {language}")
    return response
