"""What is published quarter by quarter, each declared once.

A further source joins so: whatever counts people by district declares a `Quarterly` and adds it under its
name, `QUARTERLY.add("returns.police", Quarterly(...))`, in `ThreadsConfig.ready()`. All else follows: the
hourly task publishes each closed quarter once (`publishing.py`), small counts are held back, a published
table stands beside the figures of field updates. Three things the source has to see to:

- one count goes into one table: the same people told in two tables of different cuts give themselves away;
- a column that is a part of another one (of whom children) narrows it where it is told: leave it out, or
  let it be the rest (children, adults);
- `counted` says who counted. Who reads whose counts anyway is found here: bodies of one house or coalition
  and bodies with one login are reckoned as one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from access.choosing.choices import Words
from access.toolkit.registry import Registry

# How many, by the number of a place and the code of a column. A place in a district counts for that.
Counts = Mapping[tuple[int, str], int]


def _always(_quarter: date) -> bool:
    return True


@dataclass(frozen=True)
class Quarterly:
    """A table by district and column that is published once for each quarter."""

    title: Words
    # Codes and words of its columns, in the order everybody knows.
    columns: Callable[[], Mapping[str, str]]
    # What each organisation, by its number, counted in the quarter that begins on this day.
    counted: Callable[[date], Mapping[int, Counts]]
    # Whether anybody was to count in it: a quarter before that has no table, and says of nobody "under 11".
    is_counted: Callable[[date], bool] = _always


QUARTERLY: Registry[str, Quarterly] = Registry("a published table")


def months_of(quarter: date) -> list[date]:
    """The first days of its months."""
    return [date(quarter.year, quarter.month + step, 1) for step in range(3)]
