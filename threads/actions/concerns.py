"""Somebody tells oversight of a concern, oversight answers, and either may write more."""

from datetime import datetime

from django.db import transaction

from access.accounts.changes import party_of_account
from access.models import Party, Role, User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError
from access.toolkit.locking import lock_actor, lock_permitted
from access.toolkit.texts import guarded
from language.words import local_day
from notifications.actions import tell
from notifications.working_days import add_working_days
from threads.concern_notices import CONCERN_ANSWERED, CONCERN_TOLD
from threads.models import Concern, ConcernWord
from threads.models.concerns import CONCERN_LENGTH

# Oversight answers within so many working days.
ANSWERED_WITHIN = 10


@transaction.atomic
def tell_concern(*, by: User, kind: str, text: str, at: datetime) -> Concern:
    """Anybody of the network tells oversight, and nobody else hears of it."""
    viewer = lock_actor(by, at)
    if not viewer.is_in_network:
        raise RefusedError("tell_concern", Concern())
    concern = Concern.objects.create(
        kind=Concern.Kind(kind),
        at=at,
        waits_since=at,
        due_on=add_working_days(local_day(at), ANSWERED_WITHIN),
        author=by,
        author_party=party_of_account(by),
        oversight_party=Party.objects.role(Role.OVERSIGHT),
    )
    ConcernWord.objects.create(concern=concern, text=_text_of(text), at=at)
    refresh(concern)
    tell(kind=CONCERN_TOLD, record=concern, occasion=f"turn:{concern.turn}", at=at, by=by)
    return concern


@transaction.atomic
def answer_concern(*, by: User, concern: Concern, text: str, at: datetime) -> None:
    """Oversight answers; nothing waits for it from then on."""
    held = lock_permitted(concern, by=by, action="answer", at=at)
    word = ConcernWord.objects.create(concern=held, by_oversight=True, text=_text_of(text), at=at)
    held.live, held.waits_since, held.due_on = False, None, None
    held.save(update_fields=["live", "waits_since", "due_on"])
    refresh(held)
    tell(kind=CONCERN_ANSWERED, record=held, occasion=f"word:{word.pk}", at=at, by=by)


@transaction.atomic
def add_to_concern(*, by: User, concern: Concern, text: str, at: datetime) -> None:
    """Whoever told it writes more. After an answer it is oversight's turn anew, by a new day."""
    held = lock_permitted(concern, by=by, action="add", at=at)
    ConcernWord.objects.create(concern=held, text=_text_of(text), at=at)
    if held.live:
        return
    held.live, held.waits_since = True, at
    held.due_on = add_working_days(local_day(at), ANSWERED_WITHIN)
    held.turn += 1
    held.save(update_fields=["live", "waits_since", "due_on", "turn"])
    refresh(held)
    tell(kind=CONCERN_TOLD, record=held, occasion=f"turn:{held.turn}", at=at, by=by)


def _text_of(text: str) -> str:
    return guarded(text, field="text", longest=CONCERN_LENGTH, phones=True, required=True)
