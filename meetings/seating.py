"""The seats of a meeting: who was expected, who came, and whether that makes a quorum."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from meetings.models import Attendance, Meeting, Minutes
from partners.models import Organisation, Seat, Side
from partners.queries import seats_by_committee

# How many seats stand beside the minutes; the annex has all of them.
BESIDE_MINUTES = 12
SIDES = (Side.GOVERNMENT, Side.NGO, Side.INTERNATIONAL, Side.COMMUNITY)


@dataclass
class SeatLine:
    """One seat of the meeting, and what the attendance list says of it."""

    seat: Seat
    position: int
    label_en: str
    label_bn: str
    attended: Attendance | None = None

    @property
    def field(self) -> str:
        """What this seat is called in the form of the attendance list."""
        return f"seat-{self.seat.ref}"

    @property
    def organisation(self) -> Organisation | None:
        """The body the seat belongs to, by itself or through its office."""
        return self.seat.organisation or (
            self.seat.office.organisation if self.seat.office is not None else None
        )

    @property
    def counts_for_quorum(self) -> bool:
        """Observers listen; they make no quorum."""
        return bool(self.seat.role != Seat.Role.OBSERVER)

    @property
    def name_en(self) -> str:
        """For the filter that writes names in the reader's language."""
        return self.label_en

    @property
    def name_bn(self) -> str:
        """The same in Bangla."""
        return self.label_bn


class SeatWords(NamedTuple):
    """What the attendance list says of one seat, by values alone: what is equal is drawn once."""

    side: str
    label_en: str
    label_bn: str
    role: str
    # Empty where nobody marked the seat.
    status: str
    delegate: str


@dataclass(frozen=True)
class SideShare:
    """How many seats of one side were filled."""

    side: str
    present: int
    seats: int


@dataclass
class Room:
    """Who was in the room, seat by seat and side by side."""

    lines: list[SeatLine]
    guests: list[Attendance]
    quorum_needed: int | None
    sides: list[SideShare] = field(default_factory=list)

    @cached_property
    def words(self) -> list[SeatWords]:
        """What the attendance list says, in the order of its seats."""
        return [_words(line) for line in self.lines]

    @property
    def marked_first(self) -> list[SeatWords]:
        """Those of the first seats that somebody marked."""
        return [words for words in self.words[:BESIDE_MINUTES] if words.status]

    @property
    def seats(self) -> int:
        """Seats that count."""
        return sum(line.counts_for_quorum for line in self.lines)

    @property
    def present(self) -> int:
        """Seats that count and were filled, by the holder or a delegate."""
        return sum(line.counts_for_quorum and _is_in(line) for line in self.lines)

    @property
    def is_marked(self) -> bool:
        """Whether anybody has taken the attendance yet: a blank is not a zero."""
        return any(line.attended is not None for line in self.lines)

    @property
    def has_quorum(self) -> bool | None:
        """Whether enough seats were filled; None where no rule is recorded."""
        return None if self.quorum_needed is None else self.present >= self.quorum_needed


def seats_of_meeting(meeting: Meeting) -> list[SeatLine]:
    """Return the seats of every committee that meets, each office once, the lead committee's first."""
    lines: list[SeatLine] = []
    seen: set[tuple[str, int]] = set()
    sitting = [one.committee_id for one in meeting.sittings.all()]
    by_committee = seats_by_committee(sitting, meeting.at)
    for committee in sorted(sitting, key=lambda one: one != meeting.lead_committee_id):
        for seat in by_committee[committee]:
            key = ("office", seat.office_id) if seat.office_id else ("seat", seat.pk)
            if key in seen:
                continue
            seen.add(key)
            english, bangla = label_of(seat)
            lines.append(SeatLine(seat=seat, position=len(lines) + 1, label_en=english, label_bn=bangla))
    return lines


def label_of(seat: Seat) -> tuple[str, str]:
    """Return what a seat is called on the attendance list: its office, else its organisation."""
    if seat.organisation is not None and seat.office is None:
        return seat.organisation.name_en, seat.organisation.name_bn
    if seat.title_en:
        return seat.title_en, seat.title_bn
    return (seat.office.title_en, seat.office.title_bn) if seat.office is not None else (seat.code, "")


def room_of(minutes: Minutes) -> Room:
    """Return the attendance of a meeting. Once circulated it is what was written then, whoever sits now."""
    marked = list(minutes.attendance.all())
    prefetch_related_objects(marked, "seat")
    of_seats = {line.seat_id: line for line in marked if line.seat_id is not None}
    meeting = minutes.meeting
    if minutes.is_frozen:
        needed = minutes.quorum_needed
        lines = [_as_marked(line) for line in of_seats.values()]
    else:
        needed = meeting.lead_committee.quorum_seats if meeting.lead_committee is not None else None
        lines = seats_of_meeting(meeting)
        for line in lines:
            line.attended = of_seats.get(line.seat.pk)
    room = Room(lines=lines, guests=[line for line in marked if line.seat_id is None], quorum_needed=needed)
    room.sides = shares_of(lines)
    return room


def shares_of(lines: Sequence[SeatLine]) -> list[SideShare]:
    """Return how many seats of each side there are and were filled; sides without a seat are left out."""
    found = []
    for side in SIDES:
        of_side = [line for line in lines if line.seat.side == side and line.counts_for_quorum]
        if of_side:
            found.append(SideShare(side=side, present=sum(map(_is_in, of_side)), seats=len(of_side)))
    return found


def _words(line: SeatLine) -> SeatWords:
    attended = line.attended
    return SeatWords(
        side=line.seat.side,
        label_en=line.label_en,
        label_bn=line.label_bn,
        role=line.seat.role,
        status=attended.status if attended is not None else "",
        delegate=attended.delegate_label if attended is not None else "",
    )


def _as_marked(line: Attendance) -> SeatLine:
    assert line.seat is not None
    return SeatLine(
        seat=line.seat,
        position=line.position,
        label_en=line.label_en,
        label_bn=line.label_bn,
        attended=line,
    )


def _is_in(line: SeatLine) -> bool:
    return line.attended is not None and line.attended.is_in_the_room
