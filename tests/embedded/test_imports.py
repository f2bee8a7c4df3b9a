"""What `make check` says of packages that only the tests bring along."""

from pathlib import Path

from embedded.imports import missing_imports

MODULE = """
import json
from typing import TYPE_CHECKING

import django.db
from rooms import actions

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def late() -> None:
    try:
        import pytest
    except ImportError:
        pytest = None
"""


def test_a_package_of_the_tests_alone_is_named_wherever_a_module_imports_it(tmp_path: Path) -> None:
    room = tmp_path / "rooms"
    room.mkdir()
    (room / "__init__.py").write_text("", encoding="utf-8")
    (room / "actions.py").write_text(MODULE, encoding="utf-8")
    assert missing_imports(tmp_path) == ["rooms/actions.py: pytest"]


def test_the_portal_imports_nothing_that_it_runs_without() -> None:
    assert missing_imports() == []
