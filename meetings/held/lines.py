"""Decisions as they are typed or pasted, one in each line: what was decided, which body does it, by when."""

import re
from datetime import date

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.reading import read_day
from language.text import clean
from language.words import number
from meetings.held.said import Decided
from partners.implementers import by_value, find_implementer
from partners.models import Committee, GroupKind

# A table of a word processor is pasted with a tab between its cells; by hand a bar is nearer.
_BETWEEN = re.compile(r"\s*[\t|¦]\s*")


def decided_in(text: str, committee: Committee, on: date) -> list[Decided]:
    """Return the decisions that these lines say; a refusal names its line."""
    lines = [line for line in clean(text).splitlines() if line.strip()]
    return [_decided(line, nth, committee, on) for nth, line in enumerate(lines, start=1)]


def _decided(line: str, nth: int, committee: Committee, on: date) -> Decided:
    what, *more = (cell for cell in _BETWEEN.split(line.strip()) if cell)
    if len(more) > 2:
        raise _at(nth, _("A line has at most three parts: the decision, the body, the day."), "parts")
    due_on = read_day(more[-1]) if more else None
    if due_on is not None:
        more.pop()
    elif len(more) == 2:
        raise _at(nth, _("“%(text)s” is no day. Write it as 22/11/2026.") % {"text": more[1]}, "day")
    if not more:
        return Decided(what, (), due_on)
    body = by_value(committee, more[0], on) or find_implementer(committee, more[0], on)
    if body is None:
        words = _("No seat and no organisation is called “%(name)s”. Write it as it stands in the directory.")
        raise _at(nth, words % {"name": more[0]}, "unknown")
    if body == GroupKind.DEPARTMENTS:
        raise _at(nth, _("Name each department concerned in a line of its own."), "departments")
    return Decided(what, (body,), due_on)


def _at(nth: int, why: str, code: str) -> Mendable:
    return Mendable(_("Line %(number)s: %(why)s") % {"number": number(nth), "why": why}, "decisions", code)
