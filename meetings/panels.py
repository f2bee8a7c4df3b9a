"""A committee's meetings on the committee's page, who came to them, and the way to call the next one."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from access.toolkit.gathering import Gathering, may
from language.words import number
from meetings.models import Attendance
from meetings.queries import DELEGATED_STEPS, attendance_of_last, meetings_of
from partners.models import Committee
from partners.panels import Panel, SeatColumn, add_column, add_panel

# Full, pale, empty; what nobody marked is none of them: a blank is not an absence.
MARKS = {
    Attendance.Status.PRESENT: "",
    Attendance.Status.DELEGATE: "r",
    Attendance.Status.APOLOGIES: "o",
    Attendance.Status.ABSENT: "o",
}
UNMARKED = "n"
LATEST = 5


@dataclass(frozen=True)
class Attended:
    """How one seat was filled at the last meetings, the oldest first."""

    marks: list[str]

    @property
    def words(self) -> str:
        """The same, for whoever does not see the squares."""
        known = [mark for mark in self.marks if mark != UNMARKED]
        filled = [mark for mark in known if mark != "o"]
        return _("filled at %(filled)s of %(meetings)s meetings") % {
            "filled": number(len(filled)),
            "meetings": number(len(known)),
        }


def register_panels() -> None:
    """Show a committee's latest meetings to whoever may see them."""
    add_panel(Panel("meetings", "meetings/panel.html", gather, order=1))
    add_panel(Panel("delegated", "meetings/delegated_panel.html", gather_delegated, order=3))
    add_column(SeatColumn("attended", "meetings/attended.html", attended))


def gather(gathering: Gathering, committee: Committee) -> Callable[[], dict[str, Any]]:
    """The latest meetings, and whether this person may call one."""
    return lambda: {
        "meetings": meetings_of(gathering.viewer, committee),
        "may_call": may(committee, "call_meeting"),
    }


def gather_delegated(gathering: Gathering, committee: Committee) -> Callable[[], dict[str, Any]]:
    """The latest steps of the committee's minute-takers, for its chair and member secretary."""
    within = Q(delegation__committee=committee)
    found = gathering.few(DELEGATED_STEPS, within=within, size=LATEST + 1)
    return lambda: {"steps": found.records[:LATEST], "has_more": len(found.records) > LATEST}


def attended(viewer: Viewer, committee: Committee) -> Mapping[int, Attended]:
    """How each seat was filled at the last circulated meetings whose minutes this person reads."""
    held, lines = attendance_of_last(viewer, committee)
    seats: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for line in lines:
        if line.seat_id is not None:
            seats[line.seat_id][line.minutes_id] = (
                MARKS.get(Attendance.Status(line.status), UNMARKED) if line.status else UNMARKED
            )
    return {
        seat: Attended([marks.get(minutes.pk, UNMARKED) for minutes in held]) for seat, marks in seats.items()
    }
