"""Pictures are painted anew, upright: nothing of the old file stays but what one sees."""

import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from PIL import Image, ImageOps

from library.files.kinds import Kind
from library.files.refusals import Refused, Remark, Why

# A phone's best camera; what a file says of its size is read before a single point of it.
MOST_PIXELS = 64_000_000
# Only what reads these: no other reader is ever asked.
for _plugin in ("Jpeg", "Mpo", "Png", "WebP", "Gif", "Bmp", "Tiff"):
    import_module(f"PIL.{_plugin}ImagePlugin")
READ = ("JPEG", "PNG", "WEBP")
# In a letter or a sheet.
READ_INSIDE = (*READ, "GIF", "BMP", "TIFF")
_QUALITY = 88
# What a damaged picture makes its reader raise is not listed anywhere.
UNREADABLE = (OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, AttributeError)


def repaint(source: Path, target: Path) -> tuple[Kind, list[Remark]]:
    """Write the first picture of a file, upright, without a word about when, where and by whom."""
    remarks = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(source, formats=READ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Refused(Why.PIXELS)
                if getattr(opened, "n_frames", 1) > 1:
                    remarks.append(Remark.FIRST_PICTURE)
                opened.seek(0)
                kind = Kind.JPEG if opened.format in ("JPEG", "MPO") else Kind.PNG
                opened.load()
                painted = bare(_upright(opened), kind)
        except Image.DecompressionBombError:
            raise Refused(Why.PIXELS) from None
        except UNREADABLE:
            raise Refused(Why.BROKEN) from None
    if kind == Kind.JPEG:
        painted.save(target, "JPEG", quality=_QUALITY)
    else:
        painted.save(target, "PNG")
    return kind, remarks


def _upright(picture: Image.Image) -> Image.Image:
    """Turn it as the camera was held, where what it says of that can be read."""
    with suppress(Exception):
        return ImageOps.exif_transpose(picture)
    return picture


def bare(picture: Image.Image, kind: Kind) -> Image.Image:
    """Return its points alone, on an empty canvas."""
    has_holes = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGB" if kind == Kind.JPEG else ("RGBA" if has_holes else "RGB")
    points = picture.convert(mode)
    canvas = Image.new(mode, points.size)
    canvas.paste(points)
    return canvas
