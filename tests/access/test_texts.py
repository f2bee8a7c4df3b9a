"""What every free text is refused for, said once and alike in every room."""

import ast

import pytest
from django.utils import translation

from access.toolkit.errors import Mendable
from access.toolkit.texts import guarded
from tests.servers import ROOT

ROOMS = ("access", "commitments", "coordination", "meetings", "notifications", "partners", "threads")


def refusal(text: str, **how: bool) -> Mendable:
    with pytest.raises(Mendable) as refused:
        guarded(text, field="note", longest=10, **how)
    assert refused.value.field == "note"
    return refused.value


def test_a_text_is_stored_without_the_blanks_around_it_and_may_be_empty() -> None:
    assert guarded("  as agreed ", field="note", longest=10) == "as agreed"
    assert guarded("  ", field="note", longest=10) == ""


def test_a_text_that_must_be_there_is_asked_for() -> None:
    assert refusal(" ", required=True).code == "required"


def test_a_text_that_is_too_long_is_refused_with_both_lengths_in_both_languages() -> None:
    with translation.override("en"):
        refused = refusal("x" * 12)
        assert refused.code == "too_long" and "12" in str(refused) and "10" in str(refused)
    with translation.override("bn"):
        refused = refusal("x" * 12)
        assert "১২" in str(refused) and "১০" in str(refused)


def test_a_telephone_number_is_refused_where_numbers_of_people_may_be_written_by_mistake() -> None:
    assert guarded("call 01711000000", field="note", longest=20)
    assert refusal("01711000000", phones=True).code == "identifier"


@pytest.mark.parametrize("name", ["guarded", "must_be_active", "must_fit"])
def test_it_is_written_once_for_all_rooms(name: str) -> None:
    found = [
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for one in ast.parse(file.read_text()).body
        if isinstance(one, ast.FunctionDef) and one.name == name
    ]
    assert len(found) == 1, found
