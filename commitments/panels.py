"""What a committee's meetings agreed and is still open, on the committee's page."""

from collections.abc import Callable
from typing import Any

from access.toolkit.gathering import Gathering, Within
from commitments.queries import AS_LINES, COMMITMENTS, LATE, OPEN, agreed_in
from commitments.queries.groups import rows_together
from language.words import local_day
from partners.models import Committee
from partners.panels import Panel, add_panel

ROWS = 5


def register_panels() -> None:
    """Show a committee's open commitments to whoever may see them."""
    add_panel(Panel("commitments", "commitments/panel.html", gather, order=2))


def gather(gathering: Gathering, committee: Committee) -> Callable[[], dict[str, Any]]:
    """The open commitments that fall due first, and how many there are."""
    today = local_day(gathering.viewer.at)
    own = Within(agreed_in, committee=committee.pk)
    first = gathering.few(COMMITMENTS, OPEN, within=own, size=ROWS, rows=AS_LINES)
    still_open = gathering.count(COMMITMENTS, OPEN, within=own)
    late = gathering.count(COMMITMENTS, LATE, within=own)
    return lambda: {
        "rows": rows_together(gathering.viewer, first.records, today),
        "open": still_open.number,
        "late": late.number,
    }
