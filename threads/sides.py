"""Through which side somebody reads a request, and which words of it stay as they were written."""

from collections.abc import Sequence

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.kept import KeptRows
from partners.models import Organisation
from threads.models import Post, Request, RequestStep, Thread

_OF_THREAD = KeptRows(
    lambda _viewer, thread: Request.objects.filter(thread=thread).select_related("thread", "asking", "asked")
)


def request_of(thread: Thread) -> Request:
    """Return the request that a thread of this kind is, with its sides."""
    (request,) = _OF_THREAD(thread=thread.pk)
    return request


def sides_of(viewer: Viewer, request: Request) -> list[Organisation]:
    """The sides of a request through which somebody reads it: seldom both."""
    readers = set(request.thread.readers.filter(until=None).values_list("party_id", flat=True))
    asks = viewer.belongs_to(request.asking.liaison_party_id)
    is_asked = any(map(viewer.belongs_to, readers - {request.asking.liaison_party_id}))
    return [side for side, reads in ((request.asking, asks), (request.asked, is_asked)) if reads]


def words_of_requests(posts: Sequence[Post]) -> set[int]:
    """Which of these posts are what was asked, why, or with what words it went on: they stay as they are."""
    numbers = [one.pk for one in posts]
    steps = RequestStep.objects.filter(IsAmong("post", numbers)).values_list("post", flat=True)
    return {*steps.union(Request.objects.filter(IsAmong("why", numbers)).values_list("why", flat=True))}
