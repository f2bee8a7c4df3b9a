"""How a commitment stands today, computed in working days and never set by hand."""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from commitments.models import Commitment, Stage
from language.words import day
from notifications.working_days import describe_due


class Traffic(models.TextChoices):
    """Red, amber, green, and the states that are none of them."""

    LATE = "late", pgettext_lazy("traffic", "Late")
    SOON = "soon", pgettext_lazy("traffic", "Due soon")
    ON_TIME = "on-time", pgettext_lazy("traffic", "On time")
    UNDATED = "undated", pgettext_lazy("traffic", "No date")
    WAITING = "waiting", pgettext_lazy("traffic", "Waiting for others")
    WITH_VERIFIER = "with-verifier", pgettext_lazy("traffic", "With the verifier")
    KEPT = "kept", pgettext_lazy("traffic", "Kept")
    DROPPED = "dropped", pgettext_lazy("traffic", "Dropped")
    RECOMMENDED = "recommended", pgettext_lazy("traffic", "Recommended")


CLOSED = {
    Stage.RECOMMENDED.value: Traffic.RECOMMENDED,
    Stage.EVIDENCE_IN.value: Traffic.WITH_VERIFIER,
    Stage.VERIFIED.value: Traffic.KEPT,
    Stage.DROPPED.value: Traffic.DROPPED,
}
# Icon and class of each state beside the words: colour is never the only cue.
LOOKS: dict[str, tuple[str, str]] = {
    Traffic.LATE: ("alert-circle", "st-late"),
    Traffic.SOON: ("clock", "st-soon"),
    Traffic.ON_TIME: ("", "st-none"),
    Traffic.UNDATED: ("", "st-none"),
    Traffic.WAITING: ("hourglass", "st-wait"),
    Traffic.WITH_VERIFIER: ("eye", "st-wait"),
    Traffic.KEPT: ("check", "st-ok"),
    Traffic.DROPPED: ("", ""),
    Traffic.RECOMMENDED: ("", ""),
}


def traffic(commitment: Commitment, today: date) -> Traffic:
    """Say how a commitment stands: late, due soon, on time, or why it is none of these."""
    closed = CLOSED.get(commitment.stage)
    if closed is not None:
        return closed
    due = commitment.effective_due
    if due is None:
        return Traffic.UNDATED
    if commitment.waiting_until is not None and commitment.waiting_until >= today:
        return Traffic.WAITING
    return {"late": Traffic.LATE, "soon": Traffic.SOON}.get(describe_due(due, today).state, Traffic.ON_TIME)


class Due(NamedTuple):
    """What stands in the column "Due": the date is shown beside it."""

    traffic: str
    words: str

    @property
    def icon(self) -> str:
        """The icon before the words."""
        return LOOKS[self.traffic][0]

    @property
    def css(self) -> str:
        """The class of the status."""
        return LOOKS[self.traffic][1]


def due_words(commitment: Commitment, today: date) -> Due:
    """Say in the reader's language how a commitment stands, with working days where they count."""
    state = traffic(commitment, today)
    if state in (Traffic.LATE, Traffic.SOON, Traffic.ON_TIME) and commitment.effective_due is not None:
        return Due(state, describe_due(commitment.effective_due, today).words)
    if state == Traffic.WAITING:
        return Due(state, _("Waiting for others until %(day)s") % {"day": day(commitment.waiting_until)})
    if state == Traffic.KEPT:
        return Due(state, _("Kept, verified on %(day)s") % {"day": day(commitment.stage_since)})
    return Due(state, str(state.label))
