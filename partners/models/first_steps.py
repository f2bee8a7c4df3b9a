"""What somebody new in a secretariat has done, or put away, of the first steps on their desk."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import History, WrittenAt
from partners.models.committees import Committee


class FirstStep(History):
    """This person has nothing more to do here: it stands on their desk no longer."""

    class Step(models.TextChoices):
        """What a new holder does first."""

        SEATS = "seats", _("Look at the seats")
        LAST_MEETING = "last-meeting", _("Enter the last meeting")

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=12, choices=Step)
    at = WrittenAt()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "committee", "step"], name="first_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.committee_id} by {self.user_id}"
