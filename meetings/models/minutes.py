"""The minutes of a meeting: draft, with the chair, approved, circulated, confirmed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from meetings.models.meetings import MEMO_LENGTH, Meeting
from meetings.models.reached import WithReach
from meetings.models.unchangeable import confirmed_itself, frozen_itself
from partners.models import Delegation


class Minutes(WithReach, ListedRecord):
    """The written record of a meeting, with readers of its own.

    Until it is circulated only the secretariat and its minute-takers read it. On circulation the
    text is frozen: `frozen_text` is what was sent and `sha256` proves it. Those who attended may then
    propose corrections, until the minutes are confirmed: `confirmed_text` is the circulated one with
    those that were accepted, and a second hash proves that. From then on there are addenda only.
    """

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    with_chair_since = models.DateTimeField(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_note = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Signed on paper by the chair, entered by somebody of the secretariat.
    signed_by = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # By a minute-taker whom the secretariat let enter it, in words.
    entered_under = models.ForeignKey(
        Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    circulated_at = models.DateTimeField(null=True, blank=True)
    circulated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    frozen_text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # The quorum as it stood when the minutes were circulated; the committee's rule may change later.
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of the letter with which they go out. It often comes later, and is no part of the text.
    memo_number = models.CharField(max_length=MEMO_LENGTH, blank=True)
    # Who was there, as the attendance list said when it was circulated: they propose corrections.
    attended_party = models.OneToOneField(Party, null=True, on_delete=models.PROTECT, related_name="+")
    is_confirmed = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The day on which the committee confirmed them, and the meeting at which it did, if it was at one.
    confirmed_on = models.DateField(null=True)
    confirmed_in = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_text = models.TextField(blank=True)
    confirmed_sha256 = models.CharField(max_length=64, blank=True)

    objects = PermittedManager["Minutes"]()

    class Meta(ListedRecord.Meta):
        verbose_name_plural = "minutes"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sha256="") | ~Q(frozen_text=""), name="minutes_hash_is_of_a_text"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | ~Q(sha256=""), name="minutes_confirmed_are_frozen"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_sha256="") | ~Q(confirmed_text=""),
                name="minutes_second_hash_is_of_a_text",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=False, confirmed_sha256="")
                | (Q(is_confirmed=True) & ~Q(confirmed_sha256="")),
                name="minutes_confirmed_have_a_hash",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            # MoHA's secretariat and oversight read the confirmed minutes of every committee.
            models.Index(
                fields=["rank", "at", "id"], condition=Q(is_confirmed=True), name="minutes_at_confirmed"
            ),
            # Of drafts the same, which are none: found out without a walk through all drafts of the nation.
            models.Index(
                fields=["rank", "at", "id"],
                condition=Q(is_confirmed=True, live=True),
                name="minutes_at_live_confirmed",
            ),
            # By the code on a paper: how the hash of its text begins.
            models.Index(
                fields=["sha256"], opclasses=["varchar_pattern_ops"], name="minutes_by_beginning_of_hash"
            ),
            # Oversight knows of all others that they exist.
            models.Index(fields=["at", "id"], condition=Q(is_confirmed=False), name="minutes_at_unconfirmed"),
        ]
        triggers: ClassVar[list[object]] = [
            *ListedRecord.Meta.triggers,
            frozen_itself("minutes_stay_frozen"),
            confirmed_itself("minutes_stay_confirmed"),
        ]

    def __str__(self) -> str:
        return f"minutes {self.ref}"

    @property
    def is_frozen(self) -> bool:
        """Whether the text was circulated and can only be corrected by a row of its own."""
        return bool(self.sha256)

    @property
    def is_with_chair(self) -> bool:
        """Whether the chair has the draft and nobody may change it meanwhile."""
        return self.with_chair_since is not None and self.approved_at is None

    @property
    def is_approved(self) -> bool:
        """Whether the chair approved the text, here or on paper."""
        return self.approved_at is not None

    @property
    def takes_corrections(self) -> bool:
        """Whether it was circulated and is not confirmed yet."""
        return self.is_frozen and not self.is_confirmed

    @property
    def is_signed_on_paper(self) -> bool:
        """Whether the approval is a signature on paper that somebody entered."""
        return bool(self.signed_by)


class MinutesAudience(Audience):
    """Who reads the minutes."""

    record = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="audience", db_index=False)

    class Meta(Audience.Meta):
        abstract = False
