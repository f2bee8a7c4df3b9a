"""What is done with sheets: handed out at once, asked for, written by the worker, fetched, swept away."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from access.models import User
from access.rules.feed import changes_from_now
from access.rules.viewer import Viewer
from access.toolkit.bell import ring
from access.toolkit.cells import Value
from access.toolkit.errors import Mendable
from access.toolkit.lists import Asked
from access.toolkit.locking import lock_actor
from library.exports import note_export
from library.files.actions import receive, say_office, take_back
from library.models import KEPT, LongSheet
from library.sheets.at_once import written
from library.sheets.folder import folder
from library.sheets.held import all_still_read, has_ended, no_numbers, note, noted
from library.sheets.reading import RightsLost, Wanted, asked_now, batches
from library.sheets.writing import FORMS, Form

Clock = Callable[[], datetime]
State = LongSheet.State

# So many rows are handed out at once; more are written by the worker.
AT_ONCE = 2_000
MOST_AT_A_TIME = 3
# A worker that gives no sign for so long is gone; after so many of them the sheet is given up.
LEASE, MOST_TRIES = timedelta(minutes=5), 3
# Lines of sheets that are over are forgotten, and files that belong to none.
FORGOTTEN, STRAY = timedelta(days=7), timedelta(hours=1)
CHUNK = 64 * 1024
# One sheet is written at a time: what people are told must not wait for it.
_ONE_AT_A_TIME = 0x5EE7

__all__ = ["ask_for_sheet", "receive", "say_office", "sheet_at_once", "take_back"]

log = logging.getLogger(__name__)


class TooLong(Exception):
    """The sheet has more rows than are handed out at once."""


class TakenOver(Exception):
    """This worker gave no sign for too long, and another one writes the sheet now."""


def sheet_at_once(
    *, by: User, wanted: Wanted, form: Form, tagged: bool, at: datetime, clock: Clock
) -> tuple[str, bytes]:
    """Return the title and the file of a sheet of few rows, and note in the access log that it was taken."""
    viewer = Viewer(by, at)
    asked = wanted.asked_by(viewer)
    rows = 0

    def few() -> Iterator[Sequence[Value]]:
        nonlocal rows
        for batch in batches(wanted, by.pk, held=viewer.party_ids, clock=clock):
            rows += len(batch)
            if rows > AT_ONCE:
                raise TooLong
            yield from batch

    content = written(few(), wanted.heads(asked), form, title=wanted.title(asked), tagged=tagged)
    note_export(viewer, wanted.list_name, wanted.query, rows=rows, form=form)
    return wanted.title(asked), content


@transaction.atomic
def ask_for_sheet(*, by: User, wanted: Wanted, form: Form, tagged: bool, at: datetime) -> LongSheet:
    """Have a long sheet written, in the language its owner reads now."""
    viewer = lock_actor(by, at)
    asked = wanted.asked_by(viewer)
    open_ones = LongSheet.objects.filter(owner=by.pk, state__in=LongSheet.OPEN)
    if open_ones.count() >= MOST_AT_A_TIME:
        raise Mendable(
            _("Three of your sheets are being written or wait for you. Fetch one of them first."), code="many"
        )
    made = LongSheet.objects.create(
        owner_id=by.pk,
        list_name=wanted.list_name,
        query=dict(wanted.query),
        of=wanted.of,
        title=wanted.title(asked)[:200],
        form=form,
        tagged=tagged,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        parties=viewer.party_ids,
        asked_at=at,
    )
    transaction.on_commit(_ring)
    return made


def _ring() -> None:
    from library.tasks import write_sheets

    ring(write_sheets)


def wanted_by(sheet: LongSheet) -> Wanted:
    """What was asked for."""
    return Wanted(sheet.list_name, sheet.query, sheet.of)


def write_next(*, clock: Clock) -> LongSheet | None:
    """Write the sheet that has waited longest; nothing where none waits, or one is being written."""
    sheet = _claim(clock())
    if sheet is None:
        return None
    state = State.FAILED
    try:
        with translation.override(sheet.language):
            _write(sheet, clock)
        state = State.READY
    except RightsLost:
        state = State.STOPPED
    except TakenOver:
        log.info("A sheet was taken over by another worker while it was being written; this one stops.")
    finally:
        # Of one that another worker took over nothing is changed.
        _mine(sheet).update(state=state, ended_at=clock())
    return sheet


@transaction.atomic
def _claim(at: datetime) -> LongSheet | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    writing = LongSheet.objects.filter(state=State.WRITING)
    if writing.filter(alive_at__gt=at - LEASE).exists():
        return None
    writing.filter(tries__gte=MOST_TRIES).update(state=State.FAILED, ended_at=at)
    sheet = LongSheet.objects.filter(state__in=LongSheet.UNDER_WAY).order_by("asked_at", "pk").first()
    if sheet is None:
        return None
    sheet.state, sheet.alive_at, sheet.rows, sheet.tries = State.WRITING, at, 0, sheet.tries + 1
    sheet.save(update_fields=["state", "alive_at", "rows", "tries"])
    return sheet


def _write(sheet: LongSheet, clock: Clock) -> None:
    """Write it in batches, and say after each that somebody is still at it."""
    wanted, person, held = wanted_by(sheet), sheet.owner_id, sheet.parties
    changes_from, numbers = changes_from_now(), no_numbers()
    asked = asked_now(wanted, person, held=held, at=clock())
    folder()
    heads = wanted.heads(asked)
    with FORMS[Form(sheet.form)](sheet.path, heads, title=sheet.title, tagged=sheet.tagged) as file:
        for batch in batches(wanted, person, held=held, clock=clock, noted=numbers.extend):
            for row in batch:
                file.add(row)
            sheet.rows += len(batch)
            if not _mine(sheet).update(rows=sheet.rows, alive_at=clock()):
                raise TakenOver
    note(sheet.held_path, numbers)
    _mine(sheet).update(changes_from=changes_from)


def _mine(sheet: LongSheet) -> QuerySet[LongSheet]:
    """The sheet, as long as it is still this worker's to write."""
    return LongSheet.objects.filter(pk=sheet.pk, state=State.WRITING, tries=sheet.tries)


