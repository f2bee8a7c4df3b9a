"""Draws the icons under which a phone keeps the portal out of the mark, which stays the one drawing of it.

A phone cuts an icon to its own shape: what matters lies within the middle four fifths, and the ground
reaches the edge.
"""

from __future__ import annotations

import re
from pathlib import Path

import typst

STATIC = Path(__file__).resolve().parent.parent / "static"
MARK = STATIC / "images" / "mark.svg"
SIZES = (192, 512)
_GROUND = re.compile(r'<rect width="32" height="32" rx="\d+" fill="(#[0-9a-f]{6})"/>')


def draw(size: int) -> bytes:
    """One icon of so many dots, without the rounded corners of the mark."""
    mark = MARK.read_text(encoding="utf-8")
    found = _GROUND.search(mark)
    if found is None:
        raise ValueError("the mark has no ground of its own any more")
    bare = _GROUND.sub("", mark).replace('"', "'")
    page = (
        f'#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: rgb("{found[1]}"))\n'
        f'#align(center + horizon, image(bytes("{bare}"), format: "svg", width: 88%))'
    )
    return typst.compile(page.encode(), format="png", ppi=72)


def main() -> None:
    """Put them beside what else is built."""
    for size in SIZES:
        (STATIC / "built" / f"icon-{size}.png").write_bytes(draw(size))


if __name__ == "__main__":
    main()
