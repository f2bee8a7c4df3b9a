"""A list of officers that a secretariat sent, and what becomes of each row of it."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Record, User
from partners.models.committees import Committee
from partners.models.introductions import Introduction
from partners.models.offices import Office

# Addresses and numbers of officers lie here no longer than it takes to come back with a mended sheet.
KEPT = timedelta(days=14)
ORDER_LENGTH = 80


class OfficerList(Record):
    """Officers of one tier, by office and by how each is reached; read by whoever sent it, by nobody else.

    What comes of it (who holds which office, and by whom it was entered) is read where that is kept.
    """

    class State(models.TextChoices):
        """How far it has come."""

        READ = "read", _("Read: nobody is appointed yet")
        RUNNING = "running", _("Is being carried out")
        PAUSED = "paused", _("Paused: not all could be done now. Go on later, or tomorrow")
        DONE = "done", _("Carried out")
        STOPPED = "stopped", _("Stopped: you enter no officers of this committee any more")

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="officer_lists")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.READ)
    # The order for every row that names none of its own.
    order_number = models.CharField(max_length=ORDER_LENGTH, blank=True)
    order_date = models.DateField(null=True)
    # What of the file was not read: heads nobody knows here, rows above the heads, other worksheets.
    unknown_heads = ArrayField(models.CharField(max_length=80), default=list)
    above = models.PositiveIntegerField(default=0)
    others = ArrayField(models.CharField(max_length=40), default=list)
    # The last sign of the worker.
    alive_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entered_by", "at"], name="officer_list_of_sender"),
            models.Index(fields=["at"], condition=models.Q(state="running"), name="officer_list_running"),
        ]

    def __str__(self) -> str:
        return f"officers {self.ref}"

    @property
    def is_running(self) -> bool:
        """Whether the worker still has something to do for it."""
        return self.state == self.State.RUNNING


class OfficerRow(models.Model):
    """One row: what was written in it, and what is done, would be done, or stands in the way."""

    class State(models.TextChoices):
        """What becomes of it."""

        WILL = "will", _("Will be appointed")
        DONE = "done", _("Appointed")
        THERE = "there", _("Already there")
        HELD = "held", _("Somebody holds this office")
        ASKED = "asked", _("To be made clear")
        REFUSED = "refused", _("Not done")

    id = models.BigAutoField(primary_key=True)
    officer_list = models.ForeignKey(OfficerList, on_delete=models.CASCADE, related_name="rows")
    # As a spreadsheet shows it.
    number = models.PositiveIntegerField()
    # Texts by column, as they were read; of a row that is done nothing of how somebody is reached.
    typed = models.JSONField(default=dict)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State)
    # Which question or reason, by its name.
    why = models.CharField(max_length=30, blank=True)
    introduction = models.OneToOneField(
        Introduction, on_delete=models.SET_NULL, null=True, related_name="officer_row"
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["officer_list", "id"], name="officer_row_of_list"),
            models.Index(fields=["done_at"], name="officer_row_done_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"
