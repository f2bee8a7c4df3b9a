"""What several tests of promises begin with."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture
def in_english() -> Iterator[None]:
    """A page that was asked for in Bangla before leaves its language behind."""
    with override("en"):
        yield
