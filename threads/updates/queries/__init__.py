"""Field updates as lists and pages show them, and what their form offers."""

from threads.updates.queries.abuse import ABUSES
from threads.updates.queries.lists import UPDATES

__all__ = ["ABUSES", "UPDATES"]
