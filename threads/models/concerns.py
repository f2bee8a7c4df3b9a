"""A concern that somebody tells independent oversight; nobody else ever learns of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Audience, History, ListedRecord, Party, WrittenAt
from access.rules.engine import PermittedManager

CONCERN_LENGTH = 5_000


class Concern(ListedRecord):
    """Pressure, a refused seat, altered minutes, retaliation: between its author and oversight alone.

    It has no history, no audience but the two, and stands in no list of others. It is live while it waits
    for oversight. `turn` counts how often it
    was oversight's to answer: each time anew by `due_on`.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        PRESSURE = "pressure", _("Pressure")
        REFUSED_SEAT = "refused-seat", _("A refused seat")
        ALTERED_MINUTES = "altered-minutes", _("Altered minutes")
        RETALIATION = "retaliation", _("Retaliation")
        OTHER = "other", _("Something else")

    kind = models.CharField(max_length=16, choices=Kind)
    # It waits for oversight: since when, and by which working day.
    waits_since = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    turn = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    oversight_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = PermittedManager["Concern"]()

    class Meta(ListedRecord.Meta):
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(fields=["due_on"], condition=models.Q(live=True), name="concerns_that_wait"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(live=False, waits_since=None, due_on=None)
                | models.Q(live=True, waits_since__isnull=False, due_on__isnull=False),
                name="concern_waits_by_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ConcernAudience(Audience):
    """Who reads a concern: whoever told it, and oversight."""

    record = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="audience")


class ConcernWord(History):
    """What one of the two wrote. It is not changed afterwards."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="words")
    by_oversight = models.BooleanField(default=False)
    text = models.TextField()
    at = WrittenAt()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.concern_id} {self.at:%Y-%m-%d}"
