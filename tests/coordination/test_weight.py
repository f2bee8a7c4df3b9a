"""What a first page costs on a poor connection: styles, scripts and fonts, compressed.

The page itself adds 4 to 6 KB; the limits leave 8 KB for it.
"""

import re
from pathlib import Path

import brotli
from django.conf import settings
from fontTools.ttLib import TTFont

from frontend.thin_fonts import ranges

BUILT: Path = settings.BASE_DIR / "static" / "built"
PAGE = 8_000
SHARED = ["shomonnoy.css", "shomonnoy.js", "htmx.min.js"]
LATIN = ["fonts/anek-latin.woff2"]
BANGLA = ["fonts/anek-bangla-400.woff2", "fonts/anek-bangla-600.woff2"]


def weight(names: list[str]) -> int:
    # Fonts are compressed already and travel as they are.
    contents = [(name, (BUILT / name).read_bytes()) for name in names]
    return sum(
        len(content) if name.endswith(".woff2") else len(brotli.compress(content))
        for name, content in contents
    )


def test_a_first_english_page_stays_below_100_kilobytes() -> None:
    assert weight(SHARED + LATIN) + PAGE <= 100_000


def test_a_first_bangla_page_stays_below_185_kilobytes() -> None:
    assert weight(SHARED + LATIN + BANGLA) + PAGE <= 185_000


def test_the_purged_styles_hold_no_rules_of_parts_the_portal_does_not_use() -> None:
    css = (BUILT / "shomonnoy.css").read_text(encoding="utf-8")
    for unused in (".navbar", ".dropdown", ".modal", ".carousel", ".offcanvas"):
        assert unused not in css


def test_a_thinned_font_draws_every_sign_of_its_range_and_shapes_it_as_its_source_does() -> None:
    script = (settings.BASE_DIR / "frontend" / "build.mjs").read_text(encoding="utf-8")
    sources = dict(re.findall(r'"([\w-]+\.woff2)": "(@fontsource[^"]+)"', script))
    assert sources.keys() == ranges().keys()
    for name, signs in ranges().items():
        source = TTFont(settings.BASE_DIR / "node_modules" / sources[name])
        built = TTFont(BUILT / "fonts" / name)
        assert built.getBestCmap().keys() == source.getBestCmap().keys() & signs, name
        # How glyphs are hinted decides how wide a word is.
        assert ("prep" in built) == ("prep" in source), name
        if name.startswith("anek-bangla"):
            assert features(built) == features(source), name


def features(font: TTFont) -> set[str]:
    """How a font puts letters together."""
    tables = (font[table].table for table in ("GSUB", "GPOS"))
    return {record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord}
