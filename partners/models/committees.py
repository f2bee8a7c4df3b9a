"""Committees of every tier, their seats, and who may take their minutes."""

from datetime import date
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from access.models import Party, Record, User
from access.rules.engine import PermittedManager
from language.lookups import Folded
from language.words import local_day
from partners.models.offices import Office, OfficeHolder, Person, TermQuerySet, last_day_of
from partners.models.organisations import Organisation, Side
from partners.models.places import COMMITTEE_TIERS, Place


class Committee(Record):
    """A standing body: the national committee, a counter-trafficking committee, a task force.

    Union committees report to the upazila's, those to the district's, those to the national
    coordination committee. Frequency and quorum are unverified until an order confirms them.
    """

    code = models.CharField(max_length=120, unique=True)
    tier = models.CharField(max_length=12, choices=COMMITTEE_TIERS)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="committees"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    convener = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="convenes"
    )
    name_en = models.CharField(max_length=200)
    name_bn = models.CharField(max_length=200)
    short_en = models.CharField(max_length=80, blank=True)
    short_bn = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    terms_of_reference = models.TextField(blank=True)
    note = models.TextField(blank=True)
    meets_every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    is_frequency_verified = models.BooleanField(default=False)
    quorum_seats = models.PositiveSmallIntegerField(null=True, blank=True)
    is_quorum_verified = models.BooleanField(default=False)
    founded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # It moved under another one, and the worker has not yet written who reads its subtree's papers.
    readers_behind_since = models.DateTimeField(null=True, blank=True, editable=False)
    members_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    secretariat_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    minute_takers_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    # Minute-takers whose delegation says in words that they may do more. Made with the first of them.
    callers_party = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, related_name="+")
    notifiers_party = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, related_name="+")
    signers_party = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, related_name="+")
    government_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    ngo_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")

    objects = PermittedManager["Committee"]()

    class Meta:
        permissions = [
            ("take_minutes_committee", "May take the committee's minutes"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tier", "name_en"], name="committee_tier_name"),
            models.Index(fields=["parent", "name_en"], name="committee_parent_name"),
            GinIndex(OpClass(Folded("name_en"), "gin_trgm_ops"), name="committee_en_folded"),
            GinIndex(OpClass(Folded("name_bn"), "gin_trgm_ops"), name="committee_bn_folded"),
        ]

    def __str__(self) -> str:
        return self.name_en

    def is_live(self, on: date) -> bool:
        """Whether the committee exists on this day."""
        return self.ended_on is None or on < self.ended_on


class CommitteeUserPermission(UserObjectPermissionBase):
    """guardian's record that a person was let take the committee's minutes; the party decides."""

    content_object = models.ForeignKey(Committee, on_delete=models.CASCADE)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Seat(Record):
    """A place in a committee, held by an office or by an organisation; empty when by neither."""

    class Role(models.TextChoices):
        """What the seat does in the committee. Chair and member secretary are its secretariat."""

        CHAIR = "chair", _("chairperson")
        CO_CHAIR = "co_chair", _("co-chairperson")
        MEMBER_SECRETARY = "member_secretary", _("member secretary")
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")

    SECRETARIAT = (Role.CHAIR, Role.MEMBER_SECRETARY)
    # Whoever holds these speaks for the committee: it does not give them to itself.
    LEADING = (Role.CHAIR, Role.CO_CHAIR, Role.MEMBER_SECRETARY)

    code = models.CharField(max_length=200, unique=True)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=16, choices=Role, default=Role.MEMBER)
    title_en = models.CharField(max_length=160, blank=True)
    title_bn = models.CharField(max_length=160, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    side = models.CharField(max_length=14, choices=Side)
    precedence = models.PositiveSmallIntegerField(default=100)
    until = models.DateField(null=True, blank=True)
    # Made when it is first needed; the chair's always is, for approving minutes.
    party = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    # Who holds the seat's office on the day asked about; `queries.seats_of` fills it in.
    holder: OfficeHolder | None = None

    objects = PermittedManager["Seat"]()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["committee", "office"],
                condition=models.Q(office__isnull=False, until__isnull=True),
                name="one_seat_per_office",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["committee", "precedence"], name="seat_committee_precedence"),
        ]

    def __str__(self) -> str:
        return self.title_en or self.code


class Delegation(Record):
    """A secretariat lets a person, often an NGO's facilitator, take its minutes for a time.

    Drafting agenda and minutes and noting who came is what every delegation gives. Whatever speaks for
    the committee or its chair it gives only where it says so.
    """

    class Power(models.TextChoices):
        """What it may give beside drafting, by its column."""

        CALL = "may_call", _("Call, change and cancel meetings, and enter past ones")
        NOTIFY = "may_notify", _("Send the notice of a meeting")
        ENTER_SIGNATURE = "may_enter_signature", _("Enter that the chair signed the minutes on paper")

    # The committee's party of those who have the power.
    PARTY_OF: ClassVar[dict[Power, str]] = {
        Power.CALL: "callers_party",
        Power.NOTIFY: "notifiers_party",
        Power.ENTER_SIGNATURE: "signers_party",
    }

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="delegations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    period = DateTimeRangeField()
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    may_call = models.BooleanField(default=False)
    may_notify = models.BooleanField(default=False)
    may_enter_signature = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(TermQuerySet)()

    def __str__(self) -> str:
        return f"{self.person_id} for {self.committee_id}"

    @property
    def last_day(self) -> date | None:
        """The last day on which the person takes the minutes."""
        return last_day_of(self.period)

    @property
    def given_on(self) -> date:
        """The day from which it runs, by which it is quoted."""
        day: date = local_day(self.period.lower)
        return day

    @property
    def powers(self) -> list[str]:
        """What it gives beside drafting, in words."""
        return [str(power.label) for power in self.Power if getattr(self, power)]
