"""Independent oversight opened a thread: who may see that, and until when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from access.models import History, Party, Record, WrittenAt
from access.rules.engine import PermittedManager
from threads.models.threads import Thread

PURPOSE_LENGTH = 500


class ThreadOpening(Record, History):
    """Oversight said what it needs a thread for, and reads it until `ends_at`.

    It opens this one reading, not the thread: no list, notice or search learns of it.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="openings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=PURPOSE_LENGTH)
    opened_at = WrittenAt()
    ends_at = models.DateTimeField()
    # The reader is its one member, until `ends_at`; and reads as oversight or not at all.
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    role_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    objects = PermittedManager["ThreadOpening"]()

    class Meta:
        ordering: ClassVar[list[str]] = ["opened_at", "pk"]

    def __str__(self) -> str:
        return f"opening {self.ref}"
