"""What programs read of meetings and minutes, and the steps they take: those of the pages."""

from __future__ import annotations

from access.api.declaring import Api, Collection, Make
from meetings import actions
from meetings.api.below import BELOW
from meetings.api.joint import JOINT
from meetings.api.meeting import MEETING
from meetings.api.minutes import ITEM, MINUTES
from meetings.api.points import POINT
from meetings.api.proposals import PROPOSAL, PROPOSED_TO
from meetings.bodies import CallBody, MeetingBody, PastBody
from meetings.programs import call, enter_past, meeting_lines, must_call
from meetings.queries import MEETINGS

API = Api(
    lists=(
        Collection(
            "meetings/",
            MEETINGS,
            MeetingBody,
            "Meetings, and drafts to finish",
            meeting_lines,
            is_noted=True,
            makes=(
                Make(
                    "meeting_new",
                    actions.plan_meeting,
                    "Call a meeting of a committee, or of partners",
                    CallBody,
                    MEETING,
                    does=call,
                    asks=must_call,
                ),
                Make(
                    "meeting_past",
                    actions.enter_past_meeting,
                    "Enter a meeting that has been held",
                    PastBody,
                    MEETING,
                    "past",
                    does=enter_past,
                    asks=must_call,
                ),
            ),
        ),
    ),
    records=(MEETING, MINUTES, ITEM, POINT, JOINT, PROPOSED_TO, PROPOSAL, BELOW),
    without={
        actions.open_draft: "oversight opens a draft in person, and says what for",
        actions.tell_changed_meetings: "the portal does it by itself",
    },
)
