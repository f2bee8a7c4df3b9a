"""A folder of its own for the sheets of each test."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def sheets_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where sheets lie in this test."""
    settings.SHEETS_DIR = tmp_path / "sheets"
    return Path(settings.SHEETS_DIR)
