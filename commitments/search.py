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


SOURCES = (
    SearchSource(
        name="commitments",
        label=_("Commitments"),
        icon="file-check",
        rows=CommitmentSearch,
        decides=Commitment,
        hits=_commitments,
        shelves=partial(by_month, months_ahead=MONTHS_AHEAD),
        order=40,
    ),
)
