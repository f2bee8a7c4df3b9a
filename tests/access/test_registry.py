"""What a room declares is declared once: the portal does not start with two of one name."""

import pytest

from access.toolkit.registry import Registry


def test_a_second_declaration_of_one_name_is_refused() -> None:
    rooms: Registry[str, int] = Registry("room")
    rooms.add("plans", 1)
    rooms.add("threads", 2)
    with pytest.raises(LookupError, match="room plans is declared already"):
        rooms.add("plans", 3)
    assert (list(rooms), list(rooms.values()), rooms.get("none"), rooms["plans"]) == (
        ["plans", "threads"],
        [1, 2],
        None,
        1,
    )
