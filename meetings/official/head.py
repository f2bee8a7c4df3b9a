"""Whose paper it is, under which days it goes out, and what stands in its name."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from language.digits import is_bangla, localise
from language.words import bangla_date, day, named, ordinal
from library.paper import Dated, FileName, Head, Memo
from meetings.models import Meeting
from meetings.seating import SeatLine, seats_of_meeting
from partners.models import Seat

_VOWELS = "\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c7\u09c8\u09cb\u09cc"


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
    above = _("Government of the People's Republic of Bangladesh")
    office = chair.organisation if chair is not None else None
    if office is None or chair is None or chair.seat.office is None:
        return Head(office=bodies_of(meeting) or meeting.title, above=above)
    return Head(office=named(office), above=above)


def bodies_of(meeting: Meeting) -> str:
    """Return the committees that met, a line each, by their names of that day; else who organised it."""
    sat = [named(sitting) for sitting in meeting.sittings.all()]
    return "\n".join(sat or [named(one.body) for one in meeting.organisers.all() if one.body])


def first_body(meeting: Meeting) -> str:
    """Return the committee whose paper it is."""
    return bodies_of(meeting).partition("\n")[0]


def of_body(name: str) -> str:
    """Return a name as its own of something: কমিটির, ব্র্যাক-এর."""
    if not is_bangla():
        return name
    return f"{name}র" if name[-1:] in _VOWELS else f"{name}-এর"


def titled(meeting: Meeting) -> str:
    """Return what the paper calls the meeting: "41st meeting of …", else its title."""
    body = first_body(meeting)
    if meeting.number and body:
        words = {"ordinal": ordinal(meeting.number), "committee": of_body(body)}
        return pgettext("paper", "%(ordinal)s meeting of %(committee)s") % words
    return meeting.title


def memo_of(meeting: Meeting, on: date | None) -> Memo:
    """Return under which number and day it goes out; what is not known yet is written by hand."""
    return Memo(localise(meeting.memo_number), dated(on))


def dated(on: date | None) -> Dated:
    """Return a day as a paper has it: in Bangla by both calendars."""
    if on is None:
        return Dated()
    return Dated(day(on), bangla_date(on) if is_bangla() else "")


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
