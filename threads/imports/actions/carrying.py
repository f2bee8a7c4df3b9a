"""The rows of a sheet are looked at and carried out, some at a time; how far it is stands on its page."""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from notifications.actions import tell
from threads.imports.actions.entering import may_have, must_be_own, ring_for_imports
from threads.imports.actions.taking import Taken, take_alone, take_rows
from threads.imports.forgetting import CAME, forget
from threads.imports.judging import Judge, Verdict
from threads.imports.mapping import Mapping, Reader
from threads.imports.models import ImportEnded, ImportRow, KeptSubmission, UpdateImport
from threads.imports.notices import ENDED
from threads.imports.places import Places
from threads.imports.reasons import spared

State, RowState = UpdateImport.State, ImportRow.State
Clock = Callable[[], datetime]
# A worker that gives no sign for so long is gone.
LEASE, MOST_TRIES = timedelta(minutes=2), 3
# So many rows are looked at, and so many posted, before it is said how far it is.
LOOKED_AT, POSTED = 500, 50
_log = logging.getLogger(__name__)


@transaction.atomic
def carry_out_import(
    *, by: User, update_import: UpdateImport, at: datetime, is_sure: bool = False
) -> UpdateImport:
    """Have the worker post each row that can be; rights are asked anew for every few of them."""
    viewer = lock_actor(by, at)
    held = lock_row(update_import)
    must_be_own(held, viewer)
    if held.state not in (State.JUDGED, State.DONE, State.BROKEN):
        raise Mendable(_("This sheet is at work, or cannot be carried out."), code="state")
    if is_sure:
        held.rows.filter(state=RowState.DOUBT).update(state=RowState.WILL, why="", said=None)
    if not held.rows.filter(state__in=ImportRow.TO_DO).exists():
        raise Mendable(_("No row of this sheet can be carried out."), code="none")
    held.is_sure = held.is_sure or is_sure
    held.state, held.reached, held.alive_at, held.tries = State.RUNNING, 0, None, 0
    held.save()
    transaction.on_commit(ring_for_imports)
    return held


def carry_on(*, clock: Clock) -> int:
    """Do what waits, sheet after sheet; returns how many rows it looked at or posted."""
    done = 0
    while (claimed := _claim(clock())) is not None:
        try:
            held = UpdateImport.objects.select_related("organisation", "form").get(pk=claimed.pk)
            done += _judged(held, clock) if claimed.state == State.JUDGING else _carried_out(held, clock)
        except Exception as error:
            # What stops one sheet stops no other; what it says goes into no log.
            _log.error("sheet %s was not carried on: %s", claimed.ref, type(error).__name__)
            _give_up(UpdateImport.objects.filter(pk=claimed.pk), clock())
    return done


@transaction.atomic
def _give_up(sheets: QuerySet[UpdateImport], at: datetime) -> None:
    """End those that were tried often enough: whoever sent one mends it, or takes it back."""
    tired = sheets.filter(state__in=UpdateImport.AT_WORK, tries__gte=MOST_TRIES)
    for one in tired.select_for_update(skip_locked=True):
        tired.filter(pk=one.pk).update(state=State.BROKEN, alive_at=None)
        _tell_sender(one, at)


@transaction.atomic
def _claim(at: datetime) -> UpdateImport | None:
    gone = Q(alive_at=None) | Q(alive_at__lt=at - LEASE)
    waiting = UpdateImport.objects.filter(gone, state__in=UpdateImport.AT_WORK)
    _give_up(waiting, at)
    held = waiting.select_for_update(skip_locked=True).order_by("at", "pk").first()
    if held is not None:
        UpdateImport.objects.filter(pk=held.pk).update(alive_at=at, tries=F("tries") + 1)
    return held


def judge_of(held: UpdateImport, viewer: Viewer, places: Places) -> Judge:
    """Whoever judges the rows of a sheet, as they stand now."""
    form = held.form.identifier if held.form is not None else ""
    return Judge(viewer, held.organisation, Mapping.of(held.mapping), held.heads, places, form)


