"""What a tool sent by call and could not be taken in: kept aside, for those who answer for the body alone."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from access.models import Record
from threads.imports.models.forms import ToolForm
from threads.imports.models.submissions import NAME_LENGTH

# So long somebody has to mend it; so many at a time of one organisation.
KEPT_ASIDE, MOST_KEPT = timedelta(days=30), 200
# Why something is kept whose token had ended; and so many of these at a time.
LATE, MOST_LATE = "token", 50


class KeptSubmission(Record):
    """One call that was refused for what it says, or came with a token that had ended.

    Of it no cell that holds somebody's number is kept, nor who filled it in, with what, or where they stood.
    """

    form = models.ForeignKey(ToolForm, on_delete=models.PROTECT, related_name="kept")
    # The name of the submission that stays: the same once more replaces it.
    name = models.CharField(max_length=NAME_LENGTH)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField()
    why = models.CharField(max_length=30)
    said = models.JSONField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form", "name"], name="kept_submission_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="kept_submission_by_age")]

    def __str__(self) -> str:
        return f"kept {self.ref}"
