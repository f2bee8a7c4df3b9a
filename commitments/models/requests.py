"""What an owner asks of those who grant: another date, other words, another owner, a drop, a wait."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import History, WrittenAt
from commitments.models.commitments import Commitment


class Answer(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Not yet decided")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    TAKEN_BACK = "undone", _("Taken back")


class Asked(History):
    """What every request has: a reason, who asked, and what was decided, once."""

    may_change = ("answer", "decided_at", "decided_by", "decision_note")
    answered_at = "decided_at"

    id = models.BigAutoField(primary_key=True)
    reason = models.TextField()
    asked_at = WrittenAt()
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    asked_organisation = models.ForeignKey(
        "partners.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    decision_note = models.TextField(blank=True)

    class Meta:
        abstract = True


class ChangeRequest(Asked):
    """A request to change a commitment. Nothing changes until whoever grants it decides."""

    class Kind(models.TextChoices):
        """What is asked for."""

        MORE_TIME = "more-time", _("More time")
        WORDING = "wording", _("Other wording")
        OWNER = "owner", _("Another implementing body")
        DROP = "drop", _("Drop it")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind)
    due_on = models.DateField(null=True)
    what = models.TextField(blank=True)
    owner = models.ForeignKey("partners.Organisation", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["commitment"], condition=models.Q(answer=Answer.OPEN), name="change_request_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.kind}"


class Waiting(Asked):
    """The owner waits for another body. Once granted, the time until its end is not late."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="waiting")
    waits_for = models.ForeignKey(
        "partners.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["commitment"], condition=models.Q(answer=Answer.OPEN), name="waiting_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="waiting_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} until {self.until_on}"
