"""Starting, recording and ending the processes of one portal, and no other process.

A process is known by its id together with the moment it started, so that an id the system has
given to somebody else is never taken for ours.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

from embedded.account import Account

PR_SET_PDEATHSIG = 1
# Names the portal a process belongs to, in its environment.
MARK = "SHOMONNOY_VAR"


def _die_with_parent() -> None:
    """Run in the child: the kernel ends it when the process that started it dies (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def start(
    command: Sequence[str],
    *,
    log: IO[bytes] | None,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    with_parent: bool = False,
) -> subprocess.Popen[bytes]:
    """Start one process in a session of its own, so that Ctrl-C reaches the supervisor alone."""
    before: Callable[[], None] | None = _die_with_parent if with_parent and sys.platform == "linux" else None
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return, misc]
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        start_new_session=True,
        env=env,
        cwd=cwd,
        preexec_fn=before,
        **(account.drop if account else {}),
    )


def record(path: Path, pid: int, var: Path) -> None:
    """Write down a process, so that the next start finds it if this one is killed."""
    temporary = path.with_suffix(".new")
    try:
        born = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return
    temporary.write_text(json.dumps({"pid": pid, "born": born, "var": str(var)}), encoding="utf-8")
    os.replace(temporary, path)


def recorded(path: Path) -> list[psutil.Process]:
    """What still runs of the process that was written down: itself, and children it left behind.

    A child is known by its session, which carries the number of its first process for as long as
    anybody is in it, and by the VAR in its environment.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        number, born, var = int(kept["pid"]), float(kept["born"]), str(kept["var"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    found: list[psutil.Process] = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.status() == psutil.STATUS_ZOMBIE or os.getsid(process.pid) != number:
                continue
            if process.pid == number:
                if abs(process.create_time() - born) < 1:
                    found.insert(0, process)
            elif process.environ().get(MARK) == var:
                found.append(process)
    return found


def is_over(process: psutil.Process) -> bool:
    """Ended, or ended and not yet taken note of by a parent (in a container often nobody does)."""
    try:
        return not process.is_running() or bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def end(*families: Sequence[psutil.Process], first: int = signal.SIGTERM, patience: float = 15) -> None:
    """Ask the first of each family to stop and wait for all of them; kill those that do not."""
    everybody = [process for family in families for process in family]
    for family in families:
        for process in family[:1]:
            with contextlib.suppress(psutil.Error):
                process.send_signal(first)
    if wait_until(lambda: all(map(is_over, everybody)), seconds=patience):
        return
    for left in everybody:
        with contextlib.suppress(psutil.Error):
            left.kill()
    wait_until(lambda: all(map(is_over, everybody)), seconds=5)


def end_recorded(*paths: Path, first: int = signal.SIGTERM, patience: float = 15) -> bool:
    """End what was written down, all at once; tells whether there was anything to end."""
    families = [recorded(path) for path in paths]
    end(*families, first=first, patience=patience)
    for path in paths:
        path.unlink(missing_ok=True)
    return any(families)


def _always() -> bool:
    return True


def wait_until(ready: Callable[[], bool], *, seconds: float, running: Callable[[], bool] = _always) -> bool:
    """Wait until something holds, no longer than the one we wait for runs."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and running():
        if ready():
            return True
        time.sleep(0.05)
    return False
