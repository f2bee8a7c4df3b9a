"""Short lists and counts of one page: all their places in one statement, the records of each list in another.

A page that shows ten short lists would ask twenty times. Here each is named first, and asked for when the
first of them is read. What is asked is built once for all viewers alike, see `access.toolkit.kept`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from access.rules.viewer import Viewer
from access.toolkit import listing
from access.toolkit.brought import bringing
from access.toolkit.counting import Answerable, Countable, answers, countable, counted
from access.toolkit.kept import Kept, Value
from access.toolkit.lists import Chip, Narrow, RecordList, kept_part
from access.toolkit.rows import OfAudience

M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)


class Within:
    """What narrows a list: a function of a module, of the viewer and of values by name."""

    def __init__(self, narrow: Narrow, **values: Value) -> None:
        self.narrow, self.values = narrow, values

    def q(self, viewer: Viewer) -> Q:
        """Return the same as a condition."""
        return self.narrow(viewer, **self.values)


class Source(Protocol[M_co]):
    """What brings records along with what a page shows of them."""

    @property
    def model(self) -> type[M_co]: ...
    @property
    def records(self) -> Callable[[], QuerySet[Any]]: ...


@dataclass(frozen=True, eq=False)
class Selection(Generic[M]):
    """What a page shows of no list: what `select` gives, in its order, `size` at most.

    `select` takes the viewer and what is named beside; `records` brings along what is shown of them.
    """

    model: type[M]
    select: Callable[..., QuerySet[M]]
    records: Callable[[], QuerySet[M]]
    size: int = 12
    kept: Kept = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept", Kept(self._build))

    def _build(self, viewer: Viewer, **values: Any) -> list[Countable]:
        return [countable(self.select(viewer, **values).values("pk")[: self.size])]


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


class Numbers:
    """The numbers of the first records of a selection, which are not brought."""

    def __init__(self, gathering: Gathering, asked: Answerable) -> None:
        self._gathering, self.asked = gathering, asked
        self.answer: list[int] | None = None

    @property
    def all(self) -> list[int]:
        """The numbers, in order."""
        self._gathering.ask()
        return self.answer or []


class Few(Generic[M]):
    """The first records of a list."""

    def __init__(self, gathering: Gathering, rows: Source[M], asked: Answerable) -> None:
        self._gathering, self.rows, self.asked = gathering, rows, asked
        self.answer: list[int] | None = None

    @property
    def records(self) -> list[M]:
        """The records, in the order of their list."""
        self._gathering.ask()
        found = self._gathering.found_of(self.rows)
        return [found[pk] for pk in self.answer or () if pk in found]


W = TypeVar("W", Few[Any], Counted, Numbers)


class Gathering:
    """What one page asks for its viewer."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._waiting: list[Few[Any] | Counted | Numbers] = []
        self._found: dict[Source[Any], dict[int, Any]] = defaultdict(dict)
        self._flags: dict[type[Model], tuple[str, ...]] = {}

    def with_can(self, model: type[Model], *actions: str) -> None:
        """Have each record of a model say whether its viewer may do these: `can_<action>`."""
        self._flags[model] = actions

    def few(
        self,
        declared: RecordList[Any],
        chip: Chip | None = None,
        *,
        within: Within | None = None,
        size: int,
        rows: OfAudience[Any] | None = None,
    ) -> Few[Any]:
        """Ask for the first records of a chip, `within` a few where that is said.

        `rows` brings along less than the list does, where less of a record is shown.
        """
        chip = chip or declared.chips[0]
        source = rows or chip.rows or declared.rows
        assert isinstance(source, OfAudience)
        narrow, values = _told(within)
        places = kept_part(source, chip, narrow, size, in_order=True)(self.viewer, **values)
        way = "DESC" if chip.keeps(self.viewer).latest_first else "ASC"
        return self._wait(Few(self, source, _numbers(places, way)))

    def first(self, selection: Selection[M], **values: Value) -> Few[M]:
        """Ask for the records of a selection."""
        [rows] = selection.kept(self.viewer, **values)
        return self._wait(Few(self, selection, _picked(rows)))

    def numbers(self, selection: Selection[Any], **values: Value) -> Numbers:
        """Ask for the numbers of the records of a selection alone."""
        [rows] = selection.kept(self.viewer, **values)
        return self._wait(Numbers(self, _picked(rows)))

    def count(self, declared: RecordList[M], chip: Chip, *, within: Within | None = None) -> Counted:
        """Ask how many records a chip keeps."""
        narrow, values = _told(within)
        rows = kept_part(chip.rows or declared.rows, chip, narrow, listing.COUNT_CAP)(self.viewer, **values)
        return self._wait(Counted(self, counted(rows)))

    def _wait(self, asked: W) -> W:
        self._waiting.append(asked)
        return asked

    def ask(self) -> None:
        """Ask for all that waits, in one statement, and for the records of each list."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        missing: dict[Source[Any], set[int]] = defaultdict(set)
        for one, answer in zip(waiting, answers(*(one.asked for one in waiting)), strict=True):
            one.answer = answer
            if isinstance(one, Few):
                missing[one.rows].update(set(one.answer or ()) - set(self._found[one.rows]))
        for rows, wanted in missing.items():
            bring = bringing(rows.records, *self._flags.get(rows.model, ()))
            self._found[rows] |= bring(self.viewer, wanted)

    def found_of(self, rows: Source[M]) -> dict[int, M]:
        """The records of a list that were asked for, by number."""
        return self._found[rows]


def may(record: Model, action: str) -> bool:
    """What a record says of its viewer, where `with_can` had it asked."""
    return bool(getattr(record, f"can_{action}"))


def _told(within: Within | None) -> tuple[Narrow | None, dict[str, Value]]:
    return (None, {}) if within is None else (within.narrow, within.values)


def _picked(rows: Countable) -> Answerable:
    if rows is None:
        return None
    return f"SELECT array(SELECT picked.pk FROM ({rows[0]}) AS picked(pk))", rows[1]  # noqa: S608 (our own statements)


def _numbers(places: Countable, way: str) -> Answerable:
    if places is None:
        return None
    found = f"({places[0]}) AS place({listing.PLACE_COLUMNS})"
    return f"SELECT array_agg(place.pk ORDER BY {listing.in_order(way)}) FROM {found}", places[1]  # noqa: S608 (our own statements)
