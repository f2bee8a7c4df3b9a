"""Independent oversight opens minutes that are not confirmed yet, and says what for."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from access.models import User
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.openings import open_for_an_hour
from meetings.access import drafts_known_to
from meetings.models import DraftOpening, Minutes
from meetings.notices import DRAFT_OPENED
from notifications.actions import tell

_LABEL = "Minutes opened with a purpose", "উদ্দেশ্য উল্লেখ করে খোলা কার্যবিবরণী"


@transaction.atomic
def open_draft(*, by: User, minutes: Minutes, purpose: str, at: datetime) -> DraftOpening:
    """Oversight reads unconfirmed minutes for an hour; those who write them are told why."""
    viewer = lock_actor(by, at)
    held = drafts_known_to(viewer).filter(pk=lock_row(minutes).pk).first()
    if held is None:
        raise Http404
    opening = open_for_an_hour(
        DraftOpening(minutes=held), held, by=by, viewer=viewer, purpose=purpose, code="opening", label=_LABEL
    )
    tell(kind=DRAFT_OPENED, record=held, occasion=f"opened:{opening.pk}", at=at, by=by)
    return opening
