"""What may be erased of a thread: its title, every post, earlier wordings, files, a link of online abuse,
and why it was opened.
"""

from collections.abc import Iterator
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Bytes, Column, Copy, Erasable, Fact, Passage, Standing, is_mark
from access.models import AccessLog, Party, Role
from threads.attached import FILE, standing_files
from threads.figures.adding import follow_readers
from threads.models import Post, PostVersion, Thread, ThreadOpening
from threads.updates.actions.keeping import make_vague
from threads.updates.models import OnlineAbuse


def _find(place: str) -> Thread | None:
    return Thread.objects.filter(ref=place).first()


def _find_post(place: str) -> Post | None:
    return Post.objects.filter(ref=place, state=Post.State.STANDS).first()


def _find_version(place: str) -> PostVersion | None:
    ref, number = place.split(".")
    return PostVersion.objects.filter(post__ref=ref, number=number).first()


def _find_opening(place: str) -> ThreadOpening | None:
    return ThreadOpening.objects.filter(ref=place).select_related("thread").first()


def _find_link(place: str) -> OnlineAbuse | None:
    return OnlineAbuse.objects.filter(update__thread__ref=place).first()


def _copies_of_link(reported: OnlineAbuse) -> Iterator[Column]:
    yield Column(OnlineAbuse.objects.filter(pk=reported.pk), "link")


def _copies_of_title(thread: Thread) -> Iterator[Copy]:
    yield from _titles(thread, "title", PostVersion.objects.filter(post__thread=thread, post__is_first=True))
    yield from _copies_in_sums(thread)


def _copies_of_title_bn(thread: Thread) -> Iterator[Copy]:
    yield from _titles(thread, "title_bn", PostVersion.objects.filter(post__bangla_of__thread=thread))
    yield from _copies_in_sums(thread)


def _copies_in_sums(thread: Thread) -> Iterator[Bytes]:
    """The place that the title of a field update said stands in no sum that everybody reads."""
    if thread.kind == Thread.Kind.FIELD_UPDATE:
        yield Bytes(lambda: follow_readers(Thread.objects.get(pk=thread.pk)))


def _titles(thread: Thread, name: str, versions: QuerySet[PostVersion]) -> Iterator[Copy]:
    if thread.kind == Thread.Kind.FIELD_UPDATE:
        # The title is made of place and day.
        yield Fact(partial(make_vague, thread))
    own, kept = Thread.objects.filter(pk=thread.pk), versions.exclude(title="")
    for end in ("_in_full", ""):
        yield Column(own, f"{name}{end}")
        yield Column(kept, f"title{end}")


def _copies_of_post(post: Post) -> Iterator[Column]:
    own, versions = Post.objects.filter(pk=post.pk), PostVersion.objects.filter(post=post)
    for column in ("text_in_full", "text"):
        yield Column(own, column)
        yield Column(versions, column)


def _copies_of_version(version: PostVersion) -> Iterator[Column]:
    own = PostVersion.objects.filter(pk=version.pk)
    for column in ("text_in_full", "text", "title_in_full", "title"):
        yield Column(own, column)


def _copies_of_purpose(opening: ThreadOpening) -> Iterator[Column]:
    """A line of the access log says the same."""
    yield Column(ThreadOpening.objects.filter(pk=opening.pk), "purpose")
    label, ref = Thread._meta.label_lower, opening.thread.ref
    logged = AccessLog.objects.filter(kind=AccessLog.Kind.READ, record_type=label, record_ref=ref)
    yield Column(logged.filter(purpose=opening.purpose), "purpose")


TITLE = Passage("threads.title", _("Title of a discussion"), _find, _copies_of_title)
TITLE_BN = Passage("threads.title-bn", _("Title in Bangla"), _find, _copies_of_title_bn)
POST = Passage("threads.post", _("Post of a discussion"), _find_post, _copies_of_post)
VERSION = Passage("threads.version", _("Earlier wording of a post"), _find_version, _copies_of_version)
ABUSE_LINK = Passage("threads.abuse-link", _("Link to what was seen online"), _find_link, _copies_of_link)
PURPOSE = Passage(
    "threads.purpose", _("What oversight opened the discussion for"), _find_opening, _copies_of_purpose
)


def _standing(thread: Thread) -> Iterator[Standing]:
    yield Standing(TITLE, thread.ref, thread.title, TITLE.label)
    if thread.title_bn:
        yield Standing(TITLE_BN, thread.ref, thread.title_bn, TITLE_BN.label)
    for ref, text in Post.objects.filter(thread=thread).order_by("at", "pk").values_list("ref", "text"):
        yield Standing(POST, ref, text, POST.label)
    earlier = PostVersion.objects.filter(post__thread=thread).order_by("post__at", "number")
    for ref, number, text in earlier.values_list("post__ref", "number", "text"):
        yield Standing(VERSION, f"{ref}.{number}", text, VERSION.label)
    yield from standing_files(thread)
    reported = _find_link(thread.ref)
    if reported is not None and reported.link and not is_mark(reported.link):
        # Whoever asks for it reads no link: only CID's cell and its author do.
        yield Standing(ABUSE_LINK, thread.ref, str(ABUSE_LINK.label))
    for opening in thread.openings.all():
        yield Standing(PURPOSE, opening.ref, opening.purpose)


def _secretariat(thread: Thread) -> Party:
    return thread.secretariat_party or Party.objects.role(Role.NATIONAL_SECRETARIAT)


ERASABLE = Erasable(
    Thread, "thread", _standing, _secretariat, (TITLE, TITLE_BN, POST, VERSION, FILE, ABUSE_LINK, PURPOSE)
)
