"""The reminder letter (তাগিদপত্র) to an organisation whose commitment is late: ready to print and sign.

Letters between offices are in Bangla, with the Bangla and the Gregorian date.
"""

from dataclasses import dataclass
from datetime import date

from commitments.models import Commitment
from language.digits import to_bengali
from language.words import MONTHS_BN
from notifications.working_days import working_days_late

BANGLA_MONTHS = (
    "বৈশাখ",
    "জ্যৈষ্ঠ",
    "আষাঢ়",
    "শ্রাবণ",
    "ভাদ্র",
    "আশ্বিন",
    "কার্তিক",
    "অগ্রহায়ণ",
    "পৌষ",
    "মাঘ",
    "ফাল্গুন",
    "চৈত্র",
)


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


def bangla_date(day: date) -> str:
    """Return ৭ অগ্রহায়ণ ১৪৩৩, by the calendar of Bangladesh as revised for 1426 (2019).

    The year begins on 14 April. Six months of 31 days, then months of 30, but Falgun has 29,
    and 30 in a Gregorian leap year.
    """
    began = day.year if day >= date(day.year, 4, 14) else day.year - 1
    # Falgun of this Bangla year falls in February and March of the next Gregorian one.
    is_leap = (began + 1) % 4 == 0 and ((began + 1) % 100 != 0 or (began + 1) % 400 == 0)
    lengths = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30 if is_leap else 29, 30)
    left = (day - date(began, 4, 14)).days
    for name, length in zip(BANGLA_MONTHS, lengths, strict=True):
        if left < length:
            return f"{to_bengali(str(left + 1))} {name} {to_bengali(str(began - 593))}"
        left -= length
    raise ValueError(f"{day} lies beyond its Bangla year")
