"""Whom a meeting invites beside its members: bodies as guests, and committees to hold it together."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import get_permitted
from access.rules.viewer import ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from meetings import actions
from meetings.forms import AskForm, InviteForm
from meetings.models import JointRequest, Meeting
from meetings.queries import invited_bodies, joint_requests_of
from meetings.views.answers import find_meeting, take_step
from partners.models import Organisation
from partners.queries import committees_of


@form_page
def invite(request: ViewerRequest, ref: str) -> HttpResponse:
    """Name a body in the notice; see who is named, and which committees were asked."""
    meeting = find_meeting(request.viewer, ref, "notice")
    if not meeting.is_open_to_change:
        return redirect("meeting", ref)
    form = InviteForm(sent(request))
    by, at = request.user, request.viewer.at
    if was_done(
        request, form, lambda: actions.invite_body(by=by, meeting=meeting, at=at, **form.cleaned_data)
    ):
        return redirect("meeting_invite", ref)
    return _show(request, meeting, form)


@form_page
def ask(request: ViewerRequest, ref: str) -> HttpResponse:
    """Ask one more committee to hold the meeting together."""
    meeting = find_meeting(request.viewer, ref, "change")
    if not meeting.is_open_to_change:
        return redirect("meeting", ref)
    form = AskForm(sent(request), committees=committees_of(request.viewer), meeting=meeting)
    return take_step(
        request,
        meeting,
        form,
        partial(actions.ask_committee, meeting=meeting),
        title=_("Ask a committee to hold it together"),
        hint=_(
            "Its secretariat answers. Until it agrees its members are told nothing, and its bodies are not"
            " bound."
        ),
        send=_("Ask"),
        to="meeting_invite" if meeting.can_notice else "meeting",  # type: ignore[attr-defined]
    )


@require_POST
def uninvite(request: ViewerRequest, ref: str, body: str) -> HttpResponse:
    """Take a body off the notice."""
    meeting = find_meeting(request.viewer, ref, "notice")
    named = get_permitted(request.viewer, Organisation, body)
    action = partial(actions.uninvite_body, meeting=meeting, body=named)
    return try_it(request, action, _("It is not named any more."), "meeting_invite", ref)


@require_POST
def invite_seats(request: ViewerRequest, ref: str) -> HttpResponse:
    """Invite the bodies of a committee that has not agreed to hold the meeting together."""
    asked = get_permitted(
        request.viewer, JointRequest, ref, "invite", records=JointRequest.objects.select_related("meeting")
    )
    action = partial(actions.invite_seats, request=asked)
    return try_it(
        request, action, _("Its bodies are invited as guests."), "meeting_invite", asked.meeting.ref
    )


def _show(request: ViewerRequest, meeting: Meeting, form: InviteForm) -> HttpResponse:
    context = {
        "meeting": meeting,
        "form": form,
        "named": invited_bodies(meeting),
        "joint_requests": joint_requests_of(request.viewer, meeting),
    }
    return render(request, "meetings/invite.html", context, status=422 if form.errors else 200)
