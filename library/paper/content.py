"""What stands on an official paper, in the order in which an office writes it. Plain data, already in words.

Every text is typed text: whatever signs it holds, it is printed as it stands. A line break is a new line,
an empty line a new paragraph.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["bn", "en"]


@dataclass(frozen=True)
class Head:
    """Whose paper it is: the office that issues it (a line each where several do), in whose name, where."""

    office: str
    above: str = ""
    below: str = ""


@dataclass(frozen=True)
class Dated:
    """The day of a paper: in Bangla by both calendars, one above the other; empty, to be written by hand."""

    gregorian: str = ""
    bangla: str = ""


@dataclass(frozen=True)
class Memo:
    """Under which number and day the paper goes out. The number often comes later: empty, by hand."""

    number: str
    dated: Dated


@dataclass(frozen=True)
class Fact:
    """One line below the subject, as in "Place: conference room"."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """A ruled table. Its head is repeated on each page; a row runs on over the end of a page."""

    headings: tuple[str, ...]
    # How wide each column is beside the others; the first one holds the numbers and is as wide as they are.
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """A piece of the paper: a heading where it needs one, some text, a table."""

    heading: str = ""
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs, line by line. `is_signed`: the portal knows of the signature; else room is left for one."""

    lines: tuple[str, ...]
    is_signed: bool = False
    # Below it, in small letters: how the approval came about.
    note: str = ""


@dataclass(frozen=True)
class Copies:
    """Who gets a copy, in order."""

    intro: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """What is attached, on a page of its own."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Paper:
    """An official paper in one language."""

    language: Language
    # What the file says of itself: the name a reader's program shows.
    title: str
    head: Head
    subject: str
    # On every page: a draft, not confirmed, confirmed.
    status: str
    # On every page: where the record is found, and its hash.
    code: str = ""
    # What is not in force says so at the beginning too.
    notice: str = ""
    memo: Memo | None = None
    # Above the subject, as in "Reminder letter".
    label: str = ""
    references: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    parts: tuple[Part, ...] = ()
    signature: Signature | None = None
    # To whom a letter goes, a line each.
    addressee: str = ""
    copies: Copies | None = None
    annexes: tuple[Annex, ...] = ()
