"""Reads of meetings that pages and the desk share."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import cast

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.engine import PermittedQuerySet, allowed, get_permitted
from access.rules.members import HAS_WAY_IN, parties_with_people
from access.rules.viewer import Viewer
from access.toolkit.counting import countable
from access.toolkit.gathering import Selection
from access.toolkit.kept import Kept
from access.toolkit.listing import COUNT_CAP
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import OfAudience, Part
from language.words import DHAKA, local_day
from meetings.cells import COLUMNS, STEP_COLUMNS, meeting_lines
from meetings.covering import leave_out_of_agenda
from meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Correction,
    DelegatedStep,
    JointRequest,
    Meeting,
    MeetingOf,
    MeetingOrganiser,
    Minutes,
)
from meetings.notices import invited
from partners.models import Committee, Membership, Organisation, Person


def meeting_rows() -> PermittedQuerySet[Meeting]:
    """Bring along what a row shows: the committees with their numbers, and those who organise it."""
    organisers = MeetingOrganiser.objects.select_related("organisation", "committee").order_by("pk")
    return titled_meetings().prefetch_related(Prefetch("organisers", queryset=organisers))


def titled_meetings() -> PermittedQuerySet[Meeting]:
    """Bring along what a meeting is called by."""
    sittings = MeetingOf.objects.order_by("pk")
    rows = Meeting.objects.get_queryset().select_related("lead_committee")
    return rows.prefetch_related(Prefetch("sittings", queryset=sittings))


def _drafts() -> QuerySet[Minutes]:
    return _titled_drafts().prefetch_related(
        "meeting__organisers__organisation", "meeting__organisers__committee"
    )


def _not_circulated(_viewer: Viewer) -> Part:
    return Part(live=True, latest_first=True)


def _titled_drafts() -> QuerySet[Minutes]:
    sittings = MeetingOf.objects.order_by("pk")
    rows = Minutes.objects.select_related("meeting__lead_committee")
    return rows.prefetch_related(Prefetch("meeting__sittings", queryset=sittings))


_DRAFTS = OfAudience(Minutes, _drafts)
# Where only what a meeting is called stands.
TITLED_DRAFTS = OfAudience(Minutes, _titled_drafts)
TITLED_MEETINGS = OfAudience(Meeting, titled_meetings)
# Meetings of today and later, the next one first; those that have been held, the latest first; and minutes
# that are not circulated yet: only those who write them see any.
UPCOMING = Chip("upcoming", _("Upcoming"), lambda viewer: Part(since=_start_of_day(viewer)))
PAST = Chip("past", _("Past"), lambda viewer: Part(until=_start_of_day(viewer), latest_first=True))
DRAFTS = Chip(
    "drafts",
    _("Drafts to finish"),
    _not_circulated,
    has_count=True,
    rows=_DRAFTS,
)
MEETINGS = RecordList(
    url_name="meetings",
    rows=OfAudience(Meeting, meeting_rows),
    chips=(UPCOMING, PAST, DRAFTS),
    columns=COLUMNS,
    title=_("Meetings"),
    lines=meeting_lines,
)


# The committees and the organisations somebody may call to a meeting: one of each is enough to know.
who_may_call = Kept(
    lambda viewer: [
        countable(model._base_manager.filter(allowed(viewer, model, "call_meeting")).values("pk")[:1])
        for model in (Committee, Organisation)
    ]
)


def last_meeting(viewer: Viewer, committees: Sequence[Committee]) -> Meeting | None:
    """The latest meeting of these committees that was not called off, held or to come."""
    of_these = Meeting.objects.permitted(viewer).filter(lead_committee__in=committees)
    return of_these.exclude(state=Meeting.State.CANCELLED).order_by("-at", "-pk").first()


def _held_by(viewer: Viewer, committee: int) -> QuerySet[Meeting]:
    held = MeetingOf.objects.filter(committee=committee).values("meeting_id")
    return Meeting.objects.permitted(viewer).filter(pk__in=held).order_by("-at", "-pk")


def _circulated_by(viewer: Viewer, committee: int) -> QuerySet[Minutes]:
    led = Minutes.objects.permitted(viewer).filter(meeting__lead_committee=committee)
    return led.filter(circulated_at__isnull=False).order_by("-at", "-pk")


# The latest meetings of a committee that somebody may see, for the committee's page.
LATEST_MEETINGS = Selection(Meeting, _held_by, titled_meetings, size=6)
# The last circulated minutes of a committee that somebody may read: of its own meetings, for who was missed
# at one that another committee called is not said of it.
LATEST_MINUTES = Selection(Minutes, _circulated_by, Minutes.objects.all, size=6)


def attendance_by_seat(minutes: Sequence[int]) -> list[tuple[int, int, str]]:
    """Who came to the meetings of these minutes for a seat: the seat, the minutes, and how."""
    lines = Attendance.objects.filter(minutes__in=minutes, seat__isnull=False)
    return list(lines.values_list("seat_id", "minutes_id", "status"))


def _delegated_steps() -> QuerySet[DelegatedStep]:
    sittings = MeetingOf.objects.order_by("pk")
    return DelegatedStep.objects.select_related("meeting", "by", "delegation__granted_by").prefetch_related(
        Prefetch("meeting__sittings", queryset=sittings)
    )


def delegated_by(_viewer: Viewer, committee: int) -> Q:
    """The steps of those whom this committee lets act for it."""
    return Q(delegation__committee=committee)


def _delegated_by_committee(viewer: Viewer, ref: str) -> Q:
    return delegated_by(viewer, get_permitted(viewer, Committee, ref, "delegate").pk)


# What minute-takers did for a committee beside drafting, the latest first, for its secretariat.
DELEGATED_STEPS = RecordList(
    url_name="meetings_delegated",
    rows=OfAudience(DelegatedStep, _delegated_steps),
    chips=(Chip("all", "", lambda _viewer: Part(latest_first=True)),),
    columns=STEP_COLUMNS,
    title=_("Done by minute-takers"),
    around=_delegated_by_committee,
)


def _to_approve(viewer: Viewer) -> QuerySet[Minutes]:
    waiting = Minutes.objects.permitted(viewer, "approve").filter(
        live=True, with_chair_since__isnull=False, approved_at__isnull=True
    )
    return waiting.order_by("with_chair_since")


def _joint_to_answer(viewer: Viewer) -> QuerySet[JointRequest]:
    asked = JointRequest.objects.permitted(viewer, "answer").filter(
        live=True, state=JointRequest.State.ASKED, meeting__state__in=Meeting.JOINABLE
    )
    return asked.order_by("at", "pk")


def joint_request_rows() -> PermittedQuerySet[JointRequest]:
    """Bring along what is said of a request: both committees, and what its meeting is called by."""
    related = JointRequest.objects.get_queryset().select_related("committee", "meeting__lead_committee")
    return related.prefetch_related(Prefetch("meeting__sittings", queryset=MeetingOf.objects.order_by("pk")))


def _to_answer(viewer: Viewer) -> QuerySet[Correction]:
    waiting = Correction.objects.permitted(viewer, "answer").filter(answer=Correction.Answer.OPEN)
    return waiting.order_by("proposed_at", "pk")


def _corrections() -> QuerySet[Correction]:
    sittings = MeetingOf.objects.order_by("pk")
    rows = Correction.objects.get_queryset().select_related("minutes__meeting__lead_committee")
    return rows.prefetch_related(Prefetch("minutes__meeting__sittings", queryset=sittings))


# Drafts that wait for somebody's approval as chair, the longest wait first.
TO_APPROVE = Selection(
    Minutes, _to_approve, lambda: Minutes.objects.select_related("meeting__lead_committee")
)
# Corrections that wait for the answer of somebody's secretariat, the longest wait first. Of one meeting alone
# there may be many, and a desk tells how many.
CORRECTIONS_TO_ANSWER = Selection(Correction, _to_answer, _corrections, size=COUNT_CAP)
# Requests to hold a meeting together that somebody answers, the next meeting first.
JOINT_TO_ANSWER = Selection(JointRequest, _joint_to_answer, joint_request_rows)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda as the notice shows it, without what was added while the minutes were written."""
    rows = AgendaItem.objects.filter(meeting=meeting, is_on_notice=True).select_related("proposal")
    items = list(rows.order_by("position", "pk"))
    leave_out_of_agenda(meeting, items)
    return items


