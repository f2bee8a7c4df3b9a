"""Asking that a passage be erased, and the word of the two sides: both sign, two persons, or it stays."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from access.erasure.passages import ERASABLE, standing_in
from access.models import AccessLog, Erasure, ErasureAnswer, Party, Role, User
from access.models.erasures import REASON_LENGTH
from access.rules.audiences import refresh
from access.rules.log import log_access
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from access.toolkit.reasons import guard_reason
from coordination.erasing.erasable import WHY_ASKED, WHY_REFUSED
from coordination.erasing.notices import ANSWERED, ASKED
from notifications.actions import tell

Side = ErasureAnswer.Side


@transaction.atomic
def ask_to_erase(*, by: User, record: Model, passage: str, place: str, reason: str, at: datetime) -> Erasure:
    """Secretariat or oversight asks: its own side has signed by that, and the other is told."""
    held = lock_permitted(record, by=by, action="erase", at=at)
    standing = {(one.passage.name, one.place): one.words for one in standing_in(held)}
    words = standing.get((passage, place), "")
    if not words:
        raise Mendable(_("This passage is not there any more. Read the record again."), "passage", "gone")
    if words.strip() in reason:
        raise Mendable(_("Do not repeat the words here: they would stand in the request."), "reason", "words")
    if Erasure.objects.filter(passage=passage, place=place, live=True).exists():
        raise Mendable(_("Somebody has asked for this already."), "passage", "asked")
    reason = guard_reason(field="reason", text=reason, longest=REASON_LENGTH)
    label = held._meta.label_lower
    erasure = Erasure.objects.create(
        passage=passage,
        place=place,
        record_type=label,
        record_ref=held.ref,  # type: ignore[attr-defined]
        reason=reason,
        asked_at=at,
        asked_by=by,
        secretariat_party=ERASABLE[label].secretariat(held),
        oversight_party=Party.objects.role(Role.OVERSIGHT),
        at=at,
    )
    refresh(erasure)
    viewer = Viewer(by, at)
    side = next(sides_of(erasure, viewer))
    ErasureAnswer.objects.create(erasure=erasure, side=side, consents=True, by=by, at=at)
    log_access(viewer, AccessLog.Kind.ERASURE, held, WHY_ASKED.format(reason))
    tell(kind=ASKED, record=erasure, occasion=f"asked:{erasure.pk}", at=at, by=by)
    return erasure


@transaction.atomic
def answer_erasure(*, by: User, erasure: Erasure, consents: bool, reason: str, at: datetime) -> ErasureAnswer:
    """The other side signs, or says why not. Once both have signed the operator erases it."""
    held = lock_permitted(erasure, by=by, action="answer", at=at)
    viewer = Viewer(by, at)
    said = list(held.answers.all())
    open_sides = [side for side in sides_of(held, viewer) if side not in {one.side for one in said}]
    if not held.live or not open_sides:
        raise Mendable(_("Your side has answered already."), code="answered")
    if any(one.by_id == by.pk for one in said):
        raise Mendable(_("Two persons sign, and you have signed for the other side."), code="same-person")
    reason = "" if consents else guard_reason(field="reason", text=reason, longest=REASON_LENGTH)
    answer = ErasureAnswer.objects.create(
        erasure=held, side=open_sides[0], consents=consents, reason=reason, by=by, at=at
    )
    if not consents:
        close(held)
    log_access(viewer, AccessLog.Kind.ERASURE, held, "signed" if consents else WHY_REFUSED.format(reason))
    tell(kind=ANSWERED, record=held, occasion=f"answer:{answer.pk}", at=at, by=by)
    return answer


def sides_of(erasure: Erasure, viewer: Viewer) -> Iterator[Side]:
    """The sides for which this person may speak."""
    if viewer.belongs_to(erasure.secretariat_party_id):
        yield Side.SECRETARIAT
    if viewer.belongs_to(erasure.oversight_party_id):
        yield Side.OVERSIGHT


def close(erasure: Erasure) -> None:
    """Nothing waits any more: it was refused, or it is done."""
    erasure.live = False
    erasure.save(update_fields=["live"])
    refresh(erasure)
