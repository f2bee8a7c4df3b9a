"""What is found of threads: their posts, each with what its thread is called."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from access.markdown.reading import line_of
from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.searching import Hit, SearchSource, by_month
from language.words import day, named
from threads.models import Post, PostSearch, Thread

LONGEST = 160


def _posts(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Hit]:
    rows = Post.objects.permitted(viewer).filter(IsAmong("pk", numbers), state=Post.State.STANDS)
    return {one.pk: _hit(one) for one in rows.select_related("thread", "organisation")}


def _hit(post: Post) -> Hit:
    thread = post.thread
    said = Truncator(line_of(post.text)).chars(LONGEST)
    by = named(post.organisation) or named(post, "office")
    return Hit(
        url=reverse("post", args=[post.ref]),
        title=thread.called,
        line=" · ".join(part for part in (str(thread.get_kind_display()), by, said) if part),
        beside=day(post.at),
    )


SOURCES = (
    SearchSource(
        name="threads",
        label=_("Discussions"),
        icon="messages",
        rows=PostSearch,
        decides=Thread,
        hits=_posts,
        shelves=by_month,
        order=35,
        is_many=True,
    ),
)
