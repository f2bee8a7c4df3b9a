"""Whom a meeting's notice and minutes reach: its seats, and the bodies its notice names."""

from datetime import datetime

from meetings.models import Meeting, MeetingOrganiser
from partners.reach import Reach, Reached, reach_of

_TOLD = (MeetingOrganiser.Role.INVITED, MeetingOrganiser.Role.ORGANISER)


def seats_reached(meeting: Meeting, at: datetime) -> Reached:
    """Return how many seats are told, to be kept beside what is told: one statement."""
    return reach_of(committees=[one.committee_id for one in meeting.sittings.all()], at=at).seats


def reach_of_meeting(meeting: Meeting, at: datetime) -> Reach:
    """Return who of those invited can be told, and who is to be told on paper or by telephone."""
    named = [one for one in meeting.organisers.all() if one.role in _TOLD]
    return reach_of(
        committees=[one.committee_id for one in meeting.sittings.all()],
        bodies=[one.organisation_id for one in named if one.organisation_id is not None],
        at=at,
    )
