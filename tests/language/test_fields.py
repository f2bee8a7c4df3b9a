"""Fields read what people type in either language, and say in theirs what is wrong with it."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from language.digits import to_bengali
from language.fields import (
    AddressField,
    ClockField,
    DayField,
    LineField,
    MobileField,
    NumberField,
    ProseField,
)
from language.reading import read_clock, read_day
from language.words import MONTHS_BN, clock, day


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "22/11/2026",
        "22.11.2026",
        "22-11-2026",
        "22 Nov 2026",
        "22 november, 2026",
        "22nd November 2026",
        "২২ নভেম্বর ২০২৬",
        "২২ নভেম্বর, ২০২৬",
        "২২/১১/২০২৬",
        " 22/11/2026 ",
        "Sun 22 Nov 2026",
        "Sunday, 22 November 2026",
        "November 22, 2026",
        "রবিবার, ২২ নভেম্বর ২০২৬",
        "২২শে নভেম্বর ২০২৬",
        "রবি, ২২ নভেম্বর ২০২৬ খ্রিঃ",
        "২২/১১/২০২৬ খ্রি.",
        "\u200e22/11/2026\u200e",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert DayField().clean(text) == date(2026, 11, 22)


@pytest.mark.parametrize("month", range(1, 13))
def test_each_bangla_month_is_read_in_either_encoding(month: int) -> None:
    name = MONTHS_BN[month - 1]
    for written in (name, name.replace("\u09af\u09bc", "\u09df")):
        assert DayField().clean(f"৫ {written} ২০২৬") == date(2026, month, 5)


@pytest.mark.parametrize(
    "text",
    ["31/02/2026", "22/13/2026", "tomorrow", "22 Nov", "Nov 2026", "1/1/26", "22/11/20266", "0-0-0", "\x00"],
)
def test_what_is_no_date_is_refused_in_the_readers_language(text: str) -> None:
    for language, expected in (("en", "22/11/2026"), ("bn", "২২/১১/২০২৬")):
        with translation.override(language), pytest.raises(forms.ValidationError, match=expected):
            DayField().clean(text)


@given(value=st.dates(date(1900, 1, 1), date(2200, 12, 31)), bengali=st.booleans())
def test_a_date_shown_is_read_back(value: date, bengali: bool) -> None:
    for text in (
        f"{value:%d/%m/%Y}",
        value.isoformat(),
        f"{value.day} {MONTHS_BN[value.month - 1]} {value.year}",
    ):
        assert read_day(to_bengali(text) if bengali else text) == value


FIRST, LAST = datetime(1900, 1, 1), datetime(2200, 12, 31)  # noqa: DTZ001 (a clock on the wall)


@given(
    value=st.datetimes(FIRST, LAST),
    language=st.sampled_from(["en", "bn"]),
    weekday=st.booleans(),
)
def test_what_the_portal_prints_is_read_back(value: datetime, language: str, weekday: bool) -> None:
    with translation.override(language):
        assert read_day(day(value.date(), weekday=weekday)) == value.date()
        assert read_clock(clock(value.time())) == value.time().replace(second=0, microsecond=0)


@given(text=st.text(max_size=30))
def test_any_text_is_a_date_or_none_and_a_time_or_none(text: str) -> None:
    assert read_day(text) is None or isinstance(read_day(text), date)
    assert read_clock(text) is None or isinstance(read_clock(text), time)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", time(14, 30)),
        ("9.05", time(9, 5)),
        ("১৪:৩০", time(14, 30)),
        ("2:30 pm", time(14, 30)),
        ("12 am", time(0, 0)),
        ("11 a.m.", time(11, 0)),
        ("সকাল ১০টা", time(10, 0)),
        ("সকাল ১০ টা", time(10, 0)),
        ("দুপুর ২টা ৩০ মিনিট", time(14, 30)),
        ("দুপুর ১২টা", time(12, 0)),
        ("বিকেল ৪টা", time(16, 0)),
        ("সন্ধ্যা ৭টা ৫ মিনিট", time(19, 5)),
        ("রাত ১২টা", time(0, 0)),
        ("রাত ৯:১৫", time(21, 15)),
        ("সকাল সাড়ে ১০টা", time(10, 30)),
        ("সোয়া ১১টা", time(11, 15)),
        ("পৌনে ১১টা", time(10, 45)),
        ("১৪টা", time(14, 0)),
        ("11", time(11, 0)),
        ("১১", time(11, 0)),
        ("14", time(14, 0)),
        ("বেলা ১১টায়", time(11, 0)),
        ("বেলা ৩টা", time(15, 0)),
        ("সকাল ১১ টায়", time(11, 0)),
        ("দুপুর ২টায়", time(14, 0)),
        ("3 am", time(3, 0)),
        ("রাত ৩টা", time(3, 0)),
        ("বিকাল সাড়ে ৩টা", time(15, 30)),
        ("সকাল ১১ ঘটিকায়", time(11, 0)),
        ("সকাল ১১:৩০ ঘটিকা", time(11, 30)),
        ("সকাল ১১টার সময়", time(11, 0)),
        ("দুপুর দেড়টা", time(13, 30)),
        ("দুপুর আড়াইটায়", time(14, 30)),
    ],
)
def test_a_time_of_day_is_read(text: str, expected: time) -> None:
    assert ClockField().clean(text) == expected


@pytest.mark.parametrize(
    "text",
    ["24:00", "14:60", "25", "13 pm", "half past two", "0 am", "সকাল", "বিকাল ১১টা", "২৪টা", "সাড়ে ২৩টা ৫"],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with translation.override("bn"), pytest.raises(forms.ValidationError, match="সকাল ১১টা"):
        ClockField().clean(text)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("3:00", [("03:00 pm", "বিকাল ৩টা"), ("03:00 am", "রাত ৩টা")]),
        ("৬টা", [("06:00 pm", "সন্ধ্যা ৬টা"), ("06:00 am", "সকাল ৬টা")]),
        ("22:30", [("10:30 pm", "রাত ১০টা ৩০ মিনিট")]),
        ("0:15", [("12:15 pm", "দুপুর ১২টা ১৫ মিনিট"), ("12:15 am", "রাত ১২টা ১৫ মিনিট")]),
    ],
)
def test_an_hour_outside_a_working_day_is_asked_and_each_answer_is_a_time(
    text: str, choices: list[tuple[str, str]]
) -> None:
    with translation.override("bn"), pytest.raises(forms.ValidationError) as asked:
        ClockField().clean(text)
    assert (asked.value.code, asked.value.params) == ("asked", {"choices": choices})
    for value, label in choices:
        assert ClockField().clean(value) == ClockField().clean(label)


@given(at=st.times(), language=st.sampled_from(["en", "bn"]))
def test_a_stored_time_is_shown_so_that_it_is_never_asked(at: time, language: str) -> None:
    with translation.override(language):
        assert ClockField().clean(ClockField().prepare_value(at)) == at.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "expected"), [("41", 41), ("৪১", 41), ("2,40,000", 240_000), (" ৪১ ", 41), ("", None)]
)
def test_a_number_is_read_in_either_digit_system(text: str, expected: int | None) -> None:
    assert NumberField(required=False).clean(text) == expected


@pytest.mark.parametrize(
    ("text", "english", "bangla"),
    [
        ("-1", "0 or more", "০ বা তার বেশি"),
        ("501", "500 or less", "৫০০ বা তার কম"),
        ("৫০১", "500 or less", "৫০০ বা তার কম"),
        ("4.5", "whole number", "পূর্ণ সংখ্যা"),
        ("many", "whole number", "পূর্ণ সংখ্যা"),
        ("9" * 5000, "whole number", "পূর্ণ সংখ্যা"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(text: str, english: str, bangla: str) -> None:
    for language, expected in (("en", english), ("bn", bangla)):
        with translation.override(language), pytest.raises(forms.ValidationError, match=expected):
            NumberField(max_value=500).clean(text)


@pytest.mark.parametrize("field", [ProseField(), LineField()])
@pytest.mark.parametrize("text", ["a\x00b", "\x1b", "x\x85x"])
def test_text_with_control_characters_is_refused(field: forms.Field, text: str) -> None:
    with translation.override("en"), pytest.raises(forms.ValidationError, match="cannot be shown"):
        field.clean(text)


def test_text_that_is_too_long_is_refused_with_both_lengths() -> None:
    with translation.override("bn"), pytest.raises(forms.ValidationError, match="১,০০,০০০") as refused:
        ProseField(max_length=20_000).clean("x" * 100_000)
    assert "২০,০০০" in str(refused.value.messages)
    assert ProseField(max_length=4).clean("কখগঘ") == "কখগঘ"


def test_the_length_is_that_of_the_encoding_we_keep() -> None:
    assert ProseField(max_length=2).clean("\u09af\u09bc") == ProseField(max_length=2).clean("\u09df")


def test_prose_keeps_its_lines_and_a_line_has_none() -> None:
    assert ProseField().clean(" one\r\n two ") == "one\n two"
    assert LineField().clean(" one\r\n two\t three ") == "one two three"


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b", "\u200d\u200c", "\u2800 \ufeff", "\u3164"])
def test_nothing_typed_is_required(text: str) -> None:
    for field in (ProseField(), LineField(), DayField(), MobileField()):
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(text)
        assert refused.value.error_list[0].code in ("required", "invalid")


def test_a_mobile_number_is_kept_one_way_and_a_wrong_one_refused() -> None:
    assert MobileField().clean("০১৭১১-০০০০০০") == "+8801711000000"
    with translation.override("bn"), pytest.raises(forms.ValidationError, match="০১৭১১০০০০০০"):
        MobileField().clean("0171")


def test_an_address_pasted_with_unseen_signs_is_the_same_address() -> None:
    assert AddressField().clean(" \u200eLiaison@Example.org\u200b\u200d") == "liaison@example.org"


class AForm(forms.Form):
    on = DayField()
    at = ClockField()
    many = NumberField()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["05/03/2026", "09:05", "12"]), ("bn", ["০৫/০৩/২০২৬", "সকাল ৯টা ৫ মিনিট", "১২"])],
)
def test_a_stored_value_is_shown_in_the_readers_digits_and_read_back(
    language: str, expected: list[str]
) -> None:
    stored: dict[str, Any] = {"on": date(2026, 3, 5), "at": time(9, 5), "many": 12}
    with translation.override(language):
        shown = {field.name: field.value() for field in AForm(initial=stored)}
        assert list(shown.values()) == expected
        again = AForm(shown)
        assert again.is_valid()
        assert again.cleaned_data == stored
        assert not AForm(shown, initial=stored).has_changed()
    assert AForm({"on": "৩১/০২/২০২৬"})["on"].value() == "৩১/০২/২০২৬"
