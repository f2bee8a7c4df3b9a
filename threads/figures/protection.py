"""What field updates of the protected types count in a quarter."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from language.months import months_of
from threads.figures.models import CountedUpdate, PublishedTable
from threads.figures.quarterly import QUARTERLY, Counts, Quarterly
from threads.updates.figures import people_in_all
from threads.updates.models import FieldUpdate

PROTECTION = "protection"


def _columns() -> Mapping[str, str]:
    return {kind.value: str(kind.label) for kind in FieldUpdate.PROTECTED}


def _counted(quarter: date) -> Mapping[int, Counts]:
    taken = FieldUpdate.objects.filter(
        counted_in__table__name=PROTECTION, counted_in__table__quarter=quarter, is_counted=True
    )
    sums = (
        taken.filter(type__in=FieldUpdate.PROTECTED)
        .values("organisation", "type", "place")
        .annotate(counted=people_in_all())
    )
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for one in sums:
        found[one["organisation"]][one["place"], one["type"]] = one["counted"]
    return found


def _take(table: PublishedTable) -> None:
    """An update is counted in the first table that is due, and stays there when its day is put right."""
    found = FieldUpdate.objects.filter(
        is_counted=True,
        month__in=months_of(table.quarter),
        type__in=FieldUpdate.PROTECTED,
        counted_in=None,
    )
    numbers = found.order_by("pk").values_list("pk", flat=True)
    CountedUpdate.objects.bulk_create(
        (CountedUpdate(update_id=pk, table=table) for pk in numbers), batch_size=1000
    )


def register_source() -> None:
    """Have the protected types published quarter by quarter."""
    QUARTERLY.add(PROTECTION, Quarterly(_("Protection, by district"), _columns, _counted, take=_take))
