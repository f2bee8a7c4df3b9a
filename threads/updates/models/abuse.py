"""Where somebody recruits or abuses online: for the cell that can have it taken down, and nobody else."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord, Party
from access.rules.engine import PermittedManager
from threads.updates.models.updates import FieldUpdate

LINK_LENGTH = 1_000


class OnlineAbuse(ListedRecord):
    """The link of a field update, the platform and what is offered there: its author and CID's cell read it.

    It leads to what is offered, never to a profile or an image of sexual abuse. It is live while the cell
    has not answered.
    """

    class Platform(models.TextChoices):
        """Where it was seen."""

        FACEBOOK = "facebook", _("Facebook")
        MESSENGER = "messenger", _("Messenger, WhatsApp, imo or Telegram")
        TIKTOK = "tiktok", _("TikTok or Likee")
        YOUTUBE = "youtube", _("YouTube")
        WEBSITE = "website", _("A website or an app")
        OTHER = "other", pgettext_lazy("platform", "Another")

    class Offered(models.TextChoices):
        """What is offered there."""

        JOB_ABROAD = "job-abroad", _("Work abroad")
        JOB_HERE = "job-here", _("Work in the country")
        VISA = "visa", _("A visa or a journey")
        MARRIAGE = "marriage", pgettext_lazy("offered online", "Marriage")
        LOAN = "loan", _("Money or a loan")
        ABUSE = "abuse", _("Threats or sexual abuse")
        OTHER = "other", pgettext_lazy("offered online", "Something else")

    class Answer(models.TextChoices):
        """What the cell did."""

        TAKEN_DOWN = "taken-down", _("Taken down")
        CASE_OPENED = "case-opened", _("Case opened")
        PASSED_ON = "passed-on", pgettext_lazy("online abuse", "Passed on")
        NO_ACTION = "no-action", _("No action")

    update = models.OneToOneField(FieldUpdate, on_delete=models.CASCADE, related_name="online_abuse")
    # Nobody's once its author speaks no longer for the body in whose name it was reported.
    author_party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    cell_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Empty once the update was taken back.
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    platform = models.CharField(max_length=9, choices=Platform)
    offered = models.CharField(max_length=10, choices=Offered)
    answer = models.CharField(max_length=11, choices=Answer, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PermittedManager["OnlineAbuse"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None, answered_by=None)
                | models.Q(~models.Q(answer=""), live=False, answered_at__isnull=False),
                name="online_abuse_answered_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class OnlineAbuseAudience(Audience):
    """Who reads a link: whoever reported it, and CID's cell."""

    record = models.ForeignKey(OnlineAbuse, on_delete=models.CASCADE, related_name="audience")
