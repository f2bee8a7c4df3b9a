"""Which of their columns is which of our fields, and which of their values which of ours."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from threads.imports.ours import ASKED, CODED, DAY, ID, NAMES, PLACE, REF, ROOT, TYPE, known_as, last_part

# What must be known of each row, in one way or another.
NEEDED = (TYPE, PLACE, DAY)


@dataclass(frozen=True)
class Mapping:
    """What somebody said of a form: it is kept as JSON, and read of any sheet or call of that form."""

    # Our field → their head.
    columns: Map[str, str] = field(default_factory=dict)
    # Our field → their value → ours; of a place all that says where → its reference.
    values: Map[str, Map[str, str]] = field(default_factory=dict)
    # Of a form that asks about one thing alone.
    one_type: str = ""
    # Who reads what comes of it, as forms send it.
    readers: str = ""

    @classmethod
    def of(cls, told: Map[str, Any]) -> Mapping:
        """As it was kept."""
        return cls(**told)

    def told(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "columns": dict(self.columns),
            "values": {name: dict(values) for name, values in self.values.items()},
            "one_type": self.one_type,
            "readers": self.readers,
        }

    @property
    def is_whole(self) -> bool:
        """Whether a row can be read by it: by what it is known, what it is about, where and when."""
        known = ID in self.columns or REF in self.columns
        return known and all(one in self.columns or (one == TYPE and bool(self.one_type)) for one in NEEDED)

    @property
    def of_own_sheet(self) -> bool:
        """Whether it reads the portal's own sheet, whose rows are updates that are here already."""
        return REF in self.columns and ID not in self.columns


def suggested(heads: Sequence[str]) -> dict[str, str]:
    """Which of these heads is which of our fields, by its name; of two the first."""
    found: dict[str, str] = {}
    for head in heads:
        if name := known_as(head):
            found.setdefault(name, head)
    return found


def fits(mapping: Mapping, heads: Sequence[str]) -> bool:
    """Whether all columns that a mapping names are among these."""
    columns = Columns(heads)
    asked = [head for name, head in mapping.columns.items() if name not in NAMES or name == ID]
    return bool(asked) and all(columns.place(head) is not None for head in asked)


def completed(mapping: Mapping, heads: Sequence[str]) -> Mapping:
    """With what nobody is asked: the other names of a submission, which are told by their heads."""
    by_name = suggested(heads)
    names = {name: by_name[name] for name in NAMES if name != ID and name in by_name}
    if ID in mapping.columns:
        names.pop(REF, None)
    return Mapping({**names, **mapping.columns}, mapping.values, mapping.one_type, mapping.readers)


def first_mapping(heads: Sequence[str], readers: str) -> Mapping:
    """What the names of the columns say by themselves."""
    by_name = suggested(heads)
    asked = {name: head for name, head in by_name.items() if name in ASKED}
    if ID not in asked and ROOT in by_name:
        # ODK knows a submission by one name alone, which stays when it is edited.
        asked[ID] = by_name[ROOT]
    return completed(Mapping(asked, readers=readers), heads)


class Columns:
    """The heads of a sheet, found whole or, where that is one alone, without the groups before it."""

    def __init__(self, heads: Sequence[str]) -> None:
        self.heads = heads

    @cached_property
    def _places(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, head in enumerate(self.heads):
            if head:
                found.setdefault(head, place)
        return found

    @cached_property
    def _by_question(self) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for place, head in enumerate(self.heads):
            question = last_part(head)
            found[question] = None if question in found else place
        return found

    def place(self, head: str) -> int | None:
        """Where a column stands; None where there is none, or more than one."""
        found = self._places.get(head)
        return found if found is not None else self._by_question.get(last_part(head))


class Reader:
    """Reads rows of one sheet by a mapping."""

    def __init__(self, mapping: Mapping, heads: Sequence[str]) -> None:
        columns = Columns(heads)
        self.mapping = mapping
        self.places = {
            name: place
            for name, head in mapping.columns.items()
            if (place := columns.place(head)) is not None
        }

    def text(self, cells: Sequence[str], name: str) -> str:
        """What a row says of one of our fields; empty where it says nothing."""
        place = self.places.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def head(self, name: str) -> str:
        """How the column of one of our fields is called there."""
        return self.mapping.columns.get(name, name)

    @property
    def coded(self) -> list[str]:
        """Which fields whose values are ours alone stand in it."""
        return [name for name in CODED if name in self.places]
