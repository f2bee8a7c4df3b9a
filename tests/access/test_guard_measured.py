"""What the guard catches and what it lets stand, measured on two lists made apart from each other."""

import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from access.toolkit.identifiers import find_identifiers
from language.digits import ASCII_DIGITS, BENGALI_DIGITS, to_bengali
from tests.access import identifier_cases, identifier_cases_apart
from tests.budgets import budget

FIRST = [*identifier_cases.SENTENCES["en"], *identifier_cases.SENTENCES["bn"]]
SECOND = identifier_cases_apart.SENTENCES
LISTS = {"first": identifier_cases.identifiers, "second": identifier_cases_apart.identifiers}


@pytest.mark.parametrize("carrier", ["NID {} of the witness", "সাক্ষী {}।"])
@pytest.mark.parametrize("identifiers", LISTS.values(), ids=LISTS)
def test_of_identifiers_in_every_writing_at_least_99_in_100_are_caught(
    identifiers: Callable[[], Iterator[str]], carrier: str
) -> None:
    """Measured: 1,590 of 1,596 and 6,093 of 6,102; announced as somebody's 1,596 and 6,098."""
    written = list(identifiers())
    passed = [one for one in written if not find_identifiers(carrier.format(one), phones=True)]
    assert len(written) > 1_500
    assert len(passed) <= len(written) * 0.01, passed


def test_the_second_list_has_other_separators_and_both_digit_systems_in_one_number() -> None:
    separators = identifier_cases_apart.SEPARATORS
    assert len(separators) == len(set(separators)) > 100
    assert any(
        set(one) & set(ASCII_DIGITS) and set(one) & set(BENGALI_DIGITS)
        for one in identifier_cases_apart.identifiers()
    )


@pytest.mark.parametrize("sentences", [FIRST, SECOND], ids=["first", "second"])
def test_of_200_sentences_of_minutes_at_most_two_are_refused(sentences: list[str]) -> None:
    """Measured: none of either."""
    refused = [one for one in sentences if find_identifiers(one, phones=True)]
    assert len(set(sentences)) == 200
    assert len(refused) <= 2, refused


def test_the_two_lists_share_no_sentence() -> None:
    assert not set(FIRST) & set(SECOND)


@pytest.mark.parametrize("number", ["6412345678", "641/234/5678", "01711.222333", "1990 2694812345678"])
def test_an_identifier_in_a_sentence_of_minutes_is_caught_all_the_same(number: str) -> None:
    for sentence in (*FIRST[::2], *SECOND[::2]):
        assert find_identifiers(f"{sentence} Witness {number}.", phones=True), sentence
        assert find_identifiers(f"Witness {number}. {sentence}", phones=True), sentence


# Anything but letters and digits, and no sign of a list, a sum, a day or a line: those have tests of
# their own, and where they stand between drawn digits in their order, they are a list, a sum, a day.
BETWEEN = st.text(
    st.one_of(
        st.sampled_from(" -_*#~•·–—%'\"\u00a0\u200b\u3164\ufeff"),
        st.characters(blacklist_categories=["L", "M", "N", "C"], blacklist_characters=",;:.|/()[]+=\n\t"),
    ),
    min_size=1,
    max_size=4,
).filter(lambda signs: not set(unicodedata.normalize("NFKC", signs)) & set(",;:.|/()[]+=&।°\n\t"))


@st.composite
def identifiers_with_anything_between(draw: st.DrawFn) -> str:
    """A number of each kind, each two of its digits held apart by something else, or by nothing."""
    first, count = draw(
        st.sampled_from([("6", 9), ("26", 11), ("1990", 13), ("017", 8), ("88018", 8), ("AB", 7), ("E", 8)])
    )
    digits = draw(st.text("0123456789", min_size=count, max_size=count))
    number = first
    for digit in digits:
        number += draw(st.one_of(st.just(""), BETWEEN)) + (
            to_bengali(digit) if draw(st.booleans()) else digit
        )
    return number


@settings(max_examples=budget(50, 5_000), deadline=None)
@given(number=identifiers_with_anything_between())
def test_whatever_stands_between_its_digits_an_identifier_is_caught(number: str) -> None:
    assert find_identifiers(f"the witness {number} said", phones=True)
