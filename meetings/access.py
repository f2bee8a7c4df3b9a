"""Who may read a meeting and its minutes, and who may write them; nothing else decides that.

Notice and agenda: the committee, the bodies named in the notice and the secretariats above, once it is
announced. Draft minutes: the secretariat (with it the chair) and its minute-takers, and the
secretariat above where that entered them; nobody else.
Circulated minutes: the committee, and whoever attended as a delegate or guest with a login. Confirmed
minutes: also the secretariats above and the network, by the level of the meeting; MoHA's secretariat
and oversight read confirmed minutes of every committee, and never others' drafts. Corrections of
circulated minutes are proposed by those who attended and answered by the secretariat, which confirms.
Oversight knows of those that are not confirmed that they exist, and opens one for an hour by saying
what for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, prefetch_related_objects

from access.models import Party, PartyMember, Role, Via
from access.rules.audiences import add_audience, strongest
from access.rules.engine import add_rule
from access.rules.readers import ReadBy, read_by_everyone
from access.rules.relations import belongs, having, in_audience
from access.rules.viewer import Viewer
from meetings.models import (
    Attendance,
    Correction,
    DelegatedStep,
    DraftOpening,
    ItemProposal,
    JointRequest,
    Meeting,
    MeetingOrganiser,
    Minutes,
)
from partners.above import ReadByUplines, read_by_committees, read_by_organisation
from partners.models import Committee, Organisation
from partners.parties import person_parties
from partners.queries import people_in_seats, uplines
from partners.readership import Readers

State = Meeting.State
_STAYED_AWAY = (Attendance.Status.APOLOGIES, Attendance.Status.ABSENT)
MAY_READ_CONFIRMED = frozenset({Role.NATIONAL_SECRETARIAT, Role.OVERSIGHT})

_ORGANISER, _INVITED = MeetingOrganiser.Role.ORGANISER, MeetingOrganiser.Role.INVITED
# As `Meeting.is_announced` says of one.
_IS_ANNOUNCED = Q(notice_sent_at__isnull=False) | ~Q(
    state__in=[State.PLANNED, State.NOTICE_SENT, State.CANCELLED]
)
# Why those read it who meet: not the secretariats above, nor the network.
_WHO_MEET = (Via.OWNER, Via.SUPPORT, Via.COMMITTEE, Via.SHARED)
_READERS_OF_MEETING = (
    ReadBy(Via.OWNER, "secretariat_party"),
    ReadBy(Via.OWNER, "minute_takers_party"),
    # Of a committee below it reads what it entered, and nothing else.
    ReadBy(Via.OWNER, "entering_party"),
    *read_by_committees("sittings__committee", _IS_ANNOUNCED),
    *read_by_organisation(
        Via.SUPPORT, "organisers__organisation", _IS_ANNOUNCED & Q(organisers__role=_ORGANISER)
    ),
    # Those who answer for a body that the notice names; the minutes are not theirs by that.
    ReadBy(
        Via.SHARED,
        "organisers__organisation__liaison_party",
        _IS_ANNOUNCED & Q(organisers__role=_INVITED),
    ),
    ReadByUplines("sittings__committee", _IS_ANNOUNCED),
    read_by_everyone(Q(state=State.CONFIRMED, level=Meeting.Level.NETWORK)),
)
_IS_CIRCULATED = Q(meeting__state__in=[State.CIRCULATED, State.CONFIRMED])
_IS_CONFIRMED = Q(meeting__state=State.CONFIRMED)
_READERS_OF_MINUTES = (
    ReadBy(Via.OWNER, "meeting__secretariat_party"),
    ReadBy(Via.OWNER, "meeting__minute_takers_party"),
    ReadBy(Via.OWNER, "meeting__entering_party"),
    *read_by_committees("meeting__sittings__committee", _IS_CIRCULATED),
    *read_by_organisation(
        Via.SUPPORT,
        "meeting__organisers__organisation",
        _IS_CIRCULATED & Q(meeting__organisers__role=_ORGANISER),
    ),
    ReadByUplines("meeting__sittings__committee", _IS_CONFIRMED & ~Q(meeting__level=Meeting.Level.COMMITTEE)),
    read_by_everyone(_IS_CONFIRMED & Q(meeting__level=Meeting.Level.NETWORK)),
)


class SpokenFor(NamedTuple):
    """The seats somebody answers for, each with why, and the bodies."""

    seats: Mapping[int, str]
    bodies: Collection[int]


def who_came_to_meeting(meeting: Meeting) -> Mapping[int, Via]:
    """Return who reads notice and agenda because they were there: no column of the meeting says it."""
    return strongest(_attending(meeting))


def who_came(minutes: Minutes) -> Mapping[int, Via]:
    """Return who reads the minutes, once they are circulated, because they were there."""
    return strongest(_attending(minutes.meeting))


def who_attended(minutes: Minutes) -> QuerySet[Any, Any]:
    """Return the accounts of those whom the attendance list has in the room, to propose corrections.

    Of a seat that is noted as present whoever held it that day; else the delegate or guest who came.
    """
    present = minutes.attendance.filter(status=Attendance.Status.PRESENT, seat__isnull=False)
    seated = people_in_seats(present.order_by().values("seat_id"), minutes.meeting.at)
    return seated.union(_came_by_name(minutes))


def who_may_have_attended(minutes: Minutes) -> QuerySet[Any, Any]:
    """The same where nobody noted which seats were filled: the members of that day, for any may have been.

    Otherwise nobody at all could say that the minutes are wrong.
    """
    meeting = minutes.meeting
    parties = [committee.members_party_id for committee in meeting.committees.all()]
    # A program reads with the members, and attends nothing.
    members = PartyMember.objects.filter(
        party__in=parties, period__contains=meeting.at, user__answerable=None
    )
    return members.values_list("user").union(_came_by_name(minutes))


def _came_by_name(minutes: Minutes) -> QuerySet[Any, Any]:
    """The accounts of delegates and guests."""
    came = minutes.attendance.filter(delegate__user__isnull=False).exclude(status__in=_STAYED_AWAY)
    return came.order_by().values_list("delegate__user")


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


def audience_of_proposal(proposal: ItemProposal) -> Mapping[int, Via]:
    """Return who reads a proposed agenda item: the secretariat, its author, who answers for the body."""
    body = proposal.organisation
    return strongest(
        [
            (proposal.committee.secretariat_party_id, Via.OWNER),
            (proposal.proposer_party_id, Via.SUPPORT),
            (body.liaison_party_id if body is not None else None, Via.SUPPORT),
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


def readers_once_confirmed(minutes: Minutes) -> Readers:
    """Return who reads the minutes from confirmation on, by the meeting's level, to say so beforehand."""
    readers, meeting = readers_once_circulated(minutes), minutes.meeting
    parties = set(readers.parties)
    if meeting.level != Meeting.Level.COMMITTEE:
        parties |= {
            above.secretariat_party_id
            for sitting in meeting.sittings.all()
            for above in uplines(sitting.committee)
        }
    if meeting.level == Meeting.Level.NETWORK:
        parties.add(Party.objects.everyone().pk)
    return Readers(sorted(parties), readers.users)


