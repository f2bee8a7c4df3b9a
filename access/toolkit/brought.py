"""Records by their numbers, with what a page shows of them, by a statement that is kept."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar, cast

from django.db.models import Model, QuerySet, prefetch_related_objects

from access.rules.conditions import IsAmong
from access.rules.engine import PermittedQuerySet
from access.rules.viewer import Viewer
from access.toolkit.kept import KeptRows

M = TypeVar("M", bound=Model)
Bring = Callable[[Viewer, Iterable[int]], dict[int, M]]


@lru_cache(maxsize=512)
def bringing(records: Callable[[], QuerySet[M]], *actions: str) -> Bring[M]:
    """Return what brings records as `records` does, a function of a module.

    With actions each of them says whether its viewer may do these: `can_<action>`.
    """

    def build(viewer: Viewer, numbers: list[int]) -> QuerySet[M]:
        rows = records().prefetch_related(None)
        if actions:
            rows = cast("QuerySet[M]", cast("PermittedQuerySet[M]", rows).with_can(viewer, *actions))
        return rows.filter(IsAmong("pk", numbers))

    kept = KeptRows(build)

    def bring(viewer: Viewer, numbers: Iterable[int]) -> dict[int, M]:
        wanted = list(numbers)
        found = kept(viewer if actions else None, numbers=wanted) if wanted else []
        # What is brought by statements of their own.
        prefetch_related_objects(found, *records()._prefetch_related_lookups)  # type: ignore[attr-defined]
        return {row.pk: row for row in found}

    return bring
