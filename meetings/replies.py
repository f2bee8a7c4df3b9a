"""Who of those invited says they come: what the notice's readers read of it, and what is still asked.

Beside a meeting that is to come stand its seats and the bodies its notice names, each with its last answer.
What somebody answered to another day or hour is history, and says nothing of this one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.models import PartyMember
from access.rules.conditions import IsAmong
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.gathering import Selection
from access.toolkit.listing import COUNT_CAP
from language.words import number
from meetings.access import SpokenFor, replies_for
from meetings.models import Meeting, MeetingOf, MeetingOrganiser, Reply
from meetings.queries import titled_meetings
from meetings.seating import SeatLine, seats_of_meeting
from partners.models import Committee, Organisation, Seat

Said, State = Reply.Said, Meeting.State
IN_THE_ROOM = (Said.COMES, Said.DELEGATE)
EARLIER_SHOWN = 50
# As `access.parties` writes why somebody is a member: by which seat.
_OF_SEAT = ":seat:([0-9]+)$"


@dataclass
class Place:
    """A seat, or a body named beside the seats, and what it answered."""

    ref: str
    name_en: str
    name_bn: str
    side: str
    line: SeatLine | None = None
    body: Organisation | None = None
    # The last answer, whatever it was to, and whether it is to the day and hour that hold now.
    last: Reply | None = None
    stands: bool = False
    is_mine: bool = False

    @property
    def seat(self) -> Seat | None:
        """The seat, if it is one."""
        return self.line.seat if self.line is not None else None

    @property
    def guest(self) -> Organisation | None:
        """The body named beside the seats, if it is one."""
        return None if self.line is not None else self.body

    @property
    def reply(self) -> Reply | None:
        """What it answers, as the meeting is held now."""
        return self.last if self.stands else None

    @property
    def said(self) -> str:
        """The same as a word for programs; empty where nothing is answered."""
        return self.reply.said if self.reply is not None else ""

    @property
    def is_asked_anew(self) -> bool:
        """Whether it answered, and the meeting was moved since."""
        return self.last is not None and self.last.said != Said.TAKEN_BACK and not self.stands

    @property
    def counts(self) -> bool:
        """Whether it makes a quorum."""
        return self.line is not None and self.line.counts_for_quorum

    @property
    def comes(self) -> bool:
        """Whether somebody comes for it, by what it says."""
        return self.said in IN_THE_ROOM


@dataclass
class Answered:
    """Everybody invited with their answers, those of whoever reads it first."""

    places: list[Place]
    quorum: int | None
    earlier: list[tuple[Place, Reply]] = field(default_factory=list)

    @cached_property
    def own(self) -> list[Place]:
        """The places for which whoever reads it answers."""
        return [one for one in self.places if one.is_mine]

    @cached_property
    def answered(self) -> list[Place]:
        """Those that said anything."""
        return [one for one in self.places if one.said]

    @property
    def forecast(self) -> str:
        """How many seats say that they come, and whether that makes a quorum; of what nobody said, that."""
        seats = [one for one in self.places if one.counts]
        if not seats:
            return ""
        coming = sum(one.comes for one in seats)
        said = [_says(coming, len(seats)), *_besides(seats)]
        if self.quorum is not None:
            said.append(_quorum(coming, self.quorum))
        return " ".join(said)


def answers_to(meeting: Meeting, *, viewer: Viewer | None = None) -> Answered:
    """Return who said what; with a viewer also for which of these they answer. Four statements at most."""
    mine = replies_for(viewer, meeting) if viewer is not None else SpokenFor({}, ())
    lines = seats_of_meeting(meeting)
    places = [_of_seat(line, line.seat.pk in mine.seats) for line in lines]
    named = [
        one.organisation
        for one in meeting.organisers.all()
        if one.role == MeetingOrganiser.Role.INVITED and one.organisation is not None
    ]
    places += [_of_body(body, body.pk in mine.bodies) for body in named]
    by_seat = {place.line.seat.pk: place for place in places if place.line is not None}
    by_body = {place.body.pk: place for place in places if place.body is not None and place.line is None}
    earlier = []
    for reply in Reply.objects.filter(meeting=meeting).select_related("delegate").order_by("pk"):
        place = by_seat.get(reply.seat_id or 0) or by_body.get(reply.organisation_id or 0)
        # Of a seat that has ended since nothing is asked any more.
        if place is not None:
            reply.meeting = meeting
            place.last, place.stands = reply, is_to(reply, meeting)
            earlier.append((place, reply))
    quorum = meeting.lead_committee.quorum_seats if meeting.lead_committee is not None else None
    return Answered(places, quorum, earlier[: -EARLIER_SHOWN - 1 : -1])


def place_to_answer(viewer: Viewer, meeting: Meeting, ref: str) -> Place:
    """Return what somebody answers for: 404 where nobody of that reference is invited, 403 for another's."""
    found = next((one for one in answers_to(meeting, viewer=viewer).places if one.ref == ref), None)
    if found is None:
        raise Http404
    if not found.is_mine:
        raise RefusedError("reply", meeting)
    return found


