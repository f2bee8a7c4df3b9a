"""Minutes become final: corrections are proposed and answered, the minutes confirmed, addenda added."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from meetings.models import Correction


@require_safe
def correction(request: ViewerRequest, ref: str) -> HttpResponse:
    """The address that notices about corrections carry: it leads to the minutes."""
    records = Correction.objects.get_queryset().select_related("minutes__meeting")
    found = get_permitted(request.viewer, Correction, ref, records=records)
    return redirect("meeting", found.minutes.meeting.ref)
