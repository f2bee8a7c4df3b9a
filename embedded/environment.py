"""The environment the processes of one embedded portal share, kept in `VAR/environment`.

`coordination/settings/environment.py` reads the same file, so that `manage.py` speaks to the same
portal. Secrets are made once for each VAR and are nowhere in the repository.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAME = "environment"
REAL_SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
SECRETS = ("SECRET_KEY", "FIELD_KEYS", "DEMO_PASSWORD")
# Without letters and digits that look alike on paper.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class Incomplete(Exception):
    """Some of the real servers are named and some are not."""


def uses_real_servers(given: Mapping[str, str]) -> bool:
    """Whether the operator named servers of their own; half of them is a mistake."""
    named = [name for name in REAL_SERVERS if given.get(name)]
    if named and len(named) < len(REAL_SERVERS):
        missing = ", ".join(name for name in REAL_SERVERS if name not in named)
        raise Incomplete(
            f"{', '.join(named)} is set, but {missing} is not. "
            "Set all three, or none for the embedded servers."
        )
    return bool(named)


def read(var: Path) -> dict[str, str]:
    try:
        lines = (var / NAME).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write(var: Path, values: Mapping[str, str]) -> None:
    """Replace the file as a whole; nobody else may read it."""
    temporary = var / (NAME + ".new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    os.replace(temporary, var / NAME)


def kept_secrets(var: Path) -> dict[str, str]:
    """The secrets of this VAR: those it has, and new ones for those it lacks."""
    had = read(var)
    fresh = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_KEYS": "k1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        "DEMO_PASSWORD": "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4)),
    }
    return {name: had.get(name) or fresh[name] for name in SECRETS}
