"""The process that opens a hostile file: little memory, little time, no settings, no database, no secrets.

python -m library.files.inside SOURCE TARGET    writes the file anew, and says what it found
With the word "text" behind: writes the text of a file that was written anew before.
With the word "rows" behind: writes the rows of a sheet that somebody sent, and keeps nothing else of it.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from library.files.refusals import Refused, Remark, Why

MEMORY, SECONDS, LARGEST_FILE, OPEN_FILES = 1_800_000_000, 60, 160_000_000, 64
# What is asked for besides writing a file anew; and so many signs of it are searched.
TEXT, ROWS, MOST_SEARCHED = "text", "rows", 1_000_000


def limit_this_process() -> None:
    """Nothing that is read from now on can take more than this, nor lift it."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def rewritten(source: Path, target: Path) -> dict[str, Any]:
    """Write the file anew and return its kind, what to say of it, and the numbers in it."""
    from library.files.kinds import HEAD, Family, Kind, family_of

    with source.open("rb") as file:
        family = family_of(file.read(HEAD))
    lines: Iterable[str] = ()
    remarks: list[Remark] = []
    if family == Family.IMAGE:
        from library.files.images import repaint

        kind, remarks = repaint(source, target)
    elif family == Family.PDF:
        from library.files import pdfs

        kind = Kind.PDF
        remarks, lines = pdfs.rewrite(source, target)
    elif family == Family.OFFICE:
        from library.files import office
        from library.files.texts import lines_of

        opened, remarks = office.rewrite(source, target)
        kind, lines = opened.kind, lines_of(opened)
    else:
        raise Refused({Family.HEIC: Why.HEIC, Family.OLD_OFFICE: Why.OLD_OFFICE}.get(family, Why.KIND))
    return {"kind": kind, "remarks": remarks, "found": _found(lines)}


def _found(lines: Iterable[str]) -> list[dict[str, Any]]:
    from library.files.guarding import findings

    found, _signs = findings(lines)
    # What no office can have comes first: it decides.
    found.sort(key=lambda one: one.may_be_office)
    return [vars(one) for one in found]


def text_written(source: Path, target: Path) -> dict[str, Any]:
    """Write the text of a file into another, as much of it as is searched."""
    from library.files.kinds import HEAD, Family, family_of

    with source.open("rb") as file:
        family = family_of(file.read(HEAD))
    lines: Iterable[str] = ()
    if family == Family.PDF:
        from library.files.pdfs import lines_of_pages

        lines = lines_of_pages(source)
    elif family == Family.OFFICE:
        from library.files import office
        from library.files.texts import lines_of

        lines = lines_of(office.rewrite(source, target)[0])
    length = 0
    with target.open("w", encoding="utf-8", errors="replace") as kept:
        for line in lines:
            length += len(line) + 1
            if length > MOST_SEARCHED:
                break
            kept.write(f"{line}\n")
    return {}


def rows_of_sheet(source: Path, target: Path, rows: str, columns: str) -> dict[str, Any]:
    """Write the rows of a sheet, a line each."""
    from library.files import office
    from library.sheets.incoming.sheet import Most
    from library.sheets.incoming.workbook import write_rows

    opened, _remarks = office.rewrite(source, target)
    write_rows(opened, target, Most(int(rows), int(columns)))
    return {}


def main(source: str, target: str, what: str = "", *most: str) -> int:
    """Do it, and answer in one line of JSON."""
    limit_this_process()
    do: Callable[..., dict[str, Any]] = rewritten
    if what:
        do = text_written if what == TEXT else rows_of_sheet
    try:
        told = do(Path(source), Path(target), *most)
    except Refused as refused:
        told = {"refused": refused.why}
    except (MemoryError, RecursionError):
        told = {"refused": Why.OPENS_TOO_LARGE}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
