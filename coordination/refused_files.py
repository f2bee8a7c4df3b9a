"""Whoever sent a file is told when it is refused once it was opened, whatever record it stands on."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.models import User
from access.rules.members import people_of
from library.files.actions import register_teller
from library.files.refusals import Why
from library.models import FileRefusal, StoredFile
from notifications.actions import tell
from notifications.kinds import Kind, add_kinds


def _whoever_sent_it(refusal: Any, at: datetime) -> QuerySet[User]:
    return people_of([refusal.owner_party_id], at)


def _still_refused(refusals: QuerySet[FileRefusal]) -> QuerySet[FileRefusal]:
    return refusals.filter(file__state=StoredFile.State.REFUSED).exclude(file__why=Why.ERASED)


REFUSED = Kind(
    name="library.refused",
    model="library.FileRefusal",
    url_name="own_file",
    subject=_("A file that you sent was refused: see why, and what you can do"),
    recipients=_whoever_sent_it,
    still_needed=_still_refused,
    title=lambda refusal: str(refusal.file.full_name),
    related=("file",),
)


def _tell(refusal: FileRefusal, at: datetime) -> None:
    tell(kind=REFUSED, record=refusal, occasion=f"refused:{at.isoformat()}", at=at)


def register_kinds() -> None:
    """Make it known, and have it told; called once when the portal starts."""
    add_kinds(REFUSED)
    register_teller(_tell)
