"""What a sheet of commitments holds beside what its page shows."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, beside, record_columns, yes_or_nothing
from commitments.models import Commitment
from commitments.queries.rows import CommitmentRow, row_of
from language.words import local_day, named
from notifications.working_days import read_once
from partners.districts import DISTRICT_COLUMNS, NO_DISTRICT, District, districts_of


class CommitmentLine(NamedTuple):
    """A commitment as a sheet tells it: the row of its page, and what the row leaves out."""

    commitment: Commitment
    row: CommitmentRow
    district: District


def commitment_lines(viewer: Viewer, records: Sequence[Commitment]) -> Iterable[CommitmentLine]:
    """Return what the columns below read of some commitments."""
    today = local_day(viewer.at)
    with read_once():
        rows = [row_of(record, today) for record in records]
    places = [None if one.committee is None else one.committee.place_id for one in records]
    districts = districts_of(places)
    for record, row, place in zip(records, rows, places, strict=True):
        yield CommitmentLine(record, row, districts.get(place, NO_DISTRICT))


COLUMNS = (
    beside("text", _("Commitment"), lambda line: line.row.what, "#activity"),
    beside("from", _("Source"), lambda line: line.row.source_line, "#meta+source"),
    beside("committee", _("Committee"), lambda line: named(line.row.committee), "#group"),
    *DISTRICT_COLUMNS,
    beside("body", _("Implementing body"), lambda line: named(line.row.owner), "#org+implementing"),
    beside("of_group", _("Group"), lambda line: named(line.commitment.group), "#meta+group"),
    beside("side", _("Side"), lambda line: str(line.commitment.owner.get_side_display()), "#org+type"),
    beside("verifier", _("Verified by"), lambda line: named(line.row.verifier), "#org+verifying"),
    beside("agreed", _("Agreed on"), lambda line: line.commitment.agreed_on, "#date+agreed", Kind.DAY),
    beside("due_on", _("Due date"), lambda line: line.row.due_on, "#date+due", Kind.DAY),
    beside("wished", _("Wished for by"), lambda line: line.row.suggested_due_on, "#date+suggested", Kind.DAY),
    beside("reached", _("Stage"), lambda line: line.row.stage_words, "#status+stage"),
    beside("standing", _("State"), lambda line: line.row.due.words, "#status"),
    beside(
        "illustrative",
        _("Illustrative"),
        lambda line: yes_or_nothing(line.row.is_illustrative),
        "#meta+illustrative",
    ),
    *record_columns("commitment", lambda line: str(line.row.ref)),
)
