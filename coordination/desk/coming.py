"""Meetings that come next, and how near they are."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coordination.desk.things import Status, name_of
from language.words import clock, day, month_words
from meetings.models import Meeting
from notifications.working_days import SOON, describe_due, working_days_between

# Nobody reads that nothing needs them with a meeting so near.
NEAR = 3


@dataclass(frozen=True)
class Coming:
    """A meeting that comes next."""

    meeting: Meeting
    name: str
    month: str
    is_today: bool
    when: str
    # Working days until it, where they are few.
    left: Status | None
    is_near: bool


def coming(meeting: Meeting, today: date) -> Coming:
    """Return what the desk says of a meeting of today or later."""
    on = meeting.on_date
    said = clock(meeting.starts_at) if meeting.starts_at else ""
    date_said = f"{day(on, weekday=True)} {said}"
    when = _("Today %(clock)s") % {"clock": said} if on == today else date_said
    days = working_days_between(today, on)
    is_soon = on > today and 0 < days <= SOON
    left = Status(describe_due(on, today).words, "st-soon", "clock") if is_soon else None
    return Coming(
        meeting=meeting,
        name=name_of(meeting),
        month=month_words(on),
        is_today=on == today,
        when=when.strip(),
        left=left,
        is_near=days <= NEAR,
    )
