"""A secretariat entered who holds an office of another body, and those concerned can object."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Audience, History, ListedRecord, Party, User, WrittenAt
from access.rules.engine import PermittedManager
from partners.models.committees import Committee
from partners.models.offices import Office, OfficeHolder

# Working days of the state, after the day of the entry.
DAYS_TO_OBJECT = 10
REASON_LENGTH = 1_000


class OfficeChange(ListedRecord, History):
    """One entry of an order by which the holder of an office changed.

    The body of the office, the one above it and the Ministry of Home Affairs change its holder by right.
    A secretariat in whose committee the office sits only enters what an order says; so its entry names
    the order, is told, and can be reported as wrong to the secretariat above. It suspends no order: the
    access moved with the entry.
    """

    may_change = (
        "outgoing_term",
        "incoming_term",
        "outgoing_party",
        "incoming_party",
        "objected_by",
        "objected_at",
        "objection",
        "decided_by",
        "decided_at",
        "outcome",
        "is_undone",
        "live",
        "change",
    )

    class Outcome(models.TextChoices):
        """What the secretariat above found."""

        STANDS = "stands", _("The entry stands")
        WRONG = "wrong", _("The entry was wrong")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="changes")
    # The committee whose secretariat entered it, and who decides on an objection: those above it.
    entered_for = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    deciding_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    # None: the office was vacant before, or is after.
    outgoing_term = models.ForeignKey(OfficeHolder, on_delete=models.SET_NULL, null=True, related_name="+")
    incoming_term = models.ForeignKey(OfficeHolder, on_delete=models.SET_NULL, null=True, related_name="+")
    # When the outgoing term would have ended without this entry.
    outgoing_until = models.DateTimeField(null=True)
    # The accounts of both, which read this page whatever else they have lost.
    outgoing_party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    incoming_party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    order_number = models.CharField(max_length=80)
    order_date = models.DateField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = WrittenAt()
    objection_until = models.DateField()
    objected_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    objected_at = models.DateTimeField(null=True)
    objection = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    is_undone = models.BooleanField(default=False)
    # An objection waits for its decision.
    live = models.BooleanField(default=False)

    objects = PermittedManager["OfficeChange"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | models.Q(objected_at__isnull=False),
                name="office_change_is_decided_on_objection",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(fields=["office", "at"], name="office_change_of_office"),
        ]

    def __str__(self) -> str:
        return f"change of {self.office_id}"

    def takes_objection(self, on: date) -> bool:
        """Whether an objection can be entered on this day."""
        return self.objected_at is None and on <= self.objection_until


class OfficeChangeAudience(Audience):
    """Who reads it."""

    record = models.ForeignKey(
        OfficeChange, on_delete=models.CASCADE, related_name="audience", db_index=False
    )

    class Meta(Audience.Meta):
        abstract = False
