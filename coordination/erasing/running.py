"""Erases what both sides signed, and again what a restored backup still holds: the owner's work."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from access.erasure.ledger import Line, append, holding_ledger, read_ledger
from access.erasure.passages import ERASABLE
from access.erasure.wiping import wipe
from access.models import AccessLog, Erasure, ErasureAnswer, Party, Role
from access.rules.audiences import refresh
from coordination.erasing.notices import DONE
from library.actions import end_sheets
from notifications.actions import tell

_SIDES = set(ErasureAnswer.Side.values)


def signed() -> list[Erasure]:
    """What two persons of both sides signed, and nobody has erased yet; the first asked first."""
    waiting = Erasure.objects.filter(done_at=None).prefetch_related("answers").order_by("asked_at", "pk")
    return [one for one in waiting if _is_signed(one)]


def _is_signed(erasure: Erasure) -> bool:
    answers = list(erasure.answers.all())
    return (
        all(one.consents for one in answers)
        and {one.side for one in answers} == _SIDES
        and len({one.by_id for one in answers}) == len(_SIDES)
    )


def erase(erasure: Erasure, *, at: datetime) -> int:
    """Erase one passage everywhere; returns how many rows changed.

    The ledger is written first: a line without an erasure is erased at the next try, an erasure without a
    line would come back with a backup.
    """
    with holding_ledger(), transaction.atomic():
        line = _line_of(erasure, at)
        return _do(erasure, at=line.at)


def _line_of(erasure: Erasure, at: datetime) -> Line:
    """The line of this erasure: that of an earlier try, or a new one."""
    known = next((one for one in read_ledger() if one.erasure == erasure.ref), None)
    if known is not None:
        return known
    line = Line(
        erasure=erasure.ref,
        record_type=erasure.record_type,
        record=erasure.record_ref,
        passage=erasure.passage,
        place=erasure.place,
        at=at,
    )
    append(line)
    return line


def _do(erasure: Erasure, *, at: datetime) -> int:
    changed = wipe(erasure, at=at)
    end_sheets()
    erasure.done_at, erasure.live = at, False
    erasure.save(update_fields=["done_at", "live"])
    refresh(erasure)
    AccessLog.objects.create(
        at=at,
        kind=AccessLog.Kind.ERASURE,
        record_type=erasure.record_type,
        record_ref=erasure.record_ref,
        purpose="erased",
    )
    tell(kind=DONE, record=erasure, occasion=f"done:{erasure.pk}", at=at)
    return changed


def erase_again(lines: Iterable[Line]) -> int:
    """Erase in a restored database what the ledger has and this database has not; how many passages."""
    done = set(Erasure.objects.filter(done_at__isnull=False).values_list("ref", flat=True))
    missing = [line for line in lines if line.erasure not in done]
    for line in missing:
        _do(_erasure_of(line), at=line.at)
    return len(missing)


def _erasure_of(line: Line) -> Erasure:
    """The erasure as it was asked for; where the backup is older, as far as the ledger knows it."""
    known = Erasure.objects.filter(ref=line.erasure).first()
    if known is not None:
        return known
    erasable = ERASABLE[line.record_type]
    record = erasable.model._base_manager.filter(ref=line.record).first()
    made = Erasure.objects.create(
        ref=line.erasure,
        record_type=line.record_type,
        record_ref=line.record,
        passage=line.passage,
        place=line.place,
        secretariat_party=erasable.secretariat(record) if record is not None else None,
        oversight_party=Party.objects.role(Role.OVERSIGHT),
        asked_at=line.at,
        at=line.at,
    )
    refresh(made)
    return made
