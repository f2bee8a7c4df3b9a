"""What the technical administrator does with held and dead deliveries, without reading any."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F, Func, QuerySet, UUIDField, Value
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.administration import require_administrator
from access.toolkit.errors import Mendable
from access.toolkit.identifiers import guard_text
from notifications.kinds import find
from notifications.models import Delivery, Notice

logger = logging.getLogger(__name__)


@transaction.atomic
def release_held(*, by: User, kind: str, written_at: datetime, at: datetime) -> int:
    """Let the notices that one scan held go out."""
    require_administrator(by)
    held = _held(kind, written_at)
    # A letter of its own: the rest of the one it was part of has gone, under its Message-ID.
    letter = Func(
        F("letter"),
        Value(f" {kind} {at.isoformat()}"),
        template="md5(%(expressions)s)::uuid",
        arg_joiner="::text || ",
        output_field=UUIDField(),
    )
    Delivery.objects.filter(notice__in=held, state=Delivery.State.HELD).update(
        state=Delivery.State.WAITING, next_try_at=at, letter=letter
    )
    released = Notice.objects.filter(pk__in=held).update(state=Notice.State.TOLD)
    logger.info(
        "The administrator with account number %d let %d held notices go out (%s). Their e-mails leave with "
        "the next delivery, within a minute.",
        by.pk,
        released,
        _in_words(kind),
    )
    return released


@transaction.atomic
def drop_held(*, by: User, kind: str, written_at: datetime, at: datetime) -> int:
    """Tell nobody of what one scan held. Its keys stay, so that no later scan writes it again."""
    require_administrator(by)
    held = _held(kind, written_at)
    Delivery.objects.filter(notice__in=held, state=Delivery.State.HELD).update(
        state=Delivery.State.CLOSED, closed_by=by, closed_reason="dropped", ended_at=at
    )
    dropped = Notice.objects.filter(pk__in=held).update(state=Notice.State.DROPPED)
    logger.info(
        "The administrator with account number %d dropped %d held notices (%s). Nobody is told of them.",
        by.pk,
        dropped,
        _in_words(kind),
    )
    return dropped


@transaction.atomic
def retry_delivery(*, by: User, delivery_id: int, at: datetime) -> None:
    """Try a delivery that was given up again, six times more."""
    require_administrator(by)
    _dead(delivery_id).update(state=Delivery.State.WAITING, tries=0, next_try_at=at, ended_at=None)


@transaction.atomic
def close_delivery(*, by: User, delivery_id: int, reason: str, at: datetime) -> None:
    """Leave a delivery undone, for a reason. On screen the notice stays."""
    require_administrator(by)
    kept = guard_text(field="reason", text=reason, phones=True)
    if not kept:
        raise Mendable(_("Say why it is closed."), field="reason", code="reason")
    _dead(delivery_id).update(state=Delivery.State.CLOSED, closed_by=by, closed_reason=kept, ended_at=at)


def _in_words(kind: str) -> str:
    """What an operator's log calls a kind; a room that is gone leaves its name."""
    known = find(kind)
    with translation.override("en"):
        return str(known.words()) if known else kind


def _held(kind: str, written_at: datetime) -> list[int]:
    rows = Notice.objects.select_for_update().filter(
        state=Notice.State.HELD, kind=kind, created_at=written_at
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _dead(delivery_id: int) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.DEAD)
    if not rows.select_for_update().exists():
        raise Mendable(_("This delivery is not waiting for anybody."), code="gone")
    return rows
