"""A reader answers."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted
from library.files.attaching import FIELD
from notifications.actions import tell
from partners.models import Organisation
from threads.actions.reading import note_written
from threads.actions.writing import (
    after_last,
    must_be_open,
    place,
    readers_of,
    text_of,
    voice_in,
    voice_of,
)
from threads.attached import attach_to
from threads.covering import leave_out_of_new
from threads.models import Post, Thread
from threads.notices import MENTIONED
from threads.updates.links import guard_links_in


@transaction.atomic
def post(
    *,
    by: User,
    thread: Thread,
    text: str,
    at: datetime,
    organisation: Organisation | None = None,
    quoted: Post | None = None,
    files: Sequence[str] = (),
) -> Post:
    """Whoever reads a thread that is open answers in it, to all who read it; who answers follows it."""
    held = lock_permitted(thread, by=by, action="post", at=at)
    must_be_open(held)
    at = after_last(held, at)
    viewer = Viewer(by, at)
    if held.kind == Thread.Kind.REQUEST:
        voice = voice_in(viewer, by, held.request, organisation)
    else:
        voice = voice_of(viewer, by, organisation)
    if quoted is not None and (quoted.thread_id != held.pk or not quoted.stands):
        raise Mendable(_("The post you answer is not there any more."), "quoted", "gone")
    if held.is_internal and voice.voice_party.pk != held.voice_party_id:
        raise Mendable(_("Here only the organisation itself writes."), "organisation", "outside")
    guard_links_in(held, text)
    if files and held.kind == Thread.Kind.FIELD_UPDATE:
        # Of a field update its author said that the photo shows nobody; nothing else goes with it.
        raise Mendable(_("With an answer to a field update goes no file."), FIELD, "update")
    made = Post(thread=held, text=text_of(text, readers_of(held), at), at=at, quoted=quoted, **vars(voice))
    leave_out_of_new(held, made, "text")
    made.save()
    attach_to(made, files, covered=held.covered or (), by=by)
    place(held, at)
    note_written(held, voice, at)
    tell(kind=MENTIONED, record=made, occasion=f"post:{made.pk}", at=at, by=by)
    return made
