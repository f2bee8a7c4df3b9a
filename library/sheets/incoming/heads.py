"""Finds the heads of a sheet's columns: below titles, over two rows where some are merged, or none at all."""

from collections.abc import Callable, Mapping, Sequence

from language.search import line_of
from library.sheets.incoming.sheet import Row, Sheet

# Nobody writes more titles and remarks above a table.
_LOOKED_AT = 15
# Which column of those a reader knows a head names; empty for none.
Known = Callable[[str], str]


def known_by(names: Mapping[str, Sequence[str]]) -> Known:
    """Read heads by the names people give each column, whatever signs stand between the words."""
    by_name = {line_of(one): column for column, called in names.items() for one in called}

    def known(head: str) -> str:
        return by_name.get(line_of(head), "")

    return known


def headed(rows: Sequence[Row], known: Known, others: Sequence[str] = ()) -> Sheet:
    """Return the sheet by its heads. With no head that is known, every row is a row."""
    counts = [sum(bool(known(cell.text)) for cell in row.cells) for row in rows[:_LOOKED_AT]]
    most = max(counts, default=0)
    if not most:
        return Sheet((), tuple(rows), others=tuple(others))
    at = counts.index(most)
    first, last = at, at
    if _goes_together(rows, at, at + 1, known):
        last = at + 1
    elif at and _goes_together(rows, at, at - 1, known):
        first = at - 1
    heads = _together(rows[first : last + 1], known)
    return Sheet(heads, tuple(rows[last + 1 :]), tuple(rows[:first]), tuple(others))


def columns_of(sheet: Sheet, known: Known) -> dict[str, int]:
    """Where the columns stand that are known; of two of the same name the first."""
    found: dict[str, int] = {}
    for place, head in enumerate(sheet.heads):
        if name := known(head):
            found.setdefault(name, place)
    return found


def _goes_together(rows: Sequence[Row], at: int, beside: int, known: Known) -> bool:
    """Whether the row beside is the other half of merged heads: it names a column where this one does not."""
    if not 0 <= beside < len(rows) or abs(rows[beside].number - rows[at].number) != 1:
        return False
    other = rows[beside]
    named = [place for place, cell in enumerate(other.cells) if known(cell.text)]
    return bool(named) and all(not known(rows[at].at(place).text) for place in named)


def _together(rows: Sequence[Row], known: Known) -> tuple[str, ...]:
    width = max(len(row.cells) for row in rows)
    heads = []
    for place in range(width):
        texts = [row.at(place).text for row in rows if row.at(place).text]
        heads.append(next((one for one in texts if known(one)), " ".join(texts)))
    return tuple(heads)
