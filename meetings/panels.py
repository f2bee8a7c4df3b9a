"""A committee's meetings on the committee's page, and the way to call the next one."""

from typing import Any

from access.rules import can
from access.viewer import Viewer
from meetings.queries import meetings_of
from partners.models import Committee
from partners.panels import Panel, register


def register_panels() -> None:
    """Show a committee's latest meetings to whoever may see them."""
    register(Panel("meetings", "meetings/panel.html", gather, order=1))


def gather(viewer: Viewer, committee: Committee) -> dict[str, Any]:
    """The latest meetings, and whether this person may call one."""
    return {
        "meetings": meetings_of(viewer, committee),
        "may_call": can(viewer, "call_meeting", committee),
    }
