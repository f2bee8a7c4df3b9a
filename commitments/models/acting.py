"""Steps that somebody took for the head of a body, so that the head sees them and can undo them."""

from datetime import date

from django.db import models

from access.models import History
from commitments.models.history import Evidence, StageChange
from commitments.models.requests import ChangeRequest, Waiting

# Working days of the state, after the day of the step.
DAYS_TO_UNDO = 2


class StepForHead(History):
    """One line of the history that an assistant wrote for the head of the body: "entered by … for …"."""

    may_change = ("taken_back",)

    id = models.BigAutoField(primary_key=True)
    line = models.OneToOneField(StageChange, on_delete=models.CASCADE, related_name="for_head")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    assistant = models.ForeignKey("partners.OfficeAssistant", on_delete=models.PROTECT, related_name="+")
    # By which office or post, and for the holder of which, as both were called then.
    by_label_en = models.CharField(max_length=200)
    by_label_bn = models.CharField(max_length=200, blank=True)
    for_label_en = models.CharField(max_length=200)
    for_label_bn = models.CharField(max_length=200, blank=True)
    # What the step changed of the promise, as it was before; never words that somebody wrote.
    before = models.JSONField()
    # What was sent or asked with it.
    evidence = models.OneToOneField(Evidence, null=True, on_delete=models.CASCADE, related_name="for_head")
    request = models.OneToOneField(
        ChangeRequest, null=True, on_delete=models.CASCADE, related_name="for_head"
    )
    waiting = models.OneToOneField(Waiting, null=True, on_delete=models.CASCADE, related_name="for_head")
    undo_until = models.DateField()
    # The line by which the head took it back.
    taken_back = models.OneToOneField(
        StageChange, null=True, on_delete=models.CASCADE, related_name="takes_back"
    )

    def __str__(self) -> str:
        return f"{self.line_id} for {self.organisation_id}"

    def is_in_time(self, today: date) -> bool:
        """Whether the head can still undo it today."""
        return today <= self.undo_until
