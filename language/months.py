"""Months and quarters, each known by its first day."""

from datetime import date, timedelta


def moved(month: date, by: int) -> date:
    """The first day of the month so many later, or earlier."""
    years, number = divmod(month.month - 1 + by, 12)
    return date(month.year + years, number + 1, 1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return moved(month, 1) - timedelta(days=1)


def quarter_of(on: date) -> date:
    """The first day of the quarter; those of the calendar and of the fiscal year begin alike."""
    return date(on.year, on.month - (on.month - 1) % 3, 1)


def months_of(quarter: date) -> list[date]:
    """The first days of the months of a quarter."""
    return [moved(quarter, step) for step in range(3)]
