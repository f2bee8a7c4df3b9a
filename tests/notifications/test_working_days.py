"""Working days: Sunday to Thursday less holidays, the same in the table and in Python."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from access.toolkit.errors import Mendable
from language.words import DHAKA
from notifications import actions
from notifications.models import Day
from notifications.working_days import (
    add_working_days,
    calendar,
    describe_due,
    forget,
    is_working,
    last_opening,
    working_day_number,
    working_days_between,
    working_days_late,
)
from tests.notifications.conftest import World

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=DHAKA)


@pytest.mark.django_db
def test_the_table_holds_every_day_of_2018_to_2030_and_counts_the_working_ones() -> None:
    days = list(Day.objects.order_by("date"))
    assert (days[0].date, days[-1].date, len(days)) == (date(2018, 1, 1), date(2030, 12, 31), 4748)
    running = 0
    for day in days:
        running += day.is_working
        assert day.number == running


@pytest.mark.django_db
def test_friday_and_saturday_and_the_known_holidays_are_free() -> None:
    free = {
        day.date
        for day in Day.objects.filter(date__range=(date(2026, 12, 11), date(2026, 12, 27)), is_working=False)
    }
    assert free == {
        date(2026, 12, 11), date(2026, 12, 12),
        date(2026, 12, 16),  # Victory Day, a Wednesday
        date(2026, 12, 18), date(2026, 12, 19),
        date(2026, 12, 25), date(2026, 12, 26),
    }  # fmt: skip
    victory = Day.objects.get(date=date(2026, 12, 16))
    assert (victory.kind, victory.name_en, victory.name_bn) == ("holiday", "Victory Day", "বিজয় দিবস")


@pytest.mark.django_db
def test_python_and_the_table_give_every_day_the_same_number() -> None:
    days = calendar()
    for day in Day.objects.all():
        assert days.number(day.date) == day.number, day.date
        assert days.is_working(day.date) == day.is_working, day.date


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (date(2026, 11, 19), date(2026, 11, 22), 1),  # Thursday to Sunday
        (date(2026, 11, 22), date(2026, 11, 19), -1),
        (date(2026, 11, 19), date(2026, 11, 21), 0),  # Thursday to Saturday
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (date(2026, 12, 15), date(2026, 12, 17), 1),  # over Victory Day
        (date(2026, 12, 31), date(2027, 1, 3), 1),
    ],
)
def test_days_between_count_working_days_only(a: date, b: date, expected: int) -> None:
    assert working_days_between(a, b) == expected


@pytest.mark.django_db
def test_adding_working_days_lands_on_the_working_day_that_many_numbers_on() -> None:
    days = calendar()
    start = date(2026, 3, 1)
    for offset in range(0, 60, 3):
        day = start + timedelta(days=offset)
        for count in (-30, -7, -1, 0, 1, 5, 10, 37):
            found = days.add(day, count)
            assert days.is_working(found)
            assert days.number(found) - days.number(day) == count
    assert add_working_days(date(2026, 12, 15), 1) == date(2026, 12, 17)


@pytest.mark.django_db
def test_what_is_due_on_a_free_day_is_due_on_the_next_working_day() -> None:
    friday, sunday, monday = date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)
    assert working_days_late(friday, sunday) == 0
    assert working_days_late(friday, monday) == 1
    assert working_days_late(friday, date(2026, 11, 19)) == -1


@pytest.mark.django_db
def test_beyond_the_table_weekdays_are_counted_without_holidays() -> None:
    assert working_days_between(date(2030, 12, 31), date(2031, 1, 5)) == 3
    assert working_day_number(date(2017, 12, 31)) == 0
    assert working_days_between(date(2017, 12, 24), date(2017, 12, 31)) == 5


@pytest.mark.django_db
def test_an_administrator_adds_and_strikes_days_and_all_later_numbers_follow(world: World) -> None:
    before = Day.objects.get(date=date(2027, 1, 3)).number
    day = actions.add_day(
        by=world.administrator, on=date(2026, 11, 24), name_en="Election", name_bn="নির্বাচন", at=NOW
    )
    assert (day.kind, day.is_working, is_working(day.date)) == ("added", False, False)
    assert Day.objects.get(date=date(2027, 1, 3)).number == before - 1
    actions.strike_day(by=world.administrator, on=date(2026, 12, 16), at=NOW)
    actions.strike_day(by=world.administrator, on=date(2026, 12, 19), name_en="Worked Saturday", at=NOW)
    assert Day.objects.get(date=date(2027, 1, 3)).number == before + 1
    assert is_working(date(2026, 12, 16)) and is_working(date(2026, 12, 19))
    days = calendar()
    assert all(days.number(row.date) == row.number for row in Day.objects.filter(date__year__gte=2026))


@pytest.mark.django_db
def test_days_are_refused_to_others_outside_the_table_and_when_nothing_changes(world: World) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_day(by=world.secretary, on=date(2026, 11, 24), name_en="x", name_bn="", at=NOW)
    for on in (date(2031, 1, 1), date(2026, 11, 20)):
        with pytest.raises(Mendable) as refusal:
            actions.add_day(by=world.administrator, on=on, name_en="x", name_bn="", at=NOW)
        assert refusal.value.field == "on"
    with pytest.raises(Mendable):
        actions.strike_day(by=world.administrator, on=date(2026, 11, 24), at=NOW)
    with pytest.raises(Mendable):
        actions.add_day(by=world.administrator, on=date(2026, 11, 24), name_en="", name_bn="", at=NOW)


@pytest.mark.django_db
def test_the_table_is_extended_year_by_year_and_keeps_what_was_changed(world: World) -> None:
    actions.strike_day(by=world.administrator, on=date(2030, 12, 16), at=NOW)
    last = Day.objects.get(date=date(2030, 12, 31))
    assert actions.extend_days(until=date(2031, 2, 1)) == 365
    assert actions.extend_days(until=date(2031, 12, 31)) == 0
    assert Day.objects.get(date=date(2030, 12, 16)).kind == "struck"
    first = Day.objects.get(date=date(2031, 1, 1))
    assert first.number == last.number + first.is_working


def test_the_last_opening_is_the_day_whose_nine_o_clock_has_passed_in_dhaka() -> None:
    assert last_opening(datetime(2026, 11, 22, 9, 0, tzinfo=DHAKA)) == date(2026, 11, 22)
    assert last_opening(datetime(2026, 11, 22, 8, 59, tzinfo=DHAKA)) == date(2026, 11, 21)


@pytest.mark.django_db
def test_a_due_date_is_described_in_working_days_in_both_languages() -> None:
    today = date(2026, 11, 22)
    said = {}
    for language in ("en", "bn"):
        with translation.override(language):
            said[language] = [
                (words.state, words.words)
                for words in (
                    describe_due(date(2026, 11, 19), today),
                    describe_due(date(2026, 11, 5), today),
                    describe_due(today, today),
                    describe_due(date(2026, 11, 20), today),
                    describe_due(date(2026, 11, 19), date(2026, 11, 20)),
                    describe_due(date(2026, 11, 24), today),
                    describe_due(date(2026, 11, 29), today),
                    describe_due(date(2026, 11, 30), today),
                )
            ]
    assert said["en"] == [
        ("late", "1 working day late"),
        ("late", "11 working days late"),
        ("soon", "Due today"),
        ("soon", "Due today"),
        ("soon", "Due on the last working day"),
        ("soon", "2 working days left"),
        ("soon", "5 working days left"),
        ("ok", "6 working days left"),
    ]
    assert said["bn"][0] == ("late", "১ কর্মদিবস বিলম্ব")
    assert said["bn"][5] == ("soon", "২ কর্মদিবস বাকি")


@pytest.mark.django_db
def test_in_a_request_the_days_are_read_once(django_assert_num_queries: Any) -> None:
    forget(in_request=True)
    with django_assert_num_queries(1):
        assert working_days_between(date(2026, 11, 19), date(2026, 11, 22)) == 1
        assert working_days_late(date(2026, 11, 19), date(2026, 11, 22)) == 1
    forget()
    with django_assert_num_queries(2):
        is_working(date(2026, 11, 19))
        is_working(date(2026, 11, 19))
