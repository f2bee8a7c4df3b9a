"""What the rooms above do when an organisation passes to its successor; they register it here."""

from collections.abc import Callable
from datetime import datetime

from access.toolkit.registry import Registry

Step = Callable[..., int]
_steps: Registry[str, Step] = Registry("step when bodies leave")


def add_step(room: str, step: Step) -> None:
    """Have `step(at=…)` run whenever organisations may have left. It must be safe to run again."""
    _steps.add(room, step)


def pass_on(*, at: datetime) -> int:
    """Pass on what organisations that have left by now still owed. Returns how much passed."""
    return sum(step(at=at) for step in _steps.values())
