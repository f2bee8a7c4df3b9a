"""What the invitees of a meeting were last told of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import History, WrittenAt
from access.toolkit.covering import without_covered
from meetings.models.meetings import Meeting
from meetings.models.reached import WithReach

# What people go by. Once one of these differs from what they were told, they are to be told again.
FACTS = ("on_date", "precision", "starts_at", "ends_at", "place_text", "link", "mode")


class Announcement(WithReach, History):
    """One telling of a meeting: how it stood then. The last one is what its invitees know.

    It has no readers of its own: whoever reads the meeting reads what was told of it.
    """

    class Kind(models.TextChoices):
        """Why people were told."""

        NOTICE = "notice", _("Notice sent")
        CHANGE = "change", _("A change was told")
        AGAIN = "again", _("Notice sent again")
        CANCELLED = "cancelled", _("Told that it is off")

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="announcements", db_index=False
    )
    # The occasion of its notices: the first telling of the meeting, the second.
    nth = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    # The number of the meeting, which it gives back when it is called off.
    number = models.PositiveIntegerField(null=True)
    on_date = models.DateField()
    precision = models.CharField(max_length=5, choices=Meeting.Precision)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    place_text = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True)
    mode = models.CharField(max_length=10, choices=Meeting.Mode)
    reason = models.CharField(max_length=1_000, blank=True)
    told_at = WrittenAt()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    @property
    def place(self) -> str:
        """Where it was to be held, as people read it."""
        meeting = self.meeting
        return "" if meeting.withholds_place else without_covered(self.place_text, meeting.covered or ())

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "nth"], name="announcement_once"),
        ]

    def __str__(self) -> str:
        return f"announcement {self.nth} of meeting {self.meeting_id}"

    def says(self, meeting: Meeting) -> bool:
        """Whether the meeting still is as people were told."""
        return facts_of(self) == facts_of(meeting)


def facts_of(told: Meeting | Announcement) -> tuple[object, ...]:
    """Return what people go by."""
    return tuple(getattr(told, fact) for fact in FACTS)
