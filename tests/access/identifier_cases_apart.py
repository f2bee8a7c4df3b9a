"""A second list of identifiers, drawn apart from the first: other groupings, other separators, other hands.

No number here is anybody's: the digits are drawn, only lengths, first digits and groupings are real.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from language.digits import to_bengali

SENTENCES = [
    sentence
    for language in ("en", "bn")
    for sentence in (Path(__file__).parent / "sentences" / f"{language}_apart.txt")
    .read_text(encoding="utf-8")
    .splitlines()
]
_ONES = (1,) * 10
# The smart card as it is printed and read out; the old card by its parts (district, kind of place,
# upazila, union, serial); birth registration by year, by parts and in fours.
NUMBERS = {
    10: [
        (3, 3, 4),
        (4, 4, 2),
        (4, 3, 3),
        (5, 5),
        (3, 4, 3),
        (2, 4, 4),
        (6, 4),
        (2, 3, 5),
        (1, 3, 3, 3),
        (2, 8),
        _ONES,
    ],
    13: [(2, 1, 2, 2, 6), (2, 11), (3, 4, 6), (4, 4, 4, 1), (5, 5, 3), (7, 6), (3, 3, 3, 4), (4, 9)],
    17: [
        (4, 2, 1, 2, 2, 6),
        (3, 4, 5, 5),
        (4, 4, 4, 4, 1),
        (5, 5, 7),
        (8, 9),
        (4, 7, 6),
        (2, 5, 5, 5),
        (10, 7),
    ],
}
# A mobile number after nothing, the country with and without its plus, and its long form.
MOBILES = {
    "0": [(5, 6), (3, 4, 4), (4, 7), (5, 3, 3), (3, 8)],
    "880": [(3, 4, 6), (3, 10), (5, 4, 4), (3, 2, 4, 4)],
    "+880": [(3, 4, 6), (3, 10), (5, 8)],
    "00880": [(5, 4, 6), (5, 10), (2, 3, 10)],
}
PASSPORTS = {
    1: [(8,), (4, 4), (2, 6), (2, 3, 3), (1, 7), (2, 2, 4)],
    2: [(7,), (3, 4), (4, 3), (2, 5), (1, 3, 3), (2, 2, 3)],
}
SEPARATORS = [
    # Seen: of every keyboard, of spreadsheets, of the pages of an office.
    " ", "-", ".", "/", ":", ";", "|", "%", "_", "*", "#", "~", "^", "=", "&", "@", "!", "?", "'", "`", "\\",
    # Dashes, dots and bullets that programs put in.
    "‐", "‑", "‒", "–", "—", "―", "−", "﹣", "－", "·", "•", "‣", "▪", "●", "…", "٬", "।", "॥",
    "；", "，", "／",
    # Spaces and ends of lines.
    "\t", "\n", "\r\n", "\u00a0", "\u2002", "\u2009", "\u202f", "\u3000", "\u2028", "\x0b", "\u0085",
    # Nothing to be seen.
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u3164", "\u115f", "\uffa0",
    "\u180e", "\u2800", "\u061c", "\ufe0f", "\ufe0f\u20e3", "\u0307", "\ue000",
    # Two and more of them.
    "  ", "--", "..", "//", "::", ";;", "||", "%%", "__", " - ", " / ", " | ", " : ", " % ", " • ", " – ",
    ". ", "- ", "/ ", ": ", "% ", " -", " .", ".-", "-/", ")(", ") (", "][", "> ", " -> ", "=> ", "\n- ",
    "\n\n", "\t|\t", "\u00a0\u00a0", "\u200b \u200b", " \u3164 ", "-\u200b", "ー", "ǀ", "ʼ", "👉", "✓",
]  # fmt: skip


def identifiers() -> Iterator[str]:
    """Every grouping with every separator, in one digit system, the other, and both in one number."""
    drawn = Random(2012)

    def mixed(text: str) -> str:
        return "".join(to_bengali(sign) if drawn.random() < 0.5 else sign for sign in text)

    writings: list[Callable[[str], str]] = [str, to_bengali, mixed]
    for separator in SEPARATORS:
        for plain in (
            *_numbers(drawn, separator),
            *_mobiles(drawn, separator),
            *_passports(drawn, separator),
        ):
            yield writings[drawn.randrange(3)](plain)


def _numbers(drawn: Random, separator: str) -> Iterator[str]:
    for length, groupings in NUMBERS.items():
        for sizes in groupings:
            first = str(drawn.randint(1950, 2018)) if length == 17 else str(drawn.randint(11, 93))
            yield _cut(first + _digits(drawn, length - len(first)), sizes, separator)


def _mobiles(drawn: Random, separator: str) -> Iterator[str]:
    for prefix, groupings in MOBILES.items():
        for sizes in groupings:
            number = prefix.lstrip("+") + "1" + drawn.choice("3456789") + _digits(drawn, 8)
            yield "+" * prefix.startswith("+") + _cut(number, sizes, separator)


def _passports(drawn: Random, separator: str) -> Iterator[str]:
    for count, groupings in PASSPORTS.items():
        for sizes in groupings:
            series = "".join(drawn.choices("ABE", k=count))
            series = drawn.choice((series, series.lower()))
            number = _cut(_digits(drawn, sum(sizes)), sizes, separator)
            yield series + drawn.choice((separator, "", " ")) + number


def _digits(drawn: Random, count: int) -> str:
    return "".join(drawn.choices("0123456789", k=count))


def _cut(number: str, sizes: tuple[int, ...], separator: str) -> str:
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return separator.join(number[start:end] for start, end in zip([0, *ends], ends, strict=False))
