"""What monthly returns give the published tables of a quarter, by district."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.utils.text import format_lazy

from language.months import months_of
from language.words import local_day
from threads.figures.quarterly import QUARTERLY, Counts, Quarterly, Returned
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
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(lambda: defaultdict(int))
    for one in _owed(kind, months).filter(version__gte=1):
        assert one.sender.place_id is not None
        for field in published_fields(kind):
            is_counted = not field.line.stock or one.month == months[-1]
            if is_counted and _says(one, field):
                cell = one.sender.place_id, field.code
                found[one.sender_id][cell] += one.figures.get(field.code, 0)
    return found


def _says(monthly: MonthlyReturn, field: Field) -> bool:
    """Whether it says how many; what was left blank nobody counted."""
    return monthly.is_nothing or field.code in monthly.figures


def _returned(kind: ReturnKind, quarter: date) -> Mapping[tuple[int, str], Returned]:
    """Of how many returns each figure was asked, and how many say it."""
    months = months_of(quarter)
    found: dict[tuple[int, str], Returned] = defaultdict(lambda: Returned(0, 0))
    for one in _owed(kind, months):
        assert one.sender.place_id is not None
        for field in published_fields(kind):
            if not field.line.stock or one.month == months[-1]:
                sent, asked = found[one.sender.place_id, field.code]
                found[one.sender.place_id, field.code] = Returned(sent + _says(one, field), asked + 1)
    return found


def _owed(kind: ReturnKind, months: Sequence[date]) -> QuerySet[MonthlyReturn]:
    owed = MonthlyReturn.objects.filter(kind=kind.code, month__in=months, is_illustrative=False)
    return owed.filter(sender__place__isnull=False).select_related("sender")


def _is_in_on(kind: ReturnKind, quarter: date) -> date | None:
    """When its last month is due. Of what is asked for later, no earlier than the day on which it was."""
    orders = ReturnOrder.objects.filter(kind=kind.code, since__lte=quarter, is_illustrative=False)
    order = orders.order_by("at").first()
    return max(kind.due_on(months_of(quarter)[-1]), local_day(order.at)) if order is not None else None


def register_sources() -> None:
    """Have each kind that districts send published quarter by quarter."""
    for kind in all_kinds().values():
        if published_fields(kind):
            title = format_lazy("{}", kind)
            told = Quarterly(
                title,
                partial(_columns, kind),
                partial(_counted, kind),
                is_in_on=partial(_is_in_on, kind),
                returned=partial(_returned, kind),
            )
            QUARTERLY.add(f"returns.{kind.code}", told)
