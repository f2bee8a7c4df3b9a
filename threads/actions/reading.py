"""What a reader has read, follows, and acknowledges for the organisation."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.models import User
from access.rules.conditions import IsAmong
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_permitted
from access.toolkit.versions import compare
from partners.models import Organisation
from threads.actions.writing import Voice, must_be_open
from threads.models import Acknowledgement, Post, Thread, ThreadMark

Wish = ThreadMark.Wish
# What was read stays read, and a wish stays where none is said.
_MARK = """
    INSERT INTO threads_threadmark AS m (thread_id, user_id, party_id, read_at, wish)
    VALUES (%(thread)s, %(user)s, %(party)s, %(read_at)s, coalesce(%(wish)s, ''))
    ON CONFLICT (user_id, thread_id) DO UPDATE SET
        read_at = greatest(m.read_at, excluded.read_at), wish = coalesce(%(wish)s, m.wish)
"""
_FOLLOW_IF_NOTHING_SAID = """
    UPDATE threads_threadmark SET wish = 'follow' WHERE thread_id = %s AND user_id = %s AND wish = ''
"""


@transaction.atomic
def mark_read(*, by: User, thread: Thread, at: datetime, until: Post | None = None) -> None:
    """Note that somebody has read it: as far as a post they were shown, or all."""
    require(Viewer(by, at), "view", thread)
    shown = until if until is not None and until.thread_id == thread.pk else None
    # What happens without a word, as when a request is refused, comes after the last post.
    is_last = shown is None or not Post.objects.filter(thread=thread, at__gt=shown.at).exists()
    until_when = [one.at for one in (shown, thread if is_last else None) if one is not None]
    _mark(thread, by, read_at=max(until_when))


def follow(*, by: User, thread: Thread, at: datetime) -> None:
    """Somebody is told in the morning when there are new posts."""
    _wish(by, thread, at, Wish.FOLLOW)


def unfollow(*, by: User, thread: Thread, at: datetime) -> None:
    """Nobody tells them any more; it stands in their list as before."""
    _wish(by, thread, at, Wish.NOTHING_SAID)


def mute(*, by: User, thread: Thread, at: datetime) -> None:
    """It counts among nothing that is unread, and nobody tells them."""
    _wish(by, thread, at, Wish.MUTE)


@transaction.atomic
def acknowledge(*, by: User, thread: Thread, at: datetime) -> list[Acknowledgement]:
    """Whoever answers for an organisation says that it has read the text, as it stands now."""
    held = lock_permitted(thread, by=by, action="acknowledge", at=at)
    must_be_open(held)
    if not held.asks_acknowledgement:
        raise Mendable(_("Nobody is asked to acknowledge this."), code="unasked")
    if not held.is_asked(at):
        raise Mendable(_("Its period is over: nobody is asked to acknowledge it any more."), code="over")
    spoken_for = Organisation.objects.filter(IsAmong("liaison_party", Viewer(by, at).party_ids))
    bodies = [one for one in spoken_for.order_by("pk") if one.pk != held.organisation_id]
    if not bodies:
        raise Mendable(
            _("The head or a liaison officer acknowledges it for an organisation."), code="speaks-for-nobody"
        )
    made = Acknowledgement.objects.bulk_create(
        (
            Acknowledgement(thread=held, organisation=one, text_version=held.text_version, by=by, at=at)
            for one in bodies
        ),
        ignore_conflicts=True,
    )
    _mark(held, by, read_at=held.at)
    return made


def note_written(thread: Thread, voice: Voice, at: datetime) -> None:
    """Whoever writes has read it, and follows it unless they said otherwise."""
    _mark(thread, voice.author, read_at=at)
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOW_IF_NOTHING_SAID, [thread.pk, voice.author.pk])


def note_begun(threads: Sequence[Thread], voice: Voice, at: datetime) -> None:
    """The same of threads that somebody began just now, of which nobody has said anything yet."""
    ThreadMark.objects.bulk_create(
        ThreadMark(thread=one, user=voice.author, party=voice.author_party, read_at=at, wish=Wish.FOLLOW)
        for one in threads
    )


@transaction.atomic
def _wish(by: User, thread: Thread, at: datetime, wish: Wish) -> None:
    require(lock_actor(by, at), "follow", thread)
    compare(thread)
    _mark(thread, by, wish=wish)


def _mark(thread: Thread, user: User, *, read_at: datetime | None = None, wish: Wish | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _MARK,
            {
                "thread": thread.pk,
                "user": user.pk,
                "party": party_of_account(user).pk,
                "read_at": read_at,
                "wish": None if wish is None else wish.value,
            },
        )
