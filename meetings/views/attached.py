"""The papers of a meeting: read by whoever reads its notice, put there by whoever changes its agenda."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import try_it, was_done
from access.toolkit.page_access import takes_files
from meetings import actions
from meetings.actions.agenda import drafting_agenda
from meetings.attached import file_of, file_rows, serve_file
from meetings.file_forms import FilesOfMeetingForm
from meetings.models import Meeting
from meetings.pages import notice_statement
from meetings.views.answers import find_meeting, may_write_now
from meetings.written import minutes_to_read


@require_safe
def files(request: ViewerRequest, ref: str) -> HttpResponse:
    """The papers of a meeting, and where more are sent."""
    return _show(request, find_meeting(request.viewer, ref))


@require_safe
def file(request: ViewerRequest, ref: str, file: str) -> HttpResponseBase:
    """One of them."""
    return serve_file(request.viewer, find_meeting(request.viewer, ref), file)


@takes_files
@require_POST
def add(request: ViewerRequest, ref: str) -> HttpResponse:
    """Put files to the meeting, or to one item of its agenda."""
    meeting = find_meeting(request.viewer, ref, "edit")
    by, at = request.user, request.viewer.at
    form = FilesOfMeetingForm(request.POST, request.FILES, meeting=meeting, by=by, at=at)
    do = partial(actions.add_files, by=by, meeting=meeting, at=at)
    if was_done(request, form, lambda: do(**form.cleaned_data)):
        return redirect("meeting_files", ref)
    return _show(request, meeting, form, status=422)


@require_POST
def remove(request: ViewerRequest, ref: str, file: str) -> HttpResponse:
    """Take one off."""
    meeting = find_meeting(request.viewer, ref, "edit")
    do = partial(actions.remove_file, link=file_of(request.viewer, meeting, file)["link"])
    return try_it(request, do, _("The file was taken off the meeting."), "meeting_files", ref)


def _show(
    request: ViewerRequest, meeting: Meeting, form: FilesOfMeetingForm | None = None, status: int = 200
) -> HttpResponse:
    may_add = _may_add(request, meeting)
    if form is None and may_add:
        form = FilesOfMeetingForm(None, None, meeting=meeting, by=request.user, at=request.viewer.at)
    context = {
        "meeting": meeting,
        "rows": file_rows(request.viewer, meeting),
        "form": form,
        "may_add": may_add,
        "audience": notice_statement(meeting, request.viewer),
    }
    return render(request, "meetings/files.html", context, status=status)


def _may_add(request: ViewerRequest, meeting: Meeting) -> bool:
    minutes = minutes_to_read(request.viewer, meeting)
    if minutes is not None:
        return may_write_now(meeting, minutes)
    return meeting.is_open_to_change and bool(getattr(meeting, f"can_{drafting_agenda(meeting)}"))
