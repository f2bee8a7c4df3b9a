"""An office needs longer for its return: it names a day, and the receiver gives it or does not."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from language.words import DHAKA, day, local_day, number
from notifications.actions import tell
from notifications.working_days import add_working_days
from threads.returns.actions.writing import hold, keep, note
from threads.returns.models import MonthlyReturn, ReturnStep
from threads.returns.notices import TIME_ASKED, TIME_DECIDED

# So many working days after the first day, which is no further than where the quarter is published.
MOST_MORE = 10
Step = ReturnStep.Kind


def latest_day(monthly: MonthlyReturn) -> date:
    """The last day until which more time may be asked."""
    return add_working_days(monthly.first_due_on or monthly.due_on, MOST_MORE)


@transaction.atomic
def ask_for_time(*, by: User, monthly: MonthlyReturn, due_on: date, at: datetime) -> MonthlyReturn:
    """The office asks for time until a day; until the receiver gives it the return is due as before."""
    held = hold(monthly, by=by, action="ask_for_time", at=at)
    if held.is_said:
        raise Mendable(_("This return was sent: nothing of it is due."), code="state")
    if held.wished_until is not None:
        asked = _("More time was asked for already: until %(day)s.") % {"day": day(held.wished_until)}
        raise Mendable(asked, "due_on", "asked")
    passed = max(held.due_on, local_day(at))
    if due_on <= passed:
        raise Mendable(_("Choose a day after %(day)s.") % {"day": day(passed)}, "due_on", "early")
    if due_on > latest_day(held):
        said = _("Choose %(day)s at the latest: %(count)s working days after it was first due.")
        words = {"day": day(latest_day(held)), "count": number(MOST_MORE)}
        raise Mendable(said % words, "due_on", "late")
    held.wished_until = due_on
    keep(held)
    step = note(held, Step.TIME_ASKED, at=at, by=by, body=held.keeper, until=due_on)
    tell(kind=TIME_ASKED, record=held, occasion=f"time:{step.pk}", at=at, by=by)
    return held


@transaction.atomic
def give_time(*, by: User, monthly: MonthlyReturn, due_on: date, at: datetime) -> MonthlyReturn:
    """The receiver gives time until the day it has read; reminders begin anew."""
    held = _asked(monthly, by, due_on, at)
    held.first_due_on = held.first_due_on or held.due_on
    held.due_on, held.at = due_on, datetime.combine(due_on, time.min, DHAKA)
    return _decided(held, Step.TIME_GIVEN, by, due_on, at)


@transaction.atomic
def refuse_time(*, by: User, monthly: MonthlyReturn, due_on: date, at: datetime) -> MonthlyReturn:
    """The receiver does not: the return is due when it was."""
    return _decided(_asked(monthly, by, due_on, at), Step.TIME_REFUSED, by, due_on, at)


def _asked(monthly: MonthlyReturn, by: User, due_on: date, at: datetime) -> MonthlyReturn:
    held = hold(monthly, by=by, action="give_time", at=at)
    if held.wished_until is None:
        raise Mendable(_("Nobody waits for more time here: it was decided already."), code="decided")
    if held.wished_until != due_on:
        raise Mendable(_("Another day is asked for by now. Read it again, then decide."), "due_on", "other")
    return held


def _decided(
    held: MonthlyReturn, kind: ReturnStep.Kind, by: User, due_on: date, at: datetime
) -> MonthlyReturn:
    held.wished_until = None
    keep(held)
    step = note(held, kind, at=at, by=by, body=held.receiver, until=due_on)
    tell(kind=TIME_DECIDED, record=held, occasion=f"time:{step.pk}", at=at, by=by)
    return held
