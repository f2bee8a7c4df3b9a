"""Where the embedded portal keeps the environment its processes share."""

import os
from pathlib import Path

ENVIRONMENT_FILE = "environment"


def read_environment() -> None:
    """Load `VAR/environment` (NAME=value lines) into the process, never over what is set."""
    root = Path(__file__).resolve().parent.parent.parent
    path = Path(os.environ.get("VAR", root / "var")) / ENVIRONMENT_FILE
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator:
            os.environ.setdefault(name, value)
