"""The day on which the promises of these tests fall due, and the mornings around it."""

from datetime import date, datetime, timedelta

from language.words import DHAKA
from notifications.working_days import add_working_days

DUE = date(2026, 11, 22)
A_MINUTE = timedelta(minutes=1)


def working_day(offset: int, hour: int = 9, minute: int = 5) -> datetime:
    """So many working days after the day on which they fall due."""
    day = add_working_days(DUE, offset)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=DHAKA)
