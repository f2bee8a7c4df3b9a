"""Bodies, as a room above knows them: in whose name somebody publishes, and who answers for whom.

This floor knows parties alone. A room above answers (`answer_for_bodies`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from access.models import User
from access.rules.viewer import Viewer
from library.models import Document


@dataclass(frozen=True)
class Body:
    """A body: everybody in it, those who answer for it, and how it is called."""

    ref: str
    party_id: int
    answering_id: int
    name_en: str
    name_bn: str


class Event(StrEnum):
    """Of what the people of a document are told."""

    RECEIPT_ASKED = "receipt-asked"
    WIDENED = "widened"
    OPENED = "opened"


@dataclass(frozen=True)
class Bodies:
    """How a room above answers.

    `own` are those in whose name somebody may publish; `behind` are those that stand behind parties, of
    which one can ask for a receipt; `tell` tells the people of a document of an event.
    """

    own: Callable[[Viewer], Sequence[Body]]
    behind: Callable[[Collection[int]], Sequence[Body]]
    tell: Callable[[Event, Document, str, datetime, User | None], object]


_answering: list[Bodies] = []


def answer_for_bodies(bodies: Bodies) -> None:
    """Let the room that knows bodies answer for them."""
    if _answering and _answering != [bodies]:
        raise LookupError("somebody answers already")
    _answering[:] = [bodies]


def own_bodies(viewer: Viewer) -> Sequence[Body]:
    """Return the bodies in whose name this person may publish."""
    return _answering[0].own(viewer)


def bodies_behind(party_ids: Collection[int]) -> Sequence[Body]:
    """Return the bodies behind these parties; a person, or the whole network, is none."""
    return _answering[0].behind(party_ids) if party_ids else ()


def tell(event: Event, document: Document, occasion: str, *, at: datetime, by: User | None) -> None:
    """Tell the people of a document of an event, in the transaction of the change."""
    _answering[0].tell(event, document, occasion, at, by)
