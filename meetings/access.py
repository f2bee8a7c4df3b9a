"""Who may read a meeting and its minutes, and who may write them; nothing else decides that.

Notice and agenda: the committee, the bodies named in the notice and the secretariats above, once it is
announced. Draft minutes: the secretariat (with it the chair) and its minute-takers, nobody else.
Circulated minutes: the committee, and whoever attended as a delegate or guest with a login. Confirmed
minutes: also the secretariats above and the network, by the level of the meeting; MoHA's secretariat
and oversight read confirmed minutes of every committee, and never others' drafts. Oversight knows of
those that are not confirmed that they exist, and opens one for an hour by saying what for.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q, QuerySet, prefetch_related_objects

from access.models import Party, Role, Via
from access.rules.audiences import Above, add_audience, strongest
from access.rules.engine import add_rule
from access.rules.relations import belongs, in_audience
from access.rules.viewer import Viewer
from meetings.models import (
    Attendance,
    DelegatedStep,
    DraftOpening,
    JointRequest,
    Meeting,
    MeetingOrganiser,
    Minutes,
)
from partners.models import Committee, Organisation
from partners.parties import person_parties
from partners.queries import ABOVE, uplines
from partners.readership import Readers

State = Meeting.State
_STAYED_AWAY = (Attendance.Status.APOLOGIES, Attendance.Status.ABSENT)
MAY_READ_CONFIRMED = frozenset({Role.NATIONAL_SECRETARIAT, Role.OVERSIGHT})

# The same as `_uplines` below, for all meetings of many committees at once.
_ABOVE = f"""
    WITH RECURSIVE {ABOVE}
    SELECT reached.id, k.secretariat_party_id
    FROM reached
    {{to_meeting}}
    JOIN meetings_meetingof s ON s.meeting_id = m.id
    JOIN above ON above.committee_id = s.committee_id AND above.distance > 0
    JOIN partners_committee k ON k.id = above.above_id
    WHERE {{when}}
