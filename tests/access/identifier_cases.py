"""What the guard is measured on: identifiers of real shape in every writing, and sentences of minutes.

No number here is anybody's: the digits are drawn, only lengths, first digits and groupings are real.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from language.digits import to_bengali

SENTENCES = {
    language: (Path(__file__).parent / "sentences" / f"{language}.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    for language in ("en", "bn")
}
# As people group them: smart card, old card, birth registration, mobile number.
GROUPINGS = {
    10: [(5, 5), (3, 3, 4), (4, 3, 3), (4, 4, 2), (4, 6), (3, 7), (2, 2, 2, 2, 2), (1,) * 10],
    13: [(4, 4, 5), (5, 4, 4), (6, 7), (4, 3, 3, 3), (2, 2, 2, 2, 2, 3)],
    17: [(4, 13), (4, 4, 4, 5), (4, 4, 9), (5, 4, 4, 4)],
    11: [(5, 6), (3, 4, 4), (5, 3, 3), (4, 4, 3)],
}
SEPARATORS = [
    " ", "  ", "-", " - ", "--", ".", "..", " . ", "/", " / ", "\\", "_", ",", ", ", ":", ";", "|", "·",
    "•", "\n", "\r\n", "\t", "\u00a0", "\u200b", "–", "—", "−", "*", "~", "=", "+", "(", ")", "'", '"', "#",
    "।", "🙂",
]  # fmt: skip


def identifiers() -> Iterator[str]:
    """Every grouping with every separator in both digit systems."""
    drawn = Random(12)

    def digits(count: int) -> str:
        return "".join(drawn.choices("0123456789", k=count))

    first = {
        10: lambda: drawn.choice("123456789") + digits(9),
        13: lambda: drawn.choice("123456789") + digits(12),
        17: lambda: str(drawn.randint(1950, 2015)) + digits(13),
        11: lambda: "01" + drawn.choice("3456789") + digits(8),
    }
    for length, groupings in GROUPINGS.items():
        for sizes in groupings:
            for separator in SEPARATORS:
                written = separator.join(_cut(first[length](), sizes))
                yield written
                yield to_bengali(written)


def _cut(number: str, sizes: tuple[int, ...]) -> list[str]:
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return [number[start:end] for start, end in zip([0, *ends], ends, strict=False)]
