"""What waits for a person whatever place they have: the own account's page shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from access.rules.viewer import Viewer
from access.toolkit.registry import Registry


@dataclass(frozen=True)
class Matter:
    """One line, and where it leads."""

    words: str | Promise
    url: str


Source = Callable[[Viewer], Iterable[Matter]]
_sources: Registry[str, Source] = Registry("matter")


def add_source(room: str, source: Source) -> None:
    """Have a room say what it keeps open for people who may have lost every place in the network."""
    _sources.add(room, source)


def matters_of(viewer: Viewer) -> list[Matter]:
    """Everything that is open for this person."""
    return [matter for source in _sources.values() for matter in source(viewer)] if viewer.is_let_in else []
