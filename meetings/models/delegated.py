"""What a minute-taker did for a committee, and under which delegation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Audience, History, ListedRecord, WrittenAt
from access.rules.engine import PermittedManager
from meetings.models.meetings import Meeting
from partners.models import Delegation


class DelegatedStep(ListedRecord, History):
    """One step that is more than drafting: chair and member secretary see who took it, and by what right."""

    may_change = ("live", "change")

    class Step(models.TextChoices):
        """What was done."""

        CALLED = "called", _("Called the meeting")
        PAST = "past", _("Entered a past meeting")
        CHANGED = "changed", _("Changed day, time, place or title")
        CANCELLED = "cancelled", _("Called the meeting off")
        AGENDA = "agenda", _("Changed the agenda after the notice")
        NOTICE = "notice", _("Sent the notice")
        GUESTS = "guests", _("Changed the guests whom the notice names")
        ASKED = "asked", _("Asked another committee to hold the meeting together")
        OPENED = "opened", _("Started the minutes")
        TO_CHAIR = "to-chair", _("Sent the draft to the chair")
        TAKEN_BACK = "taken-back", _("Took the draft back")
        SIGNATURE = "signature", _("Entered the chair’s signature on paper")

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="delegated_steps")
    step = models.CharField(max_length=10, choices=Step)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = WrittenAt()

    objects = PermittedManager["DelegatedStep"]()

    def __str__(self) -> str:
        return f"{self.step} of {self.meeting_id}"


class DelegatedStepAudience(Audience):
    """Who reads it."""

    record = models.ForeignKey(
        DelegatedStep, on_delete=models.CASCADE, related_name="audience", db_index=False
    )

    class Meta(Audience.Meta):
        abstract = False