def joint_requests_of(viewer: Viewer, meeting: Meeting) -> list[JointRequest]:
    """Which committees were asked to hold it together and have not agreed, for those who keep the meeting."""
    asked = JointRequest.objects.permitted(viewer).filter(meeting=meeting).exclude(state="agreed")
    return list(asked.select_related("committee").order_by("pk")[:20])


def invited_bodies(meeting: Meeting) -> list[MeetingOrganiser]:
    """The bodies without a seat that the notice names, in the order they were named."""
    named = meeting.organisers.filter(role=MeetingOrganiser.Role.INVITED)
    return list(named.select_related("organisation").order_by("pk"))


def bodies_without_people(points: Iterable[ActionPoint], at: datetime) -> set[int]:
    """The implementing bodies none of whose officers signs in: the secretariat is told in their place."""
    return unreached((point.owner for point in points if point.owner is not None), at)


def unreached(bodies: Iterable[Organisation], at: datetime) -> set[int]:
    """Those of these bodies none of whose officers signs in."""
    parties = {body.pk: body.liaison_party_id for body in bodies}
    manned = parties_with_people(parties.values(), at)
    return {owner for owner, party in parties.items() if party not in manned}


def delegates_of(seats: Iterable[tuple[int, int | None]], at: datetime) -> dict[int, list[Person]]:
    """People who may come for each seat: those who serve its organisation. Given and keyed by seat."""
    bodies = {seat: organisation for seat, organisation in seats if organisation is not None}
    serving = Membership.objects.filter(organisation__in=set(bodies.values()), period__contains=at)
    by_body: dict[int, list[Person]] = {}
    rows = serving.select_related("person").order_by("person__label_en", "pk")
    for row in cast("Iterable[Membership]", rows):
        by_body.setdefault(row.organisation_id, []).append(row.person)
    return {seat: by_body.get(body, []) for seat, body in bodies.items()}


def people_invited(meeting: Meeting, at: datetime, by: User) -> int:
    """How many people a notice of this meeting reaches, beside whoever sends it."""
    return invited(meeting, at).filter(HAS_WAY_IN).exclude(pk=by.pk).count()


def times_told(meeting: Meeting) -> int:
    """How often the invitees were told of it: its notice, each change, and what was sent again."""
    return meeting.announcements.count()


def _start_of_day(viewer: Viewer) -> datetime:
    return datetime.combine(local_day(viewer.at), time.min, DHAKA)
