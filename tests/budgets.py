"""How much chance the tests are given: little and always the same in `make test`, much in `make deep`."""

import os

from hypothesis import settings

QUICK, DEEP = "quick", "deep"
# Every run of `make test` draws the same examples: what it finds today it found yesterday.
settings.register_profile(QUICK, max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile(DEEP, max_examples=1_000, deadline=None, print_blob=True)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", QUICK)


def is_deep() -> bool:
    """Whether this run has the time to look far."""
    return PROFILE == DEEP


def budget(quick: int, deep: int) -> int:
    """How many examples, orders or rounds of chance a test takes in this run."""
    return deep if is_deep() else quick
