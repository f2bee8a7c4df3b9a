"""A sheet as the tools write it: its heads, and its rows as texts in their order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from access.toolkit.identifiers import first_identifier
from library.sheets.incoming.heads import headed
from library.sheets.incoming.opening import Found
from library.sheets.incoming.sheet import LONGEST_CELL, Most, Row, Sheet
from library.sheets.incoming.typed import too_many_cells
from threads.imports.ours import NAMES, known_as, last_part

# What a project brings together in some years; what is longer is sent in parts.
MOST = Most(rows=20_000, columns=400, megabytes=20, cells=1_000_000, seconds=50)
# Somebody waits while it is read: so many places, empty ones too, and so many signs of cells that may hold a
# number of somebody and are looked at closely. Some seconds of work.
MOST_PLACES, MOST_SIGNS = 2_000_000, 1_000_000
_SHOWN, LONGEST_HEAD = 8, 200
# In the separate columns of a question with several answers: chosen, or not.
_CHOSEN, _NOT = {"1", "1.0", "TRUE", "True", "true", "১"}, {"0", "0.0", "FALSE", "False", "false", "০", ""}
# Of a passport seven digits tell; all else is longer.
FEWEST = 7
# Where a cell held somebody's number, nothing of it is kept but this.
HELD_BACK = "\u2588"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True)
class Table:
    """Rows by the number a spreadsheet shows, each as long as the heads."""

    heads: list[str]
    rows: list[tuple[int, list[str]]]
    above: int = 0
    others: list[str] = field(default_factory=list)


def table_of(found: Found, at: str | None = None) -> Table:
    """Read a sheet, or say what keeps it from being one."""
    sheet = _with_heads(found)
    if not sheet.rows:
        raise Mendable(_("There is no row in this sheet."), at, "empty")
    heads = _told_apart([HELD_BACK if holds_somebody(one) else one[:LONGEST_HEAD] for one in sheet.heads])
    if len(heads) * len(sheet.rows) > MOST_PLACES:
        raise too_many_cells(MOST_PLACES)
    own = [known_as(head) in NAMES for head in heads]
    guard = _Guard()
    rows = [(row.number, _texts(row, own, guard)) for row in sheet.rows if not _is_tagged(row)]
    heads, columns = _together(heads, [cells for _number, cells in rows])
    others = [one[:40] for one in sheet.others][:_SHOWN]
    numbers = [number for number, _cells in rows]
    return Table(heads, list(zip(numbers, columns, strict=True)), len(sheet.above), others)


def _with_heads(found: Found) -> Sheet:
    """By the heads that are known; where none is, the first row is the heads, whatever it says."""
    sheet = headed(found.rows, known_as, found.others)
    if sheet.heads or not sheet.rows:
        return sheet
    first, *rest = sheet.rows
    return Sheet([cell.text for cell in first.cells], rest, others=sheet.others)


def _is_tagged(row: Row) -> bool:
    """Whether it is a row of HXL tags below the heads: no row of theirs."""
    texts = [cell.text for cell in row.cells if cell.text]
    return bool(texts) and all(one.startswith("#") for one in texts)


class _Guard:
    """Looks for somebody's number in the cells of a sheet, in each text once, and within bounds."""

    def __init__(self) -> None:
        self.known: dict[str, bool] = {}
        self.left = MOST_SIGNS

    def holds(self, text: str) -> bool:
        """Whether a cell holds one."""
        if not may_hold(text):
            return False
        if (found := self.known.get(text)) is None:
            self.left -= len(text)
            if self.left < 0:
                raise Mendable(
                    _("This sheet holds many long texts with numbers in them. Send it in parts."),
                    code="signs",
                )
            found = self.known[text] = holds_somebody(text)
        return found


def _texts(row: Row, own: Sequence[bool], guard: _Guard) -> list[str]:
    """Its texts; what holds somebody's number is not kept. Names of submissions are random, and no number."""
    texts = []
    for place, is_name in enumerate(own):
        text = row.at(place).text.strip()
        texts.append(text if is_name or not guard.holds(text) else HELD_BACK)
    return texts


def may_hold(text: str) -> bool:
    """Whether a cell has as many digits as the shortest number of somebody; an instant is none."""
    if len(text) < FEWEST or sum(map(str.isdigit, text)) < FEWEST:
        return False
    return not _INSTANT.fullmatch(text)


def holds_somebody(text: str) -> bool:
    """Whether a cell holds a number that may be somebody's."""
    return may_hold(text) and first_identifier(text, phones=True) is not None


def is_cut(text: str) -> bool:
    """Whether a cell was longer than what is read of one."""
    return len(text) >= LONGEST_CELL


def _told_apart(heads: Sequence[str]) -> list[str]:
    """Each head once: of two of the same name the second says that it is one; one without a name is none."""
    seen: dict[str, int] = {}
    told = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        told.append(head if seen[head] == 1 or not head else f"{head} ({seen[head]})")
    return told


def _together(heads: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Bring the separate columns of one question together: "type/awareness", "type/training" are `type`."""
    by_question: dict[str, list[int]] = {}
    for place, head in enumerate(heads):
        question, slash, _choice = head.rpartition("/")
        if slash:
            by_question.setdefault(question, []).append(place)
    split = {
        question: places
        for question, places in by_question.items()
        if _are_choices(question, places, heads, rows)
    }
    if not split:
        return heads, rows
    gone = {place for places in split.values() for place in places}
    # Where the tool wrote both, the one column says it already.
    added = {question: places for question, places in split.items() if question not in heads}
    left = [place for place in range(len(heads)) if place not in gone]
    made = [
        [*(row[place] for place in left), *(_choices(row, heads, places) for places in added.values())]
        for row in rows
    ]
    return [*(heads[place] for place in left), *added], made


def _are_choices(question: str, places: Sequence[int], heads: Sequence[str], rows: list[list[str]]) -> bool:
    """Whether these columns say of each answer whether it was given: nothing else stands in them."""
    if len(places) < 2 and question not in heads:
        return False
    if any(known_as(heads[place]) in NAMES for place in places):
        return False
    texts = {row[place] for row in rows for place in places}
    return texts <= _CHOSEN | _NOT and (question in heads or known_as(question) != "")


def _choices(row: Sequence[str], heads: Sequence[str], places: Sequence[int]) -> str:
    return " ".join(last_part(heads[place]) for place in places if row[place] in _CHOSEN)
