"""`python -m benchmarks.imports`: what a sheet of field updates costs to read, to look at and to post."""

import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

# As an organisation collects in a year, and the longest that is taken, of which some rows are wrong.
USUAL, LONGEST, WRONG = 6_000, 20_000, 300
_HEADS = (
    "start", "end", "activity", "date_of_session", "district", "upazila", "union", "women", "men", "girls",
    "boys", "remarks", "_id", "_uuid", "_submission_time", "_submitted_by", "__version__", "meta/rootUuid",
)  # fmt: skip


def measure() -> None:
    """The usual sheet as a workbook, all of it; the longest as text, and how far it is right."""
    _say(name=f"an import of {USUAL:,} rows as XLSX", **_import(_workbook(USUAL), wrong=0))
    _say(
        name=f"an import of {LONGEST:,} rows as CSV, {WRONG} wrong",
        **_import(_text(LONGEST, WRONG), wrong=WRONG),
    )


def _import(content: bytes, wrong: int) -> dict[str, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from access.choosing.choices import resolve
    from access.rules.viewer import Viewer
    from benchmarks.sittings import persona
    from library.sheets.incoming.opening import sent
    from partners.queries import own_organisations
    from threads.access import AUDIENCE
    from threads.imports import actions
    from threads.imports.actions import carrying
    from threads.imports.ours import ASKED
    from threads.imports.table import MOST, table_of

    by, at = persona("rj_liaison"), timezone.now()
    viewer = Viewer(by, at)
    organisation = own_organisations(viewer)[0]
    read, table = _timed(lambda: table_of(sent(SimpleUploadedFile("sheet", content), "file", MOST)))
    entered, held = _timed(lambda: actions.enter_import(by=by, organisation=organisation, table=table, at=at))
    columns = {name: head for name, head in held.mapping["columns"].items() if name in ASKED}
    readers = resolve(viewer, [f"own:{organisation.ref}"], AUDIENCE)
    actions.map_columns(
        by=by, update_import=held, columns=columns, readers=readers, called=f"bench {wrong}", at=at
    )
    judged, _rows = _timed(lambda: carrying.carry_on(clock=timezone.now))
    actions.carry_out_import(by=by, update_import=held, at=at)
    posted, _rows = _timed(lambda: carrying.carry_on(clock=timezone.now))
    done = held.rows.filter(state="done").count()
    if done != len(table.rows) - wrong:
        raise RuntimeError(f"{done} rows were posted of {len(table.rows)}, {wrong} are wrong")
    return {"rows": done, "read": read, "entered": entered, "judged": judged, "posted": posted}


def _rows(many: int, wrong: int) -> list[list[Any]]:
    """Sessions in all unions of the country, one after the other; every so many a day nobody can read."""
    from collections import Counter
    from itertools import cycle, islice

    from partners.models import Place

    unions = Place.objects.filter(tier="union").select_related("parent__parent").order_by("pk")
    places = [
        (one.parent.parent.name_en, one.parent.name_en, one.name_en)
        for one in unions
        if one.parent is not None and one.parent.parent is not None
    ]
    many_called = Counter(places)
    once = [place for place in places if many_called[place] == 1]
    every = many // wrong if wrong else 0
    return [
        [
            "2026-11-20T10:01:07", "", "awareness", "soon" if every and number % every == 0 else "20/11/2026",
            *place, 20, 11, number % 9, 4, f"A session, the {number}th in the sheet.", number,
            f"{wrong:08d}-6d1f-4b7a-9c3e-{number:012d}", "2026-11-20T10:09:44", "field_1", "v1", "",
        ]
        for number, place in enumerate(islice(cycle(once), many))
    ]  # fmt: skip


def _workbook(many: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sessions")
    for row in [_HEADS, *_rows(many, 0)]:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text(many: int, wrong: int) -> bytes:
    import csv

    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([_HEADS, *_rows(many, wrong)])
    return text.getvalue().encode("utf-8-sig")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    came = work()
    return time.perf_counter() - begun, came


def _say(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    measure()
