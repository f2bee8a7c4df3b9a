"""Takes a sheet that somebody sent or pasted: opened where hostile files are opened, and kept nowhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.text import printable
from language.words import number
from library.files import scanning
from library.files.kinds import HEAD, Family, family_of
from library.files.limited import rows_written
from library.files.refusals import Refused, Why
from library.files.storing import working_folder
from library.files.words import why_words
from library.sheets.incoming.sheet import USUAL, Cell, Most, Row, Was, row_of
from library.sheets.incoming.typed import NotText, decoded, rows_of, too_many, too_many_cells

ACCEPTED = ".csv,.tsv,.txt,.xlsx"

_REFUSED = {
    Family.HEIC: Why.KIND,
    Family.IMAGE: Why.KIND,
    Family.PDF: Why.KIND,
    Family.OLD_OFFICE: Why.OLD_OFFICE,
}


@dataclass(frozen=True)
class Found:
    """The rows that were read, and the names of other worksheets that hold any."""

    rows: list[Row]
    others: tuple[str, ...] = ()


def pasted(text: str) -> Found:
    """Read what was pasted into a field."""
    return Found(rows_of(text.replace("\x00", "")))


def sent(upload: UploadedFile[Any], field: str = "file", most: Most = USUAL) -> Found:
    """Read a file that was sent, after the checks that every file goes through; or say why it is not read."""
    content: IO[bytes] = upload.file  # type: ignore[assignment]
    try:
        return _opened(upload.size or 0, content, most)
    except Refused as refused:
        raise Mendable(_words(refused.why, most), field, f"file-{refused.why}") from None
    except scanning.ScannerAway:
        raise Mendable(
            _("Files cannot be checked at the moment. Paste the rows, or try again later."), field, "scanner"
        ) from None


def _opened(size: int, content: IO[bytes], most: Most) -> Found:
    if size == 0:
        raise Refused(Why.EMPTY)
    if size > most.megabytes * 1024**2:
        raise Refused(Why.TOO_LARGE)
    _must_be_clean(content)
    content.seek(0)
    family = family_of(content.read(HEAD))
    content.seek(0)
    if family == Family.OFFICE:
        return _of_workbook(content, most)
    if family in _REFUSED:
        raise Refused(_REFUSED[family])
    try:
        return Found(rows_of(decoded(content.read()), most))
    except NotText:
        raise Refused(Why.KIND) from None


def _must_be_clean(content: IO[bytes]) -> None:
    if not settings.CLAMD:
        return
    content.seek(0)
    verdict = scanning.scan(content)  # type: ignore[arg-type]
    if verdict != scanning.Verdict.CLEAN:
        raise Refused(Why.INFECTED if verdict == scanning.Verdict.FOUND else Why.NOT_SCANNED)


def _of_workbook(content: IO[bytes], most: Most) -> Found:
    with working_folder() as folder:
        source, target = folder / "sent", folder / "rows"
        with source.open("wb") as copy:
            copy.write(content.read())
        rows_written(source, target, seconds=most.seconds, rows=most.rows, columns=most.columns)
        return _understood(target, most)


def _understood(path: Path, most: Most) -> Found:
    """Believe nothing of what came out but its form."""
    rows: list[Row] = []
    others: list[str] = []
    filled = 0
    try:
        with path.open(encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                if "other" in line:
                    others.append(printable(str(line["other"])))
                else:
                    filled += sum(bool(text) for text, _was in line["cells"])
                    if filled > most.cells:
                        raise too_many_cells(most.cells)
                    cells = [Cell(printable(str(text)), Was(was)) for text, was in line["cells"]]
                    rows.append(row_of(int(line["row"]), cells, most.columns))
    except (ValueError, KeyError, TypeError):
        raise Refused(Why.BROKEN) from None
    return Found([row for row in rows if row.cells], tuple(others))


def _words(why: Why, most: Most) -> str:
    if why == Why.KIND:
        return _("This is no sheet that can be read. Send a CSV in UTF-8 or an XLSX, or paste the rows.")
    if why == Why.TOO_LARGE:
        words = _("This sheet is larger than %(most)s MB. Send it in parts.")
        return words % {"most": number(most.megabytes)}
    return str(too_many(most.rows)) if why == Why.TOO_MANY_ROWS else why_words(why)
