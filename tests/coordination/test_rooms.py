"""A room describes itself: whatever has a rule has a name in the log, and is explained to its readers."""

from django.apps import apps

from access.rules.engine import all_rules
from access.toolkit.rooms import all_rooms, kind_of

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