def may_fetch(sheet: LongSheet, viewer: Viewer) -> bool:
    """Whether the file is there for its owner. Where what they may read has changed, it is taken away."""
    if sheet.state != State.READY or sheet.ended_at is None or sheet.ended_at + KEPT <= viewer.at:
        return False
    try:
        asked = asked_now(wanted_by(sheet), sheet.owner_id, held=sheet.parties, at=viewer.at)
        _must_still_read(sheet, asked)
    except RightsLost:
        LongSheet.objects.filter(pk=sheet.pk, state=State.READY).update(state=State.STOPPED)
        sheet.take_away()
        return False
    return sheet.path.exists()


def _must_still_read(sheet: LongSheet, asked: Asked[Any]) -> None:
    """Refuse a file with a record that was taken from its owner since it was begun."""
    if sheet.changes_from is None or not sheet.held_path.exists():
        raise RightsLost
    if has_ended(sheet.list_name, sheet.asked_at, asked.viewer.at):
        raise RightsLost
    if not all_still_read(asked, noted(sheet.held_path), sheet.changes_from):
        raise RightsLost


def handed_over(sheet: LongSheet) -> Iterator[bytes]:
    """Give the file in pieces; what has gone out whole is used up.

    Its last piece goes out to one who asks, however many ask at once. When the line is cut before that is
    through, the file waits for another try.
    """
    with sheet.path.open("rb") as file:
        piece = file.read(CHUNK)
        while following := file.read(CHUNK):
            yield piece
            piece = following
    ready = LongSheet.objects.filter(pk=sheet.pk, state=State.READY)
    if not ready.update(state=State.FETCHED):
        raise ConnectionAbortedError("somebody else fetched it meanwhile")
    is_through = False
    try:
        yield piece
        is_through = True
    finally:
        if is_through:
            sheet.take_away()
        else:
            LongSheet.objects.filter(pk=sheet.pk, state=State.FETCHED).update(state=State.READY)


def part_of_file(sheet: LongSheet, first: int, last: int) -> Iterator[bytes]:
    """Give a part of the file, for a browser that goes on after its line was cut. Uses nothing up."""
    with sheet.path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


def sweep_sheets(*, at: datetime) -> None:
    """Take away files that nobody fetched in time, and what a worker that died left behind."""
    for sheet in LongSheet.objects.filter(state=State.READY, ended_at__lte=at - KEPT):
        if LongSheet.objects.filter(pk=sheet.pk, state=State.READY).update(state=State.OVER):
            sheet.take_away()
    LongSheet.objects.filter(ended_at__lte=at - FORGOTTEN).delete()
    held = LongSheet.objects.filter(state__in=[State.READY, State.WRITING])
    kept = tuple(sheet.path.name for sheet in held)
    for path in folder().iterdir():
        # What is being handed over may be gone before it is looked at.
        with suppress(FileNotFoundError):
            begun = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if not path.name.startswith(kept) and begun < at - STRAY:
                path.unlink()


def end_sheets(list_names: Collection[str] | None = None) -> None:
    """End the sheets that wait to be fetched or are being written, of these lists or of all.

    They may hold words that were covered or erased since: whoever wants one asks for it again. Once more
    when what is done here is done: one that was begun meanwhile read the words as they were.
    """
    _end_sheets(list_names)
    if connection.in_atomic_block:
        transaction.on_commit(partial(_end_sheets, list_names))


def _end_sheets(list_names: Collection[str] | None) -> None:
    under_way = LongSheet.objects.filter(state__in=(LongSheet.State.READY, LongSheet.State.WRITING))
    if list_names is not None:
        under_way = under_way.filter(list_name__in=list_names)
    for sheet in under_way:
        LongSheet.objects.filter(pk=sheet.pk).update(state=LongSheet.State.OVER)
        sheet.take_away()
