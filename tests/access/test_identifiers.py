"""Nobody's identity gets into free text, in either digit system, however it is grouped."""

import re
import time
import unicodedata

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from access.toolkit.errors import Mendable, form_errors
from access.toolkit.fields import GuardedLineField, GuardedProseField
from access.toolkit.identifiers import find_identifiers, first_identifier, guard_text
from language.digits import to_bengali

IDENTITY, BIRTH, PASSPORT, PHONE = "national-identity", "birth-registration", "passport", "phone"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("NID 6412345678 of the witness", [IDENTITY]),
        ("এনআইডি ৬৪১২৩৪৫৬৭৮", [IDENTITY]),
        ("641 234 5678", [IDENTITY]),
        ("641-234-5678", [IDENTITY]),
        ("641 - 234 - 5678", [IDENTITY]),
        ("৬৪১ ২৩৪ ৫৬৭৮", [IDENTITY]),
        ("64১২345৬78", [IDENTITY]),
        ("641\u00a0234\u20095678", [IDENTITY]),
        ("641\u200b2345678", [IDENTITY]),
        ("641–234–5678", [IDENTITY]),
        ("６４１２３４５６７８", [IDENTITY]),
        ("item 2 6412345678", [IDENTITY]),
        ("2694812345678", [IDENTITY]),
        ("19902694812345678", [BIRTH]),
        ("1990 2694812345678", [IDENTITY, BIRTH]),
        ("passport A01234567", [PASSPORT]),
        ("passport eb0123456", [PASSPORT]),
        ("EB 0123456", [PASSPORT]),
        ("EB-0123456", [PASSPORT]),
        ("পাসপোর্ট EB০১২৩৪৫৬", [PASSPORT]),
        ("A01234567 and 6412345678", [PASSPORT, IDENTITY]),
        ("AB/012/3456", [PASSPORT]),
        ("ab.0123456", [PASSPORT]),
        ("A%0123%4567", [PASSPORT]),
        ("eb ০১২ ৩৪৫৬", [PASSPORT]),
        ("E B 0123456", [PASSPORT]),
        ("Ａ０１２３４５６７", [PASSPORT]),
        ("64%12%34%56%78", [IDENTITY]),
        ("1098;464;607", [IDENTITY]),
        ("78.95.25.18.09.602", [IDENTITY]),
        ("641\u3164234\u31645678", [IDENTITY]),
        ("641\u0307234\u20e35678", [IDENTITY]),
        ("641ǀ234ー5678", [IDENTITY]),
        ("⑥④①2345⁶⁷⁸", [IDENTITY]),
        ("NID no. 12, 15, 18, 22, 30", [IDENTITY]),
        ("Tk 641,234,5678", [IDENTITY]),
        ("Tk 6412345678", [IDENTITY]),
    ],
)
def test_identity_birth_registration_and_passport_numbers_are_found_everywhere(
    text: str, kinds: list[str]
) -> None:
    assert sorted(find_identifiers(text)) == sorted(kinds)


@pytest.mark.parametrize(
    "text",
    [
        "call 01711000000",
        "call 01711-000000",
        "০১৭১১ ০০০ ০০০",
        "+880 1711 000000",
        "+8801711000000",
        "8801711000000",
        "+91 98300 12345",
        "+880-(0)1711-222-333",
        "00880/1711/222333",
        "০১৭১১\u3164২২২\u3164৩৩৩",
        "02-55012345",
        "0421-687451",
    ],
)
def test_telephone_numbers_are_found_where_asked_and_nowhere_else(text: str) -> None:
    assert find_identifiers(text, phones=True) == [PHONE]
    assert find_identifiers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22 survivors: 12 women, 7 girls, 3 boys",
        "Tk 12,34,56,789",
        "2026-11-22 14:30",
        "22-11-2026 and 25-11-2026",
        "the plan of 2018-2022 2023-2025",
        "FY 2023-24 2024-25",
        "call 999 or 10921, or 16430",
        "items 41.3 and 41.4, section 6(2) of Act 3 of 2012",
        "১২ জন নারী, ৭ জন মেয়ে",
        "No 12345678",
        "123456789",
        "12345678901",
        "MoHA-2026-113",
        "from 2024 - 2026 to 2027 - 2028",
    ],
)
def test_figures_dates_and_helplines_are_left_alone(text: str) -> None:
    assert find_identifiers(text, phones=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "12345.67890",
        "1234/5678/90",
        "1234_567_890",
        "1234,567,890",
        "12345\n67890",
        "01711.222.333",
        "০১৭১১/২২২/৩৩৩",
    ],
)
def test_ordinary_punctuation_hides_no_number(text: str) -> None:
    assert find_identifiers(f"of {text} it", phones=True)


