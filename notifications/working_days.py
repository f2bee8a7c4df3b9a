"""Working days: Sunday to Thursday less the holidays of the table of days.

A stage of a due date falls at 09:00 in Dhaka on a working day. A due date that falls on a free day
is due on the next working day: there "on" falls, and lateness counts from there. Queries join
`notifications_day` on `number`; the functions here give the same answer in Python, also for dates
beyond the table (which holds no holidays there). Today is always a parameter.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils.translation import gettext, ngettext

from language.words import DHAKA, number

OPENING = time(9, 0)
# Five working days or fewer: amber.
SOON = 5
_FRIDAY, _SATURDAY = 4, 5
# Counting starts where the table starts; before it numbers are negative.
FIRST_DAY = date(2018, 1, 1)


def is_weekday(day: date) -> bool:
    """Whether offices work on this day of the week."""
    return day.weekday() not in (_FRIDAY, _SATURDAY)


@lru_cache(maxsize=4096)
def _weekdays_until(day: date) -> int:
    """Count Sundays to Thursdays from FIRST_DAY to `day`, both included; negative before it."""
    weeks, rest = divmod((day - FIRST_DAY).days + 1, 7)
    first_of_rest = day - timedelta(days=rest - 1)
    return weeks * 5 + sum(is_weekday(first_of_rest + timedelta(days=n)) for n in range(rest))


class Calendar:
    """The days as they are read once for a page: every weekday, corrected by the unusual days."""

    def __init__(self, unusual: Iterable[tuple[date, bool]]) -> None:
        corrections = sorted(
            (day, 1 if is_working else -1) for day, is_working in unusual if is_working != is_weekday(day)
        )
        self._changed = dict(corrections)
        self._days = [day for day, _change in corrections]
        self._sums = [0]
        for _day, change in corrections:
            self._sums.append(self._sums[-1] + change)

    def is_working(self, day: date) -> bool:
        """Whether the state works on this day."""
        change = self._changed.get(day)
        return is_weekday(day) if change is None else change > 0

    def number(self, day: date) -> int:
        """Return the running working-day number, as `Day.number`."""
        return _weekdays_until(day) + self._sums[bisect_right(self._days, day)]

    def due_number(self, due: date) -> int:
        """Return the number of the working day on which something due then is due."""
        return self.number(due - timedelta(days=1)) + 1

    def between(self, a: date, b: date) -> int:
        """Working days from a to b; positive when b is later."""
        return self.number(b) - self.number(a)

    def late(self, due: date, today: date) -> int:
        """Working days late; negative while there is time."""
        return self.number(today) - self.due_number(due)

    def add(self, day: date, count: int) -> date:
        """Return the working day `count` working days after `day` (before it, when negative)."""
        wanted = self.number(day) + count
        # Land near it by the calendar week, then step.
        found = day + timedelta(days=count * 7 // 5)
        while self.number(found) < wanted:
            found += timedelta(days=1)
        while self.number(found - timedelta(days=1)) >= wanted:
            found -= timedelta(days=1)
        return found


# As one text: it is asked for on every page, and changes a few times a year.
_UNUSUAL = """
    SELECT string_agg(date::text || is_working::int::text, ' ' ORDER BY date)
    FROM notifications_day WHERE kind IN ('holiday', 'added', 'struck')
"""
_kept = Local()


def calendar() -> Calendar:
    """Return the calendar: read once in a request, afresh everywhere else."""
    found: Calendar | None = getattr(_kept, "calendar", None)
    if found is None:
        found = _read()
        if getattr(_kept, "in_request", False):
            _kept.calendar = found
    return found


def _read() -> Calendar:
    with connection.cursor() as cursor:
        cursor.execute(_UNUSUAL)
        return _calendar_of(cursor.fetchone()[0] or "")


@lru_cache(maxsize=8)
def _calendar_of(unusual: str) -> Calendar:
    """The calendar of a table that reads so."""
    return Calendar((date.fromisoformat(one[:-1]), one[-1] == "1") for one in unusual.split())


def forget(in_request: bool = False) -> None:
    """Read the days again at the next question."""
    _kept.calendar = None
    _kept.in_request = in_request


@contextmanager
def read_once() -> Iterator[None]:
    """Have the days read once for all that is asked within: many rows, outside of a request."""
    if getattr(_kept, "in_request", False):
        yield
        return
    forget(in_request=True)
    try:
        yield
    finally:
        forget()


def _on_request_started(**_signal: Any) -> None:
    forget(in_request=True)


def _on_request_finished(**_signal: Any) -> None:
    forget()


request_started.connect(_on_request_started, dispatch_uid="notifications.working_days")
request_finished.connect(_on_request_finished, dispatch_uid="notifications.working_days")


def is_working(day: date) -> bool:
    """Whether the state works on this day."""
    return calendar().is_working(day)


def working_day_number(day: date) -> int:
    """Return the running number of working days up to and including this one."""
    return calendar().number(day)


def working_days_between(a: date, b: date) -> int:
    """Working days from a to b; positive when b is later."""
    return calendar().between(a, b)


def working_days_late(due: date, today: date) -> int:
    """Working days late as of today; negative while there is time, 0 on the day."""
    return calendar().late(due, today)


def add_working_days(day: date, count: int) -> date:
    """Return the working day `count` working days after `day` (before it, when negative)."""
    return calendar().add(day, count)


def last_opening(at: datetime) -> date:
    """Return the day, in Dhaka, whose 09:00 was the last to pass: stages are counted by it."""
    local = at.astimezone(DHAKA)
    return local.date() if local.time() >= OPENING else local.date() - timedelta(days=1)


@dataclass(frozen=True)
class DueWords:
    """How a due date stands: `state` is late, soon or ok; `words` go beside the date."""

    state: str
    late: int
    words: str


def describe_due(due: date, today: date) -> DueWords:
    """Say in the reader's language how far off a due date is, in working days."""
    late = working_days_late(due, today)
    if late > 0:
        text = ngettext("%(days)s working day late", "%(days)s working days late", late)
        return DueWords("late", late, text % {"days": number(late)})
    if late == 0:
        # On a Friday something due on the Thursday before has passed, but no working day has.
        words = (
            gettext("Due today")
            if due >= today or is_working(today)
            else gettext("Due on the last working day")
        )
        return DueWords("soon", 0, words)
    text = ngettext("%(days)s working day left", "%(days)s working days left", -late)
    return DueWords("soon" if -late <= SOON else "ok", late, text % {"days": number(-late)})
