"""Has a file opened in a process of its own, and hears what came of it; whatever happens there."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from library.files.guarding import SHOWN, Finding
from library.files.inside import MOST_SEARCHED, ROWS, TEXT
from library.files.kinds import Kind
from library.files.refusals import Refused, Remark, Why

# By the clock on the wall, where it waits for a busy machine too.
LONGEST = 120


@dataclass(frozen=True)
class Rewritten:
    """What came out: its kind, what is said of it, and numbers in it that may be somebody's."""

    kind: Kind
    remarks: Sequence[Remark] = ()
    found: Sequence[Finding] = field(default_factory=list)

    @property
    def shown(self) -> Sequence[Finding]:
        """As many of them as its author is shown."""
        return self.found[:SHOWN]


def rewritten(source: Path, target: Path) -> Rewritten:
    """Have it written anew into `target`, or refuse it with the reason."""
    return _understood(_answered(source, target))


def text_of(source: Path, target: Path) -> str:
    """Have the text of a file that was written anew before put into `target`, and return it."""
    _told(_answered(source, target, TEXT))
    return target.read_text(encoding="utf-8", errors="replace").replace("\x00", " ")[:MOST_SEARCHED]


def rows_written(source: Path, target: Path, *, seconds: int, rows: int, columns: int) -> None:
    """Have the rows of a sheet that somebody sent put into `target`; they wait for it so long."""
    _told(_answered(source, target, ROWS, str(rows), str(columns), seconds=seconds))


def _answered(source: Path, target: Path, *what: str, seconds: int = LONGEST) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _BEGIN, str(settings.BASE_DIR), str(source), str(target), *what],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=source.parent,
            # No address, key or password of the portal.
            env={"LANG": "C.UTF-8", "TMPDIR": str(source.parent)},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(Why.TOO_SLOW) from None
    if done.returncode != 0:
        # Ended by the kernel: too long at it, too large, or thrown out by what it read.
        raise Refused(Why.TOO_SLOW if done.returncode == -24 else Why.BROKEN)
    return done.stdout


_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from library.files.inside import main; main(*sys.argv[2:])"
)


def _told(answer: bytes) -> dict[str, Any]:
    """What was answered, or the reason for which the file is refused."""
    try:
        told: dict[str, Any] = json.loads(answer)
        why = Why(told["refused"]) if "refused" in told else None
    except (ValueError, TypeError):
        raise Refused(Why.BROKEN) from None
    if why is not None:
        raise Refused(why)
    return told


def _understood(answer: bytes) -> Rewritten:
    """Believe nothing but the words that are known."""
    told = _told(answer)
    try:
        found = [
            Finding(str(one["kind"])[:30], str(one["piece"])[:30], one["may_be_office"] is True)
            for one in told["found"]
        ]
        return Rewritten(Kind(told["kind"]), [Remark(one) for one in told["remarks"]], found)
    except (ValueError, KeyError, TypeError):
        raise Refused(Why.BROKEN) from None
