"""What a file that waits was made of: whether all of it is still its owner's to read.

A record that somebody ceases to read changes (`access.rules.feed`). So only those are looked at that changed
since the file was begun, and of these the ones whose numbers were noted beside it.
"""

from array import array
from pathlib import Path
from typing import Any

from django.db.models import Model

from access.rules.conditions import IsAmong
from access.toolkit.listing import end_of
from access.toolkit.lists import Asked
from access.toolkit.rows import OfAudience


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
