"""Independent oversight opens a thread, and says what for."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from access.models import User
from access.toolkit.locking import lock_actor, lock_row
from access.toolkit.openings import open_for_an_hour
from notifications.actions import tell
from threads.access import threads_known_to
from threads.models import Thread, ThreadOpening
from threads.notices import OPENED

_LABEL = "A discussion opened with a purpose", "উদ্দেশ্য উল্লেখ করে খোলা মতবিনিময়"


@transaction.atomic
def open_thread(*, by: User, thread: Thread, purpose: str, at: datetime) -> ThreadOpening:
    """Oversight reads a thread for an hour; its author is told why, of a request both sides."""
    viewer = lock_actor(by, at)
    held = threads_known_to(viewer).filter(pk=lock_row(thread).pk).first()
    if held is None:
        raise Http404
    opening = open_for_an_hour(
        ThreadOpening(thread=held),
        held,
        by=by,
        viewer=viewer,
        purpose=purpose,
        code="thread-opening",
        label=_LABEL,
    )
    tell(kind=OPENED, record=held, occasion=f"opened:{opening.pk}", at=at, by=by)
    return opening
