"""One month of a person's calendar: its weeks, and the same entries as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from access.toolkit.calendars import Shown, Source, Span, sources
from language.digits import is_bangla, localise
from language.words import (
    DHAKA,
    LONG_WEEKDAYS_EN,
    WEEKDAYS_BN,
    WEEKDAYS_EN,
    capped,
    day,
    local_day,
    month_words,
)
from notifications.queries import holidays_between
from notifications.working_days import is_working

# Of each source so many in one month; beyond that the page says so and leads to the lists.
MOST = 200
MOST_A_DAY = 4
# Of what is late so many; the rest is in its list.
MOST_LATE = 25
FIRST_YEAR, LAST_YEAR = 1971, 2100
_SATURDAY = 5
_A_WEEK = 7


class Month(NamedTuple):
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, on: date) -> Month:
        """The month of a day."""
        return cls(on.year, on.month)

    @classmethod
    def asked(cls, text: str, today: date) -> Month:
        """The month an address asks for ("2026-11"); this month where it says nothing that is one."""
        try:
            asked = cls.of(datetime.strptime(text, "%Y-%m").replace(tzinfo=DHAKA).date())
        except ValueError:
            return cls.of(today)
        return asked if FIRST_YEAR <= asked.year <= LAST_YEAR else cls.of(today)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    def moved(self, by: int) -> Month:
        """The month so many later, or earlier."""
        years, month = divmod(self.number - 1 + by, 12)
        return Month(self.year + years, month + 1)

    @property
    def words(self) -> str:
        """Its name and year."""
        return day(self.first, "month")

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True)
class Day:
    """One square of the month."""

    on: date
    entries: Sequence[Shown]
    is_outside: bool
    is_today: bool
    is_free: bool
    holiday: str

    @property
    def shown(self) -> Sequence[Shown]:
        """Those that fit."""
        return self.entries[:MOST_A_DAY]

    @property
    def label(self) -> str:
        """Its number; where another month begins, that month as well."""
        number = localise(str(self.on.day))
        return f"{number} {month_words(self.on)}" if self.on.day == 1 else number

    @property
    def more(self) -> int:
        """How many do not."""
        return max(len(self.entries) - MOST_A_DAY, 0)


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    entry: Shown
    weekday: str

    @classmethod
    def of(cls, entry: Shown) -> Line:
        """An entry with the name of its day."""
        return cls(entry, (WEEKDAYS_BN if is_bangla() else WEEKDAYS_EN)[entry.on.weekday()])


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    key: str
    heading: str
    lines: Sequence[Line]
    is_late: bool = False
    more_url: str = ""


@dataclass(frozen=True)
class Page:
    """The month and the list."""

    month: Month
    today: date
    weekdays: Sequence[tuple[str, bool]]
    weeks: Sequence[Sequence[Day]]
    groups: Sequence[Group]
    is_cut: bool

    @property
    def has_earlier(self) -> bool:
        """Whether the list also holds what is past of this month."""
        return any(group.key == "earlier" for group in self.groups)


def page_of(viewer: Viewer, month: Month, asked: Sequence[Source]) -> Page:
    """Gather a month for this person from these sources: as many queries for seven entries as for one."""
    today = local_day(viewer.at)
    days = list(_days_of(month))
    span = Span(_start(days[0]), _start(days[-1] + timedelta(days=1)), MOST + 1)
    found = [list(source.shown(viewer, span)) for source in asked]
    entries = sorted((one for some in found for one in some[:MOST]), key=_in_order)
    late = _late(viewer, asked) if month == Month.of(today) else []
    holidays = holidays_between(days[0], days[-1])
    squares = [_square(on, entries, month, today, holidays) for on in days]
    return Page(
        month=month,
        today=today,
        weekdays=_weekdays(),
        weeks=[squares[start : start + _A_WEEK] for start in range(0, len(squares), _A_WEEK)],
        groups=[group for group in _groups(entries, late, month, today, _all_late(asked)) if group.lines],
        is_cut=any(len(some) > MOST for some in found),
    )


def asked_sources(name: str) -> list[Source]:
    """The source of this name alone, or all of them."""
    every = sources()
    return [every[name]] if name in every else list(every.values())


def _days_of(month: Month) -> Iterator[date]:
    """Whole weeks, from Sunday to Saturday, in which the month lies."""
    on = month.first - timedelta(days=(month.first.weekday() + 1) % _A_WEEK)
    after = month.moved(1).first
    while on < after or on.weekday() != (_SATURDAY + 1) % _A_WEEK:
        yield on
        on += timedelta(days=1)


def _square(on: date, entries: Sequence[Shown], month: Month, today: date, holidays: dict[date, str]) -> Day:
    return Day(
        on=on,
        entries=[one for one in entries if one.on == on],
        is_outside=Month.of(on) != month,
        is_today=on == today,
        is_free=not is_working(on),
        holiday=holidays.get(on, ""),
    )


def _weekdays() -> list[tuple[str, bool]]:
    names = WEEKDAYS_BN if is_bangla() else LONG_WEEKDAYS_EN
    from_sunday = [6, *range(6)]
    return [(names[number], number in (4, _SATURDAY)) for number in from_sunday]


def _late(viewer: Viewer, asked: Sequence[Source]) -> list[Shown]:
    """One more than stand on the page, to know whether there are more."""
    found = [source.late(viewer, MOST_LATE + 1) for source in asked if source.late is not None]
    return [one for some in found for one in some]


def _all_late(asked: Sequence[Source]) -> str:
    return next((f"{reverse(one.url_name)}?view={one.late_view}" for one in asked if one.late_view), "")


def _groups(
    entries: Sequence[Shown], late: Sequence[Shown], month: Month, today: date, all_late: str
) -> Iterator[Group]:
    above = {one.url for one in late[:MOST_LATE]}
    rest = [one for one in entries if one.url not in above]
    within = [one for one in rest if Month.of(one.on) == month]
    if month != Month.of(today):
        yield _group("month", month.words, within)
        return
    heading = _("Late, %(count)s") % {"count": capped(len(late), MOST_LATE + 1)}
    lines = [Line.of(one) for one in late[:MOST_LATE]]
    more = all_late if len(late) > MOST_LATE else ""
    yield Group("late", heading, lines, is_late=True, more_url=more)
    yield _group("today", _("From today"), [one for one in within if one.on >= today])
    after = month.moved(1)
    yield _group("next", after.words, [one for one in rest if Month.of(one.on) == after])
    earlier = _("Earlier in %(month)s") % {"month": month.words}
    yield _group("earlier", earlier, [one for one in within if one.on < today])


def _group(key: str, heading: str, entries: Sequence[Shown]) -> Group:
    return Group(key, heading, [Line.of(one) for one in entries])


def _in_order(one: Shown) -> tuple[date, bool, datetime, str]:
    start = one.starts_at or _start(one.on)
    return one.on, one.starts_at is not None, start, one.url


def _start(on: date) -> datetime:
    return datetime.combine(on, time.min, DHAKA)
