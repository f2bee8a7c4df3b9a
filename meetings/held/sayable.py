"""What of a paper can be written down at all, whichever form, sheet or program sent it."""

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.reading import YEARS
from language.words import number
from meetings.held.said import MOST_DECISIONS, Decided, Held
from meetings.models.held import KEY_LENGTH

# What a hall holds, and what a series of meetings comes to.
MOST_PRESENT = MOST_NUMBERED = 9_999


def must_be_a_key(key: str) -> None:
    """Refuse what tells no sending from another."""
    if not key or len(key) > KEY_LENGTH or not key.isprintable():
        raise Mendable(_("This form was not sent whole. Open it again."), "key", "key")


def must_be_sayable(held: Held) -> None:
    """Refuse, at its field, a number or a day that is none and a decision that says nothing."""
    if len(held.decisions) > MOST_DECISIONS:
        words = _("At most %(most)s decisions are entered at once.") % {"most": number(MOST_DECISIONS)}
        raise Mendable(words, "decisions", "many")
    _must_lie_within(held.came.number, MOST_PRESENT, "present")
    _must_lie_within(held.number, MOST_NUMBERED, "number")
    for nth, decided in enumerate(held.decisions, start=1):
        _must_say_something(decided, nth)


def _must_lie_within(value: int | None, most: int, field: str) -> None:
    if value is not None and not 1 <= value <= most:
        raise Mendable(_("Say a whole number from 1 to %(most)s.") % {"most": number(most)}, field, "range")


def _must_say_something(decided: Decided, nth: int) -> None:
    if not decided.text.strip():
        raise Mendable(_("Write the decision."), f"decision_{nth}", "required")
    if decided.due_on is None:
        return
    if not decided.bodies:
        raise Mendable(_("Choose the organisation that will do it."), f"body_{nth}", "required")
    if decided.due_on.year not in YEARS:
        raise Mendable(_("Enter a day of the years 1900 to 2200."), f"due_{nth}", "years")
