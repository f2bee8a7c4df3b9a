"""Whose paper it is, under which days it goes out, and what stands in its name."""

from datetime import date

from django.utils.translation import pgettext

from language.digits import is_bangla, localise
from language.words import bangla_date, day, named, ordinal
from library.paper import FileName, Head, Memo
from meetings.models import Meeting
from meetings.seating import SeatLine, seats_of_meeting
from partners.letterhead import dated, head_of_seat, of_body
from partners.models import Seat


def chair_of(meeting: Meeting, lines: list[SeatLine]) -> SeatLine | None:
    """Return the chair's seat: as the attendance list has it, else as the committee sat on that day."""
    for among in (lines, seats_of_meeting(meeting)):
        for line in among:
            if line.seat.role == Seat.Role.CHAIR:
                return line
    return None


def head_of(meeting: Meeting, chair: SeatLine | None) -> Head:
    """Return the head of the paper: a committee's goes out from the office of its chair."""
    if meeting.lead_committee_id is None:
        return Head(office=bodies_of(meeting) or meeting.title)
    return head_of_seat(chair.seat if chair is not None else None, bodies_of(meeting) or meeting.title)


def bodies_of(meeting: Meeting) -> str:
    """Return the committees that met, a line each, by their names of that day; else who organised it."""
    sat = [named(sitting) for sitting in meeting.sittings.all()]
    return "\n".join(sat or [named(one.body) for one in meeting.organisers.all() if one.body])


def first_body(meeting: Meeting) -> str:
    """Return the committee whose paper it is."""
    return bodies_of(meeting).partition("\n")[0]


def titled(meeting: Meeting) -> str:
    """Return what the paper calls the meeting: "41st meeting of …", else its title."""
    body = first_body(meeting)
    if meeting.number and body:
        words = {"ordinal": ordinal(meeting.number), "committee": of_body(body)}
        return pgettext("paper", "%(ordinal)s meeting of %(committee)s") % words
    return meeting.title


def memo_of(number: str, on: date | None) -> Memo:
    """Return under which number and day it goes out; what is not known yet is written by hand."""
    return Memo(localise(number), dated(on))


def day_of_meeting(meeting: Meeting) -> str:
    """Return the day of the meeting with its weekday, in Bangla by both calendars."""
    if meeting.precision != Meeting.Precision.DAY:
        return day(meeting.on_date, meeting.precision)
    written = day(meeting.on_date, weekday=True)
    return f"{bangla_date(meeting.on_date)} / {written}" if is_bangla() else written


def file_name(meeting: Meeting, kind: str, plain: str) -> FileName:
    """Return what the file of a meeting's paper is called."""
    number = f"-{meeting.number}" if meeting.number else ""
    own = f"{kind}, {first_body(meeting) or meeting.title}, {meeting.title}"
    return FileName(own[:150], f"{plain}{number}-{meeting.on_date.isoformat()}")
