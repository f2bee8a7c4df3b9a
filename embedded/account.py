"""Which account the embedded servers run as.

PostgreSQL refuses to run as root. An ordinary user runs it as himself. For root we take the
owner of an earlier data folder, else `nobody` where that account can reach the folders, else a
user namespace in which root is nobody.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = 0


class CannotRun(Exception):
    """The embedded servers cannot run here; the text says what to do instead."""


@dataclass(frozen=True)
class Account:
    """How to start a server: the user and group it drops to, or words put before its command."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()
    drop: dict[str, object] = field(default_factory=dict)

    def command(self, *words: str | Path) -> list[str]:
        return [*self.prefix, *map(str, words)]

    def give(self, folder: Path) -> Path:
        """Make a folder that only this account (and root) may enter."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != self.uid:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)
        return folder


def _as_user(uid: int, gid: int) -> Account:
    return Account(uid, gid, drop={"user": uid, "group": gid, "extra_groups": []})


def _works(account: Account, program: Path, folder: Path) -> bool:
    """Whether the account can reach and run the program and write in the folder."""
    probe = account.command("/bin/sh", "-c", '"$0" --version && cd "$1" && test -w .', program, folder)
    try:
        done = subprocess.run(probe, cwd="/", capture_output=True, check=False, **account.drop)  # type: ignore[call-overload]
    except OSError:
        return False
    return bool(done.returncode == 0)


def choose_account(program: Path, folder: Path) -> Account:
    """The account that runs `program` and keeps its data in `folder` (made here if missing)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner, me = folder.stat().st_uid, os.geteuid()
    if me != ROOT:
        if owner != me:
            raise CannotRun(
                f"{folder} belongs to another user (uid {owner}). Start the portal as that user, "
                "choose another folder with VAR=, or set DATABASE_URL to a PostgreSQL of your own."
            )
        return Account(me, os.getegid())
    candidates: list[Account] = []
    if owner != ROOT:
        candidates.append(_as_user(owner, folder.stat().st_gid))
    else:
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            pass
        else:
            if not any(folder.iterdir()):  # data made in a user namespace stays root's
                candidates.append(_as_user(nobody.pw_uid, nobody.pw_gid))
        if unshare := shutil.which("unshare"):
            candidates.append(Account(ROOT, ROOT, prefix=(unshare, "--user", "--")))
    for account in candidates:
        account.give(folder)
        if _works(account, program, folder):
            return account
    os.chown(folder, owner, folder.stat().st_gid)
    raise CannotRun(
        "PostgreSQL does not run as root, and no other account can reach "
        f"{program} and {folder}. Start the portal as an ordinary user, put it in a folder others can "
        "enter (for example /opt or /srv), or set DATABASE_URL to a PostgreSQL of your own."
    )
