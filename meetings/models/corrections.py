"""What follows the circulated text: corrections until it is confirmed, addenda from then on."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import History, Party, Record, WrittenAt
from access.rules.engine import PermittedManager
from meetings.models.minutes import Minutes
from meetings.models.unchangeable import once_confirmed, while_circulated

LINE_LENGTH = 60


class Correction(Record, History):
    """Somebody who attended wishes a line of the circulated minutes to read otherwise.

    The circulated text stays as it is: the secretariat accepts or declines, once, and what it accepted
    is read in place of the line and goes into the confirmed text. Whoever proposed it takes it back while
    it waits.
    """

    may_change = ("answer", "decided_at", "decided_by", "answer_note")
    answered_at = "decided_at"

    class Answer(models.TextChoices):
        """What the secretariat said, or whoever proposed it by taking it back."""

        OPEN = "open", _("Not yet answered")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("correction", "Taken back")

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    # Where the line stands in the circulated text, as `meetings.standing_text` names it.
    line = models.CharField(max_length=LINE_LENGTH)
    # How it read when the correction was written, which an earlier correction may have changed.
    was = models.TextField(blank=True)
    wished = models.TextField()
    reason = models.TextField()
    proposed_at = WrittenAt()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The account of that person alone, which takes it back; null: it was closed before this was kept.
    proposer_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    # The office or body that person spoke for on that day.
    by_label_en = models.CharField(max_length=200, blank=True)
    by_label_bn = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_note = models.TextField(blank=True)

    objects = PermittedManager["Correction"]()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(answer__in=["accepted", "withdrawn"], decided_at__isnull=True),
                name="correction_closed_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined", answer_note=""), name="correction_declined_says_why"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # What waits for a secretariat is few among all that ever were.
            models.Index(fields=["minutes"], condition=Q(answer="open"), name="correction_waits"),
        ]
        triggers: ClassVar[list[object]] = [while_circulated("correction_until_confirmed")]

    def __str__(self) -> str:
        return f"correction {self.ref}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answer == self.Answer.OPEN

    @property
    def is_accepted(self) -> bool:
        """Whether the line reads as it wishes."""
        return self.answer == self.Answer.ACCEPTED


class Addendum(Record, History):
    """What the secretariat adds below confirmed minutes, dated and numbered; it never changes."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    added_at = WrittenAt()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label_en = models.CharField(max_length=200, blank=True)
    by_label_bn = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["minutes", "number"], name="addendum_number_once"),
        ]
        triggers: ClassVar[list[object]] = [once_confirmed("addendum_once_confirmed")]

    def __str__(self) -> str:
        return f"{self.minutes_id}: addendum {self.number}"
