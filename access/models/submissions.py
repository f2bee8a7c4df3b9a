"""What was sent by a form, so that the same sending does its work once."""

from typing import ClassVar

from django.db import models

from access.models.users import User


class Submission(models.Model):
    """One sending of one form by one person, and what came of it. Kept for a few days."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Of the form's key, its address and all that was typed: another text is another sending.
    digest = models.CharField(max_length=64)
    made_model = models.CharField(max_length=100, blank=True)
    made_pk = models.BigIntegerField(null=True)
    # Whether its answer held a one-time code.
    shows_code = models.BooleanField(default=False)
    # The address within the portal it led to; empty while it is on its way, or when it led nowhere.
    led_to = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "digest"], name="one_submission_does_its_work_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest[:8]}"
