"""The days the state works, what people were told, and how it reached them."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import History, User


class Day(models.Model):
    """One day of the calendar the reminders keep: Sunday to Thursday less holidays.

    `number` counts the working days up to and including this one. The difference of two numbers is
    the working days between two dates, for a query as for a page.
    """

    class Kind(models.TextChoices):
        """Why a day is worked or free."""

        WEEKDAY = "weekday", _("Working day")
        WEEKEND = "weekend", _("Weekend")
        HOLIDAY = "holiday", _("Public holiday")
        ADDED = "added", _("Holiday added by an administrator")
        STRUCK = "struck", _("Made a working day by an administrator")

    date = models.DateField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name_en = models.CharField(max_length=200, blank=True)
    name_bn = models.CharField(max_length=200, blank=True)
    is_working = models.BooleanField()
    number = models.IntegerField()
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["number"], name="day_worked", condition=models.Q(is_working=True)),
            # The few days that are not what their weekday says: pages read these and count the rest.
            models.Index(
                fields=["date"],
                name="day_unusual",
                condition=models.Q(kind__in=["holiday", "added", "struck"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class Notice(History):
    """A person was told something about a record, once: the key says of what, on which occasion.

    What it says is rendered when it is read, through the rule of its record; a notice holds no
    content of its own. The key stays, or the person would be told again.
    """

    may_change = ("state", "read_at")

    class State(models.TextChoices):
        """What became of it."""

        TOLD = "told", _("Told")
        # An earlier stage, overtaken before anyone could be told of it.
        SKIPPED = "skipped", _("Skipped")
        # Written by a scan that found more than the ceiling: waits for an administrator.
        HELD = "held", _("Held")
        DROPPED = "dropped", pgettext_lazy("delivery", "Dropped")

    id = models.BigAutoField(primary_key=True)
    ref = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    record_type = models.CharField(max_length=100)
    record_id = models.BigIntegerField()
    occasion = models.CharField(max_length=120)
    # For a due date: which one (it changes when the date is moved) and which stage.
    seq = models.CharField(max_length=60, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    recipient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices", db_index=False)
    # Nobody of the body could be reached: its committee's secretariat was told instead.
    instead = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "recipient", "kind", "occasion"], name="notice_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["recipient", "created_at", "id"],
                name="notice_of_person",
                condition=models.Q(state="told"),
            ),
            models.Index(
                fields=["recipient"],
                name="notice_unread",
                condition=models.Q(state="told", read_at__isnull=True),
            ),
            models.Index(fields=["created_at", "kind"], name="notice_held", condition=models.Q(state="held")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_type}:{self.record_id} {self.occasion}"


class Delivery(models.Model):
    """One notice on its way by e-mail. (On screen a notice is there as soon as it is told.)"""

    class Channel(models.TextChoices):
        """How it travels."""

        MAIL = "mail", _("E-mail")

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("Waiting")
        HELD = "held", _("Held")
        SENT = "sent", _("Sent")
        # Between writing and sending the person lost access, or the reason went away.
        NOT_NEEDED = "not-needed", _("Not needed any more")
        DEAD = "dead", _("Given up")
        CLOSED = "closed", _("Closed by an administrator")

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=12, choices=State)
    # What falls for one person at the same opening goes as one letter; alone where there is none.
    letter = models.UUIDField(null=True)
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    closed_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_try_at", "id"], name="delivery_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["ended_at", "id"], name="delivery_dead", condition=models.Q(state="dead")),
            models.Index(
                fields=["letter", "id"],
                name="delivery_of_letter",
                condition=models.Q(state="waiting", letter__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state} of notice {self.notice_id}"


class LastScan(models.Model):
    """When the worker last scanned, for the readiness page; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="last_scan_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Changed(models.Model):
    """Something on which it depends who is to be told what, noted by the database: see `changes`."""

    # Beside these three: the label of a model whose records fall due.
    PARTY, PERSON, DAYS = "party", "person", "days"

    id = models.BigAutoField(primary_key=True)
    what = models.CharField(max_length=100)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.what} {self.number}"


class ScannedUntil(models.Model):
    """The instant as of which everything due has been told, and of the last scan of everything; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()
    whole_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="scanned_until_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
