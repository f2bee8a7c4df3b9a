"""Whom a meeting's notice and minutes reach: its seats, and the bodies its notice names."""

from datetime import datetime

from meetings.models import Meeting, MeetingOrganiser
from partners.reach import Reach, reach_of

_TOLD = (MeetingOrganiser.Role.INVITED, MeetingOrganiser.Role.ORGANISER)


def reach_of_meeting(meeting: Meeting, at: datetime) -> Reach:
    """Return who of those invited can be told, and who is to be told on paper or by telephone."""
    named = meeting.organisers.filter(role__in=_TOLD, organisation__isnull=False)
    return reach_of(
        committees=list(meeting.sittings.values_list("committee_id", flat=True)),
        bodies=list(named.values_list("organisation_id", flat=True)),
        at=at,
    )
