"""A key message: what an office asks all to pass on, in both languages, for some places and a time."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from partners.models import Place
from threads.models.posts import Post
from threads.models.threads import Thread


class KeyMessage(models.Model):
    """A thread that is a message. Its first post is the English text, `bangla` the Bangla one.

    Both are posts, and are covered, erased, searched and kept in versions like all others. Organisations are
    asked to acknowledge it until its period is over (`Thread.asked_until`).
    """

    id = models.BigAutoField(primary_key=True)
    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="key_message")
    bangla = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="bangla_of")
    from_on = models.DateField()
    until_on = models.DateField()
    # None: the whole country.
    places = models.ManyToManyField(Place, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="key_message_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.thread.called

    def is_over(self, at: datetime) -> bool:
        """Whether its period is over."""
        return not self.thread.is_asked(at)
