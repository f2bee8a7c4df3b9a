"""What is shown of a mapping before anything is posted by it: who reads it, and as what rows are taken."""

from typing import NamedTuple

from django.db.models import Count

from access.choosing.choices import Option, resolve
from access.choosing.words import ReadersSaid, readers_said
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from threads.access import AUDIENCE
from threads.imports.mapping import Mapping
from threads.imports.models import ImportRow, UpdateImport
from threads.updates.models import FieldUpdate

Type = FieldUpdate.Type


class TakenAs(NamedTuple):
    """Who reads what comes of a mapping, and what all rows are about where their column is not asked."""

    option: Option | None
    said: ReadersSaid
    one_type: str


def taken_as(viewer: Viewer, mapping: Mapping) -> TakenAs | None:
    """Say it in words; nothing of a mapping without readers, or whose readers are there no more."""
    try:
        chosen = resolve(viewer, [mapping.readers], AUDIENCE) if mapping.readers else None
    except Mendable:
        chosen = None
    if chosen is None:
        return None
    option = None if chosen.is_everyone else chosen.options[0]
    of = str(Type(mapping.one_type).label) if mapping.one_type else ""
    return TakenAs(option, readers_said(viewer, chosen, AUDIENCE), of)


def types_of(held: UpdateImport) -> list[tuple[str, int, bool]]:
    """What the rows that can be posted are about, as it was understood: how many, and whether they are their
    organisation's alone whatever readers were chosen.
    """
    states = (*ImportRow.TO_DO, ImportRow.State.DOUBT)
    rows = held.rows.filter(state__in=states).exclude(type="").order_by()
    many = dict(rows.values_list("type").annotate(Count("pk")))
    return [(str(one.label), many[one], one in FieldUpdate.PROTECTED) for one in Type if one in many]
