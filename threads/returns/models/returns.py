"""The return of an office for a month, from the day on which it is owed, and every figure it ever said."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, History, ListedRecord, Party, Record, WrittenAt
from access.rules.engine import PermittedManager
from language.words import day, named
from partners.models import Organisation
from threads.models.voices import OFFICE_LENGTH
from threads.returns.kinds import ReturnKind, kind_of

KIND_LENGTH = 40
CODE_LENGTH = 60
_NAME = 200


class ReturnOrder(Record):
    """From which month a receiver asks for a kind of return. Before that none is owed and none is late."""

    kind = models.CharField(max_length=KIND_LENGTH, unique=True)
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    # The last month of which the returns owed stand in the table.
    opened_until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(since__day=1, opened_until__day=1), name="return_order_of_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.since}"


class MonthlyReturn(ListedRecord):
    """What an office owes for a month, and what it last said. `figures` holds what was counted: a code that
    is not there was left blank, which is not 0.

    `sender` stays the office whose month it is; `keeper` answers for it today: the same, or its successor.
    It is live while its sender has something to do.
    """

    class State(models.TextChoices):
        """How it stands between the two offices."""

        OWED = "owed", _("Not yet sent")
        SENT = "sent", pgettext_lazy("monthly return", "Sent")
        ASKED = "asked", _("More information requested")
        ACCEPTED = "accepted", pgettext_lazy("monthly return", "Accepted")

    kind = models.CharField(max_length=KIND_LENGTH)
    month = models.DateField()
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # Whose desk it lies on there.
    desk_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    # When it was due to begin with, where the receiver gave more time; and until when more is asked for.
    first_due_on = models.DateField(null=True)
    wished_until = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    is_nothing = models.BooleanField(default=False)
    figures = models.JSONField(default=dict, blank=True)
    # How often its figures were said: the first time, and each correction.
    version = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    is_illustrative = models.BooleanField(default=False)

    objects = PermittedManager["MonthlyReturn"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "month", "sender"], name="monthly_return_once"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="monthly_return_of_a_month"),
            models.CheckConstraint(
                condition=models.Q(state="owed", version=0, sent_at=None, is_nothing=False, figures={})
                | models.Q(~models.Q(state="owed"), version__gte=1, sent_at__isnull=False),
                name="monthly_return_said_or_owed",
            ),
            models.CheckConstraint(
                condition=models.Q(wished_until=None) | models.Q(state="owed"),
                name="monthly_return_time_while_owed",
            ),
            models.CheckConstraint(
                condition=models.Q(is_nothing=False) | models.Q(figures={}),
                name="monthly_return_of_nothing_has_no_figure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form}, {day(self.month, 'month')}, {named(self.sender)}"

    @property
    def form(self) -> ReturnKind:
        """Its form."""
        return kind_of(self.kind)

    @property
    def is_said(self) -> bool:
        """Whether its office has said anything of this month."""
        return self.version > 0


class MonthlyReturnAudience(Audience):
    """Who reads a return: the office that sends it and the one that receives it."""

    record = models.ForeignKey(MonthlyReturn, on_delete=models.CASCADE, related_name="audience")


class ReturnStep(History):
    """What happened to a return, and with every figure it said then: nothing of it is written over."""

    class Kind(models.TextChoices):
        """What happened."""

        SENT = "sent", pgettext_lazy("monthly return", "Sent")
        CORRECTED = "corrected", pgettext_lazy("monthly return", "Corrected")
        ASKED = "asked", _("More information requested")
        STANDS = "stands", _("It stands as it was sent")
        ACCEPTED = "accepted", pgettext_lazy("monthly return", "Accepted")
        PASSED = "passed", _("Passed to the successor")
        TIME_ASKED = "more-time", _("More time asked for")
        TIME_GIVEN = "given", _("More time given")
        TIME_REFUSED = "refused", _("More time not given")

    class Why(models.TextChoices):
        """What the receiver asks about. Words are for the telephone: none are kept here."""

        DOES_NOT_ADD_UP = "does-not-add-up", _("It does not add up")
        UNLIKE_BEFORE = "unlike-before", _("It differs much from the months before")
        BLANK = "blank", _("Something was left blank")
        TIP_OR_SOM = "tip-or-som", _("TIP or SOM: look at where it was counted")
        CALL = "call", _("Please call us about it")

    id = models.BigAutoField(primary_key=True)
    monthly = models.ForeignKey(MonthlyReturn, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=Kind)
    at = WrittenAt()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # In whose name, as that was called then, and the post of whoever did it.
    body_en = models.CharField(max_length=_NAME, blank=True)
    body_bn = models.CharField(max_length=_NAME, blank=True)
    office_en = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    office_bn = models.CharField(max_length=OFFICE_LENGTH, blank=True)
    version = models.PositiveSmallIntegerField()
    is_nothing = models.BooleanField(default=False)
    figures = models.JSONField(default=dict, blank=True)
    # What was asked: why, and about which figures.
    why = models.CharField(max_length=15, choices=Why, blank=True)
    # Until when more time was asked for, given or not.
    until = models.DateField(null=True)
    about = ArrayField(models.CharField(max_length=CODE_LENGTH), default=list, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["monthly", "version"],
                condition=models.Q(kind__in=["sent", "corrected"]),
                name="return_said_once_a_version",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="asked") | ~models.Q(why=""), name="return_asked_about_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monthly_id} {self.kind}"
