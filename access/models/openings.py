"""Independent oversight opened something that it does not read otherwise: who, what for, and until when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from access.models.history import History, WrittenAt
from access.models.parties import Party
from access.models.records import Record

PURPOSE_LENGTH = 500


class Opening(Record, History):
    """Oversight said what it needs a record for, and reads it until `ends_at`.

    It opens this one reading, not the record: no list, notice or search learns of it.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=PURPOSE_LENGTH)
    opened_at = WrittenAt()
    ends_at = models.DateTimeField()
    # The reader is its one member, until `ends_at`; and reads as oversight or not at all.
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    role_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["opened_at", "pk"]

    def __str__(self) -> str:
        return f"opening {self.ref}"
