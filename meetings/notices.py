"""What the portal tells people about meetings: a notice, a draft to approve, minutes circulated."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import Party, User, Via
from access.rules.engine import VIEW, people_who_may
from access.rules.members import members_at, people_let_in, people_of
from language.words import named
from meetings.changes import said_of, said_of_telling
from meetings.invitations import entry_of
from meetings.models import (
    Announcement,
    Correction,
    ItemProposal,
    JointRequest,
    Meeting,
    MeetingOrganiser,
    Minutes,
)
from notifications.kinds import Kind, Said, add_kinds
from notifications.models import Notice


def invited(meeting: Meeting, at: datetime) -> QuerySet[User]:
    """Members of the committees that meet, minute-takers, organisers, and who answers for bodies it names."""
    bodies = meeting.organisers.filter(organisation__isnull=False)
    organisers = bodies.filter(role=MeetingOrganiser.Role.ORGANISER)
    named = bodies.filter(role=MeetingOrganiser.Role.INVITED)
    parties = [
        *(committee.members_party_id for committee in meeting.committees.all()),
        meeting.minute_takers_party_id,
        *organisers.values_list("organisation__all_party", flat=True),
        *named.values_list("organisation__liaison_party", flat=True),
    ]
    return people_of(parties, at)


def _invited_and_not_told(meeting: Meeting, at: datetime) -> QuerySet[User]:
    """Whoever had nothing of this meeting yet: all of them, or the members of a committee that joins it."""
    told = Notice.objects.filter(record_type=NOTICE.record_type, record_id=meeting.pk)
    people = invited(meeting, at).exclude(pk__in=told.values("recipient"))
    return people.exclude(pk__in=meeting.announcements.filter(by__isnull=False).values("by"))


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
    # Its readers have been written by now; whom somebody shared it with was told by that person.
    derived = minutes.audience.exclude(via=Via.SHARED)
    return people_let_in().filter(members_at(at, party_id__in=derived.values("party_id")))


def _committee(minutes: Minutes, at: datetime) -> QuerySet[User]:
    # Not everybody to whom confirmation opens them: the network reads them where it looks for them.
    near = minutes.audience.filter(via__in=[Via.OWNER, Via.SUPPORT, Via.COMMITTEE])
    return people_let_in().filter(members_at(at, party_id__in=near.values("party_id")))


def _committee_and_above(minutes: Minutes, at: datetime) -> QuerySet[User]:
    near = minutes.audience.exclude(via__in=[Via.LEVEL, Via.SHARED])
    return people_let_in().filter(members_at(at, party_id__in=near.values("party_id")))


def _who_answers(correction: Correction, at: datetime) -> QuerySet[User]:
    return people_of([correction.minutes.meeting.secretariat_party_id], at)


def _who_proposed(correction: Correction, _at: datetime) -> QuerySet[User]:
    return people_let_in().filter(pk=correction.proposed_by_id)


def _who_proposed_item(proposal: ItemProposal, at: datetime) -> QuerySet[User]:
    """Its author; of one that was taken, once they may know of the meeting."""
    author = people_let_in().filter(pk=proposal.proposed_by_id)
    if proposal.state != ItemProposal.State.TAKEN or proposal.meeting is None:
        return author
    return author.filter(pk__in=people_who_may(VIEW, proposal.meeting, at).values("pk"))


def _secretariat(meeting: Meeting) -> Party | None:
    return meeting.secretariat_party


def _secretariat_of_minutes(minutes: Minutes) -> Party | None:
    return _secretariat(minutes.meeting)


def _not_called_off(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.exclude(state=Meeting.State.CANCELLED)


def what_was_told(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return what these notices of meetings say besides: how each stood then, or what had changed."""
    occasions = {one.pk: (one.record_id, nth) for one in notices if (nth := _nth(one)) is not None}
    if not occasions:
        return {}
    wanted = [Q(meeting=meeting, nth__in=(nth - 1, nth)) for meeting, nth in occasions.values()]
    rows = Announcement.objects.filter(reduce(or_, wanted)).select_related("meeting__lead_committee")
    told = {(row.meeting_id, row.nth): row for row in rows}
    # To whom it is news, it is told as it stands; to the others what changed.
    changes = {one.pk for one in notices if one.kind == CHANGED.name}
    said = {}
    for pk, (meeting, nth) in occasions.items():
        if (now := told.get((meeting, nth))) is not None:
            before = told.get((meeting, nth - 1)) if pk in changes else None
            said[pk] = replace(said_of_telling(now, before), entry=partial(entry_of, now))
    return said


