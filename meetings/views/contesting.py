"""The chair contests what the tier above entered for the committee."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent
from language.words import local_day
from meetings import actions
from meetings.actions.contesting import may_be_contested
from meetings.actions.planning import as_planned
from meetings.forms import ContestForm
from meetings.views.answers import find_meeting, take_step


@form_page
def contest(request: ViewerRequest, ref: str) -> HttpResponse:
    """Say what is wrong; the record shows it, and those who entered it are told."""
    meeting = find_meeting(request.viewer, ref, "contest")
    if request.method != "POST" and not may_be_contested(meeting, local_day(request.viewer.at)):
        return redirect("meeting", ref)
    return take_step(
        request,
        meeting,
        ContestForm(sent(request), record=meeting, facts=as_planned),
        partial(actions.contest, meeting=meeting),
        title=_("Contest what was entered"),
        hint=_(
            "Whoever reads the meeting sees that it is contested, and why. Those who entered it circulate it "
            "no more; your committee’s secretariat corrects it."
        ),
        send=_("Contest it"),
    )
