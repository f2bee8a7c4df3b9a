"""What the templates of this room write: sides, months, and due dates as they stand."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils.safestring import SafeString

from access.templatetags.components import status
from access.toolkit.drawn import drawn
from language.words import bangla_date, local_day, month_words, named
from meetings.actions.contesting import contested_until, may_be_contested
from meetings.lines import ItemLines
from meetings.models import Attendance, MatterArising, Meeting
from meetings.rows import matter_words
from meetings.seating import SeatWords
from notifications.working_days import describe_due
from partners.models import Seat, Side

register = template.Library()
register.filter("month_name", month_words)


# Of each state its class and its icon, beside its words.
LOOKS = {
    Meeting.State.PLANNED: ("", "pencil"),
    Meeting.State.NOTICE_SENT: ("st-ok", "mail"),
    Meeting.State.CANCELLED: ("", "circle-x"),
    Meeting.State.APPROVED: ("st-ok", "check"),
    Meeting.State.CIRCULATED: ("st-ok", "circle-check"),
    Meeting.State.CONFIRMED: ("st-ok", "circle-check"),
}
WRITTEN = ("", "file-text")


@register.simple_tag
def meeting_state(meeting: Meeting) -> SafeString:
    """Draw how far a meeting has come."""
    state = Meeting.State(meeting.state)
    return status(*LOOKS.get(state, WRITTEN), state.label)


@register.simple_tag
def side(side: str, name: object, stem: str = "name") -> SafeString:
    """Draw a seat or a body by its name, with the shape of its side."""
    return drawn("meetings/side.html", side=side, written=named(name or None, stem))


@register.simple_tag
def item_said(item: ItemLines, matters: Iterable[MatterArising], correct_in: str = "") -> SafeString:
    """Draw what was said on an item and decided; `correct_in` is the meeting, if lines may be corrected."""
    taken_up = tuple(map(matter_words, matters)) if item.takes_up_matters else ()
    return drawn("meetings/item_said.html", written=item.words, matters=taken_up, correct_in=correct_in)


@register.simple_tag
def seat_rows(part: str, seats: Iterable[SeatWords]) -> SafeString:
    """Draw what the attendance list says of each of these seats, as that part writes one."""
    return SafeString("".join(drawn(part, seat=seat) for seat in seats))


@register.simple_tag
def paper_seats(seats: Iterable[SeatWords], is_signed: bool) -> SafeString:
    """Draw the same on paper, numbered; what is not circulated yet has room to sign."""
    rows = enumerate(seats, start=1)
    return SafeString(
        "".join(
            drawn("meetings/paper_seat.html", seat=seat, place=n, to_sign=not is_signed) for n, seat in rows
        )
    )


@register.filter
def on_day(at: datetime) -> date:
    """Return the day of an instant, in Dhaka."""
    return local_day(at)


@register.inclusion_tag("meetings/entered_for.html")
def entered_for(meeting: Meeting, today: date) -> dict[str, object]:
    """Say that the tier above entered it, until when its chair may contest it, and what the chair says."""
    may_contest = getattr(meeting, "can_contest", False) and may_be_contested(meeting, today)
    return {"meeting": meeting, "until": contested_until(meeting), "may_contest": may_contest}


@register.filter
def attendance_status(status: str) -> str:
    """Return whether a seat was filled, in words; nothing where nobody marked it."""
    return str(Attendance.Status(status).label) if status else ""


@register.filter
def seat_role(role: str) -> str:
    """Return what a seat does in its committee."""
    return str(Seat.Role(role).label)


@register.filter
def side_name(side: str) -> str:
    """Return what the side is called."""
    return str(Side(side).label) if side in Side.values else ""


@register.filter
def bangla_day(on: date) -> str:
    """Return ৭ অগ্রহায়ণ ১৪৩৩, as papers in Bangla carry it beside the Gregorian date."""
    return bangla_date(on)


@register.filter
def until_due(due: date, today: date) -> str:
    """Return how far a due date is, in working days."""
    return describe_due(due, today).words
