"""What the table of days is filled with: weekdays, weekends and the public holidays known ahead.

Lunar holidays ahead are estimates, and marked so in their names; administrators add and strike
days as the government announces them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypedDict

from holidays import country_holidays

from notifications.working_days import FIRST_DAY, is_weekday

LAST_DAY = date(2030, 12, 31)


class Row(TypedDict):
    """A day as the table keeps it."""

    date: date
    kind: str
    name_en: str
    name_bn: str
    is_working: bool
    number: int


def rows(first: date = FIRST_DAY, last: date = LAST_DAY, number: int = 0) -> Iterator[Row]:
    """Give the days from first to last, both included, counting on from `number`."""
    years = range(first.year, last.year + 1)
    english = country_holidays("BD", years=years, language="en_US")
    bangla = country_holidays("BD", years=years, language="bn")
    day = first
    while day <= last:
        is_holiday = day in english
        is_working = is_weekday(day) and not is_holiday
        number += is_working
        yield {
            "date": day,
            "kind": _kind(day, is_holiday),
            "name_en": english.get(day) or "",
            "name_bn": bangla.get(day) or "",
            "is_working": is_working,
            "number": number,
        }
        day += timedelta(days=1)


def _kind(day: date, is_holiday: bool) -> str:
    if not is_weekday(day):
        return "weekend"
    return "holiday" if is_holiday else "weekday"
