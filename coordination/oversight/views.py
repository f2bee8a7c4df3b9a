"""The pages of independent oversight; for everybody else there are none."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, result_of, sent
from coordination.oversight.access import may_read_log
from coordination.oversight.forms import PurposeForm
from coordination.oversight.queries import LOG, UNCONFIRMED, find_draft, log_in_words
from meetings.actions import open_draft
from meetings.covering import leave_out_of
from meetings.lines import item_lines
from meetings.models import DraftOpening
from meetings.notices import DRAFT_OPENED
from meetings.seating import room_of
from meetings.written import as_read, bring_along, items_of
from notifications.reaching import reaches


@require_safe
def access_log(request: ViewerRequest) -> HttpResponse:
    """Who opened what, exported it or was refused, newest first."""
    asked = LOG.asked(request)
    context = {"asked": asked, "lines": log_in_words(request.viewer, asked.records)}
    return render(request, "oversight/log.html", context)


@require_safe
def drafts(request: ViewerRequest) -> HttpResponse:
    """Minutes that are not confirmed: that they exist, and how far they are."""
    if not may_read_log(request.viewer):
        raise Http404
    return render(request, "oversight/drafts.html", {"asked": UNCONFIRMED.asked(request)})


@form_page
def draft(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say what the minutes are needed for; sending that opens them."""
    minutes = find_draft(request.viewer, ref)
    if minutes is None:
        raise Http404
    form = PurposeForm(sent(request))
    by, at = request.user, request.viewer.at
    opening = result_of(request, form, lambda: open_draft(by=by, minutes=minutes, at=at, **form.cleaned_data))
    if opening is not None:
        return redirect("oversight_opened", opening.ref)
    is_reached = reaches(DRAFT_OPENED, minutes, at=at, by=by)
    context = {"minutes": minutes, "meeting": minutes.meeting, "form": form, "is_reached": is_reached}
    return render(request, "oversight/draft.html", context, status=422 if form.errors else 200)


@require_safe
def opened(request: ViewerRequest, ref: str) -> HttpResponse:
    """The minutes that were opened, to read and nothing else, until the hour is over."""
    openings = DraftOpening.objects.permitted(request.viewer, "read").select_related("minutes__meeting")
    opening = openings.filter(ref=ref).first()
    if opening is None:
        raise Http404
    minutes, meeting = opening.minutes, opening.minutes.meeting
    items = items_of(minutes)
    bring_along(minutes, request.viewer, "attendance", "head_counts", "matters")
    leave_out_of(minutes, as_read(meeting, minutes, items))
    context = {
        "opening": opening,
        "minutes": minutes,
        "meeting": meeting,
        "items": item_lines(meeting, minutes, items),
        "matters": list(minutes.matters.all()),
        "room": room_of(minutes),
        "head_counts": list(minutes.head_counts.all()),
    }
    return render(request, "oversight/opened.html", context)
