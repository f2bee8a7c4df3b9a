"""Telling the invitees of a meeting: the notice, a change at once, and the notice once more with a reason."""

from datetime import datetime
from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.models import User
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it
from language.words import clock
from meetings import actions
from meetings.forms import AgainForm
from meetings.models import Meeting
from meetings.pages import people, tells_at
from meetings.queries import people_invited, times_told
from meetings.reach import reach_of_meeting
from meetings.views.answers import find_meeting, take_step
from partners.reach import nobody_told


@require_POST
def notice(request: ViewerRequest, ref: str) -> HttpResponse:
    """Send the notice."""
    meeting = find_meeting(request.viewer, ref, "notice")
    action = partial(actions.send_notice, meeting=meeting)
    return try_it(request, action, _sent_words(meeting, request.viewer.at, request.user), "meeting", ref)


@require_POST
def now(request: ViewerRequest, ref: str) -> HttpResponse:
    """Tell a change without waiting for the quarter of an hour to end."""
    meeting = find_meeting(request.viewer, ref, "notice")
    action = partial(actions.tell_change, meeting=meeting)
    done = (
        _("Those invited are told what changed.")
        if people_invited(meeting, request.viewer.at, request.user)
        else nobody_told()
    )
    return try_it(request, action, done, "meeting", ref)


@form_page
def again(request: ViewerRequest, ref: str) -> HttpResponse:
    """Send the notice once more, and say why."""
    meeting = find_meeting(request.viewer, ref, "notice")
    if not meeting.is_open_to_change or meeting.notice_sent_at is None:
        return redirect("meeting", ref)
    told = people_invited(meeting, request.viewer.at, request.user)
    return take_step(
        request,
        meeting,
        AgainForm(sent(request)),
        partial(actions.send_again, meeting=meeting),
        title=_("Send the notice again"),
        hint=_(
            "Changes of day, time and place are told by themselves. This goes to %(people)s. What you write"
            " is read on Shomonnoy by whoever reads the meeting, and is in no e-mail."
        )
        % {"people": people(told)},
        send=_("Send the notice again"),
    )


def _sent_words(meeting: Meeting, at: datetime, by: User) -> str:
    """Say to whom the notice went, and of how many seats nobody was told."""
    told, reach = people_invited(meeting, at, by), reach_of_meeting(meeting, at)
    if not told:
        return nobody_told()
    sent_to = _("The notice is sent to %(people)s.") % {"people": people(told)}
    return f"{sent_to} {reach.seats.was}" if reach.not_told and reach.seats.seats else sent_to


def saved_words(meeting: Meeting, told_before: int, at: datetime, by: User) -> str:
    """Return what is said once a change is saved: whether and when those invited are told of it."""
    if not people_invited(meeting, at, by) and meeting.untold_change_at is not None:
        return f"{_('Saved.')} {nobody_told()}"
    if meeting.untold_change_at is not None:
        return _("Saved. Those invited are told at %(time)s, unless it is changed back before.") % {
            "time": clock(tells_at(meeting))
        }
    if times_told(meeting) > told_before:
        return _("Saved. The meeting is within two days, so those invited were told at once.")
    return _("Saved.")
