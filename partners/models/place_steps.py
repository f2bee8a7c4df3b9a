"""What became of a place that the secretariat of the nation keeps: entered, renamed, closed, opened again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.history import History, WrittenAt
from partners.models.places import Place

SOURCE_LENGTH = 300


class PlaceStep(History):
    """One step, with what it was called from then on and the paper that says so. None is merged."""

    class Kind(models.TextChoices):
        """What was done."""

        ENTERED = "entered", _("entered")
        RENAMED = "renamed", _("renamed")
        CLOSED = "closed", _("closed")
        OPENED = "opened", _("opened again")

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=7, choices=Kind)
    name_en = models.CharField(max_length=120)
    name_bn = models.CharField(max_length=120)
    # From when it is so, where the paper says a day.
    on = models.DateField(null=True)
    source = models.CharField(max_length=SOURCE_LENGTH)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = WrittenAt()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind}"
