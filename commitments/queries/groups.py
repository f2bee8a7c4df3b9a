"""How the promises of a group stand, as far as their reader may read them; nobody counts another part."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404

from access.rules.conditions import IsAmong
from access.rules.engine import VIEW
from access.rules.viewer import Viewer
from access.toolkit.kept import KeptRows
from commitments.models import Commitment, CommitmentGroup, Stage
from commitments.queries.lists import commitment_rows
from commitments.queries.rows import CommitmentRow, GroupLine, row_of
from commitments.queries.traffic import Traffic, traffic
from language.words import local_day, named
from notifications.working_days import read_once

ACCEPTED = (Stage.ACCEPTED, Stage.EVIDENCE_IN, Stage.VERIFIED)
Parts = dict[int, list[Commitment]]


def _parts(viewer: Viewer, groups: Sequence[int]) -> QuerySet[Commitment]:
    rows = Commitment.objects.permitted(viewer).filter(IsAmong("group", groups))
    shown = ("ref", "owner", "stage", "due_on", "waiting_until", "stage_since", "declined_at", "group__ref")
    names = ("group__kind", "group__name_en", "group__name_bn", "covered")
    return rows.select_related("group").only(*shown, *names).order_by("pk")


_PARTS = KeptRows(_parts)


def parts_of(viewer: Viewer, groups: Iterable[int | None]) -> Parts:
    """The promises of these groups that this person may read, by group; no query where there is no group."""
    wanted = sorted({group for group in groups if group is not None})
    found: Parts = defaultdict(list)
    for part in _PARTS(viewer, groups=wanted) if wanted else ():
        assert part.group_id is not None
        found[part.group_id].append(part)
    return found


def line_of(group: CommitmentGroup, parts: Sequence[Commitment], today: date) -> GroupLine:
    """How these parts of a group stand. What was dropped is nobody's to do any more."""
    live = [part for part in parts if part.stage != Stage.DROPPED]
    return GroupLine(
        ref=group.ref,
        name_en=group.name_en,
        name_bn=group.name_bn,
        total=len(live),
        accepted=sum(part.stage in ACCEPTED for part in live),
        verified=sum(part.stage == Stage.VERIFIED for part in live),
        late=sum(traffic(part, today) == Traffic.LATE for part in live),
        dropped=len(parts) - len(live),
    )


def rows_together(
    viewer: Viewer, records: Sequence[Commitment], today: date, *, owner: int | None = None
) -> list[CommitmentRow]:
    """The rows of a list `AS_LINES`: of a group whose parts this person reads, the line of the group.

    Who reads one part of a group alone sees that part; so does who reads what one `owner` promised.
    """
    parts = parts_of(viewer, (record.group_id for record in records))
    rows = []
    for record in records:
        several = parts.get(record.group_id or 0, [])
        if owner is not None:
            several = [part for part in several if part.owner_id == owner]
        group = several[0].group if len(several) > 1 else None
        row = row_of(record, today)
        rows.append(row if group is None else row._replace(group=line_of(group, several, today)))
    return rows


class PartRow(NamedTuple):
    """One part of a group, and the seat that speaks for its body."""

    row: CommitmentRow
    seat: str


class GroupRead(NamedTuple):
    """A group as far as its reader reads it: what was promised, how it stands, and each part."""

    line: GroupLine
    first: CommitmentRow
    parts: list[PartRow]
    records: list[Commitment]


def group_to_read(viewer: Viewer, ref: str, _action: str = VIEW) -> GroupRead:
    """Return the group behind an address; where the reader reads no part of it, it is a 404 as if missing."""
    today = local_day(viewer.at)
    rows = commitment_rows(Commitment.objects.permitted(viewer).filter(group__ref=ref))
    records = list(rows.select_related("speaks_for").order_by("pk"))
    if not records or records[0].group is None:
        raise Http404
    with read_once():
        parts = [PartRow(row_of(one, today), named(one.speaks_for, "title")) for one in records]
        line = line_of(records[0].group, records, today)
    return GroupRead(line, parts[0].row, parts, records)
