"""ClamAV, where the operator has one: asked over its socket, and believed only when it says OK.

It answers OK for what it skipped because it was too large, unless `AlertExceedsMax` is set: see
docs/operators/files.md. Whatever else it says, or that it says nothing, keeps a file from its readers.
"""

import socket
import struct
from contextlib import closing
from enum import StrEnum
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

_CHUNK = 1 << 16
CONNECT_SECONDS, ANSWER_SECONDS = 5, 60
_LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """What the scanner says."""

    CLEAN = "clean"
    FOUND = "found"
    NO_ANSWER = "no-answer"


class ScannerAway(Exception):
    """Nobody is there to be asked; the file waits."""


def is_configured() -> bool:
    """Whether there is a scanner."""
    return bool(settings.CLAMD)


def scan(content: BinaryIO) -> Verdict:
    """Send a file to the scanner and return what it says."""
    try:
        line = _connected(settings.CLAMD)
    except OSError as error:
        raise ScannerAway from error
    with closing(line):
        try:
            answer = _asked(line, content)
        except OSError:
            return Verdict.NO_ANSWER
    if answer == "stream: OK":
        return Verdict.CLEAN
    return Verdict.FOUND if answer.endswith(" FOUND") else Verdict.NO_ANSWER


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
    else:
        line = socket.create_connection((parts.hostname or "", parts.port or 3310), CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _asked(line: socket.socket, content: BinaryIO) -> str:
    """INSTREAM: pieces with their length before, and an empty one at the end."""
    try:
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(_CHUNK):
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It has stopped listening, and may have said why.
        pass
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER and (more := line.recv(_LONGEST_ANSWER)):
        answer += more
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()
