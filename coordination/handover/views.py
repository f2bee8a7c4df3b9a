"""The handover letter: its page, and how it leaves the portal as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.models import AccessLog
from access.rules.engine import get_permitted
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from coordination.handover.letter import MOST_PROMISES, handover_file, handover_paper, promises_of
from library.paper import language_asked, missing_signs, paper_file
from partners.models import Office


@require_safe
def page(request: ViewerRequest, ref: str) -> HttpResponse:
    """What the letter says and in which files it is had, for whoever says by right who holds the office."""
    office = _office(request, ref)
    promises = promises_of(request.viewer, office)
    paper = handover_paper(request.viewer, office, promises, language_asked(request))
    context = {"office": office, "paper": paper, "missing_signs": missing_signs(paper)}
    return render(request, "handover/letter.html", context)


@require_safe
def letter(request: ViewerRequest, ref: str, ending: str) -> HttpResponse:
    """What the office hands over, for whoever says by right who holds it."""
    office, language = _office(request, ref), language_asked(request)
    promises = promises_of(request.viewer, office)
    paper = handover_paper(request.viewer, office, promises, language)
    name = handover_file(office, language, request.viewer.at)
    response = paper_file(paper, ending=ending, name=name)
    for record in (office, *promises[:MOST_PROMISES]):
        log_access(request.viewer, AccessLog.Kind.EXPORT, record, f"{ending}, {language}, handover")
    return response


def _office(request: ViewerRequest, ref: str) -> Office:
    records = Office.objects.select_related("organisation__parent")
    return get_permitted(request.viewer, Office, ref, "appoint", records=records)
