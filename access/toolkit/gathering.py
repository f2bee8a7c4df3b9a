"""Short lists and counts of one page: all their places in one statement, the records of each list in another.

A page that shows ten short lists would ask twenty times. Here each is named first, and asked for when the
first of them is read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q

from access.rules.engine import PermittedQuerySet
from access.rules.viewer import Viewer
from access.toolkit import listing
from access.toolkit.counting import Answerable, Countable, answers, counted
from access.toolkit.lists import Chip, RecordList, part_of
from access.toolkit.rows import OfAudience

M = TypeVar("M", bound=Model)


class Counted:
    """How many records a chip keeps, no further than "99+"."""

    def __init__(self, gathering: Gathering, asked: Answerable) -> None:
        self._gathering, self.asked = gathering, asked
        self.answer: int | None = None

    @property
    def number(self) -> int:
        """The number."""
        self._gathering.ask()
        return self.answer or 0


class Few(Generic[M]):
    """The first records of a list."""

    def __init__(self, gathering: Gathering, rows: OfAudience[M], asked: Answerable) -> None:
        self._gathering, self.rows, self.asked = gathering, rows, asked
        self.answer: list[int] | None = None

    @property
    def records(self) -> list[M]:
        """The records, in the order of their list."""
        self._gathering.ask()
        found = self._gathering.found_of(self.rows)
        return [found[pk] for pk in self.answer or () if pk in found]


class Gathering:
    """What one page asks for its viewer."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._waiting: list[Few[Any] | Counted] = []
        self._found: dict[int, dict[int, Any]] = defaultdict(dict)
        self._flags: dict[type[Model], tuple[str, ...]] = {}

    def with_can(self, model: type[Model], *actions: str) -> None:
        """Have each record of a model say whether its viewer may do these: `can_<action>`."""
        self._flags[model] = actions

    def few(
        self,
        declared: RecordList[Any],
        chip: Chip | None = None,
        *,
        within: Q | None = None,
        size: int,
        rows: OfAudience[Any] | None = None,
    ) -> Few[Any]:
        """Ask for the first records of a chip, `within` a few where that is said.

        `rows` brings along less than the list does, where less of a record is shown.
        """
        chip = chip or declared.chips[0]
        source = rows or chip.rows or declared.rows
        assert isinstance(source, OfAudience)
        part = part_of(chip, self.viewer, within)
        places, way = source.places(self.viewer, part, size), "DESC" if part.latest_first else "ASC"
        asked = Few(self, source, _numbers(places, way))
        self._waiting.append(asked)
        return asked

    def count(self, declared: RecordList[M], chip: Chip, *, within: Q | None = None) -> Counted:
        """Ask how many records a chip keeps."""
        asked = Counted(self, counted(declared.countable(self.viewer, chip, within=within)))
        self._waiting.append(asked)
        return asked

    def ask(self) -> None:
        """Ask for all that waits, in one statement, and for the records of each list."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        missing: dict[int, tuple[OfAudience[Any], set[int]]] = {}
        for one, answer in zip(waiting, answers(*(one.asked for one in waiting)), strict=True):
            one.answer = answer
            if isinstance(one, Few):
                _rows, wanted = missing.setdefault(id(one.rows), (one.rows, set()))
                wanted.update(set(one.answer or ()) - set(self._found[id(one.rows)]))
        for key, (rows, wanted) in missing.items():
            self._found[key] |= listing.load(rows.model, wanted, self._records(rows))

    def found_of(self, rows: OfAudience[M]) -> dict[int, M]:
        """The records of a list that were asked for, by number."""
        return self._found[id(rows)]

    def _records(self, rows: OfAudience[M]) -> Any:
        records, actions = rows.records(), self._flags.get(rows.model)
        if not actions:
            return records
        assert isinstance(records, PermittedQuerySet)
        return records.with_can(self.viewer, *actions)


def may(record: Model, action: str) -> bool:
    """What a record says of its viewer, where `with_can` had it asked."""
    return bool(getattr(record, f"can_{action}"))


def _numbers(places: Countable, way: str) -> Answerable:
    if places is None:
        return None
    found = f"({places[0]}) AS place({listing.PLACE_COLUMNS})"
    return f"SELECT array_agg(place.pk ORDER BY {listing.in_order(way)}) FROM {found}", places[1]  # noqa: S608 (our own statements)
