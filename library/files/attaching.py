"""How a record of a room holds files: the room's table is made of `Attachment`, and asks here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_row, lock_rows
from library.files.actions import forget
from library.files.words import why_words
from library.models import Attachment, StoredFile

FIELD = "files"
MOST_AT_ONCE = 10
L = TypeVar("L", bound=Attachment)


def attach(
    links: type[L], *, to: Model, refs: Sequence[str], by: User, at: datetime, **beside: Any
) -> list[L]:
    """Let files that this person sent stand on a record; each stands on one.

    Asked by the room's action, within its transaction, after the rule: `beside` is what else its table has.
    """
    made = []
    for ref in dict.fromkeys(refs):
        file = _held(ref, by)
        StoredFile.objects.filter(pk=file.pk).update(attached_at=at)
        made.append(links.objects.create(file=file, record=to, by=by, at=at, **beside))  # type: ignore[attr-defined]
    return made


def take_off(link: Attachment) -> None:
    """Take a file off its record: nothing of it is kept. Asked by the room's action, as `attach` is."""
    # As it is once the worker that may be at it has written down where it lies.
    file = lock_row(link.file)
    link.delete()
    file.attached_at = None
    forget(file)


def _held(ref: str, by: User) -> StoredFile:
    """Hold a file of one's own that stands on nothing yet. Whatever else it is, it is not there."""
    own = StoredFile.objects.filter(ref=ref, owner=by, attached_at=None).values_list("pk", flat=True)
    # Asked once more of the row that is held: another form may have taken it meanwhile.
    file = next((one for one in lock_rows(StoredFile, list(own)).values() if one.attached_at is None), None)
    if file is None:
        raise Mendable(_("This file is not there any more. Choose it again."), FIELD, "file-gone")
    if file.is_refused:
        raise Mendable(f"{file.full_name}: {why_words(file.why)}", FIELD, f"file-{file.why}")
    return file
