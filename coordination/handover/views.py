"""The handover letter leaves the portal as a file."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from access.models import AccessLog
from access.rules.engine import get_permitted
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from coordination.handover.letter import MOST_PROMISES, handover_file, handover_paper, promises_of
from library.paper import language_asked, paper_file
from partners.models import Office


@require_safe
def letter(request: ViewerRequest, ref: str, ending: str) -> HttpResponse:
    """What the office hands over, for whoever says by right who holds it."""
    records = Office.objects.select_related("organisation__parent")
    office = get_permitted(request.viewer, Office, ref, "appoint", records=records)
    language = language_asked(request)
    promises = promises_of(request.viewer, office)
    paper = handover_paper(request.viewer, office, promises, language)
    name = handover_file(office, language, request.viewer.at)
    response = paper_file(paper, ending=ending, name=name)
    for record in (office, *promises[:MOST_PROMISES]):
        log_access(request.viewer, AccessLog.Kind.EXPORT, record, f"{ending}, {language}, handover")
    return response
