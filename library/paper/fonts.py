"""The typefaces of official papers.

Tiro Bangla is a serif, nearest to what an office prints; the package holds its scripts as files of their
own under one name, of which a typesetter takes only the first: each gets a name here. Signs of reckoning,
arrows and ticks come from Noto Sans Math. `manage.py typefaces` unpacks them once, when the portal is built.
"""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

_ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = _ROOT / "library" / "built" / "fonts"
_PACKAGES = _ROOT / "node_modules" / "@fontsource"
# In the order in which a sign is looked for.
SOURCES = {
    "Tiro Bangla": "tiro-bangla/files/tiro-bangla-bengali-400-normal.woff",
    "Tiro Bangla Latin": "tiro-bangla/files/tiro-bangla-latin-400-normal.woff",
    "Tiro Bangla Latin Extended": "tiro-bangla/files/tiro-bangla-latin-ext-400-normal.woff",
    "Noto Sans Math": "noto-sans-math/files/noto-sans-math-latin-400-normal.woff",
}
FAMILIES = tuple(SOURCES)
_OF_SIGNS = "Noto Sans Math"
_FAMILY, _FULL, _POSTSCRIPT = 1, 4, 6
# Names that would stand above these.
_TYPOGRAPHIC = (16, 17, 21, 22)


def unpack() -> None:
    """Write each typeface as a plain font file under its own name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for family, source in SOURCES.items():
        font = TTFont(_PACKAGES / source)
        font.flavor = None
        names = font["name"]
        for kind in _TYPOGRAPHIC:
            names.removeNames(nameID=kind)
        for kind, name in (
            (_FAMILY, family),
            (_FULL, f"{family} Regular"),
            (_POSTSCRIPT, f"{family.replace(' ', '')}-Regular"),
        ):
            for record in [one for one in names.names if one.nameID == kind]:
                names.setName(name, kind, record.platformID, record.platEncID, record.langID)
        font.save(_file(family))


@cache
def drawn() -> frozenset[int]:
    """Return every sign that a typeface draws; of Noto Sans Math its signs, not its loose letters."""
    found: set[int] = set()
    for family in FAMILIES:
        signs = TTFont(_file(family), lazy=True).getBestCmap()
        found |= {code for code in signs if family != _OF_SIGNS or unicodedata.category(chr(code))[0] in "SP"}
    return frozenset(found)


def _file(family: str) -> Path:
    return FOLDER / f"{family.replace(' ', '')}.ttf"
