"""Which months somebody looks at: never more than twelve, each a column of the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from language.digits import localise
from language.months import moved, quarter_of
from language.words import day, month_words

SIX, TWELVE = "", "12"
SIX_MONTHS = 6
YEARS, QUARTERS = 4, 8


@dataclass(frozen=True)
class Period:
    """Whole months, the first of them and how many."""

    first: date
    length: int

    @property
    def months(self) -> Sequence[date]:
        """The first days of its months."""
        return [moved(self.first, step) for step in range(self.length)]

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return moved(self.first, self.length - 1)

    @property
    def words(self) -> str:
        """Its first and its last month: "Jun to Nov 2026"."""
        first, last = self.first, self.last
        if first.year != last.year:
            return _("%(first)s to %(last)s") % {"first": day(first, "month"), "last": day(last, "month")}
        until = f"{month_words(last)} {localise(str(last.year))}"
        return _("%(first)s to %(last)s") % {"first": month_words(first), "last": until}


def quarter_words(quarter: date) -> str:
    """The months of a quarter: "Jul to Sep 2026"."""
    return Period(quarter, 3).words


def period_of(code: str, today: date) -> Period:
    """The months that a choice means today."""
    if code in (SIX, TWELVE):
        length = 12 if code == TWELVE else SIX_MONTHS
        return Period(moved(today, 1 - length), length)
    year, _dash, quarter = code.partition("-")
    if quarter:
        return Period(date(int(year), 3 * int(quarter) - 2, 1), 3)
    return Period(date(int(year), 1, 1), 12)


def choices(today: date) -> list[tuple[str, str]]:
    """The periods that are offered: the last months, the last quarters, the last years."""
    found = [(SIX, _("Last six months")), (TWELVE, _("Last twelve months"))]
    for step in range(QUARTERS):
        begins = moved(quarter_of(today), -3 * step)
        found.append((f"{begins.year}-{(begins.month + 2) // 3}", Period(begins, 3).words))
    found += [(str(today.year - step), localise(str(today.year - step))) for step in range(YEARS)]
    return found
