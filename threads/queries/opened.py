"""One thread as its page shows it: who reads it, its posts, what is new, and what its reader may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from access.choosing.choices import Chosen, Option, behind
from access.choosing.words import ReadersSaid, readers_stand
from access.rules.engine import VIEW, PermittedQuerySet, allowed, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.brought import bringing
from access.toolkit.kept import KeptRows
from access.toolkit.lists import Asked, Chip, RecordList
from access.toolkit.rows import InOrder
from language.digits import is_bangla
from library.files.rows import FileRow
from partners.audiences import PERSON
from partners.fields import place_words
from partners.models import Place
from threads.access import audience_of, reads_since
from threads.asked import Acknowledged, acknowledged
from threads.attached import file_rows
from threads.models import (
    KeyMessage,
    Post,
    PostVersion,
    Request,
    StoryConsent,
    Thread,
    ThreadMark,
    ThreadOpening,
    ThreadReader,
)
from threads.models.posts import TAKE_BACK
from threads.queries.post_lines import PostLine, post_line
from threads.queries.requests import asked_about
from threads.sides import words_of_requests

OF_THREAD = ("post", "edit", "widen", "narrow", "close", "reopen", "see_passed_on")
OF_POST = ("edit", "take_back", "delete")


def _records(viewer: Viewer) -> QuerySet[Thread]:
    return Thread.objects.with_can(viewer, *OF_THREAD).select_related("organisation", "keeping_party")


_SEEN = KeptRows(lambda viewer, ref: _records(viewer).filter(allowed(viewer, Thread), ref=ref))
_NUMBERED = KeptRows(lambda viewer, ref: Thread.objects.filter(allowed(viewer, Thread), ref=ref).only("pk"))


def find_thread(viewer: Viewer, ref: str, action: str = VIEW) -> Thread:
    """Return the thread behind an address, with the buttons this person has; 404 and 403 as everywhere."""
    if action != VIEW:
        return get_permitted(viewer, Thread, ref, action, records=_records(viewer))
    for thread in _SEEN(viewer, ref=ref):
        return thread
    raise Http404


def _of_thread(viewer: Viewer, ref: str) -> Q:
    for thread in _NUMBERED(viewer, ref=ref):
        return Q(thread=thread.pk)
    raise Http404


def _places(_viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Post]:
    """Only which posts, and in which order: the page asks `_read` for what it shows of them."""
    return Post.objects.only("pk", "ref", "at", "is_first")


def _records_of_posts() -> PermittedQuerySet[Post]:
    return Post.objects.get_queryset().select_related("organisation", "thread")


_first_of = KeptRows(
    lambda viewer, thread: _records_of_posts().with_can(viewer, *OF_POST).filter(thread=thread, is_first=True)
)
_READERS = KeptRows(
    lambda _viewer, thread: (
        ThreadReader.objects.filter(thread=thread, until=None).select_related("party").order_by("since", "pk")
    )
)
_MARK = KeptRows(lambda viewer, thread: ThreadMark.objects.filter(thread=thread, user=viewer.user.pk))
_read = bringing(_records_of_posts, *OF_POST)


POSTS = RecordList(
    url_name="thread",
    rows=InOrder("posts", _places, lambda: ("-at", "-pk")),
    chips=(Chip("all", _("All")),),
    no_sheet="a discussion in a file would be read on by those from whom it was taken away",
    around=_of_thread,
)


@dataclass
class PostShown:
    """A post, with how it read before for whoever may read that."""

    post: Post
    minutes_left: int
    versions: list[PostVersion] = field(default_factory=list)
    is_new_from_here: bool = False
    is_mine: bool = False
    # It is what was asked, why, or with what words a request went on.
    stays: bool = False
    files: list[FileRow] = field(default_factory=list)
    # What it says, while it stands.
    line: PostLine | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing hangs on it but what it says: no file, no earlier wording, nothing to take back."""
        takes_back = self.is_mine and self.minutes_left
        return not (takes_back or self.files or self.post.changed_at)


