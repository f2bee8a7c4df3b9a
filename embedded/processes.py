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
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
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


def record(path: Path, pid: int) -> None:
    """Write down a process, so that the next start finds it if this one is killed."""
    temporary = path.with_suffix(".new")
    try:
        born = psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return
    temporary.write_text(json.dumps({"pid": pid, "born": born}), encoding="utf-8")
    os.replace(temporary, path)


def recorded(path: Path) -> psutil.Process | None:
    """The process that was written down, if it still runs and is the same one."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        process = psutil.Process(int(kept["pid"]))
        same = abs(process.create_time() - float(kept["born"])) < 1
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except (OSError, ValueError, KeyError, TypeError, psutil.Error):
        return None


def end(process: psutil.Process, *, first: int = signal.SIGTERM, patience: float = 15) -> None:
    """Ask a process and its children to stop; kill what does not."""
    family = [process]
    with contextlib.suppress(psutil.Error):
        family += process.children(recursive=True)
    with contextlib.suppress(psutil.Error):
        process.send_signal(first)
    _gone, alive = psutil.wait_procs(family, timeout=patience)
    for left in alive:
        with contextlib.suppress(psutil.Error):
            left.kill()
    psutil.wait_procs(alive, timeout=5)


def end_recorded(path: Path, *, first: int = signal.SIGTERM) -> bool:
    """End what was written down; tells whether there was anything to end."""
    process = recorded(path)
    if process is not None:
        end(process, first=first)
    path.unlink(missing_ok=True)
    return process is not None


def wait_until(ready: Callable[[], bool], *, seconds: float, running: Callable[[], bool]) -> bool:
    """Wait for a server to answer, no longer than it runs."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and running():
        if ready():
            return True
        time.sleep(0.05)
    return False
