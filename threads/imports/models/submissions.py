"""Which field update came of which submission: so that the same one never makes two."""

from typing import ClassVar

from django.db import models

from partners.models import Organisation
from threads.updates.models import FieldUpdate

NAME_LENGTH = 120


class Submission(models.Model):
    """What was filled in once, and the update that came of it. It stays after the update was taken back."""

    id = models.BigAutoField(primary_key=True)
    update = models.OneToOneField(FieldUpdate, on_delete=models.PROTECT, related_name="submission")
    # Of what it said when it was taken in last: the same once more changes nothing.
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"submission of {self.update_id}"


class SubmissionName(models.Model):
    """One name by which a submission is known: that of each of its versions, and the one that stays."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="names")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="submission_known_once"),
        ]

    def __str__(self) -> str:
        return self.name
