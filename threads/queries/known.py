"""The threads of which oversight knows that they exist: who wrote, to whom, and when, and nothing more."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.lists import Chip, Column, RecordList
from access.toolkit.rows import InOrder
from language.words import named
from threads.access import threads_known_to, watches
from threads.models import Post, Thread, ThreadOpening


def _known(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Thread]:
    return threads_known_to(viewer).select_related("organisation")


KNOWN_THREADS = RecordList(
    url_name="threads_known",
    rows=InOrder("known threads", _known, lambda: ("-at", "-pk")),
    chips=(Chip("all", _("All"), has_count=True, empty=_("Nobody has written anything yet.")),),
    columns=(
        Column("kind", _("Kind"), value=lambda one: str(one.get_kind_display()), tag="#meta+type"),
        Column("organisation", _("In whose name"), value=lambda one: named(one.organisation), tag="#org"),
        Column("at", _("Last post"), value=lambda one: one.at, kind=CellKind.INSTANT, tag="#date"),
    ),
    title=_("Discussions that exist"),
    opens_to=watches,
)


def _opened(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Post]:
    """Posts of threads that are open to this person for an hour: of others there are none."""
    threads = ThreadOpening.objects.permitted(viewer, "read").values("thread")
    return Post.objects.filter(thread__in=threads).select_related("organisation", "thread")


def _of_opening(viewer: Viewer, ref: str) -> Q:
    return Q(thread=find_opening(viewer, ref).thread)


OPENED_POSTS = RecordList(
    url_name="thread_opened",
    rows=InOrder("opened posts", _opened, lambda: ("at", "pk")),
    chips=(Chip("all", _("All")),),
    no_sheet="what oversight opens for an hour leaves the portal in no form",
    opens_to=watches,
    around=_of_opening,
)


def find_opening(viewer: Viewer, ref: str) -> ThreadOpening:
    """Return an opening whose hour is not over, to whoever asked for it; else it is not there."""
    openings = ThreadOpening.objects.permitted(viewer, "read").select_related("thread__organisation")
    opening = openings.filter(ref=ref).first()
    if opening is None:
        raise Http404
    return opening


def find_known(viewer: Viewer, ref: str) -> Thread | None:
    """Return one of them, with what may be said of it before it is opened."""
    return threads_known_to(viewer).select_related("organisation").filter(ref=ref).first()
