"""What may be erased of a proposed agenda item: what its author wrote, and why it was declined.

What was taken stands on an agenda in the same words: they go along, there and in the minutes.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from access.erasure.passages import Column, Copy, Erasable, Passage, Standing
from access.models import Party
from meetings.erasable.copies import of_item
from meetings.models import AgendaItem, ItemProposal


def _proposal(place: str) -> ItemProposal | None:
    return ItemProposal.objects.filter(ref=place).first()


def _own(proposal: ItemProposal, column: str) -> Iterator[Copy]:
    yield Column(ItemProposal.objects.filter(pk=proposal.pk), column)


def _copies_of_title(proposal: ItemProposal) -> Iterator[Copy]:
    yield from _own(proposal, "title")
    if (item := proposal.item) is not None and item.title == proposal.title:
        yield from of_item(item, AgendaItem.objects.filter(pk=item.pk), "title", "title")


def copies_of_item_title_here(item: AgendaItem) -> Iterator[Copy]:
    """The proposal of which an item was taken, where it says the same."""
    yield Column(ItemProposal.objects.filter(item=item, title=item.title), "title")


def _copies_of_why(proposal: ItemProposal) -> Iterator[Copy]:
    return _own(proposal, "why")


def _copies_of_reason(proposal: ItemProposal) -> Iterator[Copy]:
    return _own(proposal, "reason")


def _copies_of_source(proposal: ItemProposal) -> Iterator[Copy]:
    return _own(proposal, "source_text")


def _secretariat(proposal: ItemProposal) -> Party | None:
    return proposal.committee.secretariat_party


TITLE = Passage("meetings.proposed_title", _("Title of the proposed item"), _proposal, _copies_of_title)
WHY = Passage("meetings.proposed_why", _("Why it should be discussed"), _proposal, _copies_of_why)
REASON = Passage("meetings.proposed_reason", _("Why it was declined"), _proposal, _copies_of_reason)
SOURCE = Passage("meetings.proposed_source", _("What it came of"), _proposal, _copies_of_source)


def _standing(proposal: ItemProposal) -> Iterator[Standing]:
    yield Standing(TITLE, proposal.ref, proposal.title)
    yield Standing(WHY, proposal.ref, proposal.why)
    yield Standing(REASON, proposal.ref, proposal.reason)
    yield Standing(SOURCE, proposal.ref, proposal.source_text)


PROPOSAL = Erasable(ItemProposal, "item_proposal", _standing, _secretariat, (TITLE, WHY, REASON, SOURCE))
