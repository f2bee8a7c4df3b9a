"""The reminder letter (তাগিদপত্র) to an organisation whose commitment is late: ready to print and sign.

Letters between offices are in Bangla, with the Bangla and the Gregorian date.
"""

from dataclasses import dataclass
from datetime import date

from commitments.models import Commitment
from language.digits import to_bengali
from language.words import MONTHS_BN, bangla_date
from notifications.working_days import working_days_late


@dataclass(frozen=True)
class Letter:
    """What the letter says besides its set words."""

    owner: str
    source: str
    what: str
    bangla_date: str
    gregorian_date: str
    due: str
    days_late: str


def letter_about(commitment: Commitment, today: date) -> Letter:
    """Return the letter of today about a commitment."""
    due = commitment.effective_due
    late = working_days_late(due, today) if due is not None else 0
    return Letter(
        owner=commitment.owner.name_bn or commitment.owner.name_en,
        source=commitment.source_text_bn or commitment.source_text_en,
        what=commitment.what,
        bangla_date=bangla_date(today),
        gregorian_date=gregorian_date(today),
        due=gregorian_date(due) if due is not None else "",
        days_late=to_bengali(str(late)) if late > 0 else "",
    )


def gregorian_date(day: date) -> str:
    """Return ২২ নভেম্বর ২০২৬."""
    return f"{to_bengali(str(day.day))} {MONTHS_BN[day.month - 1]} {to_bengali(str(day.year))}"
