"""Where files lie: on the disk outside of all that is served, or in a bucket; under names drawn at random."""

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.core.files import File
from django.core.files.storage import default_storage

# What was sent, before it was opened; and what was written anew.
SENT, KEPT = "sent", "kept"
_CHUNK = 1 << 16


def put(folder: str, content: BinaryIO | IO[bytes]) -> str:
    """Store it, and return under which name it lies."""
    drawn = secrets.token_hex(20)
    content.seek(0)
    return default_storage.save(f"{folder}/{drawn[:2]}/{drawn}", File(content))


def opened(key: str) -> BinaryIO:
    """Open what lies under a name."""
    file: BinaryIO = default_storage.open(key, "rb")  # type: ignore[assignment]
    return file


def take_away(*keys: str) -> None:
    """Nothing lies under these names any more."""
    for key in keys:
        if key:
            default_storage.delete(key)


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for one file while it is opened, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="file-") as folder:
        yield Path(folder)


def copied(key: str, target: Path) -> None:
    """Put a copy where another process opens it."""
    with opened(key) as stored, target.open("wb") as copy:
        while piece := stored.read(_CHUNK):
            copy.write(piece)


def hashed(content: BinaryIO | IO[bytes]) -> tuple[int, str]:
    """Return how long it is, and its hash."""
    content.seek(0)
    length, digest = 0, hashlib.sha256()
    while piece := content.read(_CHUNK):
        length += len(piece)
        digest.update(piece)
    return length, digest.hexdigest()
