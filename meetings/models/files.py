"""The papers of a meeting: files for all who read its notice."""

from django.db import models

from library.models import Attachment
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting


class MeetingFile(Attachment):
    """A file of a meeting, or of one item of its agenda: whoever reads notice and agenda reads it."""

    record = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    # Somebody said that it may identify a person.
    is_covered = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.record_id} {self.file_id}"
