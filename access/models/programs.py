"""What programs come with: the token of a person, and the keys under which they have sent something."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from access.models.users import User
from access.toolkit.refs import REF_LENGTH, new_ref

NAME_LENGTH = 80


class AccessToken(AbstractAuthToken):  # type: ignore[misc]
    """By which a program of its person's acts here for them, with their rights and no more, for a time.

    Only a hash is kept: the token is shown once. The rules are asked of its person with each request, so
    it reads nothing that they may not read today.
    """

    class Scope(models.TextChoices):
        """What it may be used for."""

        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    ref = models.CharField(max_length=REF_LENGTH, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    scope = models.CharField(max_length=5, choices=Scope)
    # Of the last hour in which it was used, not of each request.
    last_used_at = models.DateTimeField(null=True)

    objects = models.Manager["AccessToken"]()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="access_token_ends"),
        ]

    def __str__(self) -> str:
        return self.ref

    def is_valid(self, at: datetime) -> bool:
        """Whether it still lets its program in."""
        return bool(at < self.expiry)


class KeyedSending(models.Model):
    """What a program sent under a key of its own, and which record came of it: sent again, it is done once.

    What was answered is not kept: the record is read anew, by whoever may still read it.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Of the address, the verb and the key; and of all that was sent.
    digest = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    # A notice is called by a longer one.
    made_ref = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "digest"], name="one_sending_under_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest[:8]}"
