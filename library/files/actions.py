"""What is done with files: received, checked by the worker, spoken for by their author, taken away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.models import AccessLog, User
from access.rules.audiences import refresh
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.bell import ring
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_row
from language.words import local_day
from library.files import scanning
from library.files.kinds import HEAD, Family, family_of
from library.files.leaving import let_go, note_left, take_left
from library.files.limited import Rewritten, rewritten
from library.files.names import kept_stem
from library.files.refusals import Refused, Remark, Why
from library.files.storing import KEPT, SENT, copied, hashed, opened, put, working_folder
from library.files.words import why_words
from library.models import FileRefusal, StoredFile

Clock = Callable[[], datetime]
State = StoredFile.State

# Of one person, on no record yet.
MOST_LOOSE = 30
LEASE, MOST_TRIES = timedelta(minutes=5), 3
# What stands on no record goes; what was refused for a number in it waits so long for its author's word.
LOOSE, REFUSED_WAITS = timedelta(days=1), timedelta(days=7)
# The scanner is asked again only after this.
SCAN_AGAIN = timedelta(minutes=2)

log = logging.getLogger(__name__)
_tellers: list[Callable[[FileRefusal, datetime], object]] = []


def register_teller(teller: Callable[[FileRefusal, datetime], object]) -> None:
    """Have whoever sent a file told that it is refused; the room that tells registers how."""
    if teller not in _tellers:
        _tellers.append(teller)


class TakenOver(Exception):
    """Another worker checks it now, or its author took it back."""


@transaction.atomic
def receive(*, by: User, upload: UploadedFile[Any], at: datetime) -> StoredFile:
    """Take what somebody sent. Nobody else sees anything of it until it was opened elsewhere and checked."""
    lock_actor(by, at)
    if StoredFile.objects.filter(owner=by, attached_at=None, at__gt=at - LOOSE).count() >= MOST_LOOSE:
        raise Mendable(
            _("You have sent many files that stand on no record. Attach those first."), code="many"
        )
    content: IO[bytes] = upload.file  # type: ignore[assignment]
    _must_be_taken(upload, content)
    size, sha256 = hashed(content)
    name, is_ours = kept_stem(upload.name or "", local_day(at))
    key = put(SENT, content)
    made = StoredFile.objects.create(
        owner=by,
        name=name,
        remarks=[Remark.RENAMED] if is_ours else [],
        sent_key=key,
        sent_size=size,
        sent_sha256=sha256,
        at=at,
    )
    transaction.on_commit(_ring)
    return made


def _must_be_taken(upload: UploadedFile[Any], content: IO[bytes]) -> None:
    """Refuse at once what can be seen from outside: its length, and how it begins."""
    size = upload.size or 0
    if size == 0:
        raise _mendable(Why.EMPTY)
    if size > settings.FILE_LIMIT:
        raise _mendable(Why.TOO_LARGE)
    content.seek(0)
    family = family_of(content.read(HEAD))
    refused = {Family.HEIC: Why.HEIC, Family.OLD_OFFICE: Why.OLD_OFFICE, Family.OTHER: Why.KIND}
    if family in refused:
        raise _mendable(refused[family])


def _mendable(why: Why) -> Mendable:
    return Mendable(why_words(why), "files", f"file-{why}")


def _ring() -> None:
    from library.tasks import check_files

    ring(check_files)


def check_next(*, clock: Clock) -> StoredFile | None:
    """Open and scan the file that has waited longest; nothing where none waits."""
    held = _claim(clock())
    if held is None:
        return None
    try:
        _check(held, clock)
    except Refused as refused:
        _refuse(held, refused.why, clock())
    except FileNotFoundError:
        # A restored database may know a file that its backup no longer found.
        _refuse(held, Why.BROKEN, clock())
    except scanning.ScannerAway:
        log.warning("The scanner cannot be reached; files wait for it.")
    except TakenOver:
        log.info("A file was taken over or taken back while it was being checked; this one stops.")
    return held


@transaction.atomic
def _claim(at: datetime) -> StoredFile | None:
    """Take the next file. One at which workers died again and again is refused: it may be what ends them."""
    waiting = StoredFile.objects.filter(state=State.RECEIVED).filter(_unheld(at, LEASE))
    if settings.CLAMD:
        unscanned = StoredFile.objects.filter(state=State.CHECKED).filter(_unheld(at, SCAN_AGAIN))
        waiting = waiting | unscanned
    held = waiting.select_for_update(skip_locked=True).order_by("at", "pk").first()
    if held is None:
        return None
    held.alive_at = at
    held.tries += 1 if held.state == State.RECEIVED else 0
    held.save(update_fields=["alive_at", "tries"])
    return held


def _unheld(at: datetime, lease: timedelta) -> Q:
    return Q(alive_at=None) | Q(alive_at__lt=at - lease)


def _check(held: StoredFile, clock: Clock) -> None:
    if held.state == State.RECEIVED:
        if held.tries > MOST_TRIES:
            raise Refused(Why.BROKEN)
        _rewrite(held, clock)
    if settings.CLAMD:
        _scan(held)
        _mine(held).update(state=State.CLEAN)
    sent, held.sent_key = held.sent_key, ""
    with transaction.atomic():
        _mine(held).update(sent_key="", found=[], ended_at=clock())
        note_left(sent)
    take_left([sent])


def _rewrite(held: StoredFile, clock: Clock) -> None:
    """Have it written anew by another process, and keep that."""
    with working_folder() as folder:
        source, target = folder / "sent", folder / "kept"
        copied(held.sent_key, source)
        came = rewritten(source, target)
        _must_hold_nobody(held, came)
        with target.open("rb") as content:
            size, sha256 = hashed(content)
            held.key = put(KEPT, content)
    held.kind, held.size, held.sha256 = came.kind, size, sha256
    held.remarks = list(dict.fromkeys([*held.remarks, *came.remarks]))
    done = _mine(held).update(
        state=State.CHECKED,
        kind=held.kind,
        key=held.key,
        size=size,
        sha256=sha256,
        remarks=held.remarks,
        alive_at=clock(),
    )
    if not done:
        let_go(held.key)
        raise TakenOver
    held.state = State.CHECKED


def _must_hold_nobody(held: StoredFile, came: Rewritten) -> None:
    if not came.found:
        return
    if held.office_said_at is not None and all(one.may_be_office for one in came.found):
        return
    _mine(held).update(found=[vars(one) for one in came.shown])
    raise Refused(Why.IDENTIFIER)


def _scan(held: StoredFile) -> None:
    """Ask the scanner about what was sent, as long as that is there, and about what is kept."""
    for key in (held.sent_key, held.key):
        if not key:
            continue
        with opened(key) as content:
            verdict = scanning.scan(content)
        if verdict != scanning.Verdict.CLEAN:
            raise Refused(Why.INFECTED if verdict == scanning.Verdict.FOUND else Why.NOT_SCANNED)


def _refuse(held: StoredFile, why: Why, at: datetime) -> None:
    """Keep nothing of it but that it came; for its author's word about a number the file waits."""
    waits = why == Why.IDENTIFIER
    sent, kept = ("" if waits else held.sent_key), held.key
    changed = {"state": State.REFUSED, "why": why, "key": "", "ended_at": at}
    with transaction.atomic():
        if _mine(held).update(**changed, **({} if waits else {"sent_key": ""})):
            _say_refused(held, at)
        note_left(sent, kept)
    take_left([sent, kept])


