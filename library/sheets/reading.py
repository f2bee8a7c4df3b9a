"""Walks a declared list in batches, in the name of one person whose rights are asked anew for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.cells import Value
from access.toolkit.lists import VIEW, Asked, RecordList
from access.toolkit.rooms import list_of
from library.sheets.writing import Head

BATCH = 500
Row = list[Value]


class RightsLost(Exception):
    """Whoever asked for the sheet lost a place meanwhile: what was read before may not be theirs any more."""


@dataclass(frozen=True)
class Wanted:
    """What a person wants of which list: what its address says."""

    list_name: str
    query: Mapping[str, str] = field(default_factory=dict)
    of: str = ""

    @property
    def declared(self) -> RecordList[Any]:
        """The list; 404 for one that gives no sheets as for one that there is not."""
        found = list_of(self.list_name)
        if found is None or not found.sheet_columns:
            raise Http404
        return found

    @property
    def told(self) -> dict[str, str]:
        """The same as an address says it."""
        return {**self.query, **({"of": self.of} if self.of else {})}

    def known(self) -> Wanted:
        """The same with no more than the list knows: its chips and its filters."""
        names = {VIEW, *(one.name for one in self.declared.filters)}
        kept = {name: value for name, value in self.query.items() if name in names}
        return Wanted(self.list_name, kept, self.of)

    def asked_by(self, viewer: Viewer) -> Asked[Any]:
        """The list as this person asks for it; 404 for whom its page does not open."""
        declared = self.declared
        if not (viewer.is_let_in and declared.opens_to(viewer)) or bool(self.of) == (declared.around is None):
            raise Http404
        return declared.asked_by(viewer, self.query, self.of)

    def heads(self, asked: Asked[Any]) -> list[Head]:
        """The heads of its columns, in the language now active."""
        columns = self.declared.sheet_columns
        return [Head(str(one.heading_under(asked.chip.name)), one.kind, one.tag) for one in columns]

    def title(self, asked: Asked[Any]) -> str:
        """What the sheet is called: the list, and the view of it where it is not the first."""
        first = asked.chip == self.declared.chips[0]
        return str(self.declared.title) if first else f"{self.declared.title}, {asked.chip.label}"


def batches(
    wanted: Wanted,
    person: int,
    *,
    held: list[int],
    clock: Callable[[], datetime],
    size: int | None = None,
    noted: Callable[[list[int]], None] = lambda numbers: None,
) -> Iterator[list[Row]]:
    """Give the rows of a sheet in batches, and tell `noted` the numbers of the records of each.

    Before each the account is read anew, with its places at that instant: who left one of the places `held`
    when the sheet was asked for, or whose page the list is no longer, raises `RightsLost`. What was taken
    away from single records is not read any more from the next batch on.
    """
    after: str | None = None
    columns = wanted.declared.sheet_columns
    while True:
        asked = asked_now(wanted, person, held=held, at=clock())
        page = asked.batch(after, size or BATCH)
        noted([record.pk for record in page.records])
        lines = wanted.declared.lines(asked.viewer, page.records)
        yield [[one.value(line) for one in columns if one.value is not None] for line in lines]
        after = page.next_cursor
        if after is None:
            return


def asked_now(wanted: Wanted, person: int, *, held: list[int], at: datetime) -> Asked[Any]:
    """Return the list as the person may have it at an instant, or raise `RightsLost`."""
    user = User.objects.filter(pk=person, is_active=True).first()
    if user is None:
        raise RightsLost
    viewer = Viewer(user, at)
    if not set(held) <= set(viewer.party_ids):
        raise RightsLost
    try:
        return wanted.asked_by(viewer)
    except Http404 as gone:
        raise RightsLost from gone
