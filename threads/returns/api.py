"""What programs read of monthly returns, and the steps they take: those of the pages, by the same actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from access.api.declaring import Collection, Make, Single, Step
from access.api.etags import Version
from access.api.fields import Said
from access.models import User
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from access.toolkit.errors import Mendable
from access.toolkit.versions import said_by
from language.words import local_day
from partners.models import Organisation
from threads.returns import actions
from threads.returns.actions.sending import doubts
from threads.returns.bodies import (
    AskAboutBody,
    FindMonthBody,
    ReturnBody,
    ReturnInFullBody,
    SendReturnBody,
    TimeBody,
)
from threads.returns.fields import CountField, MonthField
from threads.returns.forms import ReturnForm, return_as_shown
from threads.returns.models import MonthlyReturn
from threads.returns.queries.bodies import that_send
from threads.returns.queries.lists import FIELDS, RETURNS, STEPS, find_return

State = MonthlyReturn.State
# Which steps there are, as it stands.
_OPEN = {
    State.OWED: {"send"},
    State.SENT: {"send", "accept", "ask"},
    State.ASKED: {"send", "stand_by"},
    State.ACCEPTED: {"send"},
}


def return_bodies(_viewer: Viewer, returns: Sequence[MonthlyReturn]) -> Iterable[Said]:
    """Return what the list is written of."""
    return [_said(one) for one in returns]


def _said(monthly: MonthlyReturn, **beside: Any) -> Said:
    return Said(monthly, address=address("monthly_return", monthly.ref), **beside)


def _in_full(_viewer: Viewer, monthly: MonthlyReturn) -> Said:
    is_open = _OPEN[State(monthly.state)]
    if monthly.state == State.OWED:
        is_open = is_open | {"ask_for_time" if monthly.wished_until is None else "give_time"}
    may = {name for name in STEPS if getattr(monthly, f"can_{name}")} & is_open
    return _said(
        monthly,
        steps=list(monthly.steps.order_by("at", "pk")),
        may=[step.name for step in _STEPS if step.may in may],
    )


def _find_month(*, by: User, at: datetime, month: str, **typed: Any) -> MonthlyReturn:
    try:
        found = MonthField(local_day(at)).clean(month)
    except ValidationError:
        raise Mendable(_("Choose a month."), "month", "invalid") from None
    return actions.find_month(by=by, at=at, month=found, **typed)


def _send(
    *,
    by: User,
    monthly: MonthlyReturn,
    at: datetime,
    is_nothing: bool = False,
    sure: bool = False,
    **figures: int,
) -> MonthlyReturn:
    if not sure and (said := doubts(monthly.form, figures)):
        raise Mendable(" ".join(said), "sure", "doubt")
    return actions.send_return(by=by, monthly=monthly, figures=figures, is_nothing=is_nothing, at=at)


def _may_send(viewer: Viewer) -> None:
    if not that_send(viewer).exists():
        raise RefusedError("send_returns", Organisation())


_STEPS = (
    Step(
        "send",
        "return_enter",
        "send",
        actions.send_return,
        "Its office sends the figures of the month, or corrects them",
        SendReturnBody,
        _send,
        needs_version=True,
    ),
    Step(
        "stands",
        "return_stands",
        "stand_by",
        actions.stand_by_return,
        "Its office looked again: it stands as it was sent",
        needs_version=True,
    ),
    Step(
        "ask-for-time",
        "return_time_ask",
        "ask_for_time",
        actions.ask_for_time,
        "Its office asks for more time",
        TimeBody,
    ),
    Step(
        "give-time",
        "return_time_give",
        "give_time",
        actions.give_time,
        "The receiver gives time until the day that is asked for",
        TimeBody,
    ),
    Step(
        "refuse-time",
        "return_time_refuse",
        "give_time",
        actions.refuse_time,
        "The receiver does not",
        TimeBody,
    ),
    Step(
        "accept",
        "return_accept",
        "accept",
        actions.accept_return,
        "The receiver accepts it as it was read",
        needs_version=True,
    ),
    Step(
        "ask",
        "return_ask",
        "ask",
        actions.ask_about_return,
        "The receiver asks about it",
        AskAboutBody,
        needs_version=True,
    ),
)
_FORM = {**ReturnForm.base_fields, **{one.code: CountField(one) for one in FIELDS}}
OF_A_RETURN = Single(
    "returns/<str:ref>/",
    page="monthly_return",
    called="monthly",
    find=find_return,
    says=_in_full,
    body=ReturnInFullBody,
    summary="One monthly return",
    version=Version(return_as_shown, said_by(_FORM, return_as_shown)),
    steps=_STEPS,
)
LIST = Collection(
    "returns/",
    RETURNS,
    ReturnBody,
    "Monthly returns of your offices, and to them",
    return_bodies,
    makes=(
        Make(
            "return_new",
            actions.find_month,
            "Find the return of a month that has ended",
            FindMonthBody,
            OF_A_RETURN,
            does=_find_month,
            asks=_may_send,
        ),
    ),
)
WITHOUT: Mapping[Callable[..., object], str] = {
    actions.order_returns: "from which month an office asks for returns is said by a person on its page",
    actions.open_months: "nobody does it: a month that has ended opens by itself",
    actions.pass_to_successors: "nobody does it: a body that leaves passes on its returns by itself",
}
