"""Sheets as KoboToolbox and ODK document their exports, made small."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from access.models import User
from library.sheets.incoming.opening import sent
from partners.models import Organisation
from tests.cast import NOW
from tests.threads.world import body, chosen
from threads.imports import actions
from threads.imports.actions import carrying
from threads.imports.models import UpdateImport
from threads.imports.ours import ASKED
from threads.imports.table import MOST, Table, table_of

# An export with names and groups in its heads, and with the tool's own columns behind.
HEADS = [
    "start", "end", "about/activity", "about/date_of_session", "where/district", "where/upazila",
    "where/union", "people/women", "people/men", "people/girls", "people/boys", "remarks",
    "topics", "topics/loans", "topics/visas", "_id", "_uuid", "_submission_time", "_validation_status",
    "_notes", "_status", "_submitted_by", "__version__", "_tags", "meta/rootUuid", "_index",
]  # fmt: skip


def uuid(number: int) -> str:
    """Some submission's name."""
    return f"{number:08d}-6d1f-4b7a-9c3e-{number:012d}"


def row(number: int, **said: Any) -> dict[str, Any]:
    """One submission: what it says by the last part of its heads."""
    told = {
        "start": "2026-11-20T10:01:07.000+06:00", "activity": "awareness", "date_of_session": "2026-11-20",
        "district": "Jashore", "upazila": "Sharsha", "union": "Bagachra", "women": 20, "men": 11, "girls": 5,
        "boys": 4, "remarks": f"A session on job offers, {number} in the row.", "topics": "loans visas",
        "topics/loans": 1, "topics/visas": 1, "_id": 100 + number, "_uuid": uuid(number),
        "_submission_time": "2026-11-20T10:09:44", "_submitted_by": "field_1", "meta/rootUuid": uuid(number),
        "_index": number,
    }  # fmt: skip
    return told | said


def cells(told: dict[str, Any], heads: Sequence[str] = HEADS) -> list[Any]:
    """A row as it stands below these heads."""
    return [told.get(head, told.get(head.rpartition("/")[2], "")) for head in heads]


def as_csv(rows: Sequence[dict[str, Any]], heads: Sequence[str] = HEADS, **options: Any) -> bytes:
    """As Kobo writes it: semicolons and a mark at its beginning, unless said otherwise."""
    encoding = options.pop("encoding", "utf-8-sig")
    text = io.StringIO()
    writer = csv.writer(text, **({"delimiter": ";"} | options))
    writer.writerow(heads)
    writer.writerows(cells(one, heads) for one in rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[dict[str, Any]], heads: Sequence[str] = HEADS, above: Sequence[str] = ()) -> bytes:
    """A workbook; with `above` a merged row of groups stands over the heads."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if above:
        sheet.append(list(above))
    sheet.append([one.rpartition("/")[2] if above else one for one in heads])
    for one in rows:
        sheet.append(cells(one, heads))
    if above:
        sheet.merge_cells("C1:D1")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, name: str = "sheet") -> Table:
    """Read it as the page does."""
    return table_of(sent(SimpleUploadedFile(name, content), "file", MOST), "file")


def entered(
    by: User, content: bytes, organisation: Organisation | None = None, at: datetime = NOW
) -> UpdateImport:
    """Somebody sends it, and the worker looks at its rows where the columns are known."""
    of = organisation or body("RJ")
    made = actions.enter_import(by=by, organisation=of, table=read(content), at=at)
    if made.state == "read" and made.form is None:
        # Nobody of the organisation has sent this form: it is asked, and what it suggests is taken.
        columns = {name: head for name, head in made.mapping["columns"].items() if name in ASKED}
        actions.map_columns(
            by=by,
            update_import=made,
            columns=columns,
            readers=chosen(by, f"own:{of.ref}"),
            called="Sessions",
            at=at,
        )
    carrying.carry_on(clock=lambda: at)
    made.refresh_from_db()
    return made


def carried_out(held: UpdateImport, at: datetime = NOW, **more: Any) -> UpdateImport:
    """Whoever sent it has it carried out, and the worker does."""
    actions.carry_out_import(by=held.entered_by, update_import=held, at=at, **more)
    carrying.carry_on(clock=lambda: at)
    held.refresh_from_db()
    return held
