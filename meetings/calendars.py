"""Meetings on a person's calendar: those of their committees, and those their body holds or is invited to.

In the feed a meeting stands as those invited were last told of it, under the UID and with the number of the
telling as the letters carry them (`meetings.invitations`): the committee and the number, never the title.
A discreet meeting is "Meeting of …", with neither number, place nor link. Before its notice it stands on the
page of those who prepare it, and in no feed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.calendars import SOURCES, Sent, Shown, Source, Span, Status
from language.words import named
from meetings.changes import Told, which_meeting
from meetings.models import Announcement, Meeting, MeetingOf, MeetingOrganiser
from partners.queries import committee_numbers_of

State, Role = Meeting.State, MeetingOrganiser.Role
# How long a meeting that was called off says so.
SAYS_IT_IS_OFF = timedelta(days=365)
_BEFORE_MINUTES = (State.PLANNED, State.NOTICE_SENT, State.CANCELLED)


def own_meetings(viewer: Viewer, span: Span) -> QuerySet[Meeting]:
    """The meetings a person may see that are theirs to go to, whose day is known, the first one first."""
    mine = viewer.party_ids
    sittings = MeetingOf.objects.filter(IsAmong("committee", committee_numbers_of(viewer)))
    holds = Q(role=Role.ORGANISER) & Q(IsAmong("organisation__all_party", mine))
    is_named = Q(role=Role.INVITED) & Q(IsAmong("organisation__liaison_party", mine))
    as_body = MeetingOrganiser.objects.filter(holds | is_named)
    # In one: from the few that are somebody's own to the meetings. Of two with OR, all would be read.
    own = sittings.values("meeting_id").union(as_body.values("meeting_id"))
    found = Meeting.objects.permitted(viewer).filter(pk__in=own, at__gte=span.since)
    if span.until is not None:
        found = found.filter(at__lt=span.until)
    of_a_day = found.filter(precision=Meeting.Precision.DAY).select_related("lead_committee")
    numbered = Prefetch("sittings", queryset=MeetingOf.objects.order_by("pk"))
    return of_a_day.prefetch_related(numbered).order_by("at", "pk")[: span.most]


def shown(viewer: Viewer, span: Span) -> list[Shown]:
    """Return them as the page shows them, as they stand now."""
    return [_shown(meeting) for meeting in own_meetings(viewer, span)]


def sent(viewer: Viewer, span: Span) -> list[Sent]:
    """Return them as the feed carries them, as people were last told; what nobody was told of stays out."""
    meetings = [meeting for meeting in own_meetings(viewer, span) if meeting.is_announced]
    told = _last_tellings(meetings)
    found = (_sent(meeting, told.get(meeting.pk)) for meeting in meetings)
    return [one for one in found if not one.is_off or viewer.at < one.changed_at + SAYS_IT_IS_OFF]


def register_source() -> None:
    """Put meetings on the calendar; called once when the portal starts."""
    SOURCES.add("meetings", Source(gettext_lazy("Meetings"), 10, "meetings", shown, sent))


def _last_tellings(meetings: Iterable[Meeting]) -> dict[int, Announcement]:
    rows = Announcement.objects.filter(meeting__in=[one.pk for one in meetings])
    return {row.meeting_id: row for row in rows.order_by("meeting", "-nth").distinct("meeting")}


def _sent(meeting: Meeting, last: Announcement | None) -> Sent:
    told: Told = meeting
    if last is not None:
        last.meeting = meeting
        told = last
    discreet = meeting.discreet
    return Sent(
        ref=meeting.ref,
        sequence=last.nth if last is not None else 0,
        changed_at=last.told_at if last is not None else _entered_at(meeting),
        on=told.on_date,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        summary=_meeting_of(meeting) if discreet else which_meeting(told) or _kind(meeting),
        path=reverse("meeting", args=[meeting.ref]),
        place="" if discreet else told.place,
        link="" if discreet else told.link,
        is_off=meeting.state == State.CANCELLED,
    )


def _entered_at(meeting: Meeting) -> datetime:
    # Of a meeting of before the portal nobody noted when it was entered.
    return meeting.called_at or meeting.at


def _shown(meeting: Meeting) -> Shown:
    discreet = meeting.discreet
    return Shown(
        source="meetings",
        on=meeting.on_date,
        starts_at=meeting.starts_at,
        url=reverse("meeting", args=[meeting.ref]),
        title=_meeting_of(meeting) if discreet else _called(meeting),
        more=_("limited: its place and link stand on its own page") if discreet else meeting.place,
        status=_status(meeting),
        is_off=meeting.state == State.CANCELLED,
        is_limited=discreet,
    )


def _status(meeting: Meeting) -> Status | None:
    if meeting.state == State.CANCELLED:
        return Status("", "x", str(State.CANCELLED.label))
    if meeting.state == State.PLANNED and meeting.notice_sent_at is None:
        return Status("st-wait", "hourglass", _("Planned, its notice is not sent yet"))
    return None


def _called(meeting: Meeting) -> str:
    committee = meeting.lead_committee
    if committee is None:
        return meeting.title
    return f"{named(committee, 'short') or named(committee)}, {meeting.title}"


def _meeting_of(meeting: Meeting) -> str:
    committee = meeting.lead_committee
    if committee is None:
        return _("Meeting")
    return _("Meeting of %(committee)s") % {"committee": named(committee)}


def _kind(meeting: Meeting) -> str:
    return str(Meeting.Kind(meeting.kind).label)
