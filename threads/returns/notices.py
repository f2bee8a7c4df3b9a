"""What the two offices are told of a return: that there is something, never a figure."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.engine import people_who_may
from notifications.kinds import Again, Due, Kind, Stages, add_kinds
from threads.returns.models import MonthlyReturn

State = MonthlyReturn.State


def _senders(monthly: Any, at: datetime) -> QuerySet[User]:
    return people_who_may("send", monthly, at)


def _desk(monthly: Any, at: datetime) -> QuerySet[User]:
    return people_who_may("accept", monthly, at)


_of_return = partial(Kind, model="threads.MonthlyReturn", url_name="monthly_return", related=("sender",))
CORRECTED = _of_return(
    name="threads.return-corrected",
    subject=_("A monthly return to your office was corrected"),
    recipients=_desk,
    still_needed=lambda returns: returns.filter(state=State.SENT),
)
ASKED = _of_return(
    name="threads.return-asked",
    subject=_("More information is requested about a monthly return of your office"),
    recipients=_senders,
    still_needed=lambda returns: returns.filter(state=State.ASKED),
)
STANDS = _of_return(
    name="threads.return-stands",
    subject=_("An office answered about its monthly return"),
    recipients=_desk,
    still_needed=lambda returns: returns.filter(state=State.SENT),
)
TIME_ASKED = _of_return(
    name="threads.return-time-asked",
    subject=_("More time is asked for a monthly return to your office"),
    recipients=_desk,
    still_needed=lambda returns: returns.filter(wished_until__isnull=False),
)
TIME_DECIDED = _of_return(
    name="threads.return-time-decided",
    subject=_("Whether you have more time for a monthly return was decided"),
    recipients=_senders,
    still_needed=lambda returns: returns.filter(state=State.OWED),
)
# Whoever answers for the office is reminded in working days; where nobody is reached, the receiver is told.
DUE = _of_return(
    name="threads.return-due",
    subject=_("A monthly return of your office is due"),
    stage_subjects={
        "before": _("A monthly return of your office is due soon"),
        "on": _("A monthly return of your office is due today"),
        "late": _("A monthly return of your office is late"),
        "week": _("A monthly return of your office is late"),
    },
    due=Due(
        sql="""
            SELECT r.id AS record_id, r.due_on,
                   r.id::text || coalesce('-' || CASE WHEN r.first_due_on IS NOT NULL THEN r.due_on END, '')
                       AS seq, NULL::timestamptz AS eligible_since,
                   o.liaison_party_id AS party_id, r.desk_party_id AS fallback_party_id
            FROM threads_monthlyreturn r
            JOIN partners_organisation o ON o.id = r.keeper_id
            WHERE r.live AND r.state = 'owed' AND NOT r.is_illustrative
              AND r.at < %(at)s::timestamptz + interval '45 days'
        """,
        stages=Stages({"before-2": -2, "on": 0, "late-1": 1}, Again("week", every=5, first=1)),
    ),
)


def register_kinds() -> None:
    """Make these kinds known; called once when the portal starts."""
    add_kinds(CORRECTED, ASKED, STANDS, TIME_ASKED, TIME_DECIDED, DUE)
