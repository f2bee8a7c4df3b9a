"""A post is taken back, or deleted: a mark stays, and its words and files nowhere."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from access.models import Cover, User
from access.toolkit.covering import stands_in
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row
from library.files.attaching import take_off
from threads.actions.asking import withdraw_with_question
from threads.actions.stories import end_story
from threads.actions.writing import hold_post, place
from threads.attached import take_off_all
from threads.covering import whole_texts
from threads.models import KeyMessage, Post, PostFile, PostVersion, StoryConsent, Thread
from threads.models.posts import TAKE_BACK
from threads.updates.actions.keeping import forget_update


@transaction.atomic
def take_back(*, by: User, post: Post, at: datetime) -> Post:
    """Its author takes a post back within a quarter of an hour."""
    thread, held = hold_post(by=by, post=post, action="take_back", at=at)
    if at - held.at > TAKE_BACK:
        raise Mendable(_("A post can be taken back for 15 minutes. You can still delete it."), code="late")
    return _remove(thread, held, Post.State.TAKEN_BACK, at, by)


@transaction.atomic
def delete_post(*, by: User, post: Post, at: datetime) -> Post:
    """Its author deletes a post; in a thread of one organisation alone also whoever answers for that."""
    thread, held = hold_post(by=by, post=post, action="delete", at=at)
    return _remove(thread, held, Post.State.DELETED, at, by)


@transaction.atomic
def remove_file(*, by: User, link: PostFile, at: datetime) -> Post:
    """Whoever may delete a post takes one file off it; nothing of the file is kept, and the post stays."""
    thread, held = hold_post(by=by, post=link.record, action="delete", at=at)
    standing = PostFile.objects.filter(pk=link.pk, record=held).select_related("file").first()
    if standing is None:
        raise Mendable(_("This file is not there any more."), code="gone")
    take_off(standing)
    _forget_covered(thread)
    place(thread, thread.at)
    return held


def _remove(thread: Thread, post: Post, state: Post.State, at: datetime, by: User) -> Post:
    if not post.stands:
        raise Mendable(_("This post is not there any more."), code="gone")
    if KeyMessage.objects.filter(bangla=post).exists():
        raise Mendable(_("This text goes with the whole message, in both languages."), code="both")
    _blank(post, state, at)
    consent = StoryConsent.objects.filter(thread=thread, ended_at=None).first() if post.is_first else None
    if consent is not None:
        # What others wrote about it goes with the story.
        end_story(thread, lock_row(consent), StoryConsent.End.WITHDRAWN, at, by)
        return post
    if post.is_first:
        _end(thread, at, by)
        forget_update(thread, at)
        # A message goes in both languages.
        for other in Post.objects.filter(bangla_of__thread=thread):
            _blank(lock_row(other), state, at)
    _forget_covered(thread)
    standing = Post.objects.filter(thread=thread, state=Post.State.STANDS).aggregate(last=Max("at"))
    place(thread, standing["last"] or thread.started_at)
    return post


def _blank(post: Post, state: Post.State, at: datetime) -> None:
    PostVersion.objects.filter(post=post).delete()
    take_off_all(post)
    post.text = post.text_in_full = ""
    post.state, post.removed_at = state, at
    post.save()


def _end(thread: Thread, at: datetime, by: User) -> None:
    """Without what opened it nothing goes on, and it is called nothing."""
    withdraw_with_question(by=by, thread=thread, at=at)
    thread.title = thread.title_in_full = thread.title_bn = thread.title_bn_in_full = ""
    thread.removed_at = at
    if thread.is_open:
        thread.state, thread.closed_at = Thread.State.CLOSED, at


def _forget_covered(thread: Thread) -> None:
    """A passage that stands in no text any more is kept nowhere."""
    if not thread.covered:
        return
    texts = list(whole_texts(thread))
    gone = [one for one in thread.covered if not stands_in(one, texts)]
    thread.covered = [one for one in thread.covered if one not in gone] or None
    of_thread = Cover.objects.filter(record_type=thread._meta.label_lower, record_id=thread.pk)
    of_thread.filter(passage__in=gone).update(passage="")
