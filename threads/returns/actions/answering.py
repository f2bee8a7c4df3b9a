"""The receiver accepts a return or asks about it; its sender corrects it, or says that it stands."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from notifications.actions import tell
from threads.returns.actions.writing import hold, keep, note
from threads.returns.models import MonthlyReturn, ReturnStep
from threads.returns.notices import ASKED, STANDS

State = MonthlyReturn.State
Step = ReturnStep.Kind


@transaction.atomic
def accept_return(*, by: User, monthly: MonthlyReturn, at: datetime) -> MonthlyReturn:
    """The receiver takes it as it stands; a correction later is accepted anew."""
    held = hold(monthly, by=by, action="accept", at=at)
    _must_be_sent(held)
    held.state = State.ACCEPTED
    keep(held)
    note(held, Step.ACCEPTED, at=at, by=by, body=held.receiver)
    return held


@transaction.atomic
def ask_about_return(
    *, by: User, monthly: MonthlyReturn, why: str, at: datetime, about: Sequence[str] = ()
) -> MonthlyReturn:
    """The receiver asks for more information: why, and about which figures, by codes and never in words."""
    held = hold(monthly, by=by, action="ask", at=at)
    _must_be_sent(held)
    if why not in ReturnStep.Why.values:
        raise Mendable(_("Choose one."), "why", "required")
    if not {one.code for one in held.form.fields}.issuperset(about):
        raise Mendable(_("This form has no such figure."), "about", "unknown")
    held.state, held.asked_at = State.ASKED, at
    keep(held)
    step = note(held, Step.ASKED, at=at, by=by, body=held.receiver, why=why, about=list(about))
    tell(kind=ASKED, record=held, occasion=f"asked:{step.pk}", at=at, by=by)
    return held


@transaction.atomic
def stand_by_return(*, by: User, monthly: MonthlyReturn, at: datetime) -> MonthlyReturn:
    """The sender looked again: it stands as it was sent."""
    held = hold(monthly, by=by, action="stand_by", at=at)
    if held.state != State.ASKED:
        raise Mendable(_("Nothing is asked about this return."), code="state")
    held.state, held.asked_at = State.SENT, None
    keep(held)
    step = note(held, Step.STANDS, at=at, by=by, body=held.keeper)
    tell(kind=STANDS, record=held, occasion=f"stands:{step.pk}", at=at, by=by)
    return held


def _must_be_sent(monthly: MonthlyReturn) -> None:
    if monthly.state == State.OWED:
        raise Mendable(_("Nothing was sent yet."), code="state")
    if monthly.state == State.ASKED:
        raise Mendable(_("Its office was asked about it, and has not answered yet."), code="state")
    if monthly.state == State.ACCEPTED:
        raise Mendable(_("It was accepted already."), code="state")
