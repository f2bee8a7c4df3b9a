"""What a paper says of a meeting that was held, as plain values."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from meetings.models import Meeting
from partners.implementers import Implementer
from partners.models import GroupKind, Organisation, Seat

MOST_DECISIONS = 40


@dataclass(frozen=True)
class Came:
    """Who came: everybody, the seats that were ticked, or no more than how many."""

    everybody: bool = False
    seats: Sequence[Seat] = ()
    number: int | None = None


@dataclass(frozen=True)
class Decided:
    """One decision as it is worded, who carries it out, and by when; both may be unknown."""

    text: str
    bodies: Sequence[Implementer | GroupKind] = ()
    due_on: date | None = None


@dataclass(frozen=True)
class Held:
    """All that a paper says. What it does not say stays empty."""

    on_date: date | None
    precision: Meeting.Precision = Meeting.Precision.DAY
    number: int | None = None
    place: str = ""
    # Bodies without a seat that were there.
    guests: Sequence[Organisation] = ()
    came: Came = field(default_factory=Came)
    # The office that took the chair, where it is known: a seat, or in words.
    chair: Seat | str = ""
    decisions: Sequence[Decided] = ()
    # Who signed on the paper, by office, and when. Empty: nobody has yet.
    signed_by: str = ""
    signed_on: date | None = None
    # Photos of the signed pages, by the references of files that were sent before.
    pages: Sequence[str] = ()
    names_nobody: bool = False

    @property
    def digest(self) -> str:
        """What tells whether the same is said again: a page has another reference, and the number follows."""
        told = vars(self) | {"pages": len(self.pages), "number": None}
        written = json.dumps(told, default=_plain, sort_keys=True)
        return sha256(written.encode()).hexdigest()


def _plain(one: Any) -> Any:
    return vars(one) if is_dataclass(one) else str(getattr(one, "ref", one))
