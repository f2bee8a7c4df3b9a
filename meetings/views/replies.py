"""Whether somebody comes: one press on the page of the meeting, or who comes instead."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, was_done
from meetings import actions
from meetings.actions.replying import people_to_send
from meetings.replies import place_to_answer, takes_replies
from meetings.reply_forms import ReplyForm
from meetings.views.answers import find_meeting


@form_page
def reply(request: ViewerRequest, ref: str, place: str) -> HttpResponse:
    """Say whether somebody comes for this seat, or for this body."""
    meeting = find_meeting(request.viewer, ref, "reply")
    found = place_to_answer(request.viewer, meeting, place)
    if request.method != "POST" and not takes_replies(meeting, request.viewer.at):
        return redirect("meeting", ref)
    people = people_to_send(found.seat, found.guest, request.viewer.at)
    form = ReplyForm(sent(request), meeting=meeting, place=found, people=people)
    answered = partial(
        actions.reply,
        by=request.user,
        meeting=meeting,
        seat=found.seat,
        body=found.guest,
        at=request.viewer.at,
    )
    if was_done(request, form, lambda: answered(**form.cleaned_data)):
        messages.success(request, _("Your answer is kept. You can change it until the meeting begins."))
        return redirect("meeting", ref)
    context = {"meeting": meeting, "place": found, "form": form, "people": people}
    return render(request, "meetings/reply.html", context, status=422 if form.is_bound else 200)
