"""The line between a phone and the portal, which a test can cut, lose answers on, or give to a Wi-Fi."""

import contextlib
import select
import socket
import threading
from enum import Enum

WIFI = b"<!doctype html><title>Free Wi-Fi</title><p>Sign in to go on."
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"


class Line(Enum):
    """How it is."""

    OPEN = "what is sent arrives, and so does its answer"
    CUT = "nobody is there"
    DEAF = "what is sent arrives, and its answer is lost"
    WIFI = "somebody else answers in the portal's place"
    BROKEN = "a fault of the server on the way"


class Mast:
    """Passes on what comes to `port` to a server on another port of this machine."""

    def __init__(self, port: int, to: int) -> None:
        self.port = port
        self.to = to
        self.line = Line.OPEN
        self._open: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", port), backlog=64)
        threading.Thread(target=self._listen, daemon=True).start()

    def turn(self, line: Line) -> None:
        """Change it for everybody, also for those who speak just now."""
        self.line = line
        for one in list(self._open):
            self._end(one)

    def close(self) -> None:
        """Take the mast down."""
        self.turn(Line.CUT)
        self._door.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _address = self._door.accept()
                threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        self._open.add(phone)
        try:
            if self.line in (Line.WIFI, Line.BROKEN):
                phone.recv(65536)
                answer = _ANSWER % (len(WIFI), WIFI)
                phone.sendall(answer.replace(b"200 OK", b"500 No") if self.line is Line.BROKEN else answer)
            elif self.line is not Line.CUT:
                self._pass_on(phone)
        except (OSError, ValueError):
            # The line was cut meanwhile: what was waited for is closed.
            pass
        finally:
            self._end(phone)

    def _pass_on(self, phone: socket.socket) -> None:
        is_sending = False
        with socket.create_connection(("127.0.0.1", self.to)) as server:
            while True:
                ready, _write, _fault = select.select([phone, server], [], [], 30)
                if not ready:
                    return
                for side in ready:
                    content = side.recv(65536)
                    if not content:
                        return
                    if side is phone:
                        is_sending = content.startswith(b"POST ") or (is_sending and b"HTTP/1" not in content)
                        server.sendall(content)
                    elif is_sending and self.line is Line.DEAF:
                        return
                    else:
                        phone.sendall(content)

    def _end(self, one: socket.socket) -> None:
        self._open.discard(one)
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
