"""An author changes what they wrote; how it read before stays, for those who could read it then."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_permitted, lock_row
from notifications.actions import tell
from threads.actions.writing import (
    hold_post,
    must_be_in_one_text,
    must_be_open,
    must_be_talk,
    readers_of,
    text_of,
    title_of,
)
from threads.attached import leave_out_files
from threads.covering import leave_out_of_new
from threads.models import KeyMessage, Post, PostVersion, Thread
from threads.notices import TO_ACKNOWLEDGE
from threads.sides import words_of_requests
from threads.updates.links import guard_links_in


@transaction.atomic
def edit(*, by: User, thread: Thread, title: str, text: str, at: datetime) -> Thread:
    """The author of a thread changes its title and its first text. Who acknowledged it is asked anew."""
    held = lock_permitted(thread, by=by, action="edit", at=at)
    must_be_talk(held)
    must_be_in_one_text(held)
    if held.kind == Thread.Kind.FIELD_UPDATE:
        raise Mendable(
            _("A field update is called by its type and place. Correct it instead."), code="update"
        )
    must_be_open(held)
    first = lock_row(Post.objects.only("pk").get(thread=held, is_first=True))
    title, text = title_of(title), text_of(text, readers_of(held), at)
    must_be_whole(first, held.title_in_full)
    if (title, text) == (held.title, first.text):
        return held
    keep(first, at, title=held.title)
    held.title = title
    leave_out_of_new(held, held, "title")
    text_changed(held, at=at, by=by)
    reword(held, first, text, at)
    return held


@transaction.atomic
def edit_post(*, by: User, post: Post, text: str, at: datetime) -> Post:
    """The author of a post changes it."""
    thread, held = hold_post(by=by, post=post, action="edit", at=at)
    must_be_open(thread)
    guard_links_in(thread, text)
    text = text_of(text, readers_of(thread), at)
    must_be_whole(held)
    if words_of_requests([held]):
        must_be_talk(thread)
    if held.is_first or KeyMessage.objects.filter(bangla=held).exists():
        raise Mendable(_("This text opens the discussion. Change it there."), code="first")
    if text == held.text:
        return held
    keep(held, at)
    reword(thread, held, text, at)
    return held


def text_changed(thread: Thread, *, at: datetime, by: User) -> None:
    """Count that its text is another one: what was acknowledged was the one before. Saves the thread."""
    thread.text_version += 1
    thread.save()
    if thread.is_asked(at):
        tell(kind=TO_ACKNOWLEDGE, record=thread, occasion=f"text:{thread.text_version}", at=at, by=by)


def must_be_whole(post: Post, *more_in_full: str) -> None:
    """Refuse to change what is gone, or of which a passage is covered."""
    if not post.stands:
        raise Mendable(_("This post is not there any more."), code="gone")
    if post.text_in_full or any(more_in_full):
        raise Mendable(
            _("A passage of this is covered. It can be changed once that is decided; it can be deleted now."),
            "text",
            "covered",
        )


def keep(post: Post, at: datetime, *, title: str = "") -> None:
    """Keep how a post reads before it is changed; of one that opens a thread the title that goes with it."""
    PostVersion.objects.create(
        post=post,
        number=post.version,
        text=post.text,
        title=title,
        replaced_at=at,
    )


def reword(thread: Thread, post: Post, text: str, at: datetime) -> None:
    """Let a post read otherwise from now on."""
    post.text, post.changed_at = text, at
    leave_out_of_new(thread, post, "text")
    post.version += 1
    post.save()
    leave_out_files([post], thread.covered or ())
