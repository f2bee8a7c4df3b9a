"""What an administrator did to an account that would let somebody else in by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.history import History, WrittenAt
from access.models.parties import Party
from access.models.records import Audience, ListedRecord
from access.models.users import User

REASON_LENGTH = 300


class AccountChange(ListedRecord, History):
    """One such change: its person reads it, and for an account of weight those who watch over it."""

    # Whether lists still show it as open says nothing of what happened; its row is held by this right.
    may_change = ("live", "change")

    class Kind(models.TextChoices):
        """What was done."""

        CODE_PRINTED = "code-printed", _("A one-time code for the account was printed")
        FACTOR_REMOVED = "factor-removed", _("The second factor of the account was removed")
        REOPENED = "reopened", _("The closed account was opened again")
        ADDRESS_CORRECTED = "address-corrected", _("An administrator entered another address or number")
        ADDRESS_PASSED = (
            "address-passed",
            _("Its official address passed on with the office"),
        )
        ADDRESS_CHANGED = "address-changed", _("The account signs in with another address or number")

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    account_party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    # The account held a secretariat seat or a role on that day.
    is_watched = models.BooleanField(default=False)
    at = WrittenAt()

    def __str__(self) -> str:
        return f"{self.kind} {self.account_id}"


class AccountChangeAudience(Audience):
    """Who reads it."""

    record = models.ForeignKey(
        AccountChange, on_delete=models.CASCADE, related_name="audience", db_index=False
    )

    class Meta(Audience.Meta):
        abstract = False
