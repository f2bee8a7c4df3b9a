"""A thread as a row of a list shows it: values alone, so that a row is drawn once for what it says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.markdown.reading import line_of
from access.models import Party
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.drawn import Body, body_of
from access.toolkit.kept import KeptRows
from language.digits import localise
from language.words import named
from threads.models import Post, Thread, ThreadMark, ThreadReader

LONGEST = 120
# So many of those who read it are said by name.
NAMED = 2
ICONS = {
    Thread.Kind.DISCUSSION: "message-circle",
    Thread.Kind.FIELD_UPDATE: "speakerphone",
    Thread.Kind.REQUEST: "help-circle",
    Thread.Kind.ALERT: "alert-triangle",
    Thread.Kind.KEY_MESSAGE: "speakerphone",
    Thread.Kind.SUCCESS_STORY: "plant-2",
}


# What is read of a post to say who wrote it.
_BY = (
    "office_en", "office_bn", "organisation__name_en", "organisation__name_bn", "organisation__short_en",
    "organisation__short_bn",
)  # fmt: skip


class ThreadRow(NamedTuple):
    """What a row shows of a thread."""

    ref: str
    icon: str
    kind: str
    is_alert: bool
    title: str
    at: datetime
    is_unread: bool
    is_illustrative: bool
    organisation: Body | None
    readers: str
    last_by: str
    last: str


def thread_lines(viewer: Viewer, threads: Sequence[Thread]) -> Iterable[ThreadRow]:
    """Return threads as rows, in as many queries however many they are."""
    numbers = [one.pk for one in threads]
    unread = _unread(viewer, threads, numbers)
    last = {post.thread_id: post for post in _LAST_POSTS(numbers=numbers)}
    readers = defaultdict(list)
    for reader in _READERS(numbers=numbers):
        readers[reader.thread_id].append(reader)
    for one in threads:
        post = last.get(one.pk)
        yield ThreadRow(
            ref=one.ref,
            icon=icon_of(one),
            kind=kind_words(one),
            is_alert=one.kind == Thread.Kind.ALERT,
            title=one.called,
            at=one.at,
            is_unread=one.pk in unread,
            is_illustrative=one.is_illustrative,
            organisation=body_of(one.organisation),
            readers=readers_words(one, readers[one.pk]),
            last_by=by_words(post) if post is not None else "",
            last=Truncator(line_of(post.text)).chars(LONGEST) if post is not None else "",
        )


def icon_of(thread: Thread) -> str:
    """The icon of its kind; a lock where it is of one organisation alone."""
    return "lock" if thread.is_internal else ICONS[Thread.Kind(thread.kind)]


def kind_words(thread: Thread) -> str:
    """What it is, and whether it goes on."""
    kind = _("Own organisation") if thread.is_internal else kind_of(thread)
    return kind if thread.is_open else _("%(kind)s, closed") % {"kind": kind}


def kind_of(thread: Thread) -> str:
    """What kind it is; of an alert what it is about."""
    kind = str(thread.get_kind_display())
    if not thread.about:
        return kind
    return _("%(kind)s, %(about)s") % {"kind": kind, "about": thread.get_about_display()}


def by_words(post: Post) -> str:
    """Who wrote a post, as lists call them."""
    return named(post.organisation, "short") or named(post.organisation) or named(post, "office")


def readers_words(thread: Thread, readers: Sequence[ThreadReader]) -> str:
    """Who reads it, by the names of a few."""
    people = sum(one.party.kind == Party.Kind.PERSON for one in readers)
    names = [named(one.party, "label") for one in readers if one.party.kind != Party.Kind.PERSON]
    said = names[:NAMED]
    if more := len(names) - NAMED:
        said += [_("%(count)s more") % {"count": localise(str(more))}] if more > 0 else []
    if people:
        words = ngettext("%(count)s person by name", "%(count)s people by name", people)
        said.append(words % {"count": localise(str(people))})
    return ", ".join(said) or _("Its author alone")


def _unread(viewer: Viewer, threads: Sequence[Thread], numbers: list[int]) -> set[int]:
    read = {mark.thread_id: mark.read_at for mark in _MARKS(viewer, numbers=numbers) if mark.read_at}
    return {one.pk for one in threads if one.pk not in read or read[one.pk] < one.at}


def _latest_of(numbers: list[int]) -> QuerySet[Post]:
    """One look into the index for each thread, however long it is."""
    standing = Post.objects.filter(thread=OuterRef("pk"), state=Post.State.STANDS).order_by("-at", "-pk")
    threads = Thread.objects.filter(IsAmong("pk", numbers)).order_by()
    latest = Post.objects.filter(pk__in=threads.values_list(Subquery(standing.values("pk")[:1])))
    return latest.select_related("organisation").only("thread", "text", *_BY)


_MARKS = KeptRows(
    lambda viewer, numbers: ThreadMark.objects.filter(IsAmong("thread", numbers), user=viewer.user.pk).only(
        "thread", "read_at"
    )
)
_LAST_POSTS = KeptRows(lambda _viewer, numbers: _latest_of(numbers))
_READERS = KeptRows(
    lambda _viewer, numbers: (
        ThreadReader.objects.filter(IsAmong("thread", numbers), until=None)
        .select_related("party")
        .only("thread", "party__kind", "party__label_en", "party__label_bn")
        .order_by("thread", "since", "pk")
    )
)
