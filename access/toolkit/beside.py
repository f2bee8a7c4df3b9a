"""What the page of a record says of records in a room beside its own.

Two rooms of one floor do not know each other. Where a record of one came of a record of the other, whoever
joins them (`coordination/bridges/`) declares what either page says of it; the page asks, and names nobody.
Each is asked with its reader, and says only what that person may know.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from access.rules.viewer import Viewer
from access.toolkit.registry import Registry


@dataclass(frozen=True)
class Way:
    """A way on from the page of a record, as a button beside its own."""

    url: str
    icon: str
    label: str | Promise


@dataclass(frozen=True)
class Said:
    """What stands on the page: drawn by `template` with `said`, where there is something to say."""

    ways: Sequence[Way] = ()
    template: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


BESIDE: Registry[str, Callable[[Viewer, Any], Said]] = Registry("what stands beside")


def beside(viewer: Viewer, record: Model) -> Said:
    """Return what this reader is told beside a record, and where they may go on to."""
    says = BESIDE.get(record._meta.label_lower)
    return Said() if says is None else says(viewer, record)