# Anything but letters and digits; a comma and a space make a list of small numbers.
BETWEEN = st.text(st.characters(blacklist_categories=["L", "M", "N", "C"]), min_size=1, max_size=5).filter(
    lambda text: not re.fullmatch(r"\s*[,;]\s+", unicodedata.normalize("NFKC", text))
)


def grouped() -> st.SearchStrategy[str]:
    """A number of 10, 13 or 17 digits, cut anywhere, with one kind of separator, in mixed digits."""

    @st.composite
    def build(draw: st.DrawFn) -> str:
        length = draw(st.sampled_from([10, 13, 17]))
        digits = draw(st.text("0123456789", min_size=length, max_size=length))
        cuts = sorted(draw(st.sets(st.integers(1, length - 1), max_size=4)))
        separator = draw(BETWEEN)
        pieces = [digits[start:end] for start, end in zip([0, *cuts], [*cuts, length], strict=True)]
        pieces = [to_bengali(piece) if draw(st.booleans()) else piece for piece in pieces]
        return separator.join(pieces)

    return build()


WORDS = st.text("abc কখগ.,;:।\n", max_size=12)


@given(before=WORDS, number=grouped(), after=WORDS)
def test_a_number_is_found_however_it_is_cut_and_written(before: str, number: str, after: str) -> None:
    kinds = find_identifiers(f"{before} {number} {after}", phones=True)
    assert kinds, "neither identity nor, where it reads as one, a telephone number"
    assert set(kinds) <= {IDENTITY, BIRTH, PHONE, PASSPORT}


@given(
    before=WORDS,
    letters=st.text("ABEXabex", min_size=1, max_size=2),
    digits=st.text("0123456789", min_size=7, max_size=8),
    bengali=st.booleans(),
)
def test_a_passport_number_is_found_in_either_digit_system(
    before: str, letters: str, digits: str, bengali: bool
) -> None:
    assert PASSPORT in find_identifiers(f"{before} {letters}{to_bengali(digits) if bengali else digits}.")


@given(text=st.text(max_size=200))
def test_the_guard_answers_any_text(text: str) -> None:
    find_identifiers(text, phones=True)


@given(text=st.text(max_size=80).filter(lambda text: not any(char.isnumeric() for char in text)))
def test_text_without_digits_holds_no_identifier(text: str) -> None:
    assert find_identifiers(text, phones=True) == []


# What a grammar that goes back on itself would stumble over.
HARD = (
    "1,", "12.", "01/", "2026-", "Tk 1,", "1 .", "AB-1", "1, ", "1+", "1 + ", "1(1)", "2026 (1), ", "23.1",
    "12-", "NID 1", "memo no 1.", "44.00.0000.", "ধারা 1,", "1 ধারা", "1,11,", "1,234,567,890 ", "\u200b1",
    "1\u0307", "1\n", "1\t", "12%,", "+1", "1:", "12°12'", "(((1", "টাকা 1",
)  # fmt: skip


