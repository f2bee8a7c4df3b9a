"""Somebody was entered by an address or number, and has not come yet or has."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Audience, Invitation, ListedRecord, Party, User
from access.rules.engine import PermittedManager
from partners.models.offices import Office, Person
from partners.models.organisations import Organisation


class Introduction(ListedRecord):
    """One entry of one person into an office or a body, until its person has taken it.

    What was typed belongs to this entry alone. The person takes it by showing that the address or
    number is theirs; with an account older than the entry, once the side that entered it has seen
    since when that account exists, and who opened it, and agreed.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("Invited, not here yet")
        CLAIMED = "claimed", _("Accepted with an account that existed before")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("The account was not the right one")
        DISOWNED = "disowned", _("The account with this address or number is somebody else’s")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="introductions")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="introductions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="introductions"
    )
    # The side that entered it and decides.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="introduction")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Invited by a list, which counts for itself how many a day; also once the list is forgotten.
    is_listed = models.BooleanField(default=False)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = PermittedManager["Introduction"]()

    class Meta(ListedRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(office__isnull=False, organisation__isnull=True)
                | models.Q(office__isnull=True, organisation__isnull=False),
                name="introduction_is_into_one_thing",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            *ListedRecord.Meta.indexes,
            models.Index(fields=["entered_by", "at"], name="introduction_entered_by_at"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"

    @property
    def into(self) -> Office | Organisation:
        """The office or body."""
        found = self.office or self.organisation
        assert found is not None
        return found

    @property
    def can_be_invited_again(self) -> bool:
        """Whether another address or number may be tried."""
        return self.state in {self.State.WAITING, self.State.REFUSED, self.State.DISOWNED}


class IntroductionAudience(Audience):
    """Who reads it: the side that entered it."""

    record = models.ForeignKey(
        Introduction, on_delete=models.CASCADE, related_name="audience", db_index=False
    )

    class Meta(Audience.Meta):
        abstract = False
