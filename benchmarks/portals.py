"""Portals under gunicorn, asked over HTTP; the CPU of their process and of their database connection."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg2

from embedded import processes

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 60.0
# The clock of another process' CPU, as clock_getcpuclockid(3) makes it.
_CPU_OF_PROCESS = 2


def cpu_of(pid: int) -> float:
    """Seconds a process has computed, to the nanosecond; nought once it has ended."""
    try:
        return time.clock_gettime((~pid << 3) | _CPU_OF_PROCESS)
    except OSError:
        return 0.0


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int
    seconds: float
    statements: int
    size: int


@dataclass(frozen=True)
class Readings:
    """The clocks of a portal's processes at one moment, and those of its connections' other side."""

    process: dict[int, float]
    database: dict[int, float]


class Portal:
    """One gunicorn on a port of its own."""

    def __init__(self, name: str, env: Mapping[str, str], *, workers: int = 1, threads: int = 1) -> None:
        self.name = name
        self.port = _free_port()
        self.watch = psycopg2.connect(env["BENCH_SUPERUSER_URL"])
        self.watch.autocommit = True
        command = [
            sys.executable, "-m", "gunicorn", "benchmarks.wsgi", "--bind", f"127.0.0.1:{self.port}",
            "--workers", str(workers), "--threads", str(threads), "--timeout", "120",
            "--no-control-socket", "--preload", "--log-level", "warning",
        ]  # fmt: skip
        # The database knows the connections of this portal by the name they give.
        named = {**env, "PGAPPNAME": name}
        self.process: subprocess.Popen[bytes] = processes.start(
            command, log=None, env=named, cwd=ROOT, with_parent=True
        )
        if not processes.wait_until(self._answers, seconds=LONGEST_START, running=self._runs):
            raise RuntimeError(f"{name} does not start")

    def stop(self) -> None:
        """End it."""
        self.watch.close()
        processes.end([psutil.Process(self.process.pid)])
        self.process.wait()

    def get(self, path: str, cookie: str = "", *, count: bool = False) -> Answer:
        """Ask for a page as a browser does, and read all of it."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html"}
        if cookie:
            headers["Cookie"] = cookie
        if count:
            headers["X-Bench-Count"] = "1"
        begun = time.perf_counter()
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        size = len(answer.read())
        seconds = time.perf_counter() - begun
        line.close()
        return Answer(answer.status, seconds, int(answer.getheader("X-Bench-Statements") or 0), size)

    def cpu(self) -> Readings:
        """Seconds of each of its processes, and of the database's side of each of its connections."""
        with self.watch.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [self.name])
            database = {row[0]: cpu_of(row[0]) for row in cursor.fetchall()}
        workers = psutil.Process(self.process.pid).children()
        return Readings({worker.pid: cpu_of(worker.pid) for worker in workers}, database)

    def _answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def _runs(self) -> bool:
        return self.process.poll() is None


def spent(before: Mapping[int, float], after: Mapping[int, float]) -> float:
    """Seconds between two readings; a connection opened in between counts whole."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
    return port
