"""Which kinds of file the portal takes, found by what is in a file and never by its name."""

from enum import StrEnum

import puremagic

# As much of a file as tells its kind.
HEAD = 4096


class Kind(StrEnum):
    """A kind that is taken."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


ENDINGS = {Kind.JPEG: "jpg", Kind.PNG: "png", Kind.PDF: "pdf", Kind.DOCX: "docx", Kind.XLSX: "xlsx"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}spreadsheetml.sheet",
}
# The names under which a file picker shows what may be sent.
ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"


class Family(StrEnum):
    """What a file is at first sight: which program would open it."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    HEIC = "heic"
    OLD_OFFICE = "old-office"
    OTHER = "other"


_FAMILY_OF = {
    ".jpg": Family.IMAGE,
    ".jpeg": Family.IMAGE,
    ".jfif": Family.IMAGE,
    ".png": Family.IMAGE,
    ".webp": Family.IMAGE,
    ".pdf": Family.PDF,
    ".docx": Family.OFFICE,
    ".xlsx": Family.OFFICE,
    ".heif": Family.HEIC,
    ".heic": Family.HEIC,
    ".avif": Family.HEIC,
    ".doc": Family.OLD_OFFICE,
    ".xls": Family.OLD_OFFICE,
}
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BRANDS = frozenset(
    {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
)


def family_of(head: bytes) -> Family:
    """Say what a file is by how it begins."""
    # Of these puremagic names a dozen kinds, or knows too few.
    if head.startswith(_ZIP):
        return Family.OFFICE
    if head.startswith(_COMPOUND):
        return Family.OLD_OFFICE
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return Family.HEIC
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return Family.OTHER
    surest = [one.extension for one in found if one.confidence == found[0].confidence]
    return next((_FAMILY_OF[one] for one in surest if one in _FAMILY_OF), Family.OTHER)
