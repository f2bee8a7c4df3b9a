"""A sheet of field updates that somebody sent, and what becomes of each row of it."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord, Party, Record, User
from access.rules.engine import PermittedManager
from partners.models import Organisation
from threads.imports.models.forms import ToolForm
from threads.imports.models.kept import KeptSubmission
from threads.updates.models import FieldUpdate

# Rows lie here no longer than it takes to come back with a mended sheet.
KEPT = timedelta(days=14)


class UpdateImport(Record):
    """Rows that are to become field updates of an organisation; read by whoever sent them, by nobody else."""

    class State(models.TextChoices):
        """How far it has come."""

        READ = "read", _("Read: say which column is what")
        JUDGING = "judging", _("The rows are being looked at")
        JUDGED = "judged", _("Looked at: nothing is posted yet")
        RUNNING = "running", _("Is being carried out")
        DONE = "done", _("Carried out")
        STOPPED = "stopped", _("Stopped: you do not write in the name of this organisation any more")
        BROKEN = (
            "broken",
            _("Stopped: the portal tried three times. Check the columns, or take it back"),
        )

    # While these last a worker has something to do for it.
    AT_WORK: ClassVar[tuple[State, ...]] = (State.JUDGING, State.RUNNING)
    # Nothing more becomes of its rows by itself.
    ENDED: ClassVar[tuple[State, ...]] = (State.DONE, State.STOPPED, State.BROKEN)

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(ToolForm, on_delete=models.PROTECT, null=True, related_name="imports")
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.READ)
    heads = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    # Rows whose figures do not add up are taken in too: whoever sent them looked at them again.
    is_sure = models.BooleanField(default=False)
    # What of the file was not read: rows above the heads, other worksheets.
    above = models.PositiveIntegerField(default=0)
    others = ArrayField(models.CharField(max_length=40), default=list)
    total = models.PositiveIntegerField(default=0)
    # How far the worker is with what it does now; and its last sign.
    reached = models.PositiveIntegerField(default=0)
    alive_at = models.DateTimeField(null=True)
    # How often a worker began and got no further.
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    # It was made of what a tool sent by call: those alone read it who answer for the organisation.
    of_calls = models.BooleanField(default=False, db_default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["entered_by", "at"], name="update_import_of_sender"),
            models.Index(
                fields=["at"],
                condition=models.Q(state__in=["judging", "running"]),
                name="update_import_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.ref}"

    @property
    def is_at_work(self) -> bool:
        """Whether the worker still has something to do for it."""
        return self.state in self.AT_WORK


class ImportEnded(ListedRecord):
    """The worker has ended a sheet: its sender alone is told. It is called as the sheet, and goes with it."""

    sheet = models.OneToOneField(UpdateImport, on_delete=models.CASCADE, related_name="ended")
    sender_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = PermittedManager["ImportEnded"]()

    def __str__(self) -> str:
        return f"end of import {self.ref}"


class ImportEndedAudience(Audience):
    """Who reads that a sheet has ended: whoever sent it."""

    record = models.ForeignKey(ImportEnded, on_delete=models.CASCADE, related_name="audience")


class ImportRow(models.Model):
    """One row: what stood in it, and what is done, would be done, or stands in the way."""

    class State(models.TextChoices):
        """What becomes of it."""

        READ = "read", pgettext_lazy("row", "Not looked at yet")
        WILL = "will", pgettext_lazy("row", "Will be posted")
        CORRECTS = "corrects", pgettext_lazy("row", "Will correct its update")
        DOUBT = "doubt", pgettext_lazy("row", "Does not add up")
        ASKED = "asked", pgettext_lazy("row", "To be made clear")
        REFUSED = "refused", pgettext_lazy("row", "Not done")
        THERE = "there", pgettext_lazy("row", "Already there")
        DONE = "done", pgettext_lazy("row", "Posted")
        CORRECTED = "fixed", pgettext_lazy("row", "Corrected its update")

    # Nothing came of these: they go back in a file.
    BAD: ClassVar[tuple[State, ...]] = (State.DOUBT, State.ASKED, State.REFUSED)
    TO_DO: ClassVar[tuple[State, ...]] = (State.WILL, State.CORRECTS)

    id = models.BigAutoField(primary_key=True)
    update_import = models.ForeignKey(UpdateImport, on_delete=models.CASCADE, related_name="rows")
    # As a spreadsheet shows it.
    number = models.PositiveIntegerField()
    # Texts in the order of the heads; of columns that say nothing here none are left once it is carried out.
    cells = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State, default=State.READ)
    # Which question or reason, by its name; and in words of either language, where a rule said it.
    why = models.CharField(max_length=30, blank=True)
    said = models.JSONField(null=True)
    # What it is about, as it was understood.
    type = models.CharField(max_length=13, choices=FieldUpdate.Type, blank=True, default="", db_default="")
    update = models.ForeignKey(FieldUpdate, on_delete=models.SET_NULL, null=True, related_name="+")
    # The call of which it was made: it waits no more once something came of the row.
    kept = models.ForeignKey(KeptSubmission, on_delete=models.SET_NULL, null=True, related_name="rows")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["update_import", "state", "id"], name="import_rows_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.update_import_id} {self.number}"
