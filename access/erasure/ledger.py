"""The ledger of erasures: which words were erased and when, in a file outside the database.

A backup made before an erasure still holds the words. Whoever restores it finds here what to erase
again. A line holds no text and no person: the erasure, the record, what was erased and where in it, and
when.
Each carries a hash over itself and the line before, so that a line changed or taken out is noticed.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

NAME = "erasures"
START = "0" * 64
_PARTS = 7


class LedgerBroken(Exception):
    """The ledger is not there, or not as it was written."""


@dataclass(frozen=True)
class Line:
    """One erasure."""

    erasure: str
    record_type: str
    record: str
    passage: str
    place: str
    at: datetime
    hash: str = ""

    @property
    def facts(self) -> str:
        """What the hash is over, beside the line before."""
        where = (self.record_type, self.record, self.passage, self.place)
        return " ".join((self.erasure, *where, self.at.astimezone(UTC).isoformat()))

    def after(self, before: str) -> str:
        """The hash of this line behind another."""
        return hashlib.sha256(f"{before} {self.facts}".encode()).hexdigest()


def ledger_path() -> Path:
    """Where it lies: beside the database, and on a server of one's own better on another disk."""
    return Path(settings.ERASURE_LEDGER) / NAME


def read_ledger() -> list[Line]:
    """Every line, after checking that each follows from the one before."""
    path = ledger_path()
    try:
        written = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise LedgerBroken(f"There is no ledger of erasures at {path}.") from None
    lines: list[Line] = []
    before = START
    for number, text in enumerate(written, start=1):
        line = _parsed(text)
        if line is None or line.hash != line.after(before):
            raise LedgerBroken(f"Line {number} of {path} is not as it was written.")
        lines.append(line)
        before = line.hash
    return lines


def head_of(lines: Sequence[Line]) -> str:
    """What a backup notes of the ledger: its last hash."""
    return lines[-1].hash if lines else START


def begin_ledger() -> None:
    """Make an empty ledger where there is none: from now on a missing one is a lost one."""
    path = ledger_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))


@contextmanager
def holding_ledger() -> Iterator[None]:
    """Nobody else writes the ledger meanwhile: no backup is made half-way through an erasure."""
    begin_ledger()
    with ledger_path().open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def append(line: Line) -> None:
    """Write one line and wait until it is on the disk. The caller holds the ledger."""
    before = head_of(read_ledger())
    handle = os.open(ledger_path(), os.O_WRONLY | os.O_APPEND)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{line.facts} {line.after(before)}\n")
        file.flush()
        os.fsync(file.fileno())


def _parsed(text: str) -> Line | None:
    parts = text.split(" ")
    if len(parts) != _PARTS:
        return None
    erasure, record_type, record, passage, place, instant, hashed = parts
    try:
        at = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return Line(erasure, record_type, record, passage, place, at, hashed)
