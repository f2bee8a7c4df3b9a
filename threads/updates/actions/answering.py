"""CID's cell says what became of what was reported of online abuse."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from notifications.actions import tell
from threads.updates.models import OnlineAbuse
from threads.updates.notices import ABUSE_ANSWERED


@transaction.atomic
def answer_abuse(*, by: User, abuse: OnlineAbuse, answer: str, at: datetime) -> OnlineAbuse:
    """The cell answers, or answers anew; whoever reported it is told."""
    held = lock_permitted(abuse, by=by, action="answer", at=at)
    if not held.link:
        raise Mendable(_("Its author took it back."), code="gone")
    if held.answer == answer:
        raise Mendable(_("This is the answer that stands."), "answer", "same")
    held.answer = OnlineAbuse.Answer(answer)
    held.answered_at, held.answered_by, held.live = at, by, False
    held.save()
    refresh(held)
    tell(kind=ABUSE_ANSWERED, record=held, occasion=f"answered:{at.isoformat()}", at=at, by=by)
    return held
