"""What a committee's meetings agreed and is still open, on the committee's page."""

from typing import Any

from django.db.models import Q

from access.rules.viewer import Viewer
from commitments.queries import LATE, OPEN, counted, due_words, listed
from language.words import local_day
from partners.models import Committee
from partners.panels import Panel, add_panel

ROWS = 5


def register_panels() -> None:
    """Show a committee's open commitments to whoever may see them."""
    add_panel(Panel("commitments", "commitments/panel.html", gather, order=2))


def gather(viewer: Viewer, committee: Committee) -> dict[str, Any]:
    """The open commitments that fall due first, and how many there are."""
    today = local_day(viewer.at)
    own = Q(committee=committee)
    found = listed(viewer, OPEN, within=own, size=ROWS).records
    return {
        "rows": [(record, due_words(record, today)) for record in found],
        "open": counted(viewer, OPEN, within=own),
        "late": counted(viewer, LATE, within=own),
    }