def withholds_place(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether this reader learns neither place nor link: with survivors, or at a shelter, who meets does."""
    if not meeting.discreet:
        return False
    meets = meeting.audience.filter(via__in=_WHO_MEET, party__in=viewer.party_ids)
    return not meets.exists()


def replies_for(viewer: Viewer, meeting: Meeting) -> SpokenFor:
    """Return for which seats, and which bodies that the notice names, this person answers whether they come.

    For a seat whoever holds its office or speaks for its body, and who types or acts for them; a minute-taker
    holds none, nor does a program: it attends nothing.
    """
    if viewer.is_program:
        return SpokenFor({}, ())
    committees = Committee.objects.filter(sittings__meeting=meeting)
    found = PartyMember.objects.filter(
        user=viewer.user.pk,
        party__in=committees.values("members_party"),
        period__contains=viewer.at,
    )
    seats = {
        int(seat): reason
        for reason in found.order_by("reason").values_list("reason", flat=True)
        for _reason, is_of_seat, seat in (reason.rpartition(":seat:"),)
        if is_of_seat
    }
    named = meeting.organisers.filter(role=_INVITED, organisation__liaison_party__in=viewer.party_ids)
    return SpokenFor(seats, set(named.values_list("organisation_id", flat=True)))


def drafts_known_to(viewer: Viewer) -> QuerySet[Minutes]:
    """Return the unconfirmed minutes of which this person knows, beyond the rule, that they exist.

    Their committee, day and state may be shown, and nothing that is written in them.
    """
    if Role.OVERSIGHT not in viewer.roles:
        return Minutes.objects.none()
    return Minutes.objects.filter(is_confirmed=False)


def _keepers(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    yield meeting.secretariat_party_id, Via.OWNER
    yield meeting.minute_takers_party_id, Via.OWNER


def _of_committees(committees: Iterable[Committee]) -> Iterator[tuple[int | None, Via]]:
    for committee in committees:
        yield committee.members_party_id, Via.COMMITTEE
        yield committee.secretariat_party_id, Via.COMMITTEE
        yield committee.minute_takers_party_id, Via.COMMITTEE


def _of_organisers(organisers: Iterable[Organisation]) -> Iterator[tuple[int | None, Via]]:
    for organisation in organisers:
        yield organisation.all_party_id, Via.SUPPORT
        yield organisation.liaison_party_id, Via.SUPPORT


def _attending(meeting: Meeting) -> Iterator[tuple[int | None, Via]]:
    if meeting.state not in {State.CIRCULATED, State.CONFIRMED}:
        return
    attended = Attendance.objects.filter(minutes__meeting=meeting, delegate__user__isnull=False)
    lines = attended.exclude(status__in=_STAYED_AWAY).select_related("delegate")
    delegates = [line.delegate for line in lines if line.delegate is not None]
    for party in person_parties(delegates) if delegates else ():
        yield party.pk, Via.COMMITTEE


def register_rules() -> None:
    """Tell the engine the rules of this room; called once when the portal starts."""
    # The tier above writes what it entered while it is the one above: not once the committee has moved.
    # Nor once the chair has contested it.
    is_theirs = having(Q(contested_at=None))
    entered = belongs("entering_party") & belongs("lead_committee__parent__secretariat_party") & is_theirs
    keeps = belongs("secretariat_party") | belongs("minute_takers_party") | entered
    add_rule(Organisation, "call_meeting", belongs("liaison_party"))

    add_rule(Meeting, "view", in_audience(), whole=MAY_READ_CONFIRMED, whole_when=Q(state=State.CONFIRMED))
    # Drafting the agenda is a minute-taker's; the meeting itself, and its notice, where it was given.
    add_rule(Meeting, "edit", keeps)
    add_rule(Meeting, "change", belongs("secretariat_party") | belongs("lead_committee__callers_party"))
    add_rule(Meeting, "notice", belongs("secretariat_party") | belongs("lead_committee__notifiers_party"))
    add_rule(Meeting, "take_minutes", keeps)
    # What the tier above entered for the committee, its chair may contest.
    add_rule(Meeting, "contest", belongs("chair_party"))
    # Of those who read the notice, each for what they hold themselves: `replies_for`.
    add_rule(Meeting, "reply", in_audience())
    # Oversight asks and signs for what it reads; so does the secretariat, of its own.
    confirmed = Q(state=State.CONFIRMED)
    add_rule(Meeting, "erase", belongs("secretariat_party"), whole={Role.OVERSIGHT}, whole_when=confirmed)

    above = belongs("meeting__entering_party") & having(Q(meeting__contested_at=None))
    above &= belongs("meeting__lead_committee__parent__secretariat_party")
    writes = belongs("meeting__secretariat_party") | belongs("meeting__minute_takers_party") | above
    add_rule(Minutes, "view", in_audience(), whole=MAY_READ_CONFIRMED, whole_when=Q(is_confirmed=True))
    add_rule(Minutes, "write", writes)
    asks_to_erase = belongs("meeting__secretariat_party")
    add_rule(Minutes, "erase", asks_to_erase, whole={Role.OVERSIGHT}, whole_when=Q(is_confirmed=True))
    # Who verifies is the meeting's word, which its secretariat gives: no minute-taker names for its own body.
    add_rule(Minutes, "name_verifier", belongs("meeting__secretariat_party"))
    add_rule(Minutes, "approve", belongs("meeting__chair_party"))
    add_rule(Minutes, "circulate", belongs("meeting__secretariat_party") | above)
    add_rule(Minutes, "correct", belongs("attended_party"))
    add_rule(Minutes, "confirm", belongs("meeting__secretariat_party"))
    add_rule(Minutes, "add_addendum", belongs("meeting__secretariat_party"))
    # Beside the minutes they are read by the rule for these; by itself one is read where it is told of.
    add_rule(Correction, "view", in_audience("minutes"))
    add_rule(Correction, "answer", belongs("minutes__meeting__secretariat_party"))
    add_rule(Correction, "take_back", belongs("proposer_party"))
    signs = belongs("meeting__secretariat_party") | belongs("meeting__lead_committee__signers_party")
    add_rule(Minutes, "enter_signature", signs | above)
    # What else stands on a signed page nobody has looked through: no member reads it, and nobody above.
    add_rule(Minutes, "read_signed_pages", belongs("meeting__secretariat_party"))
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

    # No other member reads it before it stands on an agenda.
    keeps_committee = belongs("committee__secretariat_party")
    add_rule(ItemProposal, "view", in_audience())
    add_rule(ItemProposal, "answer", keeps_committee)
    add_rule(ItemProposal, "take_back", belongs("proposer_party"))
    add_rule(ItemProposal, "erase", keeps_committee)

    # Both: the hour has not run out, and the reader is oversight still.
    add_rule(DraftOpening, "read", belongs("party") & belongs("role_party"))

    add_audience(Meeting, who_came_to_meeting, reads=_READERS_OF_MEETING)
    add_audience(JointRequest, audience_of_request, related=("committee", "meeting"))
    add_audience(ItemProposal, audience_of_proposal, related=("committee", "organisation"))
    add_audience(DelegatedStep, audience_of_step, related=("delegation__committee",))
    add_audience(Minutes, who_came, reads=_READERS_OF_MINUTES, related=("meeting",))
