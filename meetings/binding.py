"""Whom a meeting binds: a promise is made by the body itself, not by whoever writes it down."""

from collections.abc import Collection, Iterable
from datetime import datetime

from meetings.models import ActionPoint, Attendance, MeetingOrganiser, Minutes
from partners.models import Membership, OfficeHolder
from partners.queries import sitting_among

_CAME = (Attendance.Status.PRESENT, Attendance.Status.DELEGATE, Attendance.Status.INVITED)


def bound_among(owners: Collection[int], minutes: Minutes) -> set[int]:
    """Which of these organisations the meeting binds; four queries at most, however many they are.

    A body that holds a seat in its committees; one that organised it or was named in its committee’s
    notice; one that came through a person of its own. A guest whom somebody typed into the list binds nobody.
    """
    meeting = minutes.meeting
    committees = meeting.sittings.values_list("committee_id", flat=True)
    roles = [MeetingOrganiser.Role.ORGANISER]
    # Whoever calls partners without a committee binds nobody by naming it.
    # A notice that came when the meeting was over let nobody come, or stay away, knowingly.
    in_time = meeting.notice_sent_at is not None and meeting.notice_sent_at <= meeting.begins_at
    if meeting.lead_committee_id is not None and in_time:
        roles.append(MeetingOrganiser.Role.INVITED)
    named = {one.organisation_id for one in meeting.organisers.all() if one.role in roles}
    return (
        sitting_among(owners, committees, on=meeting.on_date)
        | {owner for owner in owners if owner in named}
        | _came_by_their_own(owners, minutes, meeting.at)
    )


def not_bound(points: Iterable[ActionPoint], minutes: Minutes) -> set[int]:
    """The bodies of these action points that nothing binds: theirs stay recommended until they accept."""
    owners = {point.owner_id for point in points if point.owner_id is not None}
    return owners - bound_among(owners, minutes) if owners else set()


def _came_by_their_own(owners: Collection[int], minutes: Minutes, at: datetime) -> set[int]:
    room = [
        line for line in minutes.attendance.all() if line.delegate_id is not None and line.status in _CAME
    ]
    came = {(line.organisation_id, line.delegate_id) for line in room if line.organisation_id in owners}
    if not came:
        return set()
    people = [person for _body, person in came]
    serving = Membership.objects.filter(person__in=people, period__contains=at)
    holding = OfficeHolder.objects.filter(person__in=people, period__contains=at)
    theirs = serving.values_list("organisation_id", "person_id").union(
        holding.values_list("office__organisation_id", "person_id")
    )
    return {body for body, person in theirs if (body, person) in came}
