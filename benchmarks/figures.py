"""What is wanted of each figure, in one place: the ratio to a bare page, the statements, the seconds."""

from dataclasses import dataclass

# A figure fails when it misses what is wanted by half again: what is measured on one machine for a few
# minutes is not exact.
MISSED_BY = 1.5


@dataclass(frozen=True)
class Wanted:
    """What a page may cost: CPU against the bare page of the same run, statements, milliseconds at worst."""

    ratio: float
    statements: int | None = None
    # Within which nineteen of twenty answers come.
    p95: float | None = None
    # Whether it is the same page in a larger country; of everything ahead there is more.
    is_same: bool = True


PAGES = {
    "frame": Wanted(1.5),
    "commitments": Wanted(3, 9),
    "meetings": Wanted(3, 9),
    "commitment": Wanted(4, 12),
    "threads": Wanted(4, 14),
    # Its last page of five hundred posts.
    "thread": Wanted(8, 30),
    # Its eight posts, and of three thousand NGOs who has acknowledged it.
    "message": Wanted(10, 40),
    "requests": Wanted(4, 12),
    # Field updates, and what they add up to: by month, by place, by organisation, and one's own.
    "updates": Wanted(4, 14),
    "figures": Wanted(8, 22),
    "documents": Wanted(4, 12),
    "document": Wanted(6, 24),
    "desk": Wanted(6, 18),
    "calendar": Wanted(6, 16),
    # Everything of thirteen months and of all that is ahead, however much that is.
    "calendar-feed": Wanted(20, 6, is_same=False),
    "committee": Wanted(6, 16),
    "partners": Wanted(4),
    "minutes": Wanted(6, 20),
    # Eight kinds of record at once.
    "search": Wanted(15, 28, 150),
    # One kind of record alone, a page of it.
    "search-of-threads": Wanted(8, 20, 150),
    "search-of-documents": Wanted(8, 20, 150),
    "open-minutes": Wanted(6, 20),
    "open-recommendation": Wanted(6, 20),
}
# A page at the larger size against the same page at the smaller one.
GROWTH = 1.15
# A search for a word that stands in hidden records alone against one for a word that stands nowhere: how far
# the middle of so many answers may lie apart.
HIDDEN_MS, HIDDEN_REQUESTS = 5.0, 300
# Statements of circulating minutes, by how many action points they have.
CIRCULATE = {20: 60, 100: 80}
SCAN_OF_NOTHING_MS = 50.0
OPENING_SECONDS = 5.0
# The PDF of minutes of sixty items.
PAPER_SECONDS = 2.0
# Of a list: the sheet that is handed out at once, and one of half a million rows that the worker writes.
SHEET_AT_ONCE_SECONDS = 2.0
LONG_SHEET_ROWS, LONG_SHEET_SECONDS, LONG_SHEET_MB = 500_000, 300.0, 300.0
# A sheet of field updates, from the moment it is read: looked at and posted.
IMPORT_ROWS, IMPORT_SECONDS = 6_000, 60.0
# Mails a second against a plain task that sends one and commits.
MAIL_SHARE = 0.8


def misses(found: float, wanted: float | None) -> bool:
    """Whether a figure is so far above what is wanted that the run fails."""
    return wanted is not None and found > wanted * MISSED_BY


def falls_short(found: float, wanted: float) -> bool:
    """The same of a figure of which more is better."""
    return found < wanted / MISSED_BY
