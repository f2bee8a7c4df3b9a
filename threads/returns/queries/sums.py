"""Sums of returns for whoever reads them: a receiver all of its senders, a sender its own.

Each month counts what an office said last, once, and in that month however late it came. What is missing is
said, and is no 0; nor is what was left blank. "Nothing to report" is 0 of everything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from access.rules.viewer import Viewer
from language.months import moved
from language.words import day, local_day, month_words, named, number
from partners.models import Place
from threads.returns.kinds import ReturnKind, all_kinds
from threads.returns.models import MonthlyReturn

MONTHS = 12
# The chart: its height, and the room of one month.
HIGH, WIDE, GAP = 120, 60, 12


@dataclass
class Sum:
    """What some returns say together."""

    label: str
    # Under what it stands: 0 for the country, 1 a division, 2 an office.
    depth: int = 0
    figures: dict[str, int] = field(default_factory=dict)
    blank: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    sent: int = 0
    nothing: int = 0
    missing: int = 0

    def add(self, one: MonthlyReturn, codes: Iterable[str]) -> None:
        """Count a return in, as far as these figures go."""
        if not one.is_said:
            self.missing += 1
            return
        self.sent += 1
        self.nothing += one.is_nothing
        for code in codes:
            if one.is_nothing or code in one.figures:
                self.figures[code] = self.figures.get(code, 0) + one.figures.get(code, 0)
            else:
                self.blank[code] += 1

    def cells(self, codes: Sequence[str]) -> list[tuple[str, int]]:
        """Each figure in words, nothing where nobody counted; and how many left it blank."""
        return [
            (number(self.figures[code]) if code in self.figures else "", self.blank.get(code, 0))
            for code in codes
        ]


@dataclass(frozen=True)
class Bar:
    """One month of the chart; what is missing has none."""

    x: str
    y: str
    height: str
    middle: str
    above: str
    label: str
    value: str
    is_missing: bool


def kinds_read(viewer: Viewer) -> list[ReturnKind]:
    """The kinds of which this person reads any return."""
    read = MonthlyReturn.objects.permitted(viewer).order_by("kind")
    codes = set(read.values_list("kind", flat=True).distinct())
    return [kind for kind in all_kinds().values() if kind.code in codes]


class Sums:
    """The sums of one kind over the last twelve months, by month and by place."""

    def __init__(self, viewer: Viewer, kind: ReturnKind, until: date | None = None, code: str = "") -> None:
        self.kind = kind
        self.codes = [one.code for one in kind.fields]
        self.code = code if code in self.codes else self.codes[0]
        last = until or moved(local_day(viewer.at), -1)
        self.months = [moved(last, -back) for back in range(MONTHS - 1, -1, -1)]
        found = MonthlyReturn.objects.permitted(viewer).filter(kind=kind.code, month__in=self.months)
        self.returns = list(
            found.select_related("sender__place__parent__parent").order_by("sender__place__path", "sender_id")
        )

    @property
    def is_illustrative(self) -> bool:
        """Whether anything in it never happened."""
        return any(one.is_illustrative for one in self.returns)

    @cached_property
    def by_month(self) -> list[tuple[date, Sum | None]]:
        """Each month; none where no return was asked for."""
        sums: dict[date, Sum] = {}
        for one in self.returns:
            sums.setdefault(one.month, Sum(day(one.month, "month"))).add(one, self.codes)
        return [(month, sums.get(month)) for month in self.months]

    @property
    def month_rows(self) -> list[tuple[Sum, list[tuple[str, int]]]]:
        """The table beside the chart."""
        return [(one, one.cells(self.codes)) for _month, one in self.by_month if one is not None]

    @cached_property
    def place_rows(self) -> list[tuple[Sum, list[tuple[str, int]]]]:
        """The country, each division and each office of it, over all these months."""
        sums: dict[str, Sum] = {}
        # Of a stock the last month counts alone: added up it would be nobody's number.
        flows = [one.code for one in self.kind.fields if not one.line.stock]
        for one in self.returns:
            codes = self.codes if one.month == self.months[-1] else flows
            for key, label, depth in self._tiers(one):
                sums.setdefault(key, Sum(label, depth)).add(one, codes)
        return [(one, one.cells(self.codes)) for one in sums.values()]

    def _tiers(self, one: MonthlyReturn) -> Iterable[tuple[str, str, int]]:
        place: Place | None = one.sender.place
        if len({each.sender_id for each in self.returns}) > 1:
            yield "country", "", 0
        if place is not None and place.parent is not None:
            yield f"place:{place.parent_id}", named(place.parent), 1
        yield f"sender:{one.sender_id}", named(one.sender), 2

    @property
    def chart(self) -> list[Bar]:
        """Bars of one figure by month, the highest as high as the chart."""
        values = [one.figures.get(self.code) if one is not None else None for _month, one in self.by_month]
        most = max([value for value in values if value], default=0)
        return [
            _bar(nth, month, value, most)
            for nth, (month, value) in enumerate(zip(self.months, values, strict=True))
        ]

    @property
    def width(self) -> str:
        """How wide the chart is."""
        return str(len(self.months) * WIDE)

    @property
    def chosen(self) -> str:
        """Which figure it draws."""
        return next(str(one) for one in self.kind.fields if one.code == self.code)


def _bar(nth: int, month: date, value: int | None, most: int) -> Bar:
    height = round(HIGH * (value or 0) / most) if most else 0
    return Bar(
        x=str(nth * WIDE + GAP // 2),
        y=str(HIGH + 20 - height),
        height=str(height),
        middle=str(nth * WIDE + WIDE // 2),
        above=str(HIGH + 14 - height),
        label=month_words(month),
        value="" if value is None else number(value),
        is_missing=value is None,
    )
