"""One committee asks another to hold a meeting together."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord
from access.rules.engine import PermittedManager
from meetings.models.meetings import Meeting
from partners.models import Committee


class JointRequest(ListedRecord):
    """A meeting is one of another committee, too, once that committee's secretariat has agreed.

    Until then, and if no answer comes, it is a meeting of the committee that called it: the other's
    members are not told, its numbers not used, its bodies not bound.
    """

    class State(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("Asked, no answer yet")
        AGREED = "agreed", pgettext_lazy("joint meeting", "Agreed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="joint_requests")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    objects = PermittedManager["JointRequest"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Declined or withdrawn, it may be asked again.
            models.UniqueConstraint(
                fields=["meeting", "committee"],
                condition=models.Q(state__in=["asked", "agreed"]),
                name="asked_of_a_committee_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked", answered_at=None)
                | (~models.Q(state="asked") & models.Q(answered_at__isnull=False)),
                name="joint_request_answered_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} with {self.committee_id}: {self.state}"

    @property
    def is_closed(self) -> bool:
        """Whether the other committee has no part in the meeting any more: it said no, or is not asked."""
        return self.state in {self.State.DECLINED, self.State.WITHDRAWN}

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer, and one would still change something."""
        return self.state == self.State.ASKED and self.meeting.may_be_joined


class JointRequestAudience(Audience):
    """One party that reads one request."""

    record = models.ForeignKey(
        JointRequest, on_delete=models.CASCADE, related_name="audience", db_index=False
    )

    class Meta(Audience.Meta):
        abstract = False
