"""What monthly returns give the published tables of a quarter, by district."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import partial

from django.utils.text import format_lazy

from threads.figures.quarterly import QUARTERLY, Counts, Quarterly, months_of
from threads.returns.kinds import Field, ReturnKind, all_kinds
from threads.returns.models import MonthlyReturn, ReturnOrder


def published_fields(kind: ReturnKind) -> list[Field]:
    """The figures of a kind that its table has; of what is not sent by district there is none."""
    return [one for one in kind.fields if one.line.published] if kind.of_districts else []


def _columns(kind: ReturnKind) -> Mapping[str, str]:
    return {one.code: str(one) for one in published_fields(kind)}


def _counted(kind: ReturnKind, quarter: date) -> Mapping[int, Counts]:
    """What each office said last of these months; of a stock what there was at the end of the quarter."""
    months = months_of(quarter)
    returns = MonthlyReturn.objects.filter(
        kind=kind.code, month__in=months, version__gte=1, is_illustrative=False, sender__place__isnull=False
    )
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    for one in returns.select_related("sender"):
        assert one.sender.place_id is not None
        for field in published_fields(kind):
            if not field.line.stock or one.month == months[-1]:
                found[one.sender_id][one.sender.place_id, field.code] += one.figures.get(field.code, 0)
    return found


def _is_counted(kind: ReturnKind, quarter: date) -> bool:
    """Whether its returns were asked for by then."""
    orders = ReturnOrder.objects.filter(kind=kind.code, since__lte=quarter, is_illustrative=False)
    return orders.exists()


def register_sources() -> None:
    """Have each kind that districts send published quarter by quarter."""
    for kind in all_kinds().values():
        if published_fields(kind):
            title = format_lazy("{}", kind)
            told = Quarterly(
                title, partial(_columns, kind), partial(_counted, kind), partial(_is_counted, kind)
            )
            QUARTERLY.add(f"returns.{kind.code}", told)