def _say_refused(held: StoredFile, at: datetime) -> None:
    said = {"at": at, "owner_party": party_of_account(held.owner)}
    refusal, _is_new = FileRefusal.objects.update_or_create(file=held, ref=held.ref, defaults=said)
    refresh(refusal)
    for tell in _tellers:
        tell(refusal, at)


def _mine(held: StoredFile) -> QuerySet[StoredFile]:
    """The file, as long as it is this worker's."""
    return StoredFile.objects.filter(pk=held.pk, tries=held.tries).exclude(state=State.REFUSED)


@transaction.atomic
def say_office(*, by: User, file: StoredFile, at: datetime) -> StoredFile:
    """Its author says that the numbers in it are an office's: noted in the access log, then checked again."""
    held = lock_own(file, by=by, at=at)
    if not held.may_be_said_office:
        raise Mendable(_("Nothing waits for your word about this file."), code="said")
    kinds = ", ".join(sorted({one["kind"] for one in held.found}))
    purpose = f"{len(held.found)} numbers: {kinds}"
    log_access(Viewer(by, at), AccessLog.Kind.OFFICE, held, purpose)
    held.office_said_at, held.state, held.why, held.alive_at, held.tries = at, State.RECEIVED, "", None, 0
    held.ended_at = None
    held.save()
    transaction.on_commit(_ring)
    return held


@transaction.atomic
def take_back(*, by: User, file: StoredFile, at: datetime) -> bool:
    """Its author takes away a file that stands on no record, or that was refused."""
    held = lock_own(file, by=by, at=at)
    if held.attached_at is not None and not held.is_refused:
        raise Mendable(_("This file stands on a record. Have it covered or erased there."), code="attached")
    forget(held)
    return True


def lock_own(file: StoredFile, *, by: User, at: datetime) -> StoredFile:
    """Hold a file of one's own; anybody else's is not there."""
    lock_actor(by, at)
    held = lock_row(file)
    if held.owner_id != by.pk:
        raise Http404
    return held


def forget(held: StoredFile) -> None:
    """Let nothing lie of it; the line of one that stands on a record stays, and says that it is gone."""
    keys = (held.sent_key, held.key)
    if held.attached_at is None:
        held.delete()
    else:
        changed = {"sent_key": "", "key": "", "state": State.REFUSED, "found": []}
        StoredFile.objects.filter(pk=held.pk).update(**changed)
    let_go(*keys)


def sweep_files(*, at: datetime) -> int:
    """Take away what stands on no record, what was refused and its author said nothing about, what was sent
    of a file that is kept, where a worker died before it did, and what a storage that failed has kept.
    """
    take_left()
    loose = StoredFile.objects.filter(attached_at=None, at__lt=at - LOOSE)
    unsaid = StoredFile.objects.filter(state=State.REFUSED, ended_at__lt=at - REFUSED_WAITS).exclude(
        sent_key=""
    )
    kept = [State.CLEAN] if settings.CLAMD else [State.CLEAN, State.CHECKED]
    ended = StoredFile.objects.filter(_unheld(at, LEASE), state__in=kept).exclude(sent_key="")
    _each(ended, partial(_forget_sent, at=at))
    return _each(loose, forget) + _each(unsaid, forget)


def _forget_sent(held: StoredFile, at: datetime) -> None:
    sent = held.sent_key
    StoredFile.objects.filter(pk=held.pk).update(sent_key="", found=[], ended_at=at)
    let_go(sent)


def _each(due: QuerySet[StoredFile], do: Callable[[StoredFile], None]) -> int:
    """Do it to each that is still due once it is held: a file may have come onto a record meanwhile."""
    done = 0
    for number in list(due.order_by("pk").values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            held = due.select_for_update(skip_locked=True).filter(pk=number).first()
            if held is not None:
                do(held)
                done += 1
    return done
