"""Whoever proposed a discussion under its own title said its words once more: they are erased with it."""

from collections.abc import Iterator

from access.erasure.passages import Copy, add_copies, copies_of
from coordination.bridges.queries import THREAD
from meetings.erasable.proposal import TITLE as PROPOSED_TITLE
from meetings.models import ItemProposal
from threads.erasable import TITLE, TITLE_BN
from threads.models import Thread


def _as_proposed(thread: Thread) -> Iterator[Copy]:
    return _called(thread, {thread.title, thread.title_in_full})


def _as_proposed_in_bangla(thread: Thread) -> Iterator[Copy]:
    return _called(thread, {thread.title_bn, thread.title_bn_in_full})


def _called(thread: Thread, titles: set[str]) -> Iterator[Copy]:
    proposals = ItemProposal.objects.filter(source_type=THREAD, source_ref=thread.ref)
    for proposal in proposals.filter(title__in=titles - {""}):
        yield from copies_of(PROPOSED_TITLE.name, proposal)


def register_copies() -> None:
    """Make it known; called once when the portal starts."""
    add_copies(TITLE.name, _as_proposed)
    add_copies(TITLE_BN.name, _as_proposed_in_bangla)
