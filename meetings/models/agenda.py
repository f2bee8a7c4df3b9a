"""What is on the agenda, and what was discussed, decided and agreed to be done about it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Record
from commitments.models import Commitment, CommitmentGroup
from meetings.models.meetings import Meeting
from meetings.models.minutes import Minutes
from meetings.models.unchangeable import frozen_with_meeting, frozen_with_minutes
from partners.models import GroupKind, Organisation, Seat


class AgendaItem(Record):
    """One item of the agenda, as the notice shows it."""

    class Kind(models.TextChoices):
        """What the item is for. Matters arising fill themselves from what is still open."""

        BUSINESS = "business", _("Business")
        MATTERS_ARISING = "matters-arising", _("Matters arising")
        ANY_OTHER = "any-other", _("Any other business")
        # A paper numbers its decisions, and says no more of what was on the agenda.
        DECISION = "decision", _("Decision")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.BUSINESS)
    title = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    # An item added while the minutes are written belongs to the draft: the notice never shows it.
    is_on_notice = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="agenda_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers: ClassVar[list[object]] = [frozen_with_meeting("agenda_stays_with_minutes")]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def heading(self) -> str:
        """Its title; what needs none, as matters arising, is named in the reader's language."""
        return self.title or str(self.get_kind_display())


class ItemMinutes(models.Model):
    """What was said on one item. `version` counts saves, so that nobody writes over a colleague."""

    id = models.BigAutoField(primary_key=True)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="items")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="written")
    discussion = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        triggers: ClassVar[list[object]] = [frozen_with_minutes("item_minutes_stay_frozen")]

    def __str__(self) -> str:
        return f"item {self.item_id} v{self.version}"


class Decision(models.Model):
    """What was decided on one item, numbered meeting.item as in 41.3."""

    id = models.BigAutoField(primary_key=True)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="decisions")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="decision")
    text = models.TextField()
    # Kept from circulation on; before it follows the agenda.
    number = models.CharField(max_length=20, blank=True)

    class Meta:
        triggers: ClassVar[list[object]] = [frozen_with_minutes("decision_stays_frozen")]

    def __str__(self) -> str:
        return self.number or f"decision on item {self.item_id}"


class ActionPoint(Record):
    """What is to be done, by which body, by when; it becomes a commitment on circulation.

    By a seat that speaks for its body, or by a group: that becomes a commitment of each of its bodies.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="action_points")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="action_points")
    position = models.PositiveSmallIntegerField()
    what = models.TextField()
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    speaks_for = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=12, choices=GroupKind, blank=True, db_default="")
    # The seats of a group whose members are chosen one by one.
    chosen = models.ManyToManyField(Seat, blank=True, related_name="+")
    # The body's name as it was on that day: an old paper keeps the old name.
    owner_en = models.CharField(max_length=300)
    owner_bn = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    # Whom the meeting named to verify it, if anybody; its name as it was on that day.
    verifier = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verifier_en = models.CharField(max_length=300, blank=True, db_default="")
    verifier_bn = models.CharField(max_length=300, blank=True, db_default="")
    commitment = models.OneToOneField(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="action_point"
    )
    commitments = models.OneToOneField(
        CommitmentGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="action_point"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "position"], name="action_point_position_once"),
            models.CheckConstraint(
                condition=models.Q(group="", owner__isnull=False)
                | (~models.Q(group="") & models.Q(owner=None, speaks_for=None)),
                name="action_point_is_of_a_body_or_a_group",
            ),
            models.CheckConstraint(
                condition=models.Q(verifier=None) | models.Q(group=""),
                name="action_point_of_a_group_names_no_verifier",
            ),
        ]
        triggers: ClassVar[list[object]] = [frozen_with_minutes("action_point_stays_frozen")]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.position}"


class MatterArising(models.Model):
    """What the meeting said of something agreed earlier. None of the three verifies it.

    It is a line of the minutes: the commitment itself learns of it when they are circulated.
    """

    class Outcome(models.TextChoices):
        """What was said."""

        REPORTED_DONE = "reported-done", _("Reported done")
        CARRIED_FORWARD = "carried-forward", _("Carry forward")
        DROP_PROPOSED = "drop-proposed", _("Propose to drop")

    id = models.BigAutoField(primary_key=True)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="matters")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome)
    note = models.TextField(blank=True)
    # As it read on that day.
    what = models.TextField()
    owner_en = models.CharField(max_length=300)
    owner_bn = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "commitment"], name="matter_arising_once"),
        ]
        triggers: ClassVar[list[object]] = [frozen_with_minutes("matter_arising_stays_frozen")]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.outcome}"
