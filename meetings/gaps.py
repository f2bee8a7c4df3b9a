"""What a draft does not say yet: asked about once, before it goes to the chair."""

from dataclasses import dataclass

from access.rules.engine import anybody_may
from access.rules.viewer import Viewer
from meetings.models import AgendaItem, Minutes
from meetings.seating import seats_of_meeting
from meetings.written import items_of

# What stands on every agenda by itself is often passed over.
BY_ITSELF = {AgendaItem.Kind.MATTERS_ARISING, AgendaItem.Kind.ANY_OTHER}


@dataclass(frozen=True)
class Gaps:
    """What is empty in a draft, and whether somebody is there who could approve it."""

    items: list[AgendaItem]
    nobody_noted: bool
    nobody_approves: bool

    def __bool__(self) -> bool:
        return bool(self.items) or self.nobody_noted or self.nobody_approves


def gaps_of(minutes: Minutes, viewer: Viewer) -> Gaps:
    """Return what whoever sends the draft to the chair may have forgotten."""
    items = items_of(minutes)
    if all(map(_is_wordless, items)):
        # A draft without any word is refused, not asked about.
        return Gaps([], nobody_noted=False, nobody_approves=False)
    return Gaps(
        [item for item in items if item.kind not in BY_ITSELF and _is_wordless(item)],
        nobody_noted=not minutes.attendance.exists()
        and not minutes.head_counts.exists()
        and bool(seats_of_meeting(minutes.meeting)),
        nobody_approves=nobody_approves(minutes, viewer),
    )


def nobody_approves(minutes: Minutes, viewer: Viewer) -> bool:
    """Whether nobody holds the chair now: the draft can only be approved by a signature on paper."""
    return not anybody_may("approve", minutes, viewer.at)


def _is_wordless(item: AgendaItem) -> bool:
    written, decision = getattr(item, "written", None), getattr(item, "decision", None)
    is_said = (written is not None and written.discussion) or decision is not None
    return not is_said and not item.action_points.all()
