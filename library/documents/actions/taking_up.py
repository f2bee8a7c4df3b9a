"""What the worker does for documents: checked files come to their readers, and their text is read."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from access.toolkit.locking import lock_row
from library.documents.actions.writing import open_version
from library.files.kinds import Kind
from library.files.limited import text_of
from library.files.refusals import Refused
from library.files.storing import copied, working_folder
from library.models import Document, DocumentText, DocumentVersion

Clock = Callable[[], datetime]
_READ = (Kind.PDF, Kind.DOCX, Kind.XLSX)
_AT_ONCE = 200


def take_up(*, clock: Clock) -> int:
    """Open what was checked and read what stands; how many files were taken up."""
    came = DocumentVersion.objects.filter(opened_at=None, file__key__gt="")
    waiting = came.exclude(record__state=Document.State.WITHDRAWN).select_related("file")
    opened = 0
    for version in waiting.order_by("at", "pk")[:_AT_ONCE]:
        if version.file.is_open:
            with transaction.atomic():
                opened += open_version(version, clock())
    unread = DocumentVersion.objects.filter(
        read=None, pk__in=Document.objects.filter(live=True).values("current"), file__kind__in=_READ
    )
    for version in unread.select_related("file").order_by("pk")[:_AT_ONCE]:
        _read(version)
    return opened


def _read(version: DocumentVersion) -> None:
    """Keep the text of a file; of one that cannot be read, none. It was erased meanwhile: nothing is kept."""
    try:
        with working_folder() as folder:
            copied(version.file.key, folder / "kept")
            text = text_of(folder / "kept", folder / "text")
    except (Refused, FileNotFoundError):
        text = ""
    with transaction.atomic():
        held = lock_row(version)
        if lock_row(held.file).key == version.file.key:
            DocumentText.objects.get_or_create(version=version, defaults={"text": text})
