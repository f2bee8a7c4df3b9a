"""What the figures page, its sheets and programs read."""

from threads.figures.queries.lists import FIGURES_LIST, OWN_FIGURES
from threads.figures.queries.published import PUBLISHED

__all__ = ["FIGURES_LIST", "OWN_FIGURES", "PUBLISHED"]
