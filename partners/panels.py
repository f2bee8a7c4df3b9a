"""What the rooms above show on the page of a committee, and on that of its place.

Its meetings, its open commitments, who came; at its place also the committees below it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from access.rules.viewer import Viewer
from access.toolkit.gathering import Gathering
from access.toolkit.registry import Registry
from partners.models import Committee

# Names what the panel shows of lists, and returns what tells it once all panels have asked.
Gather = Callable[[Gathering, Committee], Callable[[], dict[str, Any]]]


@dataclass(frozen=True)
class Panel:
    """A sheet on the committee's page, filled through the rules of the room that registers it."""

    name: str
    template: str
    gather: Gather
    order: int = 0
    # Whether it stands on the page of the committee's place, and not on its own.
    is_of_place: bool = False


@dataclass(frozen=True)
class Shown:
    """A panel with what it holds for one viewer and one committee."""

    template: str
    holds: dict[str, Any]


@dataclass(frozen=True)
class SeatColumn:
    """A column beside the seats of a committee. The template has the partials `key`, `heading` and `cell`.

    `gather` names what the column shows of lists, and returns what tells it by the seat's number, each time
    as a value (a named tuple), of which the cell is drawn; with nothing at all, and the column is not shown.
    """

    name: str
    template: str
    gather: Callable[[Gathering, Committee], Callable[[], Mapping[int, Any]]]


@dataclass(frozen=True)
class ShownColumn:
    """A column with what it holds for one viewer and one committee."""

    template: str
    cells: Mapping[int, Any]


_panels: Registry[str, Panel] = Registry("panel")
_columns: Registry[str, SeatColumn] = Registry("column")


def add_panel(panel: Panel) -> None:
    """Show this panel on every committee's page."""
    _panels.add(panel.name, panel)


def add_column(column: SeatColumn) -> None:
    """Show this column beside the seats of every committee."""
    _columns.add(column.name, column)


@dataclass(frozen=True)
class Beside:
    """What the rooms above show on a committee's page."""

    columns: list[ShownColumn]
    panels: list[Shown]
    of_place: list[Shown]


def beside(viewer: Viewer, committee: Committee, *, at_place: bool = False) -> Beside:
    """Gather the columns that hold anything for this viewer, and the panels in their order.

    The committee says what its viewer may do. `at_place`: for the page of its place, with what stands there
    alone.
    """
    gathering = Gathering(viewer)
    columns = [(one.template, one.gather(gathering, committee)) for one in _columns.values()]
    panels = [
        (panel, panel.gather(gathering, committee))
        for panel in sorted(_panels.values(), key=lambda panel: panel.order)
        if at_place or not panel.is_of_place
    ]
    shown = [ShownColumn(template, tell()) for template, tell in columns]
    told = [(panel, Shown(panel.template, tell())) for panel, tell in panels]
    return Beside(
        columns=[column for column in shown if column.cells],
        panels=[one for panel, one in told if not panel.is_of_place],
        of_place=[one for panel, one in told if panel.is_of_place],
    )
