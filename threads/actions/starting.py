"""Somebody starts a thread, and has chosen before who reads it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen, party_ids_of, resolve
from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import RefusedError
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, share_row
from notifications.actions import tell
from partners.models import Cooperation, Organisation
from threads.access import AUDIENCE
from threads.actions.reading import note_written
from threads.actions.writing import Voice, deciding_party, let_read, text_of, title_of, voice_of
from threads.attached import attach_to
from threads.models import Post, Thread
from threads.notices import MENTIONED, TO_ACKNOWLEDGE

# What anybody starts. The other kinds ask for more besides, each by an action of its own.
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
    about: str = "",
    organisation: Organisation | None = None,
    asks_acknowledgement: bool = False,
    cooperation: str = "",
    is_illustrative: bool = False,
    files: Sequence[str] = (),
) -> Thread:
    """Somebody of the network writes to those they chose; within the own organisation to nobody else.

    An alert says whether it is about a method or a route. The one who starts it follows it.
    """
    if organisation is not None:
        organisation = share_row(organisation)
    viewer = lock_actor(by, at)
    if not viewer.is_in_network:
        raise RefusedError("start", Thread())
    if kind not in OFFERED:
        raise Mendable(_("This is written on a page of its own."), "kind", "kind")
    if (kind == Thread.Kind.ALERT) != bool(about):
        raise Mendable(_("Say whether the alert is about a method or a route."), "about", "about")
    chosen = resolve(viewer, readers.values, AUDIENCE)
    if chosen.is_internal:
        # It is written in the name of the body that alone reads it.
        organisation = Organisation.objects.get(all_party=chosen.parties[0])
    voice = voice_of(viewer, by, organisation)
    thread = begin(
        voice,
        chosen,
        at,
        kind=Thread.Kind(kind),
        about=Thread.About(about) if about else "",
        title=title_of(title),
        cooperation=Cooperation(cooperation) if cooperation else USUAL[Thread.Kind(kind)],
        asks_acknowledgement=asks_acknowledgement and not chosen.is_internal,
        is_illustrative=is_illustrative,
    )
    opens = write_first(thread, voice, text, at, files=files)
    send(thread, voice, at, opens)
    return thread


def begin(voice: Voice, chosen: Chosen, at: datetime, **columns: Any) -> Thread:
    """Make the row of a thread, with those who are to read it; its texts come next."""
    return begin_all(voice, chosen, at, [columns])[0]


def begin_all(voice: Voice, chosen: Chosen, at: datetime, threads: Sequence[dict[str, Any]]) -> list[Thread]:
    """The same of several that the same people read, in as many statements as of one."""
    parties = party_ids_of(chosen)
    keeps = voice.organisation.liaison_party if chosen.is_internal and voice.organisation else None
    decides = None if chosen.is_internal else deciding_party(parties)
    begun = Thread.objects.bulk_create(
        Thread(
            is_internal=chosen.is_internal,
            keeping_party=keeps,
            secretariat_party=decides,
            started_at=at,
            at=at,
            **columns,
            **vars(voice),
        )
        for columns in threads
    )
    let_read(begun, parties, at)
    return begun


def write_first(
    thread: Thread,
    voice: Voice,
    text: str,
    at: datetime,
    *,
    field: str = "text",
    is_first: bool = True,
    files: Sequence[str] = (),
) -> Post:
    """Write what opens it, for those who read it, with its files: whoever is mentioned is one of them."""
    parties = list(thread.readers.values_list("party_id", flat=True))
    words = text_of(text, parties, at, field=field)
    post = Post.objects.create(thread=thread, is_first=is_first, text=words, at=at, **vars(voice))
    attach_to(post, files, covered=(), by=voice.author)
    return post


def send(thread: Thread, voice: Voice, at: datetime, *posts: Post) -> None:
    """Let them read it, and tell those who are mentioned or asked to acknowledge it."""
    refresh(thread)
    note_written(thread, voice, at)
    by = voice.author
    for post in posts:
        tell(kind=MENTIONED, record=post, occasion=f"post:{post.pk}", at=at, by=by)
    if thread.asks_acknowledgement:
        tell(kind=TO_ACKNOWLEDGE, record=thread, occasion=f"text:{thread.text_version}", at=at, by=by)
