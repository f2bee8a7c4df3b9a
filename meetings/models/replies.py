"""What those invited answered to the notice: they come, send apologies, or send somebody else."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import History, Record, WrittenAt
from access.toolkit.covering import without_covered
from language.words import named
from meetings.models.meetings import Meeting
from partners.models import Organisation, Person, Seat

DELEGATE_LENGTH = 200


class ReplySet(models.QuerySet["Reply"]):
    """Answers to notices."""

    def standing(self) -> Self:
        """The last of each that was not taken back, to the day and hour at which the meeting is held now."""
        same = Q(seat=OuterRef("seat")) | Q(organisation=OuterRef("organisation"))
        later = Reply.objects.filter(same, meeting=OuterRef("meeting"), nth__gt=OuterRef("nth"))
        hour = Q(starts_at=F("meeting__starts_at")) | Q(starts_at=None, meeting__starts_at=None)
        found = self.filter(~Exists(later), hour, on_date=F("meeting__on_date"))
        return found.exclude(said=Reply.Said.TAKEN_BACK)


class Reply(Record, History):
    """One answer of one seat, or of a body that the notice names beside the seats.

    A line that stays: another answer is another line, and the last one counts. It answers a day and an hour:
    of a meeting that was moved since it says nothing, and is asked anew. It has no readers of its own:
    whoever reads the notice reads who comes.
    """

    class Said(models.TextChoices):
        """The answer; nothing else than that is asked, and no reason."""

        COMES = "comes", _("Will come")
        APOLOGIES = "apologies", _("Sends apologies")
        DELEGATE = "delegate", _("Sends a delegate")
        TAKEN_BACK = "taken-back", pgettext_lazy("answer to a notice", "Answer taken back")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    nth = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=10, choices=Said)
    # The office of who comes instead, never a name; or a person of the body who has an entry.
    delegate_label = models.CharField(max_length=DELEGATE_LENGTH, blank=True)
    delegate = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # When the meeting was to be held as they answered.
    on_date = models.DateField()
    starts_at = models.DateTimeField(null=True)
    said_at = WrittenAt()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # The post of whoever types for the holder of the office; empty where the holder answered.
    typed_by_en = models.CharField(max_length=200, blank=True)
    typed_by_bn = models.CharField(max_length=200, blank=True)

    objects = ReplySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        verbose_name_plural = "replies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "seat", "nth"],
                condition=Q(seat__isnull=False),
                name="reply_of_seat_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation", "nth"],
                condition=Q(organisation__isnull=False),
                name="reply_of_body_once",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False, organisation=None) | Q(seat=None, organisation__isnull=False),
                name="reply_is_of_a_seat_or_a_body",
            ),
            models.CheckConstraint(
                condition=Q(said="delegate") | Q(delegate_label="", delegate=None),
                name="reply_names_who_comes_instead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id or self.organisation_id} {self.nth}: {self.said}"

    @property
    def who_comes(self) -> str:
        """Who comes instead, as people read it: by the post, never by name."""
        if self.delegate_label:
            return without_covered(self.delegate_label, self.meeting.covered or ())
        return named(self.delegate, "label") if self.delegate is not None else ""

    @property
    def typed_by(self) -> str:
        """The post of who typed it for the holder, if somebody did."""
        return named(self, "typed_by")
