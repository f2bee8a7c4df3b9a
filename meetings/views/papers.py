"""A meeting's papers leave the portal as files: to sign, to send, to paste from."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.models import AccessLog
from access.rules.log import log_access
from access.rules.viewer import ViewerRequest
from library.paper import PaperTooLong, language_asked, paper_file
from meetings.models import Minutes
from meetings.official.codes import under_code
from meetings.official.minutes import minutes_file, minutes_paper, written_in
from meetings.views.reading import on_paper


@require_safe
def minutes(request: ViewerRequest, ref: str, ending: str) -> HttpResponse:
    """The minutes as this reader may see them, as a file."""
    written, language = written_in(on_paper(request, ref)), language_asked(request)
    paper = minutes_paper(written, language)
    try:
        response = paper_file(paper, ending=ending, name=minutes_file(written.meeting, language))
    except PaperTooLong:
        messages.error(request, _("These minutes are too long for one file. Print the page instead."))
        return redirect("meeting_print", ref)
    log_access(request.viewer, AccessLog.Kind.EXPORT, written.minutes, f"{ending}, {language}")
    return response


@require_safe
def by_code(request: ViewerRequest, code: str) -> HttpResponse:
    """The code on a paper leads to the record, for whoever may read it."""
    found = Minutes.objects.permitted(request.viewer).filter(under_code(code)).select_related("meeting")
    for minutes in found.order_by("pk")[:1]:
        return redirect("meeting", minutes.meeting.ref)
    raise Http404
