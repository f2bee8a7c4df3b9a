"""A told or hidden count in words, and a plain list of counts with its sum."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.utils.translation import gettext as _

from access.small_counts.holding import Hidden, Told, tell
from access.small_counts.tables import SMALLEST, Table
from language.words import number

K = TypeVar("K", bound=Hashable)
_COLUMN = "count"


def said(told: Told) -> str:
    """Return the count as a page says it."""
    if told is Hidden.UNDER:
        return _("under %(count)s") % {"count": number(SMALLEST)}
    if told is Hidden.MISSING:
        return _("not sent")
    return _("held back") if isinstance(told, Hidden) else number(told)


def told(counts: Mapping[K, int]) -> tuple[dict[K, str], str]:
    """Return the counts of a plain list as they are told, and their sum."""
    together = object()
    table = Table(
        {(key, _COLUMN): one for key, one in counts.items()},
        {together: None} | dict.fromkeys(counts, together),
        (_COLUMN,),
    )
    found = tell(table)
    return {key: said(found[key, _COLUMN]) for key in counts}, said(found[together, _COLUMN])
