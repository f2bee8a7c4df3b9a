"""What the rooms above show on a committee's page: its meetings, its open commitments."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from access.viewer import Viewer
from partners.models import Committee

Gather = Callable[[Viewer, Committee], dict[str, Any]]


@dataclass(frozen=True)
class Panel:
    """A sheet on the committee's page, filled through the rules of the room that registers it."""

    name: str
    template: str
    gather: Gather
    order: int = 0


@dataclass(frozen=True)
class Shown:
    """A panel with what it holds for one viewer and one committee."""

    template: str
    holds: dict[str, Any]


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Show this panel on every committee's page."""
    _panels[panel.name] = panel


def panels_of(viewer: Viewer, committee: Committee) -> list[Shown]:
    """Return the panels of a committee's page, in order."""
    return [
        Shown(panel.template, panel.gather(viewer, committee))
        for panel in sorted(_panels.values(), key=lambda panel: panel.order)
    ]
