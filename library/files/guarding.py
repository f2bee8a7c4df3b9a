"""Whose numbers stand in a file: what is refused whatever its author says, and what may be an office's."""

from collections.abc import Iterable
from dataclasses import dataclass

from access.toolkit.identifiers import NATIONAL_IDENTITY, PHONE, Identifier, each_identifier, shortened
from library.files.refusals import Refused, Why

# More text than a book of a thousand pages is not read in a request's time, nor by anybody.
MOST_SIGNS = 3_000_000
# So many are shown to the author.
SHOWN = 8
# A line of a page is read at once; one without end in pieces that overlap.
_LONGEST_LINE, _OVERLAP = 4_000, 60


@dataclass(frozen=True)
class Finding:
    """A number in a file: which kind, its first and last signs, and whether it can be an office's."""

    kind: str
    piece: str
    may_be_office: bool


def findings(lines: Iterable[str]) -> tuple[list[Finding], int]:
    """Return the numbers in these lines, and how many signs were read."""
    found: dict[tuple[str, str], Finding] = {}
    signs = 0
    for line in lines:
        signs += len(line)
        if signs > MOST_SIGNS:
            raise Refused(Why.TOO_MUCH_TEXT)
        if not any(map(str.isdigit, line)):
            continue
        for piece in _pieces(line):
            for one in each_identifier(piece, phones=True):
                finding = Finding(one.kind, shortened(one.piece), may_be_office(one))
                found.setdefault((one.kind, one.piece), finding)
    return list(found.values()), signs


def may_be_office(identifier: Identifier) -> bool:
    """Whether an office could have such a number: a telephone, or figures of a table that stand side by side.

    An identity number written in one piece is nobody's office, whoever says so.
    """
    if identifier.kind == PHONE:
        return True
    return identifier.kind == NATIONAL_IDENTITY and any(map(str.isspace, identifier.piece.strip()))


def _pieces(line: str) -> Iterable[str]:
    if len(line) <= _LONGEST_LINE:
        return [line]
    return [line[at : at + _LONGEST_LINE + _OVERLAP] for at in range(0, len(line), _LONGEST_LINE)]
