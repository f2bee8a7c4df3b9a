"""The Bangla calendar on both sides of the reform of 2019."""

from datetime import date, timedelta

import pytest

from language.bangla_calendar import MONTHS, bangla_day
from language.words import bangla_date


@pytest.mark.parametrize(
    ("day", "bangla"),
    [
        # As the newspapers of 16 and 17 October 2019 said it, when the change came into force.
        (date(2019, 10, 15), "৩০ আশ্বিন ১৪২৬"),
        (date(2019, 10, 16), "৩১ আশ্বিন ১৪২৬"),
        (date(2019, 10, 17), "১ কার্তিক ১৪২৬"),
        (date(2018, 10, 16), "১ কার্তিক ১৪২৫"),
        # Days of the nation, before and since.
        (date(2019, 2, 21), "৯ ফাল্গুন ১৪২৫"),
        (date(2020, 2, 21), "৮ ফাল্গুন ১৪২৬"),
        (date(2021, 2, 21), "৮ ফাল্গুন ১৪২৭"),
        (date(2018, 12, 16), "২ পৌষ ১৪২৫"),
        (date(2019, 12, 16), "১ পৌষ ১৪২৬"),
        (date(2019, 3, 26), "১২ চৈত্র ১৪২৫"),
        (date(2020, 3, 26), "১২ চৈত্র ১৪২৬"),
        (date(2020, 5, 8), "২৫ বৈশাখ ১৪২৭"),
        (date(2020, 5, 25), "১১ জ্যৈষ্ঠ ১৪২৭"),
        # Leap years of both tables: Falgun has 31 days before, 30 since.
        (date(2016, 3, 14), "৩১ ফাল্গুন ১৪২২"),
        (date(2016, 3, 15), "১ চৈত্র ১৪২২"),
        (date(2024, 3, 14), "৩০ ফাল্গুন ১৪৩০"),
        (date(2024, 3, 15), "১ চৈত্র ১৪৩০"),
        (date(2023, 3, 14), "২৯ ফাল্গুন ১৪২৯"),
    ],
)
def test_known_days_carry_the_date_their_papers_carried(day: date, bangla: str) -> None:
    assert bangla_date(day) == bangla


def test_every_year_begins_on_14_april_and_each_day_follows_the_one_before() -> None:
    before = bangla_day(date(1999, 4, 13))
    for number in range(60 * 365):
        on = date(1999, 4, 14) + timedelta(days=number)
        year, month, day = bangla_day(on)
        assert (month == 1 and day == 1) == ((on.month, on.day) == (4, 14))
        follows = (year, month, day - 1) == before
        begins = day == 1 and before[:2] == (year, month - 1)
        begins_year = (month, day) == (1, 1) and before[:2] == (year - 1, len(MONTHS))
        assert follows or begins or begins_year, on
        before = (year, month, day)
