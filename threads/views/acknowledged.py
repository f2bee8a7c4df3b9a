"""Who has acknowledged a thread, and who has not: beyond the first few, whom its page names."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.lists import RecordList
from partners.models import Organisation
from threads.queries.acknowledged import ACKNOWLEDGED, NOT_ACKNOWLEDGED
from threads.queries.opened import find_thread


@require_safe
def have(request: ViewerRequest, ref: str) -> HttpResponse:
    """The organisations that have acknowledged the text that stands."""
    return _bodies(request, ref, ACKNOWLEDGED)


@require_safe
def have_not(request: ViewerRequest, ref: str) -> HttpResponse:
    """The organisations that are asked and have not."""
    return _bodies(request, ref, NOT_ACKNOWLEDGED)


def _bodies(request: ViewerRequest, ref: str, declared: RecordList[Organisation]) -> HttpResponse:
    found = find_thread(request.viewer, ref)
    assert declared.around is not None
    asked = declared.asked(request, found.ref, within=declared.around(request.viewer, ref))
    rows = list(declared.lines(request.viewer, asked.records))
    context = {"thread": found, "asked": asked, "rows": rows, "have": declared is ACKNOWLEDGED}
    return render(request, "threads/acknowledgements.html", context, status=asked.status)
