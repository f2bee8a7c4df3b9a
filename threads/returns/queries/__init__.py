"""Monthly returns as they are listed, read and summed."""

from threads.returns.queries.lists import RETURNS, TO_ACCEPT, TO_SEND

__all__ = ["RETURNS", "TO_ACCEPT", "TO_SEND"]
