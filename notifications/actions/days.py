"""Administrators keep the table of days. Changing it sends nothing again: a notice has its key."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.administration import require_administrator
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from notifications.models import Day
from notifications.public_holidays import rows
from notifications.working_days import forget

# Any number, the same for everyone who renumbers: one at a time.
_RENUMBERING = 0x64617973
_RENUMBER = """
    UPDATE notifications_day day SET number = counted.number
    FROM (
        SELECT date, sum(CASE WHEN is_working THEN 1 ELSE 0 END) OVER (ORDER BY date) AS number
        FROM notifications_day
    ) counted
    WHERE counted.date = day.date AND counted.number <> day.number
"""


def add_day(*, by: User, on: date, name_en: str, name_bn: str, at: datetime) -> Day:
    """Make a working day a holiday, as the government announced it."""
    if not (name_en or name_bn):
        raise Mendable(_("Say which holiday it is."), field="name_bn", code="name")
    return _change(by=by, on=on, is_working=False, kind=Day.Kind.ADDED, names=(name_en, name_bn), at=at)


def strike_day(*, by: User, on: date, name_en: str = "", name_bn: str = "", at: datetime) -> Day:
    """Make a holiday or a weekend day a working day."""
    return _change(by=by, on=on, is_working=True, kind=Day.Kind.STRUCK, names=(name_en, name_bn), at=at)


@transaction.atomic
def _change(
    *, by: User, on: date, is_working: bool, kind: Day.Kind, names: tuple[str, str], at: datetime
) -> Day:
    require_administrator(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RENUMBERING])
        day = Day.objects.filter(date=on).first()
        if day is None:
            raise Mendable(_("The table of days does not reach this date."), field="on", code="outside")
        if day.is_working == is_working:
            message = (
                _("This day is a working day already.") if is_working else _("This day is free already.")
            )
            raise Mendable(message, field="on", code="already")
        day.kind, day.is_working = kind, is_working
        day.name_en = guard_text(field="name_en", text=names[0])
        day.name_bn = guard_text(field="name_bn", text=names[1])
        day.changed_at, day.changed_by = at, by
        day.save()
        cursor.execute(_RENUMBER)
    forget()
    day.refresh_from_db()
    return day


@transaction.atomic
def extend_days(*, until: date) -> int:
    """Let the table reach this year's end; what administrators wrote stays. Returns the days added."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RENUMBERING])
    last = Day.objects.aggregate(last=Max("date"))["last"]
    if last is None or last >= until:
        return 0
    number = Day.objects.get(date=last).number
    first = date.fromordinal(last.toordinal() + 1)
    new = [Day(**row) for row in rows(first, date(until.year, 12, 31), number)]
    return len(Day.objects.bulk_create(new, ignore_conflicts=True))