class Opened:
    """What the page of one thread shows."""

    def __init__(self, viewer: Viewer, thread: Thread, asked: Asked[Post]) -> None:
        self.viewer, self.thread, self.asked = viewer, thread, asked

    @cached_property
    def readers(self) -> list[ThreadReader]:
        """Who was let read it, in their order."""
        return _READERS(thread=self.thread.pk)

    @cached_property
    def listed(self) -> list[tuple[ThreadReader, Option | None]]:
        """The same, each with the person it names, for whoever may take it away from them."""
        narrows = self.thread.can_narrow  # type: ignore[attr-defined]
        people = {one.party_id: one for one in self.chosen.options if one.kind == PERSON} if narrows else {}
        return [(one, people.get(one.party_id)) for one in self.readers]

    @cached_property
    def chosen(self) -> Chosen:
        """What stands behind them."""
        return behind([one.party_id for one in self.readers])

    @cached_property
    def said(self) -> ReadersSaid:
        """Who reads it, in words with numbers."""
        parties = [one.party_id for one in self.readers]
        if not self.thread.is_internal and self.thread.kind != Thread.Kind.REQUEST:
            parties.append(self.thread.author_party_id)
        is_internal = self.thread.is_internal
        return readers_stand(
            self.chosen, parties, audience_of(self.thread), self.viewer.at, is_internal=is_internal
        )

    @cached_property
    def openings(self) -> list[ThreadOpening]:
        """What oversight opened it for: its author reads that, and both sides of a request."""
        is_request = self.thread.kind == Thread.Kind.REQUEST
        if not is_request and not self.viewer.belongs_to(self.thread.author_party_id):
            return []
        return list(self.thread.openings.all())

    @cached_property
    def mark(self) -> ThreadMark | None:
        """How far its reader has read, before this page."""
        return next(iter(_MARK(self.viewer, thread=self.thread.pk)), None)

    @property
    def wish(self) -> str:
        """Whether its reader follows it."""
        return self.mark.wish if self.mark is not None else ""

    @cached_property
    def acknowledged(self) -> Acknowledged | None:
        """Who has acknowledged it."""
        return acknowledged(self.thread, self.viewer)

    @cached_property
    def asked_about(self) -> list[Request]:
        """What organisations asked each other about it."""
        return asked_about(self.viewer, self.thread)

    @cached_property
    def first(self) -> PostShown:
        """The post that opens it."""
        return self._shown(_first_of(self.viewer, thread=self.thread.pk))[0]

    @cached_property
    def message(self) -> KeyMessage | None:
        """What stands in a key message beside its texts."""
        if self.thread.kind != Thread.Kind.KEY_MESSAGE:
            return None
        places = Prefetch("places", queryset=Place.objects.select_related("parent").order_by("path"))
        return KeyMessage.objects.prefetch_related(places).get(thread=self.thread)

    @cached_property
    def consent(self) -> StoryConsent | None:
        """The consent to a success story, with whether its reader may withdraw it."""
        if self.thread.kind != Thread.Kind.SUCCESS_STORY:
            return None
        rows = StoryConsent.objects.with_can(self.viewer, "withdraw").select_related("keeper")
        return rows.filter(thread=self.thread).first()

    @property
    def is_over(self) -> bool:
        """Whether it is a message whose period is over."""
        return self.message is not None and not self.thread.is_asked(self.viewer.at)

    @property
    def places(self) -> str:
        """The places of a message in words; nothing where it is for the whole country."""
        return "; ".join(map(place_words, self.message.places.all())) if self.message is not None else ""

    @cached_property
    def texts(self) -> list[PostShown]:
        """The texts of a key message, that of its reader's language first."""
        if self.message is None:
            return []
        bangla = self._shown(list(_read(self.viewer, [self.message.bangla_id]).values()))[0]
        return [bangla, self.first] if is_bangla() else [self.first, bangla]

    @cached_property
    def posts(self) -> list[PostShown]:
        """The posts of this page but those that open it, the oldest first."""
        opens = self.message.bangla_id if self.message is not None else None
        wanted = [one.pk for one in reversed(self.asked.records) if not one.is_first and one.pk != opens]
        found = _read(self.viewer, wanted)
        rows = [found[one] for one in wanted if one in found]
        prefetch_related_objects(rows, Prefetch("quoted", Post.objects.select_related("organisation")))
        shown = self._shown(rows)
        unread = [one for one in shown if one.post.at > self.read_at and not one.is_mine]
        if unread:
            unread[0].is_new_from_here = True
        return shown

    @property
    def read_at(self) -> datetime:
        """Until when its reader had read."""
        read = self.mark.read_at if self.mark is not None else None
        return read or self.thread.started_at - timedelta(microseconds=1)

    @property
    def newest(self) -> Post | None:
        """The last post of this page."""
        return self.asked.records[0] if self.asked.records else None

    def _shown(self, posts: Sequence[Post]) -> list[PostShown]:
        versions: dict[int, list[PostVersion]] = {}
        changed = [one.pk for one in posts if one.version > 1]
        if changed:
            for one in wordings_of(self.viewer, self.thread, changed):
                versions.setdefault(one.post_id, []).append(one)
        files = file_rows(self.viewer, self.thread, posts)
        staying = words_of_requests(posts) if self.thread.kind == Thread.Kind.REQUEST else set()
        return [
            PostShown(
                one,
                self._minutes_left(one),
                versions.get(one.pk, []),
                is_mine=self._wrote(one),
                stays=one.pk in staying,
                files=files.get(one.pk, []),
                line=post_line(one, self.thread, is_mine=self._wrote(one), stays=one.pk in staying)
                if one.stands
                else None,
            )
            for one in posts
        ]

    def _wrote(self, post: Post) -> bool:
        return post.author_id == self.viewer.user.pk

    def _minutes_left(self, post: Post) -> int:
        left = TAKE_BACK - (self.viewer.at - post.at)
        return max(0, -(-int(left.total_seconds()) // 60))


def wordings_of(viewer: Viewer, thread: Thread, posts: Sequence[int]) -> QuerySet[PostVersion]:
    """How these posts of a thread read before, as far as this person read them then."""
    rows = PostVersion.objects.filter(post__thread=thread, post__in=posts)
    return rows.filter(replaced_at__gt=reads_since(thread, viewer)).order_by("post", "number")


def text_as_read(thread: Thread) -> dict[str, object]:
    """Which of its texts somebody has before them who acknowledges it."""
    return {"text_version": thread.text_version}
