"""What the rooms above show on a committee's page: its meetings, its open commitments, who came."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from access.rules.viewer import Viewer
from access.toolkit.gathering import Gathering
from access.toolkit.registry import Registry
from partners.models import Committee, Seat

# Names what the panel shows of lists, and returns what tells it once all panels have asked.
Gather = Callable[[Gathering, Committee], Callable[[], dict[str, Any]]]


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


@dataclass(frozen=True)
class SeatColumn:
    """A column beside the seats of a committee. The template has the partials `key`, `heading` and `cell`.

    `gather` answers by the seat's number; nothing at all, and the column is not shown.
    """

    name: str
    template: str
    gather: Callable[[Viewer, Committee], Mapping[int, Any]]


@dataclass(frozen=True)
class ShownColumn:
    """A column with what it holds for one viewer and one committee."""

    template: str
    cells: Mapping[int, Any]


@dataclass(frozen=True)
class SeatRow:
    """One seat and what stands beside it, column by column."""

    seat: Seat
    cells: list[tuple[str, Any]]


_panels: Registry[str, Panel] = Registry("panel")
_columns: Registry[str, SeatColumn] = Registry("column")


def add_panel(panel: Panel) -> None:
    """Show this panel on every committee's page."""
    _panels.add(panel.name, panel)


def add_column(column: SeatColumn) -> None:
    """Show this column beside the seats of every committee."""
    _columns.add(column.name, column)


def columns_of(viewer: Viewer, committee: Committee) -> list[ShownColumn]:
    """Return the columns that hold anything for this viewer."""
    shown = [ShownColumn(one.template, one.gather(viewer, committee)) for one in _columns.values()]
    return [column for column in shown if column.cells]


def seat_rows(seats: Iterable[Seat], columns: Sequence[ShownColumn]) -> list[SeatRow]:
    """Put what the columns hold beside each seat."""
    return [
        SeatRow(seat, [(column.template, column.cells.get(seat.pk)) for column in columns]) for seat in seats
    ]


def panels_of(viewer: Viewer, committee: Committee) -> list[Shown]:
    """Return the panels of a committee's page, in order. The committee says what its viewer may do."""
    gathering = Gathering(viewer)
    asked = [
        (panel.template, panel.gather(gathering, committee))
        for panel in sorted(_panels.values(), key=lambda panel: panel.order)
    ]
    return [Shown(template, tell()) for template, tell in asked]
