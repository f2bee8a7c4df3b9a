"""Workers as processes of their own, which a test may kill -9."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def start(*words: str) -> subprocess.Popen[str]:
    """Start a management command against this test's database, as the app role."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has them ignore it, and all they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def start_delivering(at: datetime) -> subprocess.Popen[str]:
    return start("deliver", "--at", at.isoformat())


def kill(worker: subprocess.Popen[str]) -> None:
    """Kill -9: nothing of it gets to tidy up."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def interrupt(worker: subprocess.Popen[str]) -> None:
    """Ask it to stop, as Ctrl-C does, and wait until it has."""
    worker.send_signal(signal.SIGINT)
    worker.communicate(timeout=120)


def finish(worker: subprocess.Popen[str]) -> str:
    output, _nothing = worker.communicate(timeout=120)
    assert worker.returncode == 0, output
    return output
