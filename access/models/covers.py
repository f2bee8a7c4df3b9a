"""A passage that may identify somebody, covered at once until it is decided whether it does."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models.parties import Party
from access.models.records import Audience, ListedRecord
from access.models.users import User

TITLE_LENGTH = 300


class Cover(ListedRecord):
    """A reader said that a passage of a record may identify somebody: nobody reads it on any page until
    the secretariat of the record and independent oversight have decided, both alike.

    The record's text and its hash stay below; what is shown leaves the passage out.
    """

    class Answer(models.TextChoices):
        """What one of the two says."""

        SHOW = "show", _("Show it again")
        KEEP = "keep", _("Leave it covered")

    # Of what: a record of any room that declares how it is covered (`access.toolkit.covering`).
    record_type = models.CharField(max_length=100)
    record_id = models.BigIntegerField()
    # What it is a record of, as it was called then: those who decide may not read the record itself.
    title_en = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_bn = models.CharField(max_length=TITLE_LENGTH, blank=True)
    passage = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asker_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    secretariat_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    oversight_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    # Those who have it on paper or in a file: they are told.
    took_away = models.ManyToManyField(Party, related_name="+")
    decide_by = models.DateField()
    secretariat_says = models.CharField(max_length=4, choices=Answer, blank=True)
    secretariat_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    oversight_says = models.CharField(max_length=4, choices=Answer, blank=True)
    oversight_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | Q(secretariat_says=models.F("oversight_says"), secretariat_says__in=["show", "keep"]),
                name="cover_decided_by_both_alike",
            ),
            models.CheckConstraint(
                condition=Q(secretariat_by__isnull=True)
                | Q(oversight_by__isnull=True)
                | ~Q(secretariat_by=models.F("oversight_by")),
                name="cover_decided_by_two_people",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(fields=["record_type", "record_id"], name="cover_of_record"),
            models.Index(
                fields=["asked_by"], condition=Q(decided_at__isnull=True), name="cover_undecided_by"
            ),
        ]

    def __str__(self) -> str:
        return f"cover {self.ref}"

    @property
    def is_lifted(self) -> bool:
        """Whether both said that the passage is shown again."""
        return self.decided_at is not None and self.secretariat_says == self.Answer.SHOW

    def decide(self, at: datetime) -> None:
        """Close it where both say the same."""
        if self.secretariat_says and self.secretariat_says == self.oversight_says:
            self.decided_at, self.live = at, False


class CoverAudience(Audience):
    """Who reads that a passage was covered."""

    record = models.ForeignKey(Cover, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False
