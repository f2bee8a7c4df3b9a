"""How a meeting stands and how it stood, in words: on its page, on the notices page and in e-mails."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from language.words import DHAKA, clock, day, named, ordinal
from meetings.models import Announcement, Meeting
from notifications.kinds import Said

Told = Meeting | Announcement


@dataclass(frozen=True)
class Change:
    """One thing that is not as people were told."""

    label: str
    before: str
    now: str

    def __str__(self) -> str:
        return _("%(label)s: %(before)s → %(now)s") % {
            "label": self.label,
            "before": self.before,
            "now": self.now,
        }


def changes_between(before: Told, now: Told) -> list[Change]:
    """Return what differs of all that people go by."""
    rows = (
        (_("Day"), day_of(before), day_of(now)),
        (_("Time"), hours_of(before), hours_of(now)),
        (_("Place"), before.place, now.place),
        (_("How people meet"), mode_of(before), mode_of(now)),
        (_("Link to join"), _link_of(before), _link_of(now)),
    )
    none = _("not said")
    return [Change(label, old or none, new or none) for label, old, new in rows if old != new]


def day_of(told: Told) -> str:
    """Return "Sun 22 Nov 2026"."""
    return day(told.on_date, told.precision, weekday=told.precision == Meeting.Precision.DAY)


def hours_of(told: Told) -> str:
    """Return "11:00 to 13:00", or nothing where no hour is known."""
    if told.starts_at is None:
        return ""
    starts = clock(told.starts_at.astimezone(DHAKA))
    if told.ends_at is None:
        return starts
    return _("%(start)s to %(end)s") % {"start": starts, "end": clock(told.ends_at.astimezone(DHAKA))}


def mode_of(told: Told) -> str:
    """Return how people come together."""
    return str(Meeting.Mode(told.mode).label)


def _link_of(told: Told) -> str:
    meeting = told.meeting if isinstance(told, Announcement) else told
    return "" if meeting.withholds_place else told.link


def when_and_where(told: Told) -> str:
    """Return day, time and place in one line, as it is read inside the portal."""
    return ", ".join(part for part in (day_of(told), hours_of(told), told.place) if part)


def sent_when_and_where(told: Told) -> str:
    """Return what an e-mail may say of it: of a meeting with survivors or at a shelter no place."""
    meeting = told.meeting if isinstance(told, Announcement) else told
    place = "" if meeting.discreet else told.place
    return ", ".join(part for part in (day_of(told), hours_of(told), place) if part)


def which_meeting(told: Told) -> str:
    """Return the committee and the number of the meeting, as an e-mail may name it; never its title."""
    meeting = told.meeting if isinstance(told, Announcement) else told
    parts = [named(meeting.lead_committee)]
    if told.number is not None:
        parts.append(_("%(ordinal)s meeting") % {"ordinal": ordinal(told.number)})
    return ", ".join(part for part in parts if part)


def to_pass_on(told: Announcement, *, link: str) -> str:
    """Return what was told as whatever messenger may pass it on: what an e-mail may say, and no more."""
    lines = [which_meeting(told), sent_when_and_where(told), link]
    return "\n".join(line for line in lines if line)


def said_of(meeting: Meeting) -> Said:
    """Say which meeting it is where what is told is about its papers: committee, number and day."""
    lines = [part for part in (which_meeting(meeting), day_of(meeting)) if part]
    return Said(named=", ".join(lines), inside=[", ".join(lines)], in_mail=lines)


def said_of_telling(told: Announcement, before: Announcement | None) -> Said:
    """Say what was told of a meeting, with its committee, number, day, time and place as its name."""
    parts = [part for part in (which_meeting(told), sent_when_and_where(told)) if part]
    return Said(
        named=", ".join(parts), inside=list(inside(told, before)), in_mail=list(in_mail(told, before))
    )


def inside(told: Announcement, before: Announcement | None) -> Iterator[str]:
    """Say inside the portal what was told: how the meeting stands or what changed, and why."""
    if told.kind == Announcement.Kind.CHANGE and before is not None:
        yield from map(str, changes_between(before, told))
    else:
        yield when_and_where(told)
    if told.reason:
        yield _("Reason: %(reason)s") % {"reason": told.reason}
    if told.kind != Announcement.Kind.CANCELLED:
        yield _("Say on the page of the meeting whether you come, or who comes instead.")


def in_mail(told: Announcement, before: Announcement | None) -> Iterator[str]:
    """Say in an e-mail what was told: committee, number, day, time and place, old and new, and no more."""
    if name := which_meeting(told):
        yield name
    now = sent_when_and_where(told)
    if told.kind != Announcement.Kind.CHANGE or before is None:
        yield now
    elif (was := sent_when_and_where(before)) != now:
        yield _("Before: %(was)s") % {"was": was}
        yield _("Now: %(now)s") % {"now": now}
    else:
        yield now
        yield _("How people join has changed.")
    if told.meeting.discreet:
        yield _("Place and link are read on Shomonnoy only.")
    if told.kind != Announcement.Kind.CANCELLED:
        yield _("Say there whether you come, or who comes instead.")
