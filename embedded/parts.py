"""The parts of a running portal: how each is started, and started again when it dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from embedded import processes
from embedded.account import CannotRun

ROOT = Path(__file__).resolve().parent.parent
LONGEST_PAUSE = 30.0
# A part that ran this long was well; its next death is a first one.
WELL_AFTER = 60.0


@dataclass
class Part:
    """One process under the supervisor."""

    name: str
    var: Path
    begin: Callable[[], subprocess.Popen[bytes]]
    first_signal: int = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0
    next_try: float = 0

    @property
    def pid_file(self) -> Path:
        return self.var / "pids" / f"{self.name}.pid"

    def start(self) -> None:
        self.process = self.begin()
        self.started = time.monotonic()
        processes.record(self.pid_file, self.process.pid, self.var)

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start again what died, with a pause that doubles each time."""
        now = time.monotonic()
        if self.runs():
            if self.deaths and now - self.started > WELL_AFTER:
                self.deaths = 0
            return
        if self.process is not None:
            code, self.process = self.process.returncode, None
            pause = min(LONGEST_PAUSE, 0.5 * 2**self.deaths)
            self.deaths += 1
            self.next_try = now + pause
            say(f"{self.name} ended ({code}); starting it again in {pause:g} s")
            # Its children may still hold its port or its work.
            processes.end_recorded(self.pid_file, patience=5)
        if now >= self.next_try:
            try:
                self.start()
            except (CannotRun, OSError) as reason:
                self.deaths += 1
                self.next_try = time.monotonic() + min(LONGEST_PAUSE, 0.5 * 2**self.deaths)
                say(f"{self.name} does not start: {reason}")

    def stop(self) -> None:
        processes.end_recorded(self.pid_file, first=self.first_signal)
        if self.process is not None:
            self.process.wait()


def python_part(name: str, words: list[str], *, env: dict[str, str], var: Path) -> Part:
    """A part that is a Python module of ours or of a package."""

    def begin() -> subprocess.Popen[bytes]:
        with (var / "logs" / f"{name}.log").open("ab") as log:
            return processes.start([sys.executable, "-m", *words], log=log, env=os.environ | env, cwd=ROOT)

    return Part(name, var, begin)


def commands(*, bind: str, schedule: str) -> dict[str, list[str]]:
    """What web, worker and beat are started with: here, and in containers."""
    celery = ["celery", "-A", "coordination.celery"]
    return {
        "web": [
            "gunicorn", "coordination.wsgi", "--bind", bind,
            "--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "10",
            "--no-control-socket", "--preload",
        ],
        "worker": [
            *celery, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip",
            "--without-mingle",
        ],
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", schedule],
    }  # fmt: skip


def portal_parts(*, port: int, mail_port: int | None, env: dict[str, str], var: Path) -> list[Part]:
    """Mail, web, worker and beat, in the order they start."""
    words = commands(bind=f"127.0.0.1:{port}", schedule=str(var / "beat-schedule"))
    if mail_port is not None:
        words = {"mail": ["embedded.mail", str(mail_port), str(var / "outbox")], **words}
    return [python_part(name, each, env=env, var=var) for name, each in words.items()]
