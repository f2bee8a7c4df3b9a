"""What the portal tells people about meetings: a notice, a draft to approve, minutes circulated."""

from datetime import UTC, datetime
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.members import people_of
from access.models import Party, User
from meetings.access import audience_of_minutes
from meetings.models import JointRequest, Meeting, MeetingOrganiser, Minutes
from notifications.kinds import Kind, register


def occasion_of_notice(sent_at: datetime) -> str:
    """What marks one sending of the notice: whoever has had it is not told by it again."""
    return f"notice:{sent_at.astimezone(UTC).isoformat()}"


def invited(meeting: Meeting, at: datetime) -> QuerySet[User]:
    """Members of the committees that meet, minute-takers and organisers; not the secretariats above."""
    organisers = meeting.organisers.filter(role=MeetingOrganiser.Role.ORGANISER).select_related(
        "organisation"
    )
    parties = [
        *(committee.members_party_id for committee in meeting.committees.all()),
        meeting.minute_takers_party_id,
        *(one.organisation.all_party_id for one in organisers if one.organisation is not None),
    ]
    return people_of(parties, at)


def _chair(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return people_of([minutes.meeting.chair_party_id], at)


def _writers(minutes: Minutes, at: datetime) -> QuerySet[User]:
    meeting = minutes.meeting
    return people_of([meeting.secretariat_party_id, meeting.minute_takers_party_id], at)


def _writers_and_chair(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return _writers(minutes, at) | _chair(minutes, at)


def _secretariat_and_chair(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return people_of([minutes.meeting.secretariat_party_id, minutes.meeting.chair_party_id], at)


def _readers(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return people_of(audience_of_minutes(minutes), at)


def _secretariat(meeting: Meeting) -> Party | None:
    return meeting.secretariat_party


def _secretariat_of_minutes(minutes: Minutes) -> Party | None:
    return _secretariat(minutes.meeting)


_of_meeting = partial(
    Kind,
    model="meetings.Meeting",
    url_name="meeting",
    title=lambda meeting: meeting.title,
    recipients=invited,
)
_of_minutes = partial(
    Kind,
    model="meetings.Minutes",
    url_name="minutes",
    title=lambda minutes: minutes.meeting.title,
    related=("meeting",),
)

_of_request = partial(
    Kind,
    model="meetings.JointRequest",
    url_name="joint_request",
    title=lambda request: request.meeting.title,
    related=("meeting", "committee"),
)

NOTICE = _of_meeting(
    name="meetings.notice",
    subject=_("Notice of a meeting"),
    fallback=_secretariat,
    still_needed=lambda meetings: meetings.exclude(state=Meeting.State.CANCELLED),
)
JOINT_ASKED = _of_request(
    name="meetings.joint_asked",
    subject=_("A committee asks yours to hold a meeting together"),
    recipients=lambda request, at: people_of([request.committee.secretariat_party_id], at),
    still_needed=lambda requests: requests.filter(state=JointRequest.State.ASKED),
)
JOINT_ANSWERED = _of_request(
    name="meetings.joint_answered",
    subject=_("A committee has answered whether it holds the meeting with yours"),
    recipients=lambda request, at: people_of([request.meeting.secretariat_party_id], at),
)
CANCELLED = _of_meeting(name="meetings.cancelled", subject=_("A meeting was called off"))
TO_APPROVE = _of_minutes(
    name="meetings.to_approve",
    subject=_("Minutes wait for your approval"),
    recipients=_chair,
    fallback=_secretariat_of_minutes,
    still_needed=lambda minutes: minutes.filter(with_chair_since__isnull=False, approved_at__isnull=True),
)
SENT_BACK = _of_minutes(
    name="meetings.sent_back",
    subject=_("The chair sent draft minutes back"),
    recipients=_writers,
    still_needed=lambda minutes: minutes.filter(sent_back_at__isnull=False, approved_at__isnull=True),
)
SIGNATURE_ENTERED = _of_minutes(
    name="meetings.signature_entered",
    subject=_("A minute-taker entered the chair’s signature on minutes"),
    recipients=_secretariat_and_chair,
    still_needed=lambda minutes: minutes.filter(entered_under__isnull=False),
)
CIRCULATED = _of_minutes(
    name="meetings.circulated",
    subject=_("Minutes of a meeting were circulated"),
    recipients=_readers,
    fallback=_secretariat_of_minutes,
)
DRAFT_OPENED = _of_minutes(
    name="meetings.draft_opened",
    subject=_("Independent oversight opened minutes that are not confirmed yet"),
    recipients=_writers_and_chair,
)


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    register(NOTICE, JOINT_ASKED, JOINT_ANSWERED, CANCELLED, TO_APPROVE, SENT_BACK)
    register(SIGNATURE_ENTERED, CIRCULATED, DRAFT_OPENED)
