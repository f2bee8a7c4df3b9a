"""An office says the figures of a month, or says them anew: every sum counts what it said last, once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from language.words import number
from notifications.actions import tell
from threads.returns.actions.opening import must_have_ended
from threads.returns.actions.writing import hold, keep, note
from threads.returns.kinds import MOST, ReturnKind
from threads.returns.models import MonthlyReturn, ReturnStep
from threads.returns.notices import CORRECTED

State = MonthlyReturn.State
Step = ReturnStep.Kind


@transaction.atomic
def send_return(
    *,
    by: User,
    monthly: MonthlyReturn,
    figures: Mapping[str, int | None],
    at: datetime,
    is_nothing: bool = False,
) -> MonthlyReturn:
    """Send the figures of a month, or correct them. None is blank: nobody counted, which is not 0.

    "Nothing to report" is said, and never follows from blanks. What was accepted is accepted anew.
    """
    held = hold(monthly, by=by, action="send", at=at)
    must_have_ended(held.month, at)
    counted = _counted(held.form, figures)
    if is_nothing and counted:
        raise Mendable(_("Either figures, or nothing to report: not both."), "is_nothing", "both")
    if not is_nothing and not counted:
        raise Mendable(
            _("Enter the figures, or choose “Nothing to report”. A blank is not 0."), "is_nothing", "empty"
        )
    if held.is_said and (held.figures, held.is_nothing) == (counted, is_nothing):
        raise Mendable(
            _("These are the figures that stand. If they are right, say so on the page of the return."),
            "is_nothing",
            "same",
        )
    is_first = not held.is_said
    held.figures, held.is_nothing, held.state = counted, is_nothing, State.SENT
    held.version += 1
    held.asked_at = held.wished_until = None
    held.sent_at = held.sent_at or at
    keep(held)
    note(held, Step.SENT if is_first else Step.CORRECTED, at=at, by=by, body=held.keeper)
    if not is_first:
        tell(kind=CORRECTED, record=held, occasion=f"corrected:{held.version}", at=at, by=by)
    return held


def _counted(form: ReturnKind, figures: Mapping[str, int | None]) -> dict[str, int]:
    codes = [one.code for one in form.fields]
    if unknown := figures.keys() - set(codes):
        raise Mendable(_("This form has no such figure."), min(unknown), "unknown")
    counted = {code: figures[code] for code in codes if figures.get(code) is not None}
    for code, value in counted.items():
        if not 0 <= (value or 0) <= MOST:
            raise Mendable(_("Enter %(number)s or less.") % {"number": number(MOST)}, code, "max_value")
    return {code: int(value or 0) for code, value in counted.items()}


def doubts(form: ReturnKind, figures: Mapping[str, int | None]) -> list[str]:
    """What does not add up, in words: whoever counted is asked, and may be right."""
    labels = {one.code: str(one) for one in form.fields}
    said = []
    for one in form.fields:
        part, whole = figures.get(one.code), figures.get(one.part_of)
        if part is None or not one.part_of or part <= (whole or 0):
            continue
        words = {"label": one, "part": number(part), "of": labels[one.part_of], "whole": number(whole or 0)}
        if whole is None:
            said.append(_("%(label)s: %(part)s. But %(of)s was left blank.") % words)
        else:
            said.append(_("%(label)s: %(part)s. But %(of)s: %(whole)s.") % words)
    return said
