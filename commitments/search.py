"""What is found of commitments."""

from collections.abc import Sequence
from functools import partial

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.searching import Hit, SearchSource, by_month
from commitments.models import Commitment, CommitmentSearch
from commitments.queries import Traffic, commitment_rows, row_of
from commitments.queries.groups import rows_together
from language.words import local_day, named

LONGEST = 160
# Within so many months a promise is due, as a rule.
MONTHS_AHEAD = 12


def _commitments(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = commitment_rows(Commitment.objects.permitted(viewer).filter(IsAmong("pk", numbers)))
    return {one.pk: _hit(one, viewer) for one in rows}


def _hit(commitment: Commitment, viewer: Viewer) -> Hit:
    row = row_of(commitment, local_day(viewer.at))
    return Hit(
        url=reverse("commitment", args=[commitment.ref]),
        title=Truncator(commitment.what).chars(LONGEST),
        line=" · ".join(part for part in (named(row.owner), row.source_line, row.stage_words) if part),
        beside=row.due.words,
        is_hot=row.due.traffic == Traffic.LATE,
    )


def _groups(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    """The line of each group that one of these is of, as far as its reader reads its parts."""
    records = list(commitment_rows(Commitment.objects.permitted(viewer).filter(IsAmong("pk", numbers))))
    rows = rows_together(viewer, records, local_day(viewer.at))
    hits = {one.pk: _hit(one, viewer) for one in records}
    for record, row in zip(records, rows, strict=True):
        if row.group is not None:
            hits[record.pk] = hits[record.pk]._replace(
                url=reverse("commitment_group", args=[row.group.ref]),
                line=" · ".join(
                    part for part in (named(row.group), row.source_line, row.group.words) if part
                ),
                is_hot=row.group.late > 0,
            )
    return hits


SOURCES = (
    SearchSource(
        name="commitments",
        label=_("Commitments"),
        icon="file-check",
        rows=CommitmentSearch,
        decides=Commitment,
        hits=_commitments,
        together="group",
        lines=_groups,
        shelves=partial(by_month, months_ahead=MONTHS_AHEAD),
        order=40,
    ),
)