"""  # noqa: S608 (our own tables)
ABOVE_MEETINGS = Above(
    reached="SELECT meeting_id FROM meetings_meetingof WHERE committee_id = ANY(%(committees)s)",
    readers=_ABOVE.format(
        to_meeting="JOIN meetings_meeting m ON m.id = reached.id",
        when="m.notice_sent_at IS NOT NULL OR m.state NOT IN ('planned', 'notice-sent', 'cancelled')",
    ),
)
ABOVE_MINUTES = Above(
    reached="SELECT n.id FROM meetings_minutes n JOIN meetings_meetingof s ON s.meeting_id = n.meeting_id"
    " WHERE s.committee_id = ANY(%(committees)s)",
    readers=_ABOVE.format(
        to_meeting="JOIN meetings_minutes n ON n.id = reached.id"
        " JOIN meetings_meeting m ON m.id = n.meeting_id",
        when="m.state = 'confirmed' AND m.level <> 'committee'",
    ),
)


def audience_of_meeting(meeting: Meeting) -> Mapping[int, Via]:
    """Return who reads the notice and agenda."""
    return strongest(_readers_of_meeting(meeting))


def audience_of_minutes(minutes: Minutes) -> Mapping[int, Via]:
    """Return who reads the minutes as they stand now: draft, circulated or confirmed."""
    return strongest(_readers_of_minutes(minutes))


def audience_of_step(step: DelegatedStep) -> Mapping[int, Via]:
    """Return who reads what a minute-taker did: those for whom it was done."""
    return {step.delegation.committee.secretariat_party_id: Via.OWNER}


def audience_of_request(request: JointRequest) -> Mapping[int, Via]:
    """Return who reads that a committee was asked to hold a meeting together: both secretariats."""
    return strongest(
        [
            (request.committee.secretariat_party_id, Via.OWNER),
            (request.meeting.secretariat_party_id, Via.SUPPORT),
        ]
    )


def readers_once_circulated(minutes: Minutes) -> Readers:
    """Return who reads the minutes from circulation on, to say so beforehand.

    By the rows at hand, which the page has read: nothing is opened to anybody by this.
    """
    meeting = minutes.meeting
    committees = [sitting.committee for sitting in meeting.sittings.all()]
    organisers = [
        one.organisation
        for one in meeting.organisers.all()
        if one.role == MeetingOrganiser.Role.ORGANISER and one.organisation is not None
    ]
    lines = [
        line for line in minutes.attendance.all() if line.delegate_id and line.status not in _STAYED_AWAY
    ]
    prefetch_related_objects(lines, "delegate")
    attending = {line.delegate.user_id for line in lines if line.delegate is not None}
    parties = strongest([*_keepers(meeting), *_of_committees(committees), *_of_organisers(organisers)])
    return Readers(list(parties), [user for user in attending if user is not None])


def drafts_known_to(viewer: Viewer) -> QuerySet[Minutes]:
    """Return the unconfirmed minutes of which this person knows, beyond the rule, that they exist.

    Their committee, day and state may be shown, and nothing that is written in them.
    """
    if Role.OVERSIGHT not in viewer.roles:
        return Minutes.objects.none()
    return Minutes.objects.filter(is_confirmed=False)


def _readers_of_meeting(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    yield from _keepers(meeting)
    if meeting.is_announced:
        yield from _committees_and_organisers(meeting)
        yield from _invited(meeting)
        yield from _uplines(meeting)
    if meeting.state in {State.CIRCULATED, State.CONFIRMED}:
        yield from _attending(meeting)
    if meeting.state == State.CONFIRMED and meeting.level == Meeting.Level.NETWORK:
        yield Party.objects.everyone().pk, Via.LEVEL


def _readers_of_minutes(minutes: Minutes) -> Iterator[tuple[int | None, Via]]:
    meeting = minutes.meeting
    yield from _keepers(meeting)
    if meeting.state in {State.CIRCULATED, State.CONFIRMED}:
        yield from _committees_and_organisers(meeting)
        yield from _attending(meeting)
    if meeting.state == State.CONFIRMED:
        if meeting.level != Meeting.Level.COMMITTEE:
            yield from _uplines(meeting)
        if meeting.level == Meeting.Level.NETWORK:
            yield Party.objects.everyone().pk, Via.LEVEL


def _keepers(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    yield meeting.secretariat_party_id, Via.OWNER
    yield meeting.minute_takers_party_id, Via.OWNER


def _committees_and_organisers(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    yield from _of_committees(meeting.committees.all())
    organisers = [one for one in meeting.organisers.all() if one.role == MeetingOrganiser.Role.ORGANISER]
    prefetch_related_objects(organisers, "organisation")
    yield from _of_organisers(one.organisation for one in organisers if one.organisation is not None)


def _of_committees(committees: Iterable[Committee]) -> Iterator[tuple[int | None, Via]]:
    for committee in committees:
        yield committee.members_party_id, Via.COMMITTEE
        yield committee.secretariat_party_id, Via.COMMITTEE
        yield committee.minute_takers_party_id, Via.COMMITTEE


def _of_organisers(organisers: Iterable[Organisation]) -> Iterator[tuple[int | None, Via]]:
    for organisation in organisers:
        yield organisation.all_party_id, Via.SUPPORT
        yield organisation.liaison_party_id, Via.SUPPORT


def _invited(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    """Those who answer for a body that the notice names; the minutes are not theirs by that."""
    invited = [one for one in meeting.organisers.all() if one.role == MeetingOrganiser.Role.INVITED]
    prefetch_related_objects(invited, "organisation")
    for one in invited:
        if one.organisation is not None:
            yield one.organisation.liaison_party_id, Via.SHARED


def _uplines(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    for committee in meeting.committees.all():
        for above in uplines(committee):
            yield above.secretariat_party_id, Via.UPLINE


def _attending(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    attended = Attendance.objects.filter(minutes__meeting=meeting, delegate__user__isnull=False)
    lines = attended.exclude(status__in=_STAYED_AWAY).select_related("delegate")
    delegates = [line.delegate for line in lines if line.delegate is not None]
    for party in person_parties(delegates) if delegates else ():
        yield party.pk, Via.COMMITTEE


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    keeps = belongs("secretariat_party") | belongs("minute_takers_party")
    add_rule(Organisation, "call_meeting", belongs("liaison_party"))

    add_rule(Meeting, "view", in_audience(), whole=MAY_READ_CONFIRMED, whole_when=Q(state=State.CONFIRMED))
    # Drafting the agenda is a minute-taker's; the meeting itself, and its notice, where it was given.
    add_rule(Meeting, "edit", keeps)
    add_rule(Meeting, "change", belongs("secretariat_party") | belongs("lead_committee__callers_party"))
    add_rule(Meeting, "notice", belongs("secretariat_party") | belongs("lead_committee__notifiers_party"))
    add_rule(Meeting, "take_minutes", keeps)

    writes = belongs("meeting__secretariat_party") | belongs("meeting__minute_takers_party")
    add_rule(Minutes, "view", in_audience(), whole=MAY_READ_CONFIRMED, whole_when=Q(is_confirmed=True))
    add_rule(Minutes, "write", writes)
    add_rule(Minutes, "approve", belongs("meeting__chair_party"))
    add_rule(Minutes, "circulate", belongs("meeting__secretariat_party"))
    signs = belongs("meeting__secretariat_party") | belongs("meeting__lead_committee__signers_party")
    add_rule(Minutes, "enter_signature", signs)
    # What the chair has approved is opened again by the secretariat alone: the approval falls.
    add_rule(Minutes, "reopen", belongs("meeting__secretariat_party"))
    add_rule(DelegatedStep, "view", in_audience())

    # The other committee's secretariat answers; the one that called the meeting asks no more.
    answers, asks = belongs("committee__secretariat_party"), belongs("meeting__secretariat_party")
    add_rule(JointRequest, "view", in_audience())
    add_rule(JointRequest, "answer", answers)
    add_rule(JointRequest, "withdraw", asks)
    # Whoever sends the notice may name the other committee's bodies in it as guests.
    add_rule(JointRequest, "invite", asks | belongs("meeting__lead_committee__notifiers_party"))

    # Both: the hour has not run out, and the reader is oversight still.
    add_rule(DraftOpening, "read", belongs("party") & belongs("role_party"))

    add_audience(Meeting, audience_of_meeting, above=ABOVE_MEETINGS)
    add_audience(JointRequest, audience_of_request, related=("committee", "meeting"))
    add_audience(DelegatedStep, audience_of_step, related=("delegation__committee",))
    add_audience(Minutes, audience_of_minutes, related=("meeting",), above=ABOVE_MINUTES)
