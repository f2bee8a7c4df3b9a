"""Where the records of a list come from: an audience and its index, or any query in the order of columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from access.rules.viewer import Viewer
from access.toolkit import listing
from access.toolkit.brought import bringing
from access.toolkit.counting import Countable, countable
from access.toolkit.keyset import Keyset, Page, paged

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Part:
    """What a chip keeps: by liveness, rank and time on the list's own index, or few records by a filter.

    `since` and `until` keep what is dated, or what has the `rank` that is named with them.
    """

    live: bool | None = None
    rank: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    narrow: Q | None = None
    latest_first: bool = False


def everything(_viewer: Viewer) -> Part:
    """All of a list, in its order."""
    return Part()


class Rows(Protocol[M]):
    """Where the records of a list come from."""

    def __hash__(self) -> int: ...

    def page(self, viewer: Viewer, part: Part, chosen: Mapping[str, Any], **place: Any) -> Page[M]:
        """Return one page; `place` is after, before and size."""

    def countable(
        self, viewer: Viewer, part: Part, cap: int, chosen: Mapping[str, Any] | None = None
    ) -> Countable:
        """Return what the part keeps, no further than `cap`, to be counted."""


@dataclass(frozen=True)
class OfAudience(Generic[M]):
    """Records with an audience, in the order of its index, as `access.toolkit.listing` reads it.

    With the name of a column in `together` a page gives of those that have the same there the first alone,
    on whatever page of the list that stands. They are counted one by one all the same.
    """

    model: type[M]
    records: Callable[[], QuerySet[M]]
    together: str = ""

    def page(self, viewer: Viewer, part: Part, chosen: Mapping[str, Any], **place: Any) -> Page[M]:
        """Return one page of what this viewer may see."""
        return listing.page(
            self.model,
            viewer,
            live=part.live,
            rank=part.rank,
            at_range=(part.since, part.until),
            descending=part.latest_first,
            narrow=part.narrow,
            bring=partial(bringing(self.records), viewer),
            together=self.together,
            **place,
        )

    def places(self, viewer: Viewer, part: Part, limit: int) -> Countable:
        """Return what selects the first places of what this viewer may see, in the order of the list."""
        return self._places(viewer, part, limit, descending=part.latest_first, together=self.together)

    def countable(
        self,
        viewer: Viewer,
        part: Part,
        cap: int = listing.COUNT_CAP,
        _chosen: Mapping[str, Any] | None = None,
    ) -> Countable:
        """Return what this viewer may see, to be counted: from the old end, where few stand between."""
        return self._places(viewer, part, cap, descending=False)

    def _places(
        self, viewer: Viewer, part: Part, limit: int, *, descending: bool, together: str = ""
    ) -> Countable:
        return listing.places_of(
            self.model,
            viewer,
            live=part.live,
            rank=part.rank,
            at_range=(part.since, part.until),
            descending=descending,
            limit=limit,
            narrow=part.narrow,
            together=together,
        )


@dataclass(frozen=True)
class InOrder(Generic[M]):
    """Any records, in the order of columns. `rows` is given the viewer and what the filters say."""

    name: str
    rows: Callable[[Viewer, Mapping[str, Any]], QuerySet[M]]
    columns: Callable[[], Sequence[str]]

    def page(self, viewer: Viewer, part: Part, chosen: Mapping[str, Any], **place: Any) -> Page[M]:
        """Return one page of the rows."""
        rows, columns = self._kept(viewer, part, chosen), self.columns()
        keyset = Keyset(columns)

        def read(start: Any, backwards: bool, limit: int) -> Any:
            return keyset.read(rows, start, backwards, limit)

        return paged(read, of=self.name, viewer=viewer, width=len(columns), **place)

    def countable(
        self,
        viewer: Viewer,
        part: Part,
        cap: int = listing.COUNT_CAP,
        chosen: Mapping[str, Any] | None = None,
    ) -> Countable:
        """Return the rows, to be counted."""
        return countable(self._kept(viewer, part, chosen or {}).values("pk")[:cap])

    def _kept(self, viewer: Viewer, part: Part, chosen: Mapping[str, Any]) -> QuerySet[M]:
        rows = self.rows(viewer, chosen)
        return rows if part.narrow is None else rows.filter(part.narrow)
