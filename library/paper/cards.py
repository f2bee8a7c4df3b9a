"""Slips to cut apart and hand out, eight to a page: each with what one person needs, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from library.paper.content import Fact, Language
from library.paper.press import bare, line, plain, pressed

A_PAGE = 8
TEMPLATE = Path(__file__).with_name("cards.typ")


@dataclass(frozen=True)
class Card:
    """One slip: for which office, what is to be typed, the code, and until when it opens anything."""

    heading: str
    below: str
    facts: tuple[Fact, ...]
    code: str
    until: str


@dataclass(frozen=True)
class Cards:
    """The slips of one file. `code` says what the code is called, `steps` what to do with it."""

    language: Language
    title: str
    code: str
    steps: tuple[str, ...]
    cards: Sequence[Card]


def printed_cards(cards: Cards) -> bytes:
    """Return the slips as a PDF, in their order."""
    data = {
        "title": bare(cards.title),
        "language": cards.language,
        "code": line(cards.code),
        "steps": [line(one) for one in cards.steps],
        "cards": plain(tuple(cards.cards)),
    }
    return pressed(data, TEMPLATE)
