"""What a committee is asked to hold together with another, and its answer."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from access.rules.engine import can, get_permitted
from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit.answers import form_page, sent, try_it, was_done
from meetings import actions
from meetings.access import withholds_place
from meetings.actions.numbering import next_number
from meetings.forms import AgreeForm, DeclineForm
from meetings.models import JointRequest
from meetings.queries import agenda_of


def _find(viewer: Viewer, ref: str, action: str = "view") -> JointRequest:
    records = JointRequest.objects.with_can(viewer, "answer", "withdraw").select_related(
        "committee", "meeting__lead_committee"
    )
    return get_permitted(viewer, JointRequest, ref, action, records=records)


@form_page
def joint_request(request: ViewerRequest, ref: str) -> HttpResponse:
    """What the notice would say; agree to it, or decline."""
    record = _find(request.viewer, ref)
    does = request.POST.get("do")
    number = {"number": next_number(record.committee)} if record.meeting.is_numbered else None
    agree = AgreeForm(sent(request) if does == "agree" else None, initial=number)
    decline = DeclineForm(sent(request) if does != "agree" else None)
    form, act = (agree, actions.agree_jointly) if does == "agree" else (decline, actions.decline_jointly)
    by, at = request.user, request.viewer.at
    if was_done(request, form, lambda: act(by=by, request=record, at=at, **form.cleaned_data)):
        if does == "agree":
            messages.success(request, _("Agreed. It is a meeting of your committee, too."))
        return redirect("joint_request", ref)
    # What the meeting becomes after a no concerns those who read it anyway.
    record.meeting.withholds_place = withholds_place(request.viewer, record.meeting)
    shows_meeting = not record.is_closed or can(request.viewer, "view", record.meeting)
    context = {
        "asked": record,
        "meeting": record.meeting,
        "shows_meeting": shows_meeting,
        "agenda": agenda_of(record.meeting) if shows_meeting else [],
        "agree": agree,
        "decline": decline,
    }
    return render(request, "meetings/joint.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: ViewerRequest, ref: str) -> HttpResponse:
    """The committee that asked asks no more."""
    record = _find(request.viewer, ref, "withdraw")
    action = partial(actions.withdraw_joint, request=record)
    return try_it(request, action, _("It is not asked any more."), "meeting", record.meeting.ref)
