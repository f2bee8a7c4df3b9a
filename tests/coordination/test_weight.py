"""What a first page costs on a poor connection: styles, scripts and fonts, compressed.

The page itself adds 4 to 6 KB; the limits leave 8 KB for it.
"""

from pathlib import Path

import brotli
from django.conf import settings

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
