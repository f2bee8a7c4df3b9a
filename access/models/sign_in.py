"""What sign-in keeps: invitations with their one-time tokens, and how often somebody tried."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.users import User
from access.toolkit.refs import REF_LENGTH, new_ref


class Invitation(models.Model):
    """Lets one person in once: by a link in an e-mail or by a code on paper.

    Whoever uses it has shown that the address is theirs; or the number, in so far as the office that
    invited handed the paper over in person. An invitation to join has no account yet: its address or
    number belongs to this one entry, and tells nothing of any account.

    Only a hash of the token is kept. A link's token is made when its e-mail is sent (so it
    rests nowhere), a printed code's when the sheet is shown, once.
    """

    class Purpose(models.TextChoices):
        """What its person does with it."""

        WELCOME = "welcome", _("Invitation")
        RESET = "reset", _("New password")
        JOIN = "join", _("Invitation to serve a body or hold an office")
        ADDRESS = "address", _("New address or number")
        # Tells the old address that it signs in no longer; it opens nothing.
        PARTED = "parted", _("Farewell to an old address")

    class Channel(models.TextChoices):
        """How the token reaches the person."""

        MAIL = "mail", _("Link by e-mail")
        PAPER = "paper", _("Printed code")

    id = models.BigAutoField(primary_key=True)
    ref = models.CharField(max_length=REF_LENGTH, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="invitations")
    # What is to be proved by it; empty where the account's own address or number is.
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=16, blank=True)
    # As what the person will be shown, by office: "Liaison officer, BNWLA".
    label_en = models.CharField(max_length=200, blank=True)
    label_bn = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose)
    channel = models.CharField(max_length=10, choices=Channel)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    # Its person says that the account which signs in with this address or number is not theirs.
    disowned_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["next_try_at"],
                name="invitation_to_send",
                condition=models.Q(next_try_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.channel} {self.ref}"

    @property
    def names(self) -> set[str]:
        """The address or number it goes by, as people sign in with it."""
        own = {self.email, self.mobile} - {""}
        if own or self.user is None:
            return own
        return {name for name in (self.user.email, self.user.mobile) if name}

    @property
    def to_address(self) -> str:
        """Where its letter goes, if it has one."""
        return self.email or (self.user.email if self.user is not None and self.user.email else "")

    def is_open(self, at: datetime) -> bool:
        """Whether it still lets its person in: not used, not withdrawn, not expired."""
        return self.used_at is None and self.withdrawn_at is None and at < self.expires_at


class PasswordWish(models.Model):
    """Somebody asked for a new password at the door; the worker answers it, and nobody is told whether.

    One for a name that is nobody's is noted just so, without its name.
    """

    id = models.BigAutoField(primary_key=True)
    # Not looked up by the database: a name with an account would take longer than one without.
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class CalendarAddress(models.Model):
    """The private address by which a person's calendar program reads what stands on their calendar here.

    Only a hash of what the address ends in is kept: it is shown once, and replaced by another when lost.
    """

    id = models.BigAutoField(primary_key=True)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_address")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"


class AttemptCount(models.Model):
    """Attempts of one kind: on one name, on one account, or from one address.

    What is counted is kept as a keyed hash: people type their password into the field of the name.
    """

    key = models.CharField(max_length=64, primary_key=True)
    attempts = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["until"], name="attempts_until")]

    def __str__(self) -> str:
        return f"{self.attempts} of {self.most}"
