"""Small counts are not told: who is one of three may be known by it.

A count of one to ten is told as "under 11". Where one such count alone could be reckoned from the sum, the
sum is not told either.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.utils.translation import gettext as _

from language.words import number

SMALLEST = 11
Told = str
K = TypeVar("K", bound=Hashable)


def told(counts: Mapping[K, int]) -> tuple[dict[K, Told], Told]:
    """Return the counts as they are told, and their sum."""
    hidden = [one for one in counts.values() if 0 < one < SMALLEST]
    total = sum(counts.values())
    is_told = not hidden or (len(hidden) > 1 and total >= SMALLEST)
    return {key: _said(one) for key, one in counts.items()}, _said(total) if is_told else _("not told")


def _said(count: int) -> Told:
    return (
        number(count)
        if count == 0 or count >= SMALLEST
        else _("under %(count)s") % {"count": number(SMALLEST)}
    )
