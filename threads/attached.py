"""The files of posts: who sees which, where they are handed out, and how they go with their post."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Passage, Standing
from access.models import User
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.covering import without_covered
from access.toolkit.errors import Mendable
from access.toolkit.kept import KeptRows
from library.files.attaching import FIELD, attach, take_off
from library.files.erasing import copies_of_file
from library.files.rows import FileRow, rows_of
from library.files.serving import link_of, serve
from threads.models import Post, PostFile, Thread, ThreadOpening

# With one post.
MOST_FILES = 5


def files_of(thread: Thread) -> QuerySet[PostFile]:
    """Return the links to the files of its posts, with what is said of each."""
    return PostFile.objects.filter(record__thread=thread, record__state=Post.State.STANDS).select_related(
        "file"
    )


_OF_POSTS = KeptRows(
    lambda _viewer, numbers: PostFile.objects.filter(
        IsAmong("record", numbers), record__state=Post.State.STANDS
    ).select_related("file")
)


def attach_to(post: Post, files: Sequence[str], *, covered: Sequence[str], by: User) -> None:
    """Let files that its author sent before stand on a post that was written now."""
    standing = PostFile.objects.filter(record=post).count() if files else 0
    if standing + len(files) > MOST_FILES:
        raise Mendable(_now("At most five files with a post."), FIELD, "many")
    for link in attach(PostFile, to=post, refs=files, by=by, at=post.at):
        _close(link, post, covered)


def take_off_all(post: Post) -> None:
    """Nothing of its files is kept."""
    for link in PostFile.objects.filter(record=post).select_related("file").order_by("file"):
        take_off(link)


def leave_out_files(posts: Iterable[Post], covered: Sequence[str]) -> None:
    """Close each file of these posts whose name or text says what is covered, and open the others."""
    by_number = {post.pk: post for post in posts}
    for link in PostFile.objects.filter(IsAmong("record", [*by_number])).select_related("file"):
        _close(link, by_number[link.record_id], covered)


def _close(link: PostFile, post: Post, covered: Sequence[str]) -> None:
    name = link.file.name
    is_covered = _is_beside_covered(post) or without_covered(name, covered) != name
    if is_covered != link.is_covered:
        PostFile.objects.filter(pk=link.pk).update(is_covered=is_covered)


def _is_beside_covered(post: Post) -> bool:
    """Whether something is covered of the text that a file goes with: of a first post its title too, and of a
    key message its title and words in either language.
    """
    if post.text_in_full:
        return True
    if not post.is_first:
        return False
    in_bangla = Post.objects.filter(bangla_of__thread=post.thread_id).exclude(text_in_full="")
    own = Thread.objects.filter(pk=post.thread_id).exclude(title_in_full="", title_bn_in_full="")
    return own.exists() or in_bangla.exists()


def names_of(thread: Thread, post: Post | None = None) -> Iterator[str]:
    """What its readers read of its files, or of those of one post. Of one not open yet they read nothing."""
    links = files_of(thread) if post is None else files_of(thread).filter(record=post)
    for link in links.filter(is_covered=False):
        if link.file.is_open:
            yield link.file.name


def file_rows(
    viewer: Viewer, thread: Thread, posts: Sequence[Post], opening: ThreadOpening | None = None
) -> dict[int, list[FileRow]]:
    """Which files of these posts somebody sees, by the number of the post: in one query."""
    address, inside = ("thread_file", thread.ref) if opening is None else ("opened_file", opening.ref)
    found: dict[int, list[FileRow]] = {}
    for link in _OF_POSTS(numbers=[one.pk for one in posts]):
        hidden = [link.file.name] if link.is_covered else None
        rows = rows_of([link], viewer, address=address, inside=(inside,), covered=hidden)
        found.setdefault(link.record_id, []).extend(rows)
    return found


def show_files(
    viewer: Viewer, thread: Thread, posts: Sequence[Post], opening: ThreadOpening | None = None
) -> None:
    """Let each of these posts of a thread say which files of it this person sees."""
    rows = file_rows(viewer, thread, posts, opening)
    for post in posts:
        post.files = rows.get(post.pk, [])  # type: ignore[attr-defined]


def serve_file(viewer: Viewer, thread: Thread, file: str) -> HttpResponseBase:
    """Hand out a file of a thread that this person reads."""
    return serve(viewer, thread, lambda: _link(thread, file))


def serve_opened_file(viewer: Viewer, opening: ThreadOpening, file: str) -> HttpResponseBase:
    """The same to oversight, within the hour for which it opened the thread; the log names the thread."""
    thread = opening.thread
    return serve(viewer, opening, lambda: _link(thread, file), action="read", noted=thread)


def file_of(_viewer: Viewer, post: Post, file: str) -> dict[str, PostFile]:
    """Find the link to a file that is to be taken off its post."""
    return {"link": get_object_or_404(PostFile.objects.select_related("record"), record=post, file__ref=file)}


def _link(thread: Thread, file: str) -> PostFile:
    return link_of(files_of(thread).filter(is_covered=False), file)


def _find(place: str) -> PostFile | None:
    link = PostFile.objects.filter(file__ref=place).select_related("file").first()
    return None if link is None or link.file.is_erased else link


FILE = Passage("threads.file", _("File"), _find, copies_of_file)


def standing_files(thread: Thread) -> Iterator[Standing]:
    """Every file of it that may be erased."""
    for link in files_of(thread):
        if not link.file.is_erased:
            yield Standing(FILE, link.file.ref, link.file.name)
