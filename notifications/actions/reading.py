"""A person has read a notice."""

from datetime import datetime

from django.db.models import Q

from access.models import User
from notifications.models import Notice


def mark_read(*, by: User, notice: Notice, at: datetime) -> bool:
    """Note that its recipient has read it; the first time counts."""
    if notice.recipient_id != by.pk:
        return False
    return bool(Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at))


def mark_all_read(*, by: User, until: Notice, at: datetime) -> int:
    """Note everything up to and including this notice as read: what came in since stays new."""
    mine = Notice.objects.filter(recipient=by, state=Notice.State.TOLD, read_at__isnull=True)
    older = Q(created_at__lt=until.created_at) | Q(created_at=until.created_at, id__lte=until.pk)
    return mine.filter(older).update(read_at=at)
