"""Whoever proposed a discussion under its own title said its words once more: they are erased with it."""

from collections.abc import Iterator

from access.erasure.passages import Copy, add_copies, copies_of
from coordination.bridges.queries import THREAD
from meetings.erasable.proposal import TITLE as PROPOSED_TITLE
from meetings.models import ItemProposal
from threads.erasable import TITLE
from threads.models import Thread


def _as_proposed(thread: Thread) -> Iterator[Copy]:
    own = {thread.title, thread.title_in_full} - {""}
    proposals = ItemProposal.objects.filter(source_type=THREAD, source_ref=thread.ref)
    for proposal in proposals.filter(title__in=own):
        yield from copies_of(PROPOSED_TITLE.name, proposal)


def register_copies() -> None:
    """Make it known; called once when the portal starts."""
    add_copies(TITLE.name, _as_proposed)
