"""The author ends a thread, or goes on with it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from threads.actions.writing import must_be_open, must_be_talk, place
from threads.models import Thread


@transaction.atomic
def close(*, by: User, thread: Thread, at: datetime) -> Thread:
    """Nobody writes in it any more; it is read as before."""
    held = lock_permitted(thread, by=by, action="close", at=at)
    must_be_talk(held)
    must_be_open(held)
    held.state, held.closed_at = Thread.State.CLOSED, at
    place(held, held.at)
    return held


@transaction.atomic
def reopen(*, by: User, thread: Thread, at: datetime) -> Thread:
    """It goes on."""
    held = lock_permitted(thread, by=by, action="reopen", at=at)
    must_be_talk(held)
    if held.is_open or held.removed_at is not None:
        raise Mendable(_("This discussion cannot be opened again."), code="open")
    held.state, held.closed_at = Thread.State.OPEN, None
    place(held, held.at)
    return held
