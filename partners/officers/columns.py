"""The columns of a list of officers, by the names people give them, and the rows as they were written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from access.toolkit.errors import Mendable
from access.toolkit.identifiers import first_identifier
from language.words import number
from library.sheets.incoming.heads import columns_of, headed, known_by
from library.sheets.incoming.mobiles import Doubt, mobile_in
from library.sheets.incoming.opening import Found
from library.sheets.incoming.sheet import Cell, Row, Sheet, Was
from partners.loading.sources import fixture

# A district with all its upazilas, or an upazila with its unions, has fewer offices.
MOST_ROWS = 300
_LONGEST, _SHOWN = 300, 8

OFFICE, POST, PLACE, MOBILE, EMAIL = "office", "post", "place", "mobile", "email"
ORDER, DATED = "order_number", "order_date"
HEADS: Mapping[str, str | Promise] = {
    OFFICE: _lazy("Office"),
    POST: _lazy("Name of post"),
    PLACE: _lazy("Upazila or union"),
    MOBILE: _lazy("Mobile"),
    EMAIL: _lazy("Official e-mail"),
    ORDER: _lazy("Order number"),
    DATED: _lazy("Order date"),
}
# As heads of such lists are written; ours, in both languages, are among them.
_KNOWN = known_by(fixture("office_names")["heads"])
# What is pasted without heads: as the page asks for it.
_IN_ORDER = (OFFICE, POST, MOBILE, EMAIL)


class Written(NamedTuple):
    """A row as it was written: its texts by column, and what stands in the way of reading it at all."""

    number: int
    typed: dict[str, str]
    why: str = ""


@dataclass(frozen=True)
class Officers:
    """What was read of a sheet: every row below the heads, and what was not read."""

    rows: list[Written]
    unknown_heads: list[str] = field(default_factory=list)
    above: int = 0
    others: list[str] = field(default_factory=list)


def officers_in(found: Found, at: str | None = None) -> Officers:
    """Read a sheet as a list of officers, or say what keeps it from being one; `at` names the field."""
    sheet = headed(found.rows, _KNOWN, found.others)
    columns = columns_of(sheet, _KNOWN) if sheet.heads else dict(zip(_IN_ORDER, range(4), strict=True))
    _must_be_a_list(sheet, columns, at)
    unknown = [head[:80] for head in sheet.heads if head and not _KNOWN(head)]
    return Officers(
        [_written(row, columns) for row in sheet.rows],
        unknown[:_SHOWN],
        len(sheet.above),
        [one[:40] for one in sheet.others][:_SHOWN],
    )


def _must_be_a_list(sheet: Sheet, columns: Mapping[str, int], at: str | None) -> None:
    if not sheet.rows:
        raise Mendable(_("There is no row in this sheet."), at, "empty")
    if not {OFFICE, POST} & columns.keys():
        raise Mendable(_("No column is called “Office” or “Name of post”. Name one so."), at, "heads")
    if not {MOBILE, EMAIL} & columns.keys():
        raise Mendable(_("No column is called “Mobile” or “Official e-mail”. Name one so."), at, "heads")
    if len(sheet.rows) > MOST_ROWS:
        raise Mendable(
            _("A list has at most %(most)s rows; this one has %(rows)s. Send it in parts.")
            % {"most": number(MOST_ROWS), "rows": number(len(sheet.rows))},
            at,
            "rows",
        )


def _written(row: Row, columns: Mapping[str, int]) -> Written:
    """Of a row no more is kept than its columns say, and of one that holds somebody's number nothing."""
    cells = {name: row.at(place) for name, place in columns.items()}
    if row.fault is not None or any(len(one.text) > _LONGEST for one in cells.values()):
        kept = {name: " ".join(cell.text.split())[:80] for name, cell in cells.items()}
        return Written(row.number, kept if not _holds_somebody(cells) else {}, "long")
    if _holds_somebody(cells):
        return Written(row.number, {}, "identifier")
    return Written(row.number, {name: _text(name, cell) for name, cell in cells.items() if cell.text})


def _text(name: str, cell: Cell) -> str:
    if name == DATED and cell.was == Was.DAY:
        return cell.text[:10]
    return " ".join(cell.text.split())


def _holds_somebody(cells: Mapping[str, Cell]) -> bool:
    """Whether the row holds an identity number, or a telephone number where none belongs."""
    for name, cell in cells.items():
        if name in (ORDER, DATED) or (name == MOBILE and mobile_in(cell).doubt != Doubt.NONE_SUCH):
            continue
        if first_identifier(cell.text, phones=name not in (MOBILE, EMAIL)):
            return True
    return False


def heads_for(names: Sequence[str]) -> list[str]:
    """The heads of these columns, in the language now active."""
    return [str(HEADS[name]) for name in names]
