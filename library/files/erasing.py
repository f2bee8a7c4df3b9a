"""How a file is erased: its bytes, its name and what was said of it; a mark says that there was one."""

from collections.abc import Iterator

from access.erasure.passages import Bytes, Column, Copy
from access.toolkit.locking import lock_row
from library.files.refusals import Why
from library.files.storing import take_away
from library.models import Attachment, StoredFile


def copies_of_file(link: Attachment) -> Iterator[Copy]:
    """Everything that holds it."""
    yield Bytes(lambda: _take_bytes(link.file_id))
    yield Column(StoredFile.objects.filter(pk=link.file_id), "name")
    yield Column(type(link)._base_manager.filter(pk=link.pk), "words")


def _take_bytes(number: int) -> None:
    """Take them away before the row says so: what is interrupted here is done again."""
    held = lock_row(StoredFile(pk=number))
    take_away(held.sent_key, held.key)
    changed = {"sent_key": "", "key": "", "state": StoredFile.State.REFUSED, "why": Why.ERASED, "found": []}
    StoredFile.objects.filter(pk=number).update(**changed, remarks=[], office_said_at=None)
