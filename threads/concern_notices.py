"""What oversight and whoever told it hear of a concern: that there is something, inside the portal alone.

No mail and no message leaves the portal, and neither a sheet nor a program takes a notice away: one that lies
on a phone, in a shared mailbox or in a file would say who told.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.members import people_of
from notifications.kinds import Again, Due, Kind, Stages, add_kinds
from threads.models import Concern


def _title(_concern: Any) -> str:
    return _now("A message between two")


def _oversight(concern: Any, at: datetime) -> QuerySet[User]:
    return people_of([concern.oversight_party_id], at)


def _its_author(concern: Any, at: datetime) -> QuerySet[User]:
    return people_of([concern.author_party_id], at)


def _that_wait(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    return concerns.filter(live=True)


_of_concern = partial(
    Kind, model="threads.Concern", url_name="concern", title=_title, channels=(), stays_inside=True
)
CONCERN_TOLD = _of_concern(
    name="threads.concern-told",
    subject=_("A concern waits for your answer"),
    recipients=_oversight,
    still_needed=_that_wait,
)
CONCERN_ANSWERED = _of_concern(
    name="threads.concern-answered", subject=_("You have an answer"), recipients=_its_author
)
CONCERN_DUE = _of_concern(
    name="threads.concern-due",
    subject=_("A concern waits for your answer"),
    stage_subjects={
        "before": _("A concern waits for your answer"),
        "on": _("A concern is to be answered today"),
        "late": _("A concern was not answered in time"),
        "week": _("A concern was not answered in time"),
    },
    due=Due(
        sql="""
            SELECT c.id AS record_id, c.due_on, c.turn::text AS seq, NULL::timestamptz AS eligible_since,
                   c.oversight_party_id AS party_id, NULL::bigint AS fallback_party_id
            FROM threads_concern c
            WHERE c.live AND c.due_on < (%(at)s::timestamptz + interval '45 days')::date
        """,
        stages=Stages(
            {"before-3": -3, "before-1": -1, "on": 0, "late-1": 1}, Again("week", every=5, first=2)
        ),
    ),
)


def register_kinds() -> None:
    """Make these kinds known; called once when the portal starts."""
    add_kinds(CONCERN_TOLD, CONCERN_ANSWERED, CONCERN_DUE)
