"""What sheets of meetings hold."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, address, beside, day_known, record_columns, yes_or_nothing
from language.words import named
from meetings.models import Meeting
from meetings.rows import MeetingRow, meeting_row
from partners.districts import DISTRICT_COLUMNS, NO_DISTRICT, District, districts_of


class MeetingLine(NamedTuple):
    """A meeting as a sheet tells it: the row of its page, and what the row leaves out."""

    meeting: Meeting
    row: MeetingRow
    district: District


def meeting_lines(_viewer: Viewer, records: Sequence[Any]) -> Iterable[MeetingLine]:
    """Return what the columns below read of meetings, or of minutes, each in the place of its meeting."""
    meetings: list[Meeting] = [getattr(one, "meeting", one) for one in records]
    committees = [one.lead_committee for one in meetings]
    places = [None if one is None else one.place_id for one in committees]
    districts = districts_of(places)
    for meeting, place in zip(meetings, places, strict=True):
        yield MeetingLine(meeting, meeting_row(meeting), districts.get(place, NO_DISTRICT))


def _whose(line: MeetingLine) -> str:
    return named(line.row.committee) or ", ".join(line.row.organisers)


COLUMNS = (
    beside("title", _("Meeting"), lambda line: line.row.title, "#event"),
    beside("committee", _("Committee or organisers"), _whose, "#group"),
    *DISTRICT_COLUMNS,
    beside("kind", _("Kind"), lambda line: str(line.meeting.get_kind_display()), "#event+type"),
    beside("state", _("State"), lambda line: str(line.meeting.get_state_display()), "#status"),
    beside("day", _("Day"), lambda line: day_known(line.row.on_date, line.row.precision), "#date", Kind.DAY),
    beside("begins", _("Begins"), lambda line: line.row.starts_at, "#date+start", Kind.INSTANT),
    beside("ends", _("Ends"), lambda line: line.row.ends_at, "#date+end", Kind.INSTANT),
    beside("mode", _("How it is attended"), lambda line: line.row.get_mode_display, "#event+mode"),
    beside("place", _("Place"), lambda line: line.row.place, "#loc"),
    beside("memo", _("Memo number"), lambda line: line.meeting.memo_number, "#meta+memo", Kind.CODE),
    beside(
        "illustrative",
        _("Illustrative"),
        lambda line: yes_or_nothing(line.row.is_illustrative),
        "#meta+illustrative",
    ),
    *record_columns("meeting", lambda line: str(line.row.ref)),
)
STEP_COLUMNS = (
    beside("step", _("Step"), lambda step: str(step.get_step_display()), "#activity"),
    beside("meeting", _("Meeting"), lambda step: step.meeting.title, "#event"),
    beside("at", _("When"), lambda step: step.at, "#date", Kind.INSTANT),
    beside("by", _("Entered by"), lambda step: named(step.by, "label"), "#contact+by"),
    beside(
        "under",
        _("Under the delegation of"),
        lambda step: named(step.delegation.granted_by, "label"),
        "#contact+granted",
    ),
    beside("given", _("Delegated on"), lambda step: step.delegation.given_on, "#date+granted", Kind.DAY),
    beside(
        "address", _("Address in the portal"), lambda step: address("meeting", step.meeting.ref), "#meta+url"
    ),
)
UNCONFIRMED_COLUMNS = (
    beside("committee", _("Committee or organisers"), _whose, "#group"),
    *DISTRICT_COLUMNS,
    beside(
        "day",
        _("Day of the meeting"),
        lambda line: day_known(line.row.on_date, line.row.precision),
        "#date",
        Kind.DAY,
    ),
    beside("state", _("State"), lambda line: str(line.meeting.get_state_display()), "#status"),
)
