"""What a file that waits was made of: whether all of it is still its owner's to read.

A record that somebody ceases to read changes (`access.rules.feed`). So only those are looked at that changed
since the file was begun, and of these the ones whose numbers were noted beside it.
"""

from array import array
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import Model

from access.rules.conditions import IsAmong
from access.toolkit.listing import end_of
from access.toolkit.lists import Asked
from access.toolkit.registry import Registry
from access.toolkit.rows import OfAudience

Ending = Callable[[datetime, datetime], bool]


def no_numbers() -> "array[int]":
    """Numbers of records to be noted: half a million of them take 4 MB."""
    return array("q")


def note(path: Path, numbers: "array[int]") -> None:
    """Keep the numbers of the records of which a file is made."""
    with path.open("wb") as file:
        numbers.tofile(file)


def noted(path: Path) -> "array[int]":
    """The numbers that were kept."""
    found = no_numbers()
    found.frombytes(path.read_bytes())
    return found


# By room: the lists that name what ends, and whether something has ended for everybody between two instants.
_ENDINGS: Registry[str, tuple[Collection[str], Ending]] = Registry("room whose records end")


def add_ending(room: str, list_names: Collection[str], ending: Ending) -> None:
    """A room says where its records are named that nobody reads any more from an instant on."""
    _ENDINGS.add(room, (list_names, ending))


def has_ended(list_name: str, since: datetime, until: datetime) -> bool:
    """Whether a file of this list, begun then, may name what nobody reads any more."""
    declared = (_ENDINGS[room] for room in _ENDINGS)
    return any(ending(since, until) for list_names, ending in declared if list_name in list_names)


def all_still_read(asked: Asked[Any], numbers: "array[int]", changes_from: int) -> bool:
    """Whether this person may still read each of these records of a list."""
    model = _model_of(asked)
    if model is None:
        # Nobody is taken from a record without readers of its own: who opens the list reads it.
        return True
    changed = set(model._base_manager.filter(change__gte=changes_from).values_list("pk", flat=True))
    if (end := end_of(model)) is not None:
        # At its instant no row changes, and nobody reads it any more.
        over = model._base_manager.filter(**{f"{end}__lte": asked.viewer.at})
        changed |= set(over.values_list("pk", flat=True))
    touched = IsAmong("pk", [number for number in numbers if number in changed])
    read = model._default_manager.permitted(asked.viewer)  # type: ignore[attr-defined]
    return bool(read.filter(touched).count() == model._base_manager.filter(touched).count())


def _model_of(asked: Asked[Any]) -> type[Model] | None:
    rows = asked.chip.rows or asked.declared.rows
    return rows.model if isinstance(rows, OfAudience) else getattr(rows, "of_audience", None)
