"""The Bangla calendar of Bangladesh, on both sides of its reform.

The year begins on 14 April. As the Bangla Academy revised it before, the first five months have 31 days and
the others 30, but Falgun 31 in a leap year. Since the year 1426 (2019) the first six have 31 and the others
30, but Falgun 29, and 30 in a leap year: so that 21 February is always 8 Falgun and 16 December 1 Poush, as
they were in 1952 and 1971. The two part on 16 October, which has been 31 Ashwin since 2019.
"""

from datetime import date

MONTHS = (
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
REFORMED = 1426
_NEW_YEAR = (4, 14)
# Of the Gregorian year in which a Bangla year begins.
_BEHIND = 593
_LENGTHS = {
    # Reformed, leap year.
    (False, False): (31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30, 30),
    (False, True): (31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 31, 30),
    (True, False): (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 29, 30),
    (True, True): (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30),
}


def bangla_day(on: date) -> tuple[int, int, int]:
    """Return the Bangla year, month and day of a Gregorian one."""
    began = on.year if (on.month, on.day) >= _NEW_YEAR else on.year - 1
    year = began - _BEHIND
    # Falgun falls in February and March of the Gregorian year after the one it began in.
    day = (on - date(began, *_NEW_YEAR)).days
    month = 0
    for length in _LENGTHS[year >= REFORMED, _is_leap(began + 1)]:
        if day < length:
            break
        day, month = day - length, month + 1
    return year, month + 1, day + 1


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
