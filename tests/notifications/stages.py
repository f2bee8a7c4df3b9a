"""Days around a due date, and what was told at them."""

from collections.abc import Iterable
from datetime import date, datetime

from access.models import User
from language.words import DHAKA
from notifications import actions
from notifications.models import Notice
from notifications.working_days import add_working_days

# A Sunday; the working days around it are plain ones.
DUE = date(2026, 11, 22)


def at(day: date, hour: int = 9, minute: int = 5) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=DHAKA)


def working_day(offset: int) -> datetime:
    return at(add_working_days(DUE, offset))


def told(user: User | None = None, kind: str = "promises.due") -> list[str]:
    rows = Notice.objects.filter(state="told", kind=kind).order_by("created_at", "id")
    return [row.occasion for row in (rows.filter(recipient=user) if user else rows)]


def skipped(user: User, kind: str = "promises.due") -> set[str]:
    return set(
        Notice.objects.filter(state="skipped", recipient=user, kind=kind).values_list("occasion", flat=True)
    )


def scan_daily(days: Iterable[int]) -> None:
    for offset in days:
        actions.scan(at=working_day(offset))
