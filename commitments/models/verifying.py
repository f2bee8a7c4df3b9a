"""Which bodies a promise has passed by: named to verify it, and it went on to another."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commitments.models.commitments import Commitment


class PassedOn(models.Model):
    """One body had it to verify and has it no more, or keeps it only because nobody else is left.

    Nobody reads this: the owner learns that it passed on, not by whom or why. Whoever grants may name the
    body anew, and the line is gone.
    """

    class Why(models.TextChoices):
        """Why it went on."""

        DECLINED = "declined", pgettext_lazy("verification", "Declined")
        AWAY = "away", _("Five working days went by")
        LEFT = "left", _("The body has left")
        RELATED = "related", _("It came into one house with the implementing body")

    id = models.BigAutoField(primary_key=True)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="passed_on")
    organisation = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=8, choices=Why)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["commitment", "organisation"], name="passed_on_once"),
            models.CheckConstraint(
                condition=models.Q(why__in=("declined", "away", "left", "related")),
                name="passed_on_why_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.organisation_id}"
