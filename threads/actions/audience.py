"""The author lets more people read a thread, or fewer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.choosing.choices import Chosen, party_ids_of, resolve
from access.models import Party, User
from access.rules.audiences import refresh
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from library.actions import end_sheets
from notifications.actions import tell
from threads.access import MORE_READERS
from threads.actions.stories import must_allow_more
from threads.actions.writing import deciding_party, let_read, must_be_talk
from threads.asked import is_for_everyone
from threads.figures.adding import follow_readers
from threads.models import StoryConsent, Thread, ThreadReader
from threads.notices import TO_ACKNOWLEDGE, WIDENED


@transaction.atomic
def widen(*, by: User, thread: Thread, readers: Chosen, at: datetime) -> Thread:
    """More people read all of it from now on, but not how it read before; those present are told, and so are
    organisations that are asked to acknowledge it by this.
    """
    held = lock_permitted(thread, by=by, action="widen", at=at)
    must_be_talk(held)
    _must_be_shared(held)
    standing = _standing(held)
    chosen = resolve(Viewer(by, at), readers.values, MORE_READERS)
    must_allow_more(held, chosen)
    new = [one for one in party_ids_of(chosen) if one not in standing]
    if not new or is_for_everyone(held):
        raise Mendable(_("They read this already. Choose others."), "readers", "present")
    let_read([held], new, at)
    _written(held, [*standing, *new])
    tell(kind=WIDENED, record=held, occasion=f"widened:{at.isoformat()}", at=at, by=by)
    if held.is_asked(at):
        tell(kind=TO_ACKNOWLEDGE, record=held, occasion=f"text:{held.text_version}", at=at, by=by)
    follow_readers(held)
    return held


@transaction.atomic
def narrow(*, by: User, thread: Thread, reader: Party, at: datetime) -> Thread:
    """Those who read it only as members of this party read nothing of it from the next moment."""
    held = lock_permitted(thread, by=by, action="narrow", at=at)
    must_be_talk(held)
    _must_be_shared(held)
    _must_not_keep(held, reader)
    ended = ThreadReader.objects.filter(thread=held, party=reader, until=None).update(until=at)
    if not ended:
        raise Mendable(_("They do not read this any more."), "reader", "gone")
    _written(held, _standing(held))
    # What they were told of it names it, and a sheet of that may wait for them.
    end_sheets(("notices",))
    follow_readers(held)
    return held


def _must_not_keep(thread: Thread, reader: Party) -> None:
    consent = (
        StoryConsent.objects.filter(thread=thread).select_related("thread__organisation", "keeper").first()
    )
    if consent is None or consent.thread.organisation is None:
        return
    if reader.pk in (consent.keeper.liaison_party_id, consent.thread.organisation.liaison_party_id):
        raise Mendable(
            _("They must be able to withdraw the consent, and so they read the story."), "reader", "keeps"
        )


def _must_be_shared(thread: Thread) -> None:
    if thread.is_internal:
        raise Mendable(
            _(
                "Colleagues wrote here knowing that nobody outside reads it, and so it stays. Start another "
                "discussion for others."
            ),
            "readers",
            "internal",
        )


def _standing(thread: Thread) -> list[int]:
    return list(thread.readers.filter(until=None).values_list("party_id", flat=True))


def _written(thread: Thread, parties: Sequence[int]) -> None:
    thread.secretariat_party = deciding_party(parties)
    thread.save()
    refresh(thread)
