"""The entry of a meeting for the calendar of whoever is told of it (iCalendar, RFC 5545 and 5546).

It carries what the e-mail beside it says, and nobody else who is invited. One meeting is one entry: its
reference is the UID, and the number of the telling its SEQUENCE, so that a later letter moves the entry
and calling the meeting off takes it away.
"""

from datetime import UTC, date, datetime

from icalendar import Calendar, Event, vCalAddress, vText

from access.toolkit.calendars import caller, uid_of
from meetings.changes import which_meeting
from meetings.models import Announcement, Meeting
from notifications.kinds import Entry

PRODUCT = "-//Shomonnoy//Meetings//EN"


def entry_of(told: Announcement, *, to: str, link: str) -> Entry | None:
    """Return the entry for one reader; none for a day that is known by its month or year only.

    Of a meeting with survivors or at a shelter it has neither place nor link to join.
    """
    if told.precision != Meeting.Precision.DAY:
        return None
    is_off = told.kind == Announcement.Kind.CANCELLED
    method = "CANCEL" if is_off else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(told, to=to, link=link, is_off=is_off))
    return Entry(method, calendar.to_ical().decode())


def _event(told: Announcement, *, to: str, link: str, is_off: bool) -> Event:
    event = Event()
    event.add("uid", uid_of(told.meeting.ref))
    event.add("sequence", told.nth)
    event.add("dtstamp", told.told_at)
    for name, when in zip(("dtstart", "dtend"), _when(told), strict=True):
        if when is not None:
            event.add(name, when)
    event.add("summary", which_meeting(told) or str(Meeting.Kind(told.meeting.kind).label))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("description", link)
    if not told.meeting.discreet:
        if told.place:
            event.add("location", told.place)
        if told.link:
            event.add("url", told.link)
    event.add("organizer", caller())
    event.add("attendee", _reader(to))
    return event


def _when(told: Announcement) -> tuple[datetime | date, datetime | None]:
    """Beginning and end; in UTC, which each calendar shows in the hours of its own place."""
    if told.starts_at is None:
        return told.on_date, None
    return told.starts_at.astimezone(UTC), told.ends_at.astimezone(UTC) if told.ends_at else None


def _reader(address: str) -> vCalAddress:
    """Whoever reads this letter, and nobody else; no answer is asked for, for nobody reads it."""
    reader = vCalAddress(f"mailto:{address}")
    reader.params["RSVP"] = vText("FALSE")
    reader.params["PARTSTAT"] = vText("NEEDS-ACTION")
    return reader
