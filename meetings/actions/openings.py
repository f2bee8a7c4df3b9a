"""Independent oversight opens minutes that are not confirmed yet, and says what for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from psycopg2.extras import DateTimeTZRange

from access.models import AccessLog, Party, PartyMember, Role, User
from access.rules.log import log_access
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.reasons import guard_reason
from meetings.access import drafts_known_to
from meetings.models import DraftOpening, Minutes
from meetings.models.openings import PURPOSE_LENGTH
from meetings.notices import DRAFT_OPENED
from notifications.actions import tell

LASTS = timedelta(hours=1)


@transaction.atomic
def open_draft(*, by: User, minutes: Minutes, purpose: str, at: datetime) -> DraftOpening:
    """Oversight reads unconfirmed minutes for an hour; those who write them are told why.

    The line of the access log is written in the same transaction: no reading without it.
    """
    viewer = lock_actor(by, at)
    held = drafts_known_to(viewer).filter(pk=lock_row(minutes).pk).first()
    if held is None:
        raise Http404
    purpose = guard_reason(field="purpose", text=purpose, longest=PURPOSE_LENGTH)
    opening = DraftOpening(
        minutes=held,
        reader=by,
        purpose=purpose,
        opened_at=at,
        ends_at=at + LASTS,
        role_party=Party.objects.role(Role.OVERSIGHT),
    )
    opening.party = Party.objects.create(
        kind=Party.Kind.PERSON,
        code=f"opening:{opening.ref}",
        label_en="Minutes opened with a purpose",
        label_bn="উদ্দেশ্য উল্লেখ করে খোলা কার্যবিবরণী",
    )
    PartyMember.objects.create(
        party=opening.party, user=by, reason="opening", period=DateTimeTZRange(at, opening.ends_at)
    )
    opening.save()
    log_access(viewer, AccessLog.Kind.READ, held, purpose)
    tell(kind=DRAFT_OPENED, record=held, occasion=f"opened:{opening.pk}", at=at, by=by)
    return opening