def test_a_hundred_thousand_digits_are_read_in_no_time() -> None:
    assert find_identifiers("1 " * 50_000, phones=True) != []
    assert find_identifiers("9" * 100_000, phones=True) == []
    find_identifiers("A1 " * 33_000, phones=True)
    for hard in HARD:
        begun = time.process_time()
        find_identifiers(hard * (20_000 // len(hard)), phones=True)
        assert time.process_time() - begun < 2, hard


def test_an_action_refuses_at_the_field_and_keeps_sound_text_in_one_encoding() -> None:
    with translation.override("en"), pytest.raises(Mendable) as refused:
        guard_text(field="discussion", text="NID ৬৪১ ২৩৪ ৫৬৭৮")
    assert (refused.value.field, refused.value.code) == ("discussion", "identifier")
    assert "national identity number" in str(refused.value)
    with pytest.raises(Mendable):
        guard_text(field=None, text="nul\x00")
    with pytest.raises(Mendable):
        guard_text(field="what", text="01711000000", phones=True)
    assert guard_text(field="what", text=" 01711000000\r\n") == "01711000000"
    assert guard_text(field="what", text="\u09df") == "\u09af\u09bc"


class AForm(forms.Form):
    discussion = GuardedProseField(phones=True)
    title = GuardedLineField(required=False)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"discussion": "6412345678"}, {"discussion": ["identifier"]}),
        ({"discussion": "01711000000"}, {"discussion": ["identifier"]}),
        ({"discussion": "fine", "title": "01711000000"}, {}),
        ({"discussion": "fine", "title": "EB0123456"}, {"title": ["identifier"]}),
        ({"discussion": "\x00"}, {"discussion": ["characters"]}),
        ({"discussion": "x" * 100_000}, {"discussion": ["too_long"]}),
        ({"discussion": "  "}, {"discussion": ["required"]}),
    ],
)
def test_a_form_refuses_at_the_field_and_loses_nothing_typed(
    typed: dict[str, str], expected: dict[str, list[str]]
) -> None:
    form = AForm(typed)
    found = {
        name: [error["code"] for error in errors] for name, errors in form.errors.get_json_data().items()
    }
    assert found == expected
    assert form["discussion"].value() == typed["discussion"]


def test_what_an_action_refuses_is_shown_at_its_field_or_above_the_form() -> None:
    form = AForm({"discussion": "fine"})
    form_errors(form, Mendable("Not this.", "title", "wrong"))
    form_errors(form, Mendable("Nor that.", "a field this form does not show"))
    assert form.errors == {"title": ["Not this."], "__all__": ["Nor that."]}


@pytest.mark.parametrize("text", ["6412345678", "19902694812345678", "EB0123456", "01711000000", "\x00"])
def test_each_refusal_is_said_in_bangla_too(text: str) -> None:
    said = {}
    for language in ("en", "bn"):
        with translation.override(language), pytest.raises(Mendable) as refused:
            guard_text(field="x", text=text, phones=True)
        said[language] = re.sub("“.*?”", "", str(refused.value))
    assert said["en"].isascii()
    assert not any(char.isascii() and char.isalpha() for char in said["bn"])


def test_a_refusal_names_the_piece_without_repeating_it_whole() -> None:
    with translation.override("en"), pytest.raises(Mendable) as refused:
        guard_text(field="x", text="On 22/11/2026 the witness, ৬৪১ - ২৩৪\n৫৬৭৮, was heard.")
    assert "“৬৪১ …৬৭৮” looks like a national identity number." in str(refused.value)
    assert "a sum as Tk 12,50,000" in str(refused.value)
    assert "২৩৪" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("in 2026, 641 234 5678 and 12 others", "641 234 5678"),
        ("card 641\u200b2345678", "641\u200b2345678"),
        ("passport eb-012-3456.", "eb-012-3456"),
        ("call +880 1711-222333 today", "880 1711-222333"),
    ],
)
def test_the_piece_is_what_was_written(text: str, piece: str) -> None:
    found = first_identifier(text, phones=True)
    assert found is not None
    assert found.piece == piece
