"""The files that people sent, where the portal keeps such files: into a backup, and out of it."""

import os
import tarfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from coordination.backup.folder import FILES


def pack_files(path: Path) -> None:
    """What people uploaded, where the portal keeps such files."""
    root = Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else None
    if root is None or not root.is_dir():
        return
    with tarfile.open(path, "w") as archive:
        for path in sorted(root.rglob("*")):
            # What was sent goes once it was written anew, also while a backup is made.
            with suppress(FileNotFoundError):
                archive.add(path, arcname=str(path.relative_to(root)), recursive=False)


def require_no_files(folder: Path) -> None:
    """Refuse to mix them with others."""
    if not (folder / FILES).exists():
        return
    root = Path(settings.MEDIA_ROOT) if settings.MEDIA_ROOT else None
    if root is None:
        raise CommandError("This backup holds files, and MEDIA_ROOT names no folder for them.")
    if root.is_dir() and any(root.iterdir()):
        raise CommandError(f"The folder {root} is not empty. Restore into a new one.")


def unpack_files(folder: Path) -> None:
    """Put them where the portal looks for them; no name leads out of that folder."""
    if not (folder / FILES).exists():
        return
    before = os.umask(0o077)
    try:
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        with tarfile.open(folder / FILES) as archive:
            archive.extractall(settings.MEDIA_ROOT, filter=_closed)  # noqa: S202 (the filter is ours)
    finally:
        os.umask(before)


def _closed(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """As the archive has it, but for the account of the portal alone."""
    return tarfile.data_filter(member.replace(mode=0o700 if member.isdir() else 0o600), folder)
