"""A meeting, and what arose in it, as rows show them: values alone, so that each is drawn once."""

from datetime import date, datetime
from typing import NamedTuple

from access.toolkit.drawn import Name, name_of
from language.words import named
from meetings.models import MatterArising, Meeting, MeetingOrganiser


class MeetingRow(NamedTuple):
    """What a row shows of a meeting."""

    ref: str
    title: str
    committee: Name | None
    organisers: tuple[str, ...]
    state: str
    mode: str
    precision: str
    on_date: date
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    is_illustrative: bool

    @property
    def get_mode_display(self) -> str:
        """How it is attended, in words, as a meeting itself says it."""
        return str(Meeting.Mode(self.mode).label)


class MatterWords(NamedTuple):
    """What a meeting said of an earlier promise."""

    what: str
    owner_en: str
    owner_bn: str
    outcome: str
    note: str

    @property
    def get_outcome_display(self) -> str:
        """What it said, in words, as the matter itself says it."""
        return str(MatterArising.Outcome(self.outcome).label)


def matter_words(matter: MatterArising) -> MatterWords:
    """Return what a row shows of a matter arising."""
    return MatterWords(matter.what, matter.owner_en, matter.owner_bn, matter.outcome, matter.note)


def meeting_row(meeting: Meeting, *, says_whose: bool = True) -> MeetingRow:
    """Return what a row shows of a meeting; not whose it is where all of a list are of one committee."""
    return MeetingRow(
        ref=meeting.ref,
        title=meeting.title,
        committee=name_of(meeting.lead_committee) if says_whose else None,
        organisers=_organisers(meeting) if says_whose else (),
        state=meeting.state,
        mode=meeting.mode,
        precision=meeting.precision,
        on_date=meeting.on_date,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        # Rows are printed, and read beyond the committee.
        place="" if meeting.discreet else meeting.place,
        is_illustrative=meeting.is_illustrative,
    )


def _organisers(meeting: Meeting) -> tuple[str, ...]:
    if meeting.lead_committee is not None:
        return ()
    bodies = [one.body for one in meeting.organisers.all() if one.role == MeetingOrganiser.Role.ORGANISER]
    return tuple(named(body) for body in bodies)
