"""A server that speaks as clamd does, over a real socket: for one answer, whatever is sent."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Clamd:
    """Answers each INSTREAM in the same way, and keeps what it was sent."""

    def __init__(self, folder: Path, answer: bytes | None, hears: int | None = None) -> None:
        self.answer, self.hears = answer, hears
        self.heard: list[bytes] = []
        path = folder / "clamd.ctl"
        self.address = f"unix://{path}"
        self.server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.server.bind(str(path))
        self.server.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        while True:
            try:
                line, _address = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                self.heard.append(self._stream(said))
                if self.answer is not None:
                    line.sendall(self.answer + b"\0")

    def _stream(self, said: object) -> bytes:
        pieces = []
        while length := struct.unpack("!I", said.read(4))[0]:  # type: ignore[attr-defined]
            pieces.append(said.read(length))  # type: ignore[attr-defined]
            if self.hears is not None and sum(map(len, pieces)) > self.hears:
                break
        return b"".join(pieces)


@contextmanager
def clamd(folder: Path, answer: bytes | None, hears: int | None = None) -> Iterator[Clamd]:
    """A scanner for as long as this lasts. Without an answer it hangs up when all was said."""
    server = Clamd(folder, answer, hears)
    server.thread.start()
    try:
        yield server
    finally:
        server.server.shutdown(socket.SHUT_RDWR)
        server.server.close()
        server.thread.join(5)
