"""Keeps of the built fonts what pages use: the weights of the style sheet, and the signs of its ranges.

The Latin typeface comes with every weight from thin to black; pages know 400 and 600. A browser asks a file
for no other sign than those of its `unicode-range` (`static/css/fonts.css`), which says it once for both.
"""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "static" / "built" / "fonts"
SHEET = ROOT / "static" / "css" / "fonts.css"
WEIGHTS = (400, 600)
# Beside what shaping needs: figures of one width, which stand in columns. No page builds fractions of them,
# nor is in a language that draws a letter otherwise.
FEATURES, UNUSED = {"tnum"}, {"frac", "numr", "dnom", "locl"}
_FACE = re.compile(r'url\("[^"]*/([\w-]+\.woff2)"\).*?unicode-range: ([^;]+);', re.DOTALL)


def ranges() -> dict[str, set[int]]:
    """Of each font file the signs for which a browser asks it."""
    return {name: _signs(text) for name, text in _FACE.findall(SHEET.read_text(encoding="utf-8"))}


def _signs(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _dash, last = part.strip().removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def thin(path: Path, signs: set[int]) -> None:
    """Write the font again with these signs alone."""
    font = TTFont(path)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": WEIGHTS})
    options = Options(flavor="woff2")
    options.layout_features = sorted({*options.layout_features, *FEATURES} - UNUSED)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)


def main() -> None:
    """Thin every font that was built."""
    for name, signs in ranges().items():
        thin(BUILT / name, signs)


if __name__ == "__main__":
    main()
