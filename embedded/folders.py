"""Where an embedded portal keeps its things, under one folder (`VAR`)."""

import hashlib
import os
import tempfile
from pathlib import Path

from embedded.account import Account, CannotRun

# A socket's path must fit in the kernel's 108 bytes; 100 leaves room for a lock file's ending.
LONGEST_SOCKET = 100
LONGEST_NAME = len("/.s.PGSQL.5432")


def socket_folder(var: Path, account: Account) -> Path:
    """The folder of the unix sockets: `VAR/run`, or a short one when that path is too long."""
    folder = var / "run"
    if len(os.fsencode(folder)) + LONGEST_NAME <= LONGEST_SOCKET:
        return account.give(folder)
    name = "shomonnoy-" + hashlib.sha256(os.fsencode(var)).hexdigest()[:16]
    for parent in (tempfile.gettempdir(), "/tmp"):
        folder = Path(parent) / name
        if len(os.fsencode(folder)) + LONGEST_NAME > LONGEST_SOCKET:
            continue
        if folder.is_symlink() or (
            folder.exists() and folder.stat().st_uid not in (account.uid, os.geteuid())
        ):
            raise CannotRun(f"{folder} belongs to somebody else; choose a shorter VAR=.")
        return account.give(folder)
    raise CannotRun(f"The path of {var} is too long for a socket; choose a shorter VAR=.")
