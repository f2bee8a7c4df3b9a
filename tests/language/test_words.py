"""Dates, times and numbers read as people in each language write them."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from language import words
from language.digits import localise, to_ascii, to_bengali
from language.text import clean, forbidden_characters, mobile_number

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("precision", "weekday", "english", "bangla"),
    [
        ("day", False, "22 Nov 2026", "২২ নভেম্বর ২০২৬"),
        ("day", True, "Sun 22 Nov 2026", "রবিবার, ২২ নভেম্বর ২০২৬"),
        ("month", False, "November 2026", "নভেম্বর ২০২৬"),
        ("year", True, "2026", "২০২৬"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(
    precision: str, weekday: bool, english: str, bangla: str
) -> None:
    with translation.override("en"):
        assert words.day(SUNDAY, precision, weekday) == english
    with translation.override("bn"):
        assert words.day(SUNDAY, precision, weekday) == bangla


@pytest.mark.parametrize(
    ("at", "bangla"),
    [
        (time(0, 0), "রাত ১২টা"),
        (time(3, 59), "রাত ৩টা ৫৯ মিনিট"),
        (time(4, 0), "ভোর ৪টা"),
        (time(6, 0), "সকাল ৬টা"),
        (time(11, 0), "সকাল ১১টা"),
        (time(12, 0), "দুপুর ১২টা"),
        (time(14, 30), "দুপুর ২টা ৩০ মিনিট"),
        (time(15, 0), "বিকাল ৩টা"),
        (time(18, 5), "সন্ধ্যা ৬টা ৫ মিনিট"),
        (time(20, 0), "রাত ৮টা"),
    ],
)
def test_a_bangla_time_names_the_part_of_the_day(at: time, bangla: str) -> None:
    with translation.override("bn"):
        assert words.clock(at) == bangla
    with translation.override("en"):
        assert words.clock(at) == f"{at:%H:%M}"


def test_an_instant_is_told_in_dhaka_even_across_midnight() -> None:
    late = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
    with translation.override("en"):
        assert words.moment(late) == "22 Nov 2026, 00:30"
        assert words.day(late) == "22 Nov 2026"
    with translation.override("bn"):
        assert words.moment(late) == "২২ নভেম্বর ২০২৬, রাত ১২টা ৩০ মিনিট"


def test_ordinals() -> None:
    with translation.override("en"):
        said = [words.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 41, 101, 111)]
    assert said == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "41st", "101st", "111th"]
    with translation.override("bn"):
        assert [words.ordinal(n) for n in (1, 2, 4, 6, 10, 11, 41)] == [
            "১ম",
            "২য়",
            "৪র্থ",
            "৬ষ্ঠ",
            "১০ম",
            "১১তম",
            "৪১তম",
        ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (100_000, "1,00,000"),
        (12_345_678, "1,23,45,678"),
        (-2500, "-2,500"),
        (8.01, "8.01"),
    ],
)
def test_numbers_are_grouped_in_lakhs_and_crores_in_both_languages(value: float, text: str) -> None:
    with translation.override("en"):
        assert words.number(value) == text
    with translation.override("bn"):
        assert words.number(value) == to_bengali(text)


@given(value=st.integers(-(10**15), 10**15))
def test_grouping_loses_no_digit(value: int) -> None:
    with translation.override("en"):
        assert int(words.number(value).replace(",", "")) == value


def test_a_count_that_stopped_says_so() -> None:
    with translation.override("en"):
        assert [words.capped(n) for n in (0, 99, 100, 250)] == ["0", "99", "99+", "99+"]
    with translation.override("bn"):
        assert words.capped(100) == "৯৯+"


@given(text=st.text())
def test_digits_change_and_nothing_else(text: str) -> None:
    assert to_ascii(to_bengali(text)) == to_ascii(text)
    assert len(to_bengali(text)) == len(text)


def test_digits_follow_the_language_asked_for_else_the_active_one() -> None:
    assert (localise("41.3", "bn"), localise("41.3", "en")) == ("৪১.৩", "41.3")
    with translation.override("bn"):
        assert localise("41.3") == "৪১.৩"
    with translation.override(None):
        assert localise("41.3") == "41.3"


@given(text=st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_both_encodings_of_one_letter_become_one() -> None:
    assert clean("সময\u09bc") == clean("সম\u09df")
    assert clean(" a\r\nb\rc ") == "a\nb\nc"


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\x1b[0m", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_control_characters_are_forbidden(text: str) -> None:
    assert forbidden_characters(text)


@pytest.mark.parametrize("text", ["", "a\tb\nc\r\n", "সমন্বয়", "ক্\u200dষ", "😀"])
def test_what_people_type_is_not_forbidden(text: str) -> None:
    assert not forbidden_characters(text)


@pytest.mark.parametrize(
    "text",
    ["01711000000", "+8801711000000", "8801711000000", "০১৭১১-০০০০০০", "01711 000 000", "(01711) 000000"],
)
def test_a_mobile_number_is_kept_one_way(text: str) -> None:
    assert mobile_number(text) == "+8801711000000"


@pytest.mark.parametrize("text", ["", "0171100000", "01211000000", "+911711000000", "017110000000", "x"])
def test_what_is_no_bangladeshi_mobile_number(text: str) -> None:
    assert mobile_number(text) is None


class Place:
    name_en = "Jashore"
    name_bn = "যশোর"


class OnlyBangla:
    title_en = ""
    title_bn = "সভাপতি"


@pytest.mark.parametrize(
    ("template", "english", "bangla"),
    [
        ("{{ n|digits }}", "41", "৪১"),
        ("{{ n|ordinal }}", "41st", "৪১তম"),
        ("{{ big|number }}", "2,40,000", "২,৪০,০০০"),
        ("{{ big|capped }}", "99+", "৯৯+"),
        ("{{ d|day }}", "22 Nov 2026", "২২ নভেম্বর ২০২৬"),
        ("{{ d|day:'month' }}", "November 2026", "নভেম্বর ২০২৬"),
        ("{{ d|longday }}", "Sun 22 Nov 2026", "রবিবার, ২২ নভেম্বর ২০২৬"),
        ("{{ t|clock }}", "14:30", "দুপুর ২টা ৩০ মিনিট"),
        ("{{ m|moment }}", "22 Nov 2026, 11:00", "২২ নভেম্বর ২০২৬, সকাল ১১টা"),
        ("{{ place|named }}", "Jashore", "যশোর"),
        ("{{ office|named:'title' }}", "সভাপতি", "সভাপতি"),
        ("{{ none|day }}{{ none|clock }}{{ none|moment }}{{ none|number }}{{ none|named }}", "", ""),
        ("{{ gone|day }}{{ gone|clock }}{{ gone|moment }}{{ gone|number }}{{ gone|named }}", "", ""),
        ("{{ none|ordinal }}{{ none|capped }}{{ none|digits }}{{ gone|ordinal }}{{ gone|capped }}", "", ""),
    ],
)
def test_the_filters_of_every_template(template: str, english: str, bangla: str) -> None:
    context = {
        "n": 41,
        "big": 240_000,
        "d": SUNDAY,
        "t": time(14, 30),
        "m": datetime(2026, 11, 22, 5, 0, tzinfo=UTC),
        "place": Place(),
        "office": OnlyBangla(),
        "none": None,
    }
    with translation.override("en"):
        assert Template(template).render(Context(context)) == english
    with translation.override("bn"):
        assert Template(template).render(Context(context)) == bangla
