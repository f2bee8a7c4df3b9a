"""Independent oversight opens a thread, and says what for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404
from psycopg2.extras import DateTimeTZRange

from access.models import AccessLog, Party, PartyMember, Role, User
from access.rules.log import log_access
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.reasons import guard_reason
from notifications.actions import tell
from threads.access import threads_known_to
from threads.models import Thread, ThreadOpening
from threads.models.openings import PURPOSE_LENGTH
from threads.notices import OPENED

LASTS = timedelta(hours=1)


@transaction.atomic
def open_thread(*, by: User, thread: Thread, purpose: str, at: datetime) -> ThreadOpening:
    """Oversight reads a thread for an hour; its author is told why.

    The line of the access log is written in the same transaction: no reading without it.
    """
    viewer = lock_actor(by, at)
    held = threads_known_to(viewer).filter(pk=lock_row(thread).pk).first()
    if held is None:
        raise Http404
    purpose = guard_reason(field="purpose", text=purpose, longest=PURPOSE_LENGTH)
    opening = ThreadOpening(
        thread=held,
        reader=by,
        purpose=purpose,
        opened_at=at,
        ends_at=at + LASTS,
        role_party=Party.objects.role(Role.OVERSIGHT),
    )
    opening.party = Party.objects.create(
        kind=Party.Kind.PERSON,
        code=f"thread-opening:{opening.ref}",
        label_en="A discussion opened with a purpose",
        label_bn="উদ্দেশ্য উল্লেখ করে খোলা মতবিনিময়",
    )
    PartyMember.objects.create(
        party=opening.party, user=by, reason="opening", period=DateTimeTZRange(at, opening.ends_at)
    )
    opening.save()
    log_access(viewer, AccessLog.Kind.READ, held, purpose)
    tell(kind=OPENED, record=held, occasion=f"opened:{opening.pk}", at=at, by=by)
    return opening
