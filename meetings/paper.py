"""The minutes as an official paper: whose they are, under which date, and who signs."""

from dataclasses import dataclass
from datetime import date

from language.words import local_day
from meetings.models import Meeting, Minutes
from meetings.official.minutes import minutes_memo
from meetings.seating import Room, SeatLine
from partners.models import Seat


@dataclass(frozen=True)
class Paper:
    """What stands on the paper besides what was written in the meeting."""

    # The day of the memo: that of circulation. None on a draft, where it is written by hand.
    dated: date | None
    memo_number: str
    chair: SeatLine | None
    # A committee of the government sat: its papers go out in the name of the Republic.
    is_of_committee: bool


def paper_of(meeting: Meeting, minutes: Minutes, room: Room) -> Paper:
    """Return what the head and the foot of the printed minutes say."""
    circulated = minutes.circulated_at
    return Paper(
        dated=local_day(circulated) if circulated else None,
        memo_number=minutes_memo(minutes),
        chair=next((line for line in room.lines if line.seat.role == Seat.Role.CHAIR), None),
        is_of_committee=meeting.lead_committee_id is not None,
    )
