"""The reminder letter leaves the portal as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from access.models import AccessLog
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from commitments.official import reminder_file, reminder_paper
from commitments.queries import Traffic, traffic
from commitments.queries.opened import find_commitment
from language.words import local_day
from library.paper import language_asked, paper_file


@require_safe
def letter(request: ViewerRequest, ref: str, ending: str) -> HttpResponse:
    """The reminder letter, for whoever grants; where nothing is late its page says so."""
    record = find_commitment(request.viewer, ref, "decide")
    at, language = request.viewer.at, language_asked(request)
    today = local_day(at)
    if traffic(record, today) != Traffic.LATE:
        return redirect("commitment_letter", ref)
    name = reminder_file(record, language, today)
    response = paper_file(reminder_paper(record, at, language), ending=ending, name=name)
    log_access(request.viewer, AccessLog.Kind.EXPORT, record, f"{ending}, {language}")
    return response
