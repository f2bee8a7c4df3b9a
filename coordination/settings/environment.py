"""Where settings come from: the environment, files that it names, and what the embedded portal keeps."""

import os
from pathlib import Path

import environ
from environ.fileaware_mapping import FileAwareMapping

ENVIRONMENT_FILE = "environment"


class SecretFiles(FileAwareMapping):  # type: ignore[misc]
    """The environment, and for `NAME_FILE` what stands in that file; the end of its line is no part of it."""

    def __getitem__(self, key: str) -> str:
        """Return the value of a setting."""
        value: str = super().__getitem__(key)
        return value.rstrip("\r\n") if self.env.get(f"{key}_FILE") else value


class Environment(environ.FileAwareEnv):  # type: ignore[misc]
    """What settings are read from."""

    ENVIRON = SecretFiles()


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
