"""A covered passage is left out of the title of a thread, of its posts, and of how they read before; a file
whose name or post it stands in is closed.

Their whole wording stays beside it until the passage is shown again. A thread of one organisation alone is
covered by nobody outside it: whoever answers for the organisation deletes the post.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from access.models import Party
from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.covering import Coverable, without_covered
from access.toolkit.locking import lock_row
from language.words import day
from threads.access import reads_since
from threads.attached import leave_out_files, names_of
from threads.figures.adding import follow_readers
from threads.models import KeyMessage, Post, PostFile, PostVersion, Thread

TITLES = ("title", "title_bn")


def whole_texts(thread: Thread) -> Iterator[str]:
    """All texts of a thread in full, whatever of them is covered."""
    yield thread.title_in_full or thread.title
    yield thread.title_bn_in_full or thread.title_bn
    for rows in (Post.objects.filter(thread=thread), PostVersion.objects.filter(post__thread=thread)):
        for text, whole in rows.values_list("text", "text_in_full"):
            yield whole or text
    titles = PostVersion.objects.filter(post__thread=thread).values_list("title", "title_in_full")
    yield from (whole or title for title, whole in titles)
    yield from PostFile.objects.filter(record__thread=thread).values_list("file__name", flat=True)


def leave_out_of_new(thread: Thread, row: Thread | Post, name: str) -> None:
    """Let a text that is written now read without what is covered of its thread; the caller saves it."""
    _reread(row, thread.covered or (), name)


def _leave_out(thread: Thread, covered: Sequence[str]) -> None:
    held = lock_row(thread)
    held.covered = list(covered) or None
    for name in TITLES:
        _reread(held, covered, name)
    held.save(update_fields=["covered", *TITLES, *(f"{name}_in_full" for name in TITLES)])
    posts: Any = list(Post.objects.filter(thread=held))
    versions: Any = PostVersion.objects.filter(post__thread=held)
    for post in posts:
        if _reread(post, covered, "text"):
            post.save(update_fields=["text", "text_in_full"])
    for version in versions:
        if any([_reread(version, covered, "text"), _reread(version, covered, "title")]):
            version.save()
    leave_out_files(posts, covered)
    follow_readers(held)


def _reread(row: Any, covered: Sequence[str], name: str) -> bool:
    """Let a text read without what is covered; return whether it reads otherwise than before."""
    whole = getattr(row, f"{name}_in_full") or getattr(row, name)
    longest = row._meta.get_field(name).max_length
    shown = without_covered(whole, covered)[:longest]
    before = getattr(row, name), getattr(row, f"{name}_in_full")
    now = shown, whole if shown != whole else ""
    setattr(row, name, now[0])
    setattr(row, f"{name}_in_full", now[1])
    return before != now


def _texts(thread: Thread) -> Iterator[str]:
    """All that stands in it, without what is covered already."""
    return _texts_with(thread, PostVersion.objects.filter(post__thread=thread))


def _read_by(viewer: Viewer, thread: Thread) -> Iterator[str]:
    """What somebody reads of it: of earlier wordings those that stood while they read it."""
    earlier = PostVersion.objects.filter(post__thread=thread, replaced_at__gt=reads_since(thread, viewer))
    return _texts_with(thread, earlier)


def _within(viewer: Viewer, thread: Thread, ref: str) -> Iterator[str]:
    """What somebody reads of one post: its text, how it read before, and the names of its files."""
    post = Post.objects.filter(thread=thread, ref=ref).first()
    if post is None:
        return
    if post.is_first:
        yield thread.title
    if KeyMessage.objects.filter(bangla=post).exists():
        yield thread.title_bn
    yield post.text
    earlier = PostVersion.objects.filter(post=post, replaced_at__gt=reads_since(thread, viewer))
    yield from chain.from_iterable(earlier.values_list("text", "title"))
    yield from names_of(thread, post)


def _texts_with(thread: Thread, versions: QuerySet[PostVersion]) -> Iterator[str]:
    yield from (getattr(thread, name) for name in TITLES)
    yield from Post.objects.filter(thread=thread).values_list("text", flat=True)
    yield from chain.from_iterable(versions.values_list("text", "title"))
    yield from names_of(thread)


def _find(viewer: Viewer, ref: str) -> Thread:
    thread = get_permitted(viewer, Thread, ref)
    if thread.is_internal:
        raise Http404
    return thread


def _secretariat(thread: Thread) -> Party | None:
    return thread.secretariat_party


def _title(thread: Thread) -> str:
    """By its kind and day, never by its words."""
    return _("%(kind)s of %(day)s") % {"kind": thread.get_kind_display(), "day": day(thread.started_at)}


COVERABLE = {
    "threads.thread": Coverable(
        find=_find,
        records=Thread.objects.get_queryset,
        texts=_texts,
        secretariat=_secretariat,
        leave_out=_leave_out,
        title=_title,
        url_name="thread",
        lists=("threads", "requests", "updates"),
        read_by=_read_by,
        within=_within,
    ),
}