def which_minutes(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return of which meeting the minutes are that these notices are about."""
    return _of_which_meeting(notices, Minutes.objects.all())


def which_request(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return which meeting two committees are to hold together."""
    return _of_which_meeting(notices, JointRequest.objects.all())


def _asked_for_which(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """What the meeting becomes after a no is not told to the committee that was asked."""
    closed = (JointRequest.State.DECLINED, JointRequest.State.WITHDRAWN)
    return _of_which_meeting(notices, JointRequest.objects.exclude(state__in=closed))


def _corrections_of_which(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return of which meeting the minutes are that somebody wishes corrected; never a word of the text."""
    found = Correction.objects.get_queryset().filter(pk__in={one.record_id for one in notices})
    found = found.select_related("minutes__meeting__lead_committee")
    rows = found.prefetch_related("minutes__meeting__sittings")
    said = {correction.pk: said_of(correction.minutes.meeting) for correction in rows}
    return {one.pk: said[one.record_id] for one in notices if one.record_id in said}


def _proposed_to_which(notices: Sequence[Notice]) -> Mapping[int, Said]:
    """Return to which committee something was proposed; never what."""
    rows = ItemProposal.objects.filter(pk__in={one.record_id for one in notices}).select_related("committee")
    names = {row.pk: named(row.committee) for row in rows}
    return {
        one.pk: Said(named=name, inside=[name], in_mail=[name])
        for one in notices
        if (name := names.get(one.record_id))
    }


def _of_which_meeting(notices: Sequence[Notice], papers: QuerySet[Any]) -> Mapping[int, Said]:
    found = papers.filter(pk__in={one.record_id for one in notices})
    found = found.select_related("meeting__lead_committee").prefetch_related("meeting__sittings")
    said = {paper.pk: said_of(paper.meeting) for paper in found}
    return {one.pk: said[one.record_id] for one in notices if one.record_id in said}


def _nth(notice: Notice) -> int | None:
    # What was told before tellings were kept has another occasion.
    word, _colon, nth = notice.occasion.partition(":")
    return int(nth) if word == "told" and nth.isdecimal() else None


_of_meeting = partial(
    Kind,
    model="meetings.Meeting",
    url_name="meeting",
    title=lambda meeting: meeting.title,
    related_rows=("sittings",),
    recipients=invited,
    says=what_was_told,
    succession="meetings.calling",
)
_of_minutes = partial(
    Kind,
    model="meetings.Minutes",
    url_name="minutes",
    title=lambda minutes: minutes.meeting.title,
    related=("meeting",),
    related_rows=("meeting__sittings",),
    says=which_minutes,
)

_of_correction = partial(
    Kind,
    model="meetings.Correction",
    url_name="meeting_correction",
    title=lambda correction: correction.minutes.meeting.title,
    related=("minutes__meeting",),
    related_rows=("minutes__meeting__sittings",),
    says=_corrections_of_which,
)

_of_request = partial(
    Kind,
    model="meetings.JointRequest",
    url_name="joint_request",
    related=("meeting", "committee"),
)

_of_proposal = partial(
    Kind,
    model="meetings.ItemProposal",
    url_name="item_proposal",
    title=lambda proposal: proposal.heading,
    says=_proposed_to_which,
)

NOTICE = _of_meeting(
    name="meetings.notice",
    subject=_("Notice of a meeting"),
    recipients=_invited_and_not_told,
    fallback=_secretariat,
    still_needed=_not_called_off,
)
CHANGED = _of_meeting(
    name="meetings.changed",
    subject=_("A meeting was changed"),
    fallback=_secretariat,
    still_needed=_not_called_off,
)
AGAIN = _of_meeting(
    name="meetings.again",
    subject=_("Notice of a meeting, sent again"),
    fallback=_secretariat,
    still_needed=_not_called_off,
)
JOINT_ASKED = _of_request(
    name="meetings.joint_asked",
    subject=_("A committee asks yours to hold a meeting together"),
    title=lambda request: str(_("A joint meeting")) if request.is_closed else request.meeting.title,
    says=_asked_for_which,
    recipients=lambda request, at: people_of([request.committee.secretariat_party_id], at),
    still_needed=lambda requests: requests.filter(
        state=JointRequest.State.ASKED, meeting__state__in=Meeting.JOINABLE
    ),
)
JOINT_ANSWERED = _of_request(
    name="meetings.joint_answered",
    subject=_("A committee has answered whether it holds the meeting with yours"),
    title=lambda request: request.meeting.title,
    says=which_request,
    recipients=lambda request, at: people_of([request.meeting.secretariat_party_id], at),
)
CANCELLED = _of_meeting(name="meetings.cancelled", subject=_("A meeting was called off"))
# How each telling of a meeting reaches its invitees.
KIND_OF = {
    Announcement.Kind.NOTICE: NOTICE,
    Announcement.Kind.CHANGE: CHANGED,
    Announcement.Kind.AGAIN: AGAIN,
    Announcement.Kind.CANCELLED: CANCELLED,
}
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
CORRECTION_PROPOSED = _of_correction(
    name="meetings.correction_proposed",
    subject=_("Somebody who attended proposes a correction of minutes"),
    recipients=_who_answers,
    still_needed=lambda corrections: corrections.filter(answer=Correction.Answer.OPEN),
)
CORRECTION_ANSWERED = _of_correction(
    name="meetings.correction_answered",
    subject=_("The secretariat answered your correction of minutes"),
    recipients=_who_proposed,
)
ITEM_PROPOSED = _of_proposal(
    name="meetings.item_proposed",
    subject=_("A member proposes an agenda item"),
    recipients=lambda proposal, at: people_of([proposal.committee.secretariat_party_id], at),
    related=("committee",),
    still_needed=lambda proposals: proposals.filter(state=ItemProposal.State.WAITS),
)
ITEM_ANSWERED = _of_proposal(
    name="meetings.item_answered",
    subject=_("The secretariat answered your proposal for an agenda"),
    recipients=_who_proposed_item,
)
CONFIRMED = _of_minutes(
    name="meetings.confirmed",
    subject=_("Minutes of a meeting were confirmed"),
    recipients=_committee,
    fallback=_secretariat_of_minutes,
)
ADDENDUM_ADDED = _of_minutes(
    name="meetings.addendum_added",
    subject=_("An addendum was added to confirmed minutes"),
    recipients=_committee_and_above,
    fallback=_secretariat_of_minutes,
)
ENTERED_FOR = _of_meeting(
    name="meetings.entered_for",
    subject=_("The tier above entered a meeting of your committee; its chair may contest it"),
    recipients=lambda meeting, at: people_of([meeting.chair_party_id, meeting.secretariat_party_id], at),
    succession="",
)
CONTESTED = _of_meeting(
    name="meetings.contested",
    subject=_("A chair contests what was entered for the committee"),
    recipients=lambda meeting, at: people_of([meeting.entering_party_id, meeting.secretariat_party_id], at),
    succession="",
)
DRAFT_OPENED = _of_minutes(
    name="meetings.draft_opened",
    subject=_("Independent oversight opened minutes that are not confirmed yet"),
    recipients=_writers_and_chair,
)


def register_kinds() -> None:
    """Make the kinds known; called once when the portal starts."""
    add_kinds(*KIND_OF.values(), JOINT_ASKED, JOINT_ANSWERED, TO_APPROVE, SENT_BACK)
    add_kinds(SIGNATURE_ENTERED, CIRCULATED, DRAFT_OPENED)
    add_kinds(CORRECTION_PROPOSED, CORRECTION_ANSWERED, CONFIRMED, ADDENDUM_ADDED)
    add_kinds(ITEM_PROPOSED, ITEM_ANSWERED, ENTERED_FOR, CONTESTED)
