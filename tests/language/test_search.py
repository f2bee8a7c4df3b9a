"""Words of a search are the same in Python as in the database, whichever keyboard they came from."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from language.search import keys_of, line_of, marked, stems_of, wanted_in, words_of
from language.text import clean
from tests.calls import calls

pytestmark = pytest.mark.django_db
_SIGNS = "যশোর ক্সাৎংঃঁ০১২৯abcXYZé 0129.-/:,;'’“”।%_\\[](){}·—\u200c\u200d\n\t"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("যশোর", "যশোর"),
        ("  JASHORE ", "jashore"),
        ("৪১.৩", "41.3"),
        ("Cox’s Bazar", "coxs bazar"),
        ("Cox's  Bazar", "coxs bazar"),
        ("৪৪.০০.০০০০.০৫৬-১২", "44.00.0000.056-12"),
        ("GO-NGO, সদস্য-সচিব।", "go ngo সদস্য সচিব"),
        ("র‍্যাব", "র্যাব"),
        ("12/11/2026", "12/11/2026"),
        ("%", ""),
        ("", ""),
    ],
)
def test_a_text_is_its_words(typed: str, line: str) -> None:
    assert line_of(typed) == line
    assert _asked("SELECT search_line(%s)", clean(typed)) == line


@given(st.text(alphabet=_SIGNS, max_size=40))
def test_the_database_reads_the_same_words(typed: str) -> None:
    text = clean(typed)
    assert _asked("SELECT search_line(%s)", text) == line_of(text)
    assert set(_asked("SELECT search_words(%s)", text)) == set(words_of(text))
    assert sorted(_asked("SELECT search_keys(search_words(%s))", text)) == sorted(
        set(keys_of(words_of(text)))
    )


def test_what_is_only_said_beside_a_number_is_not_looked_for() -> None:
    assert wanted_in("স্মারক নং ১২.৩") == ["12.3"]
    assert wanted_in("নং") == ["নং"]


def test_a_bangla_ending_is_taken_off_where_a_word_stays() -> None:
    assert list(stems_of("যশোরের")) == ["যশোরের", "যশোর"]
    assert list(stems_of("মার")) == ["মার"]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("যশোরের প্রতি উপজেলায়", ["যশোর"], ["যশোরের"]),
        ("Decision ৪১.৩ of Jashore", ["41.3", "jashore"], ["৪১.৩", "Jashore"]),
        ("Cox’s Bazar", ["coxs"], ["Cox’s"]),
        ("no such word", ["nc"], []),
    ],
)
def test_whole_words_are_marked(text: str, words: list[str], found: list[str]) -> None:
    pieces = list(marked(text, words))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_meant in pieces if is_meant] == found


def _asked(sql: str, value: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, [value])
        return cursor.fetchone()[0]


def test_a_word_of_many_lines_is_compared_as_one() -> None:
    """Bringing each word of a page to its line anew took half the time of the page."""
    # Words that no other test has had compared: what is known stays known.
    text = "Quilfish zarquon blim: quilfish zarquon snorvil. "
    assert calls(lambda: list(marked(text, ["zarquon"])), line_of) == [5]
    assert calls(lambda: list(marked(text * 50, ["zarquon"])), line_of) == [0]
