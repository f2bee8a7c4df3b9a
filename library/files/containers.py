"""An office file is a packed folder of XML: opened within bounds, whatever it claims of itself."""

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from library.files.refusals import Refused, Why

MOST_PARTS = 4_000
MOST_BYTES, MOST_OF_A_PART, MOST_OF_XML = 150_000_000, 60_000_000, 30_000_000
# XML packs well; a picture or a letter of more than this is made to fill a disk.
MOST_TIMES = 250
_CHUNK = 1 << 16
# A fixed day: when a part was written is nobody's to know.
_DAY = (1980, 1, 1, 0, 0, 0)

Parts = dict[str, bytes]


def unpack(path: Path) -> Parts:
    """Read every part of it, or refuse: too many, too large, outside of itself, or under a password."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = [one for one in packed.infolist() if not one.is_dir()]
            _must_be_bounded(entries, path.stat().st_size)
            left, parts = MOST_BYTES, {}
            for entry in entries:
                parts[entry.filename] = _read(packed, entry, min(left, MOST_OF_A_PART))
                left -= len(parts[entry.filename])
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        raise Refused(Why.BROKEN) from None
    return parts


def _must_be_bounded(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [one.filename.lower() for one in entries]
    if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > min(
        MOST_BYTES, size * MOST_TIMES
    ):
        raise Refused(Why.OPENS_TOO_LARGE)
    if len(set(names)) != len(names) or not all(map(_is_inside, names)):
        raise Refused(Why.BROKEN)
    if any(one.flag_bits & 0x1 for one in entries):
        raise Refused(Why.PASSWORD)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Read one part; what it says of its own length is not believed, and one that lies about it is broken."""
    pieces, length = [], 0
    with packed.open(entry) as part:
        while piece := part.read(_CHUNK):
            length += len(piece)
            if length > most:
                raise Refused(Why.OPENS_TOO_LARGE)
            pieces.append(piece)
    if length != entry.file_size:
        raise Refused(Why.BROKEN)
    return b"".join(pieces)


def parse(content: bytes) -> Any:
    """Read XML that names no other text: no document type, no entities, nothing from elsewhere."""
    if len(content) > MOST_OF_XML:
        raise Refused(Why.OPENS_TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(Why.BROKEN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(Why.BROKEN)
    return root


def written(root: Any) -> bytes:
    """Return XML as it goes back into its part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def pack(parts: Parts, target: Path, first: Iterable[str] = ()) -> None:
    """Write the parts into a new file, those that say what it is before all others."""
    order = [*first, *(name for name in parts if name not in set(first))]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in order:
            packed.writestr(zipfile.ZipInfo(name, _DAY), parts[name], zipfile.ZIP_DEFLATED)
