"""The consent on record for a success story: for what, for whom and until when. It names nobody."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Audience, ListedRecord
from access.rules.engine import PermittedManager
from partners.models import Organisation
from threads.models.threads import Thread


class StoryConsent(ListedRecord):
    """What the paper allows that an organisation keeps. No column of it takes words: nothing can name her.

    `at` is when the story was told, and it is live while nobody has ended it.

    The story is read until `Thread.read_until`, which is the end of the consent, or its withdrawal.
    """

    class Purpose(models.TextChoices):
        """What the story may be used for."""

        LEARNING = "learning", _("Learning among organisations")
        TRAINING = "training", _("Training of officials and staff")
        AWARENESS = "awareness", _("Raising awareness")

    class Reach(models.TextChoices):
        """Who may read it, by the consent."""

        ORGANISATION = "organisation", _("The organisation alone")
        CHOSEN = "chosen", _("Committees and organisations that are named")
        EVERYONE = "everyone", pgettext_lazy("readers", "Everyone in the network")

    class End(models.TextChoices):
        """How it ended."""

        WITHDRAWN = "withdrawn", _("The consent was withdrawn")
        LAPSED = "lapsed", _("The consent has run out")

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="consent")
    purpose = models.CharField(max_length=9, choices=Purpose)
    reach = models.CharField(max_length=12, choices=Reach)
    given_on = models.DateField()
    until_on = models.DateField()
    # Who keeps the paper, and may withdraw it as the author's organisation may.
    keeper = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    end = models.CharField(max_length=9, choices=End, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PermittedManager["StoryConsent"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("given_on")), name="consent_ends_after_it_was_given"
            ),
            models.CheckConstraint(
                condition=models.Q(end="", ended_at=None)
                | models.Q(~models.Q(end=""), ended_at__isnull=False),
                name="consent_ended_in_a_way",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(fields=["until_on"], condition=models.Q(ended_at=None), name="consent_runs"),
        ]

    def __str__(self) -> str:
        return self.ref

    def stands(self, at: datetime) -> bool:
        """Whether the story may be read, at this instant; its date ends that by itself."""
        return self.ended_at is None and (self.thread.read_until is None or self.thread.read_until > at)

    @property
    def end_words(self) -> str:
        """How it ended; a date that has come ends it before anybody wrote that down."""
        return str(self.End(self.end or self.End.LAPSED).label)


class StoryConsentAudience(Audience):
    """Who may look up a consent: those who may withdraw it."""

    record = models.ForeignKey(StoryConsent, on_delete=models.CASCADE, related_name="audience")
