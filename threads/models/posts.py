"""A post of a thread, and how it read before it was changed."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Record
from access.rules.engine import PermittedManager
from threads.models.threads import TITLE_LENGTH, Thread
from threads.models.voices import Voiced

TEXT_LENGTH = 20_000
# So long a post can be taken back as if it had not been sent.
TAKE_BACK = timedelta(minutes=15)


class Post(Record, Voiced):
    """What somebody wrote in a thread. One that was taken back or deleted leaves a mark, and no text.

    It is read through its thread; the first one opens it.
    """

    class State(models.TextChoices):
        """Whether its text stands."""

        STANDS = "stands", _("Stands")
        TAKEN_BACK = "taken-back", _("Taken back")
        DELETED = "deleted", _("Deleted")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts", db_index=False)
    is_first = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    # Its whole text, while a passage of it is covered.
    text_in_full = models.TextField(blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.STANDS)
    removed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    # A post that it answers. Its words are not copied: once they are gone they are gone here, too.
    quoted = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = PermittedManager["Post"]()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["thread"], condition=models.Q(is_first=True), name="thread_has_one_first_post"
            ),
            models.CheckConstraint(
                condition=models.Q(state="stands", removed_at=None)
                | models.Q(~models.Q(state="stands"), text="", text_in_full="", removed_at__isnull=False),
                name="post_removed_has_no_text",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["thread", "at", "id"], name="posts_of_thread"),
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def stands(self) -> bool:
        """Whether it has a text."""
        return self.state == self.State.STANDS


class PostVersion(models.Model):
    """How a post read, from when until when. The versions of a post go with its text."""

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    text_in_full = models.TextField(blank=True)
    # Of the first post of a thread, as the thread was called then.
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    title_in_full = models.CharField(max_length=TITLE_LENGTH, blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["post", "number"], name="post_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.number}"
