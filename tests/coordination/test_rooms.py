"""A room describes itself: whatever has a rule has a name in the log, and is explained to its readers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from access.rules.engine import all_rules
from access.toolkit.lists import FilterForm
from access.toolkit.rooms import NoPassages, Passages, Room, all_rooms, kind_of
from access.toolkit.searching import NoSearch
from tests.cast import Cast
from tests.servers import ROOT

TOYS = {"toys", "promises"}


def ruled() -> set[str]:
    models = {rule.model for rule in all_rules()}
    return {model._meta.label_lower for model in models if model._meta.app_label not in TOYS}


def test_every_kind_of_record_with_a_rule_has_its_words_of_who_can_see_what() -> None:
    explained = {kind for room in all_rooms() for reading in room.readings for kind in reading.of}
    assert ruled() <= explained, f"nobody is told who reads {sorted(ruled() - explained)}"
    assert explained <= {model._meta.label_lower for model in apps.get_models()}


def test_every_kind_of_record_with_a_rule_is_called_by_a_name_in_the_access_log() -> None:
    assert [label for label in sorted(ruled()) if kind_of(label) is None] == []


def test_no_two_rooms_name_the_same_kind_of_record() -> None:
    kinds = [kind for room in all_rooms() for kind in room.kinds]
    assert len(kinds) == len(set(kinds))


def unsaid(room: Room) -> Iterator[str]:
    """What a room leaves out of its declaration: where there is none of something it says why."""
    for name, none in (("search", NoSearch), ("passages", NoPassages)):
        said = getattr(room, name)
        if not (said.because if isinstance(said, none) else said):
            yield name


def test_every_room_says_what_is_found_covered_and_erased_in_it_or_why_nothing_is() -> None:
    assert {room.name: list(unsaid(room)) for room in all_rooms() if list(unsaid(room))} == {}
    for room in all_rooms():
        if isinstance(room.passages, Passages):
            assert room.passages.covered or room.passages.erased, room.name
            own = {erasable.model._meta.label_lower for erasable in room.passages.erased}
            assert all(kind_of(kind) for kind in own | set(room.passages.covered)), room.name


def test_a_room_that_says_nothing_of_it_is_named() -> None:
    assert list(unsaid(Room("silent", order=1))) == ["search", "passages"]
    silent = Room("silent", order=1, search=NoSearch(""), passages=NoPassages(""))
    assert list(unsaid(silent)) == ["search", "passages"]


def tables_of_no_list(templates: Path) -> set[str]:
    """Templates with a table that draws no declared list."""
    found = ((path, path.read_text(encoding="utf-8")) for path in templates.rglob("*.html"))
    return {
        path.relative_to(templates).as_posix()
        for path, text in found
        if "<table" in text and "asked." not in text and "take_out.html" not in text
    }


def test_every_table_that_leaves_the_portal_in_no_sheet_says_why() -> None:
    said = {name: why for room in all_rooms() for name, why in room.no_sheets.items()}
    assert tables_of_no_list(ROOT / "templates") == set(said)
    assert all(said.values())


def test_a_table_that_says_nothing_of_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "visits").mkdir()
    (tmp_path / "visits" / "rooms.html").write_text("<table><tr><td>1</td></tr></table>")
    (tmp_path / "visits" / "list.html").write_text(
        "<table>{% for one in asked.records %}{% endfor %}</table>"
    )
    assert tables_of_no_list(tmp_path) == {"visits/rooms.html"}


@pytest.mark.django_db
def test_each_filter_above_a_list_says_what_it_is_to_those_who_hear_it(cast: Cast) -> None:
    unnamed = [
        (one.url_name, name)
        for room in all_rooms()
        for one in room.lists
        for name, field in FilterForm(one.filters, cast.ncc_secretary.viewer, {}).fields.items()
        if not field.widget.is_hidden and "aria-label" not in field.widget.attrs
    ]
    assert not unnamed
