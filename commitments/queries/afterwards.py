"""What was due before it was entered, for those who are asked what became of it."""

from collections.abc import Sequence
from typing import NamedTuple

from access.rules.viewer import Viewer
from commitments.models import Commitment
from commitments.queries.lists import TO_SAY, commitments_as_lines
from commitments.queries.rows import CommitmentRow, row_of
from language.words import local_day

MOST_ON_A_PAGE = 25


class Asked(NamedTuple):
    """One of them as the page asks about it, of a group once for all its bodies."""

    commitment: Commitment
    row: CommitmentRow
    grants: bool


def asked_of(viewer: Viewer) -> tuple[Sequence[Asked], bool]:
    """Return those that this person's office entered and nobody spoke of yet, and whether there are more."""
    page = commitments_as_lines().page(viewer, TO_SAY, size=MOST_ON_A_PAGE)
    records = page.records
    may_grant = set(
        Commitment.objects.permitted(viewer, "decide")
        .filter(pk__in=[one.pk for one in records])
        .values_list("pk", flat=True)
    )
    today = local_day(viewer.at)
    asked = [Asked(one, row_of(one, today), one.pk in may_grant) for one in records]
    return asked, page.next_cursor is not None
