"""The feed of one person as iCalendar (RFC 5545): the same records give the same bytes.

Hours are those of Dhaka, with its zone in the file; a day without an hour is a day, in no zone. Nothing in it
says when it was fetched.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from access.rules.viewer import Viewer
from access.toolkit.calendars import Sent, Span, caller, sources, uid_of
from language.words import DHAKA

PRODUCT = "-//Shomonnoy//Calendar//EN"
# So far back, and all that is ahead; of each source no more than so many.
BACK = timedelta(days=396)
MOST = 2_000
# How often a program should ask again.
AGAIN = timedelta(hours=1)
_ZONE = "Asia/Dhaka"
_OFFSET = timedelta(hours=6)
# The days of a feed lie long after the one summer in which Dhaka put its clocks on.
_SINCE_THEN = datetime(2010, 1, 1)  # noqa: DTZ001 (the hour of the wall, as the format wants it)


def feed_of(viewer: Viewer) -> bytes:
    """Return what stands on this person's calendar as it leaves the portal."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Shomonnoy"))
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_zone())
    for entry in _entries(viewer):
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _entries(viewer: Viewer) -> Iterator[Sent]:
    span = Span(viewer.at - BACK, None, MOST)
    found = [one for source in sources().values() for one in source.sent(viewer, span)]
    yield from sorted(found, key=lambda one: (one.on, one.ref))


def _event(entry: Sent) -> Event:
    address = settings.PORTAL_URL.rstrip("/") + entry.path
    event = Event()
    event.add("uid", uid_of(entry.ref))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("dtstart", _when(entry.starts_at) or entry.on)
    if ends := _when(entry.ends_at):
        event.add("dtend", ends)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.takes_time and not entry.is_off else "TRANSPARENT")
    event.add("description", address)
    if entry.place:
        event.add("location", entry.place)
    if entry.link:
        event.add("url", entry.link)
    event.add("organizer", caller())
    return event


def _when(at: datetime | None) -> datetime | date | None:
    return at.astimezone(DHAKA) if at is not None else None


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", _ZONE)
    standard = TimezoneStandard()
    standard.add("dtstart", _SINCE_THEN)
    standard.add("tzoffsetfrom", _OFFSET)
    standard.add("tzoffsetto", _OFFSET)
    standard.add("tzname", "+06")
    zone.add_component(standard)
    return zone