def is_to(reply: Reply, meeting: Meeting) -> bool:
    """Whether this answers the meeting as it is held now, and was not taken back."""
    when = (reply.on_date, reply.starts_at) == (meeting.on_date, meeting.starts_at)
    return when and reply.said != Said.TAKEN_BACK


def takes_replies(meeting: Meeting, at: datetime) -> bool:
    """Whether those invited can still say whether they come: they know of it, and it has not begun."""
    return meeting.state == State.NOTICE_SENT and at < meeting.begins_at


def standing_by_seat(meeting: Meeting) -> dict[int, Reply]:
    """What each seat says before the meeting, with who comes instead."""
    rows = Reply.objects.filter(meeting=meeting, seat__isnull=False).standing().select_related("delegate")
    return {reply.seat_id: reply for reply in rows if reply.seat_id is not None}


def _of_seat(line: SeatLine, is_mine: bool) -> Place:
    body = line.organisation
    return Place(
        line.seat.ref, line.label_en, line.label_bn, line.seat.side, line, body=body, is_mine=is_mine
    )


def _of_body(body: Organisation, is_mine: bool) -> Place:
    return Place(body.ref, body.name_en, body.name_bn, body.side, body=body, is_mine=is_mine)


def _says(coming: int, seats: int) -> str:
    words = ngettext(
        "%(coming)s of %(seats)s seat says that somebody comes.",
        "%(coming)s of %(seats)s seats say that somebody comes.",
        seats,
    )
    return words % {"coming": number(coming), "seats": number(seats)}


def _besides(seats: Sequence[Place]) -> list[str]:
    away = sum(one.said == Said.APOLOGIES for one in seats)
    silent = sum(not one.said for one in seats)
    said = []
    if away:
        words = ngettext("%(number)s sends apologies.", "%(number)s send apologies.", away)
        said.append(words % {"number": number(away)})
    if silent:
        words = ngettext("%(number)s has not answered.", "%(number)s have not answered.", silent)
        said.append(words % {"number": number(silent)})
    return said


def _quorum(coming: int, needed: int) -> str:
    if coming >= needed:
        return _("That makes the quorum of %(number)s.") % {"number": number(needed)}
    words = ngettext(
        "For the quorum of %(needed)s, %(more)s more is needed.",
        "For the quorum of %(needed)s, %(more)s more are needed.",
        needed - coming,
    )
    return words % {"needed": number(needed), "more": number(needed - coming)}


def own_seats(viewer: Viewer, meetings: Sequence[Meeting]) -> dict[int, list[str]]:
    """For which seats of each of these meetings somebody answers, by reference: one statement for all."""
    members = Committee.objects.filter(sittings__meeting__in=meetings).values("members_party")
    held = _seats_held(viewer).filter(party__in=members).values("seat")
    seats = Seat.objects.filter(pk__in=held, committee__sittings__meeting__in=meetings)
    found: dict[int, list[str]] = {}
    for meeting, ref in seats.order_by("pk").values_list("committee__sittings__meeting", "ref"):
        found.setdefault(meeting, []).append(ref)
    return found


def _seats_held(viewer: Viewer) -> QuerySet[Any, Any]:
    """Why this person is a member of committees, each with the seat it is by."""
    held = PartyMember.objects.filter(
        user=viewer.user.pk, period__contains=viewer.at, reason__contains=":seat:"
    )
    of_seat = Func(F("reason"), Value(_OF_SEAT), function="substring", output_field=TextField())
    return held.annotate(seat=Cast(of_seat, BigIntegerField()))


def _to_answer(viewer: Viewer, today: date) -> QuerySet[Meeting]:
    """Meetings to come of which a seat or a body of this person has not said whether it comes."""
    standing = Reply.objects.filter(meeting=OuterRef(OuterRef("pk"))).standing()
    held_by = MeetingOf.objects.filter(meeting=OuterRef(OuterRef("pk"))).values("committee__members_party")
    seats = _seats_held(viewer).filter(party__in=held_by)
    # An office that sits in both committees of a joint meeting answers once.
    same = Q(seat=OuterRef("seat")) | Q(seat__office__seats=OuterRef("seat"))
    bodies = MeetingOrganiser.objects.filter(
        IsAmong("organisation__liaison_party", viewer.party_ids),
        meeting=OuterRef("pk"),
        role=MeetingOrganiser.Role.INVITED,
    )
    silent = Exists(seats.filter(~Exists(standing.filter(same)))) | Exists(
        bodies.filter(~Exists(standing.filter(organisation=OuterRef("organisation"))))
    )
    near = MeetingOf.objects.filter(IsAmong("committee__members_party", viewer.party_ids)).values("meeting")
    named = MeetingOrganiser.objects.filter(
        IsAmong("organisation__liaison_party", viewer.party_ids), role=MeetingOrganiser.Role.INVITED
    ).values("meeting")
    ahead = Q(starts_at__gt=viewer.at) | Q(starts_at=None, on_date__gte=today)
    known = Meeting.objects.permitted(viewer).filter(Q(pk__in=near) | Q(pk__in=named))
    return known.filter(ahead, silent, state=State.NOTICE_SENT).order_by("at", "pk")


# Meetings whose notice somebody has not answered, the next one first.
TO_ANSWER = Selection(Meeting, _to_answer, titled_meetings, size=COUNT_CAP)
