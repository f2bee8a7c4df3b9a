"""Minutes in full, as one person may read them now: on their page, on paper, and for programs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from access.rules.viewer import Viewer
from meetings.actions.points import ahead_of
from meetings.binding import not_bound
from meetings.circulated_text import is_unaltered, lost_a_passage
from meetings.corrections import Standing, confirmed_words, let_stand
from meetings.covering import leave_out_of
from meetings.lines import ItemLines
from meetings.models import ActionPoint, AgendaItem, Meeting, Minutes
from meetings.seating import room_of
from meetings.written import as_read, bring_along, number_of_confirming, points_of, recommendations_of


def in_full(
    viewer: Viewer,
    meeting: Meeting,
    minutes: Minutes,
    items: list[AgendaItem],
    lines: Callable[..., list[ItemLines]],
) -> dict[str, Any]:
    """What is written in the minutes, whoever shows it; `lines` writes the items."""
    bring_along(minutes, viewer, "attendance", "head_counts", "matters")
    rows = as_read(meeting, minutes, items)
    is_as_sent, standing = False, Standing()
    if minutes.is_frozen:
        bring_along(minutes, viewer, "corrections", "addenda")
        if is_as_sent := is_unaltered(minutes, rows):
            # From here on the rows say what now stands.
            standing = let_stand(minutes, rows)
    leave_out_of(minutes, rows)
    points = points_of(items)
    unbound = set() if minutes.is_frozen else not_bound(points, minutes)
    promises = {} if minutes.is_frozen else _promises_of_groups(points, minutes, viewer.at)
    return {
        "meeting": meeting,
        "minutes": minutes,
        "items": lines(meeting, minutes, items, not_bound=unbound, marks=standing.marks, promises=promises),
        "standing": standing,
        "addenda": list(minutes.addenda.all()) if minutes.is_frozen else [],
        "confirmed": confirmed_words(minutes, number_of_confirming(minutes)) if minutes.is_confirmed else "",
        "room": room_of(minutes),
        "head_counts": list(minutes.head_counts.all()),
        "matters": list(minutes.matters.all()),
        # What a meeting recommends is recommended by its minutes, once they circulate.
        "recommendations": recommendations_of(viewer, minutes) if minutes.is_frozen else [],
        "lost_a_passage": lost_a_passage(minutes),
        "is_unaltered": is_as_sent and standing.is_as_confirmed,
    }


def _promises_of_groups(points: Sequence[ActionPoint], minutes: Minutes, at: datetime) -> dict[int, int]:
    """How many promises each group of a draft becomes, by action point."""
    if not any(point.group for point in points):
        return {}
    return {point: len(members) for point, members in ahead_of(minutes, at).members.items()}
