"""Pages of papers as small pictures, kept beside the tests and compared with what is printed now.

A page is kept at 72 dots to the inch in sixteen greys. The typefaces are built in and the typesetter is
pinned: printed again a page is the same to the dot. With KEEP_PICTURES=1 the tests write them anew; look at
each before it is committed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

KEPT = Path(__file__).with_name("pages")
GREYS = 16
# A dot is clearly another one from so many greys of 256 on, which neither sixteen greys nor another way to
# smooth an edge makes; a digit that changed has more such dots than these.
CLEARLY, MOST = 48, 6


def pages(pdf: bytes) -> list[Image.Image]:
    """The pages of a PDF in greys."""
    document = pypdfium2.PdfDocument(pdf)
    found = [page.render(scale=1, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    return found


def changed_dots(page: Image.Image, kept: Image.Image) -> int:
    """How many dots of a page are clearly others than those that were kept."""
    if page.size != kept.size:
        return page.width * page.height
    return sum(ImageChops.difference(page, kept).histogram()[CLEARLY:])


def faults(name: str, found: list[Image.Image]) -> Iterator[str]:
    """What is not as it was kept under this name: pages that are too many, too few or changed."""
    kept = sorted(KEPT.glob(f"{name}-*.png"))
    if len(kept) != len(found):
        yield f"{name}: {len(found)} pages, {len(kept)} were kept"
    for path, page in zip(kept, found, strict=False):
        with Image.open(path) as picture:
            dots = changed_dots(page, picture.convert("L"))
        if dots > MOST:
            yield f"{path.name}: {dots} dots changed"


def keep_if_asked(name: str, found: list[Image.Image]) -> None:
    """Keep these pages under this name, and no others, where the run was told to."""
    if not os.environ.get("KEEP_PICTURES"):
        return
    KEPT.mkdir(exist_ok=True)
    for path in KEPT.glob(f"{name}-*.png"):
        path.unlink()
    for number, page in enumerate(found, start=1):
        few = page.quantize(GREYS, dither=Image.Dither.NONE)
        few.save(KEPT / f"{name}-{number}.png", optimize=True, bits=4)
