"""Somebody starts a thread, and has chosen before who reads it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from access.choosing.choices import Chosen, party_ids_of, resolve
from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError
from access.toolkit.locking import lock_actor, share_row
from notifications.actions import tell
from partners.models import Cooperation, Organisation
from threads.access import AUDIENCE
from threads.actions.reading import note_written
from threads.actions.writing import deciding_party, text_of, title_of, voice_of
from threads.attached import attach_to
from threads.models import Post, Thread, ThreadReader
from threads.notices import MENTIONED, TO_ACKNOWLEDGE

# What can be started. The other kinds come with what they ask for besides.
OFFERED = (Thread.Kind.DISCUSSION, Thread.Kind.ALERT)
# How government and NGOs work together in each, unless the author says otherwise.
USUAL = {
    Thread.Kind.DISCUSSION: Cooperation.CONSULTATION,
    Thread.Kind.FIELD_UPDATE: Cooperation.PARTICIPATION,
    Thread.Kind.REQUEST: Cooperation.CONSULTATION,
    Thread.Kind.ALERT: Cooperation.NOTIFICATION,
    Thread.Kind.KEY_MESSAGE: Cooperation.NOTIFICATION,
    Thread.Kind.SUCCESS_STORY: Cooperation.PARTICIPATION,
}


@transaction.atomic
def start(
    *,
    by: User,
    title: str,
    text: str,
    readers: Chosen,
    at: datetime,
    kind: str = Thread.Kind.DISCUSSION,
    organisation: Organisation | None = None,
    asks_acknowledgement: bool = False,
    cooperation: str = "",
    is_illustrative: bool = False,
    files: Sequence[str] = (),
) -> Thread:
    """Somebody of the network writes to those they chose; within the own organisation to nobody else.

    The one who starts it follows it.
    """
    if organisation is not None:
        organisation = share_row(organisation)
    viewer = lock_actor(by, at)
    if not viewer.is_in_network:
        raise RefusedError("start", Thread())
    chosen = resolve(viewer, readers.values, AUDIENCE)
    if chosen.is_internal:
        # It is written in the name of the body that alone reads it.
        organisation = Organisation.objects.get(all_party=chosen.parties[0])
    voice = voice_of(viewer, by, organisation)
    parties = party_ids_of(chosen)
    thread = Thread.objects.create(
        kind=Thread.Kind(kind),
        title=title_of(title),
        cooperation=Cooperation(cooperation) if cooperation else USUAL[Thread.Kind(kind)],
        is_internal=chosen.is_internal,
        asks_acknowledgement=asks_acknowledgement and not chosen.is_internal,
        keeping_party=voice.organisation.liaison_party if chosen.is_internal and voice.organisation else None,
        secretariat_party=None if chosen.is_internal else deciding_party(parties),
        started_at=at,
        at=at,
        is_illustrative=is_illustrative,
        **vars(voice),
    )
    ThreadReader.objects.bulk_create(ThreadReader(thread=thread, party_id=one, since=at) for one in parties)
    first = Post.objects.create(
        thread=thread, is_first=True, text=text_of(text, parties, at), at=at, **vars(voice)
    )
    attach_to(first, files, covered=(), by=by)
    refresh(thread)
    note_written(thread, voice, at)
    tell(kind=MENTIONED, record=first, occasion=f"post:{first.pk}", at=at, by=by)
    if thread.asks_acknowledgement:
        tell(kind=TO_ACKNOWLEDGE, record=thread, occasion=f"text:{thread.text_version}", at=at, by=by)
    return thread
