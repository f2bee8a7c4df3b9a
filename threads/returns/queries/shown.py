"""One return as its page shows it: what it says now, and everything it said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from access.toolkit.versions import version_of
from language.words import local_day, named, number
from threads.returns.forms import return_as_shown
from threads.returns.kinds import Called, Line
from threads.returns.models import MonthlyReturn, ReturnStep
from threads.returns.queries.lists import Look, look_of

Step = ReturnStep.Kind
SAID = (Step.SENT, Step.CORRECTED)


@dataclass(frozen=True)
class StepShown:
    """One line of the history."""

    step: ReturnStep
    # What was another figure before, in words.
    changes: Sequence[str]
    about: Sequence[str]

    @property
    def body(self) -> str:
        """In whose name."""
        return named(self.step, "body")

    @property
    def office(self) -> str:
        """By which post."""
        return named(self.step, "office")


class ReturnShown:
    """What stands on the page of a return."""

    def __init__(self, viewer: Viewer, monthly: MonthlyReturn) -> None:
        self.monthly, self.kind = monthly, monthly.form
        self.look: Look = look_of(monthly, local_day(viewer.at))

    @property
    def groups(self) -> tuple[Called, ...]:
        """The columns of its form."""
        return self.kind.groups

    @property
    def rows(self) -> list[tuple[Line, list[str]]]:
        """Its lines with what was counted; blank stays blank."""
        return [
            (line, [self._said(one.code) for one in self.kind.fields if one.line == line])
            for line in self.kind.lines
        ]

    def _said(self, code: str) -> str:
        value = self.monthly.figures.get(code)
        return "" if value is None else number(value)

    @property
    def version(self) -> str:
        """What a button says was read before it was pressed."""
        return version_of(self.monthly, return_as_shown(self.monthly))

    @cached_property
    def steps(self) -> list[StepShown]:
        """Everything that happened, the latest first."""
        labels = {one.code: str(one) for one in self.kind.fields}
        found, before = [], None
        for step in self.monthly.steps.order_by("at", "pk"):
            changes: list[str] = []
            if step.kind in SAID:
                changes = _changes(before, step, labels) if before is not None else []
                before = step
            found.append(StepShown(step, changes, [labels.get(code, code) for code in step.about]))
        return found[::-1]

    @property
    def may_send(self) -> bool:
        """Whether this reader enters or corrects it."""
        return bool(getattr(self.monthly, "can_send", False))

    @property
    def may_stand_by(self) -> bool:
        """Whether this reader answers what is asked about it."""
        is_asked = self.monthly.state == MonthlyReturn.State.ASKED
        return is_asked and bool(getattr(self.monthly, "can_stand_by", False))

    @property
    def may_ask_for_time(self) -> bool:
        """Whether this reader may need longer: nothing was sent, and nothing is asked yet."""
        is_open = not self.monthly.is_said and self.monthly.wished_until is None
        return is_open and bool(getattr(self.monthly, "can_ask_for_time", False))

    @property
    def may_give_time(self) -> bool:
        """Whether more time waits for this reader."""
        return self.monthly.wished_until is not None and bool(getattr(self.monthly, "can_give_time", False))

    @property
    def may_accept(self) -> bool:
        """Whether it waits for this reader."""
        is_sent = self.monthly.state == MonthlyReturn.State.SENT
        return is_sent and bool(getattr(self.monthly, "can_accept", False))

    @property
    def asked(self) -> StepShown | None:
        """What the receiver asks about now."""
        if self.monthly.state != MonthlyReturn.State.ASKED:
            return None
        return next((one for one in self.steps if one.step.kind == Step.ASKED), None)


def _changes(before: ReturnStep, after: ReturnStep, labels: dict[str, str]) -> list[str]:
    said = []
    for code, label in labels.items():
        old, new = before.figures.get(code), after.figures.get(code)
        if old != new:
            words = {"label": label, "old": _in_words(old), "new": _in_words(new)}
            said.append(_("%(label)s: %(old)s, now %(new)s") % words)
    if before.is_nothing != after.is_nothing:
        said.append(_("Nothing to report, now") if after.is_nothing else _("No longer “nothing to report”"))
    return said


def _in_words(value: int | None) -> str:
    return _("blank") if value is None else number(value)
