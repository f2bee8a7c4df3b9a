"""Meetings that were held on paper: which sending entered which meeting, and the pages that were signed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from library.models import Attachment
from meetings.models.meetings import Meeting
from meetings.models.minutes import Minutes
from partners.models import Committee

KEY_LENGTH = 80


class HeldOnPaper(models.Model):
    """Somebody entered what stands on a paper of this committee, once for each key that they sent."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="papers")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    # Of all that was said under the key: the same key with other words is no repetition.
    digest = models.CharField(max_length=64)
    # Whoever entered it said that no survivor is named on its pages.
    names_nobody = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["committee", "by", "key"], name="held_on_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.committee_id}: paper of {self.meeting_id}"


class SignedPage(Attachment):
    """A photo of a page that the chair signed: the secretariat reads it, and nobody else."""

    record = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signed_pages")

    def __str__(self) -> str:
        return f"{self.record_id} {self.file_id}"
