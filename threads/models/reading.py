"""How far each reader has read, whether they follow, and which organisation acknowledged which text."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Party
from partners.models import Organisation
from threads.models.threads import Thread


class ThreadMark(models.Model):
    """What one person has read of one thread, and whether they are told of more."""

    class Wish(models.TextChoices):
        """Whether somebody is told of new posts."""

        NOTHING_SAID = "", _("Nothing said")
        FOLLOW = "follow", _("Following")
        MUTE = "mute", _("Muted")

    id = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="marks", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # Of this person alone: whom the scan of the morning tells.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True)
    wish = models.CharField(max_length=6, choices=Wish, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "thread"], name="thread_mark_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["thread"], condition=models.Q(wish="follow"), name="thread_followed"),
            models.Index(fields=["party"], condition=models.Q(wish="follow"), name="thread_follower"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.user_id}"


class Acknowledgement(models.Model):
    """An organisation says that it has read a thread, as its text stood then."""

    id = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="acknowledgements", db_index=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text_version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["thread", "organisation", "text_version"], name="thread_acknowledged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.organisation_id} {self.text_version}"
