"""What the portal tells people about meetings: a notice, a draft to approve, minutes circulated."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.members import members_at
from access.models import Party, User
from meetings.access import audience_of_minutes
from meetings.models import Meeting, MeetingOrganiser, Minutes
from notifications.kinds import Kind, register


def invited(meeting: Meeting, at: datetime) -> QuerySet[User]:
    """Members of the committees that meet, minute-takers and organisers; not the secretariats above."""
    parties = [committee.members_party_id for committee in meeting.committees.all()]
    parties += [meeting.minute_takers_party_id] if meeting.minute_takers_party_id else []
    organisers = meeting.organisers.filter(role=MeetingOrganiser.Role.ORGANISER).select_related(
        "organisation"
    )
    parties += [one.organisation.all_party_id for one in organisers if one.organisation is not None]
    return User.objects.filter(members_at(at, party_id__in=parties))


def _chair(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return User.objects.filter(members_at(at, party_id=minutes.meeting.chair_party_id))


def _writers(minutes: Minutes, at: datetime) -> QuerySet[User]:
    meeting = minutes.meeting
    return User.objects.filter(
        members_at(at, party_id__in=[meeting.secretariat_party_id, meeting.minute_takers_party_id])
    )


def _writers_and_chair(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return _writers(minutes, at) | _chair(minutes, at)


def _readers(minutes: Minutes, at: datetime) -> QuerySet[User]:
    return User.objects.filter(members_at(at, party_id__in=list(audience_of_minutes(minutes))))


def _secretariat_of(meeting: Meeting) -> Party | None:
    return meeting.secretariat_party


def _secretariat_of_minutes(minutes: Minutes) -> Party | None:
    return minutes.meeting.secretariat_party


def _title(minutes: Minutes) -> str:
    return minutes.meeting.title


NOTICE = Kind(
    name="meetings.notice",
    model="meetings.Meeting",
    url_name="meeting",
    subject=_("Notice of a meeting"),
    recipients=invited,
    fallback=_secretariat_of,
    still_needed=lambda meetings: meetings.exclude(state=Meeting.State.CANCELLED),
    title=lambda meeting: meeting.title,
)
CANCELLED = Kind(
    name="meetings.cancelled",
    model="meetings.Meeting",
    url_name="meeting",
    subject=_("A meeting was called off"),
    recipients=invited,
    title=lambda meeting: meeting.title,
)
TO_APPROVE = Kind(
    name="meetings.to_approve",
    model="meetings.Minutes",
    url_name="minutes",
    subject=_("Minutes wait for your approval"),
    recipients=_chair,
    fallback=_secretariat_of_minutes,
    still_needed=lambda minutes: minutes.filter(with_chair_since__isnull=False, approved_at__isnull=True),
    title=_title,
    related=("meeting",),
)
SENT_BACK = Kind(
    name="meetings.sent_back",
    model="meetings.Minutes",
    url_name="minutes",
    subject=_("The chair sent draft minutes back"),
    recipients=_writers,
    still_needed=lambda minutes: minutes.filter(sent_back_at__isnull=False, approved_at__isnull=True),
    title=_title,
    related=("meeting",),
)
CIRCULATED = Kind(
    name="meetings.circulated",
    model="meetings.Minutes",
    url_name="minutes",
    subject=_("Minutes of a meeting were circulated"),
    recipients=_readers,
    fallback=_secretariat_of_minutes,
    title=_title,
    related=("meeting",),
)

DRAFT_OPENED = Kind(
    name="meetings.draft_opened",
    model="meetings.Minutes",
    url_name="minutes",
    subject=_("Independent oversight opened minutes that are not confirmed yet"),
    recipients=_writers_and_chair,
    title=_title,
    related=("meeting",),
)


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    for kind in (NOTICE, CANCELLED, TO_APPROVE, SENT_BACK, CIRCULATED, DRAFT_OPENED):
        register(kind)
