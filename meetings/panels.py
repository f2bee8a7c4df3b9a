"""A committee's meetings on the committee's page, who came to them, and the way to call the next one."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from access.toolkit.gathering import Gathering, Within, may
from language.words import local_day, number
from meetings.below import title_below
from meetings.below_list import below_here
from meetings.models import Attendance
from meetings.queries import (
    DELEGATED_STEPS,
    LATEST_MEETINGS,
    LATEST_MINUTES,
    attendance_by_seat,
    delegated_by,
)
from meetings.rows import meeting_row
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


class Attended(NamedTuple):
    """How one seat was filled at the last meetings, the oldest first."""

    marks: tuple[str, ...]

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
    add_panel(Panel("below", "meetings/below_panel.html", gather_below, order=-1, is_of_place=True))
    add_panel(Panel("delegated", "meetings/delegated_panel.html", gather_delegated, order=3))
    add_column(SeatColumn("attended", "meetings/attended.html", attended))


def gather(gathering: Gathering, committee: Committee) -> Callable[[], dict[str, Any]]:
    """The latest meetings, and whether this person may call one."""
    latest = gathering.first(LATEST_MEETINGS, committee=committee.pk)
    return lambda: {
        "rows": [meeting_row(one, says_whose=False) for one in latest.records],
        "this_year": local_day(gathering.viewer.at).year,
        "may_call": may(committee, "call_meeting"),
        "may_propose": may(committee, "propose_item"),
    }


def gather_below(gathering: Gathering, committee: Committee) -> Callable[[], dict[str, Any]]:
    """Which committees below have met this quarter and can be told, for whoever keeps the seats here."""
    if not may(committee, "manage"):
        return lambda: {"here": None}
    here = below_here(gathering.viewer, committee)
    return lambda: {"here": here, "title": title_below([committee]) if here.rows else ""}


def gather_delegated(gathering: Gathering, committee: Committee) -> Callable[[], dict[str, Any]]:
    """The latest steps of the committee's minute-takers, for its chair and member secretary."""
    within = Within(delegated_by, committee=committee.pk)
    found = gathering.few(DELEGATED_STEPS, within=within, size=LATEST + 1)
    return lambda: {"steps": found.records[:LATEST], "has_more": len(found.records) > LATEST}


def attended(gathering: Gathering, committee: Committee) -> Callable[[], Mapping[int, Attended]]:
    """How each seat was filled at the last circulated meetings whose minutes this person reads."""
    latest = gathering.numbers(LATEST_MINUTES, committee=committee.pk)
    return lambda: _by_seat(latest.all[::-1])


def _by_seat(held: Sequence[int]) -> Mapping[int, Attended]:
    seats: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for seat, minutes, status in attendance_by_seat(held) if held else ():
        seats[seat][minutes] = MARKS.get(Attendance.Status(status), UNMARKED) if status else UNMARKED
    return {
        seat: Attended(tuple(marks.get(minutes, UNMARKED) for minutes in held))
        for seat, marks in seats.items()
    }
