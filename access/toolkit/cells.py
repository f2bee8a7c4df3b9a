"""A column of a list: its heading, and what it holds of a line for whoever takes the list out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer

Value = str | Promise | int | float | Decimal | date | datetime | None


class Kind(StrEnum):
    """What sort of value a column holds. A code looks like a number and is none: 41.10 is not 41.1."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"


@dataclass(frozen=True)
class Column:
    """A column and its heading, which may be another one under a chip.

    One with a `value` stands in the sheets of the list: what a line holds there, and its HXL tag. One that
    is not `on_page` stands in them alone, one without a `value` on the page alone.
    """

    name: str
    heading: str | Promise
    under: Mapping[str, str | Promise] = field(default_factory=dict)
    value: Callable[[Any], Value] | None = None
    kind: Kind = Kind.TEXT
    tag: str = ""
    on_page: bool = True

    def heading_under(self, chip: str) -> str | Promise:
        """Its heading under the chip of this name."""
        return self.under.get(chip, self.heading)


def beside(
    name: str, heading: str | Promise, value: Callable[[Any], Value], tag: str, kind: Kind = Kind.TEXT
) -> Column:
    """A column that stands in the sheets alone, beside what the page shows."""
    return Column(name, heading, value=value, kind=kind, tag=tag, on_page=False)


def record_columns(url_name: str, ref: Callable[[Any], str]) -> tuple[Column, Column]:
    """The columns by which a line of a sheet is found again in the portal: its reference and its address."""
    return (
        beside("ref", _("Reference code"), ref, "#meta+id", Kind.CODE),
        beside("address", _("Address in the portal"), lambda line: address(url_name, ref(line)), "#meta+url"),
    )


def yes_or_nothing(is_so: bool) -> str:
    """Return the word for yes where it is so: a column in which most lines say nothing."""
    return gettext("yes") if is_so else ""


def in_network(viewer: Viewer) -> bool:
    """Whoever has a place in the network opens the page of a list; which records, its rows decide."""
    return viewer.is_in_network


def as_they_are(_viewer: Viewer, records: Sequence[Any]) -> Iterable[Any]:
    """The records themselves are what the columns read."""
    return records


def address(url_name: str, ref: str) -> str:
    """Return the address of a record in full, for whoever reads of it outside the portal."""
    return f"{settings.PORTAL_URL.rstrip('/')}{reverse(url_name, args=[ref])}"


def day_known(on: date, precision: str) -> date | str:
    """Return a day, or as much of it as is known: "2026-11", "2026"."""
    return {"year": f"{on:%Y}", "month": f"{on:%Y-%m}"}.get(precision, on)
