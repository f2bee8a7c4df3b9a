"""What is published quarter by quarter, each declared once.

A further source joins so: whatever counts people by district declares a `Quarterly` and adds it under its
name, `QUARTERLY.add("returns.police", Quarterly(...))`, in `ThreadsConfig.ready()`. All else follows: the
hourly task publishes each closed quarter once (`publishing.py`), small counts are held back, a published
table stands beside the figures of field updates. Three things the source has to see to:

- one count goes into one table: the same people told in two tables of different cuts give themselves away;
- a column that is a part of another one (of whom children) narrows it where it is told: leave it out, or
  let it be the rest (children, adults);
- where an office of each district owes the counts, `returned` says what was sent of what was asked: what
  nobody sent is told as not sent, and every sum says how many returns are in it;
- `counted` says who counted. Who reads whose counts anyway is found here: bodies of one house or coalition
  and bodies with one login are reckoned as one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from access.choosing.choices import Words
from access.toolkit.registry import Registry
from language.months import last_day, months_of
from threads.figures.models import PublishedTable

# How many, by the number of a place and the code of a column. A place in a district counts for that.
Counts = Mapping[tuple[int, str], int]


class Returned(NamedTuple):
    """How many returns say a figure, of how many that were asked for."""

    sent: int
    asked: int


def _its_end(quarter: date) -> date:
    return last_day(months_of(quarter)[-1])


def _nothing(_table: PublishedTable) -> None:
    pass


@dataclass(frozen=True)
class Quarterly:
    """A table by district and column that is published once for each quarter."""

    title: Words
    # Codes and words of its columns, in the order everybody knows.
    columns: Callable[[], Mapping[str, str]]
    # What each organisation, by its number, counted in the quarter that begins on this day.
    counted: Callable[[date], Mapping[int, Counts]]
    # The day on which all is to be in, after which the days for corrections run; none where nobody was to
    # count in it: such a quarter has no table, and says of nobody "under 11".
    is_in_on: Callable[[date], date | None] = _its_end
    # What was sent of what was asked, by the number of a place and the code of a column: only where each
    # district has one office that owes it.
    returned: Callable[[date], Mapping[tuple[int, str], Returned]] | None = None
    # Writes down what the table counts, before it is counted, so that no other table counts it again.
    take: Callable[[PublishedTable], None] = _nothing


QUARTERLY: Registry[str, Quarterly] = Registry("a published table")
