"""Bars of a chart, as they are drawn: the table beside it says the same in numbers and is the truth."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from language.words import number

STEP: Final = 72
BAR: Final = 52
TOP: Final = 24
HEIGHT: Final = 120


class Part(NamedTuple):
    """A part of a bar, from above; the first one is the darker."""

    y: int
    height: int
    number: int


class Bar(NamedTuple):
    """One bar: where it stands, what it says, what stands below it."""

    x: int
    middle: int
    words: str
    words_y: int
    head: str
    parts: tuple[Part, ...]


class Chart(NamedTuple):
    """Bars beside each other. `keys` name the parts where there are several."""

    title: str
    note: str
    keys: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def width(self) -> int:
        """How wide it is drawn."""
        return STEP * len(self.bars)


def bars(
    title: str,
    heads: Sequence[str],
    values: Sequence[Sequence[int] | None],
    *,
    note: str = "",
    keys: Sequence[str] = (),
) -> Chart:
    """A bar for each month, of one part or of several on top of each other; none where nobody counted."""
    most = max((sum(parts) for parts in values if parts is not None), default=0) or 1
    found = [
        _bar(at, head, parts or (), most, "–" if parts is None else number(sum(parts)))
        for at, (head, parts) in enumerate(zip(heads, values, strict=True))
    ]
    return Chart(title, note, tuple(keys), tuple(found))


def shares(title: str, heads: Sequence[str], parts: Sequence[tuple[int, int]], *, note: str) -> Chart:
    """What part of a whole, in each month; of no whole no bar."""
    found = []
    for at, (head, (part, whole)) in enumerate(zip(heads, parts, strict=True)):
        percent = round(100 * part / whole) if whole else 0
        found.append(_bar(at, head, [min(percent, 100)], 100, f"{number(percent)}%" if whole else "–"))
    return Chart(title, note, (), tuple(found))


def _bar(at: int, head: str, values: Sequence[int], most: int, words: str) -> Bar:
    parts, y = list[Part](), TOP + HEIGHT
    for place, value in enumerate(values):
        height = round(HEIGHT * value / most)
        y -= height
        parts.append(Part(y, height, place))
    x = at * STEP + (STEP - BAR) // 2
    return Bar(x, x + BAR // 2, words, y - 7, head, tuple(parts))
