"""What the verbs of a return share: how it is held, stored, and what is written down of each step."""

from datetime import datetime
from typing import Any

from access.models import User
from access.rules.audiences import refresh
from access.toolkit.locking import lock_permitted
from partners.models import Organisation
from threads.returns.models import MonthlyReturn, ReturnStep

State = MonthlyReturn.State
BODIES = ("sender", "keeper", "receiver")


def hold(monthly: MonthlyReturn, *, by: User, action: str, at: datetime) -> MonthlyReturn:
    """Hold a return, ask the rule, and bring along its offices."""
    return lock_permitted(monthly, by=by, action=action, at=at, related=BODIES)


def keep(monthly: MonthlyReturn) -> None:
    """Store it; it stands on its sender's desk while something is to be done there."""
    monthly.live = monthly.state in (State.OWED, State.ASKED)
    monthly.save()
    refresh(monthly)


def note(
    monthly: MonthlyReturn,
    kind: ReturnStep.Kind,
    *,
    at: datetime,
    by: User | None,
    body: Organisation,
    **more: Any,
) -> ReturnStep:
    """Write down a step, with what was said then, in whose name and by which post."""
    return ReturnStep.objects.create(
        monthly=monthly,
        kind=kind,
        at=at,
        by=by,
        body_en=body.name_en,
        body_bn=body.name_bn,
        office_en=by.label_en if by is not None else "",
        office_bn=by.label_bn if by is not None else "",
        version=monthly.version,
        is_nothing=monthly.is_nothing,
        figures=monthly.figures,
        **more,
    )
