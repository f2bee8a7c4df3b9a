"""What rooms declare to the floors below them, each name once.

A floor that must not know the rooms above it keeps such a registry; a room fills it when it starts. Two
declarations under one name are a mistake in the code, and the portal does not start.
"""

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Registry(Generic[K, V]):
    """Declarations by name, in the order they were made."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._declared: dict[K, V] = {}

    def add(self, name: K, declared: V) -> None:
        """Declare it. A second one of the same name is refused with a LookupError."""
        if name in self._declared:
            raise LookupError(f"{self.what} {name} is declared already")
        self._declared[name] = declared

    def get(self, name: K) -> V | None:
        """What was declared under this name, or nothing."""
        return self._declared.get(name)

    def __getitem__(self, name: K) -> V:
        return self._declared[name]

    def __contains__(self, name: object) -> bool:
        return name in self._declared

    def __iter__(self) -> Iterator[K]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)

    def values(self) -> Iterator[V]:
        """Everything declared."""
        return iter(self._declared.values())
