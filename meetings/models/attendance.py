"""Who came: seat holders, delegates, guests, and head counts of those who must not be named."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from access.models import Record
from language.words import named
from meetings.models.minutes import Minutes
from meetings.models.unchangeable import frozen_with_minutes
from partners.models import Organisation, Person, Seat


class Attendance(Record):
    """One line of the attendance list (annex A): a seat, an organisation or an office."""

    class Status(models.TextChoices):
        """Whether the seat was filled at the meeting."""

        PRESENT = "present", _("Present")
        DELEGATE = "delegate", _("Delegate sent")
        APOLOGIES = "apologies", _("Apologies")
        ABSENT = "absent", _("Absent")
        INVITED = "invited", _("Invited")

    class Capacity(models.TextChoices):
        """What part somebody without a seat had."""

        NONE = "", _("In attendance")
        CHAIR = "chair", _("Chairperson")
        SECRETARY = "secretary", _("Member secretary")
        GUEST = "guest", _("Guest")
        CONCLUDED = "concluded", _("Gave the concluding remarks")

    IN_THE_ROOM = (Status.PRESENT, Status.DELEGATE)

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="attendance")
    position = models.PositiveSmallIntegerField(default=0)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The office or organisation as it was called on that day; never a person's name.
    label_en = models.CharField(max_length=300, blank=True)
    label_bn = models.CharField(max_length=300, blank=True)
    side = models.CharField(max_length=20, blank=True)
    counts_for_quorum = models.BooleanField(default=False)
    # Empty: nobody marked the seat. A blank is not an absence.
    status = models.CharField(max_length=10, choices=Status, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity, blank=True, default=Capacity.NONE)
    delegate_label = models.CharField(max_length=200, blank=True)
    # A delegate or guest with a login reads the minutes of this meeting.
    delegate = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["minutes", "seat"], condition=Q(seat__isnull=False), name="attendance_of_seat_once"
            ),
            models.CheckConstraint(
                condition=~Q(label_en="", label_bn=""), name="attendance_says_which_office"
            ),
        ]
        triggers: ClassVar[list[object]] = [frozen_with_minutes("attendance_stays_frozen")]

    def __str__(self) -> str:
        return f"{self.label_en or self.label_bn}: {self.status}"

    @property
    def label(self) -> str:
        """The office or organisation, in the reader's language."""
        return named(self, "label")

    @property
    def is_in_the_room(self) -> bool:
        """Whether the seat was filled, by its holder or a delegate."""
        return self.status in self.IN_THE_ROOM


class HeadCount(models.Model):
    """How many of a group came, by sex, where nobody is named: participants, survivors."""

    class Kind(models.TextChoices):
        """Whom it counts."""

        PARTICIPANTS = "participants", _("Participants")
        SURVIVORS = "survivors", _("Survivors")
        SURVIVORS_SPOKE = "survivors-spoke", _("Survivors who spoke")
        OTHER = "other", _("Another group")

    id = models.BigAutoField(primary_key=True)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="head_counts")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.PARTICIPANTS)
    group = models.CharField(max_length=200, blank=True)
    total = models.PositiveIntegerField()
    female = models.PositiveIntegerField(null=True, blank=True)
    male = models.PositiveIntegerField(null=True, blank=True)
    at_least = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(female__isnull=True)
                | Q(male__isnull=True)
                | Q(total__gte=F("female") + F("male")),
                name="head_count_by_sex_fits_the_total",
            ),
            models.CheckConstraint(condition=~Q(kind="other", group=""), name="head_count_says_which_group"),
        ]
        triggers: ClassVar[list[object]] = [frozen_with_minutes("head_count_stays_frozen")]

    def __str__(self) -> str:
        return f"{self.kind} {self.group}: {self.total}"

    @property
    def are_survivors(self) -> bool:
        """Whether it counts survivors, who are never named."""
        return self.kind in {self.Kind.SURVIVORS, self.Kind.SURVIVORS_SPOKE}

    @property
    def label(self) -> str:
        """Whom it counts, in words."""
        if self.kind == self.Kind.OTHER:
            return self.group
        whom = str(self.get_kind_display())
        return f"{whom}: {self.group}" if self.group else whom
