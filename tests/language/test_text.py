"""Typed text has one form, and names are the same however they are spelt."""

import time

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from language.text import clean, fold, forbidden_characters, mobile_number
from tests.budgets import budget

RAB = ("র\u200d্যাব", "র\u200c্যাব", "র্যাব")


def test_an_abbreviation_is_one_word_in_its_three_spellings() -> None:
    assert len({fold(spelling) for spelling in RAB}) == 1
    assert clean(RAB[0]) == RAB[0], "the joiner stays in the text: it draws the conjunct"


@pytest.mark.parametrize("spelling", ["শাহ্\u200c মাহমুদপুর", "শাহ্ মাহমুদপুর", "শাহ মাহমুদপুর", " শাহ্  মাহমুদপুর"])
def test_a_name_is_the_same_with_and_without_the_sign_at_the_end_of_a_word(spelling: str) -> None:
    assert fold(" ".join(spelling.split())) == "শাহ মাহমুদপুর"


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b\u2060", "\u200d", "\ufeff", "\u00ad\u200f", "\u3164", "\U000e0041"]
)
def test_text_of_signs_that_nobody_sees_is_empty(text: str) -> None:
    assert clean(text) == ""


def test_marks_of_direction_are_dropped_and_an_override_is_refused() -> None:
    assert clean("\u200e+8801711\u200f \u2066000000\u2069") == "+8801711 000000"
    assert clean("৪৪.০০.\u061c০০০০") == "৪৪.০০.০০০০"
    for override in "\u202d\u202e":
        assert forbidden_characters(clean(f"Rights {override}erosseJ")), "a name must not be shown backwards"


def test_spaces_and_line_ends_of_other_programs_become_plain() -> None:
    assert clean("one\u00a0two\u2028three\r\nfour\u3000") == "one two\nthree\nfour"


@pytest.mark.parametrize(
    "pasted",
    [
        "01711222333",
        "01711-222 333",
        "+88 01711 222333",
        "+880 1711-222333",
        "8801711222333",
        "008801711222333",
        "(+880) (0)1711 222333",
        "tel:+8801711222333",
        "1711222333",
        "০১৭১১-২২২৩৩৩",
        "+৮৮০ ১৭১১ ২২২ ৩৩৩",
        "\u202a+88\u00a001711‑222333\u202c",
        "01711/222333",
    ],
)
def test_a_mobile_number_is_read_as_people_paste_it(pasted: str) -> None:
    assert mobile_number(pasted) == "+8801711222333"


@pytest.mark.parametrize(
    "text", ["", "017112223", "0171122233344", "02-55566677", "01211222333", "01711222333 office"]
)
def test_what_is_no_mobile_number_is_none(text: str) -> None:
    assert mobile_number(text) is None


@given(text=st.text())
@settings(max_examples=budget(50, 5_000))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


LETTERS = st.text(alphabet="কখরশহযািু্\u200c\u200d ABCabz09০৯.-", max_size=20)


@pytest.mark.django_db
@given(text=LETTERS)
@settings(max_examples=budget(50, 5_000))
def test_the_database_folds_as_the_portal_does(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text_folded(%s), texts_folded(ARRAY[%s]::text[])", [clean(text), clean(text)])
        assert cursor.fetchone() == (fold(text), [fold(text)])


def test_a_tower_of_marks_is_read_in_no_time() -> None:
    begun = time.process_time()
    assert len(clean("a" + "\u0301\u0323" * 100_000)) < 30
    assert time.process_time() - begun < 3
    assert clean("শা\u09cd" * 3) == "শা\u09cd" * 3