def _judged(held: UpdateImport, clock: Clock) -> int:
    viewer = _sender(held, clock())
    if viewer is None:
        _ended(held, State.STOPPED, clock())
        return 0
    judge, done = judge_of(held, viewer, Places()), 0
    for rows in _some(held, LOOKED_AT):
        judge.look_up(row.cells for row in rows)
        for row in rows:
            found = spared(partial(judge.verdict, row.cells, is_sure=held.is_sure), Verdict)
            row.state, row.why, row.said, row.update = found.state, found.why, found.said, found.update
            row.type = found.type
        ImportRow.objects.bulk_update(rows, ["state", "why", "said", "update", "type"])
        done += len(rows)
        _reached(held, done, clock())
    _ended(held, State.JUDGED, clock(), State.JUDGING)
    return done


def _carried_out(held: UpdateImport, clock: Clock) -> int:
    places, done = Places(), 0
    for rows in _some(held, POSTED, state__in=ImportRow.TO_DO):
        at = clock()
        if (viewer := _sender(held, at)) is None:
            _ended(held, State.STOPPED, at)
            return done
        judge = judge_of(held, viewer, places)
        try:
            taken = _taken(held, rows, judge, viewer)
        except RefusedError:
            _ended(held, State.STOPPED, at)
            return done
        done += taken
        _reached(held, done, at)
        UpdateImport.objects.filter(pk=held.pk).update(tries=0)
    _forget_unread(held)
    # Of these something came: what was kept aside of them waits no more.
    forget(KeptSubmission.objects.filter(rows__update_import=held, rows__state__in=CAME))
    _ended(held, State.DONE, clock(), State.RUNNING)
    return done


def _taken(held: UpdateImport, rows: Sequence[ImportRow], judge: Judge, viewer: Viewer) -> int:
    """Take in some rows together; where one of them cannot be, each by itself."""
    try:
        with transaction.atomic():
            _note(take_rows([row.cells for row in rows], judge, viewer, is_sure=held.is_sure), rows)
    except (RefusedError, OperationalError):
        raise
    except Exception:
        for row in rows:
            _note([take_alone(row.cells, judge, viewer, is_sure=held.is_sure)], [row])
    return len(rows)


def _note(taken: Sequence[Taken], rows: Sequence[ImportRow]) -> None:
    for row, one in zip(rows, taken, strict=True):
        row.state, row.why, row.said, row.update = one.state, one.why, one.said, one.update
    ImportRow.objects.bulk_update(rows, ["state", "why", "said", "update"])


def _sender(held: UpdateImport, at: datetime) -> Viewer | None:
    """Whoever sent it, as they are now; None for who writes in the name of its organisation no more."""
    user = User.objects.filter(pk=held.entered_by_id, is_active=True).first()
    if user is None:
        return None
    viewer = Viewer(user, at)
    return viewer if viewer.is_let_in and may_have(viewer, held) else None


def _some(held: UpdateImport, many: int, **which: object) -> Iterator[list[ImportRow]]:
    last = 0
    while rows := list(held.rows.filter(pk__gt=last, **which).order_by("pk")[:many]):
        last = rows[-1].pk
        yield rows


def _reached(held: UpdateImport, done: int, at: datetime) -> None:
    UpdateImport.objects.filter(pk=held.pk).update(reached=done, alive_at=at)


@transaction.atomic
def _ended(
    held: UpdateImport, state: UpdateImport.State, at: datetime, while_in: UpdateImport.State | None = None
) -> None:
    rows = UpdateImport.objects.filter(pk=held.pk)
    if while_in is not None:
        rows = rows.filter(state=while_in)
    if rows.update(state=state, alive_at=None) and state in UpdateImport.ENDED:
        _tell_sender(held, at)


def _tell_sender(held: UpdateImport, at: datetime) -> None:
    said = {"at": at, "sender_party": party_of_account(held.entered_by)}
    ended, _is_new = ImportEnded.objects.update_or_create(sheet=held, ref=held.ref, defaults=said)
    refresh(ended)
    tell(kind=ENDED, record=ended, occasion=f"ended:{at.isoformat()}", at=at)


def _forget_unread(held: UpdateImport) -> None:
    """Of columns that say nothing here nothing is kept once it is carried out, nor of rows that are done."""
    held.rows.filter(state__in=CAME).update(cells=[])
    mapped = set(Reader(Mapping.of(held.mapping), held.heads).places.values())
    left = [place for place in range(len(held.heads)) if place not in mapped]
    for rows in _some(held, LOOKED_AT, state__in=ImportRow.BAD):
        for row in rows:
            row.cells = ["" if place in left else text for place, text in enumerate(row.cells)]
        ImportRow.objects.bulk_update(rows, ["cells"])
