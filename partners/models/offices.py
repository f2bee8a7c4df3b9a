"""Offices that outlast their holders, the people who hold them, and who serves an organisation."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self, TypeVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _
from psycopg2.extras import DateTimeTZRange

from access.models import Party, Record, User
from access.rules.engine import PermittedManager
from language.lookups import Folded
from language.words import DHAKA
from partners.models.organisations import Organisation
from partners.models.places import Place

T = TypeVar("T", bound=models.Model)


class TermQuerySet(models.QuerySet[T]):
    """Terms as of an instant."""

    def at(self, at: datetime) -> Self:
        """Keep the terms that run at this instant."""
        return self.filter(period__contains=at)

    def not_over(self, at: datetime) -> Self:
        """Keep the terms that run or are still to come; a term without an end has no last instant."""
        return self.filter(models.Q(period__upper_inf=True) | models.Q(period__endswith__gt=at))


def last_day_of(period: DateTimeTZRange) -> date | None:
    """The last day of a term as people say it: a term ends with that day."""
    if period.upper is None:
        return None
    day: date = (period.upper - timedelta(microseconds=1)).astimezone(DHAKA).date()
    return day


class Person(Record):
    """Somebody who holds an office or serves an organisation, with a login or without."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="person")
    label_en = models.CharField(max_length=200)
    label_bn = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(OpClass(Folded("label_en"), "gin_trgm_ops"), name="person_en_folded"),
            GinIndex(OpClass(Folded("label_bn"), "gin_trgm_ops"), name="person_bn_folded"),
        ]

    def __str__(self) -> str:
        return self.label_en


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Office(Record):
    """A post: Deputy Commissioner, Jashore. What it may see stays with it when its holder is transferred."""

    code = models.CharField(max_length=120, unique=True)
    title_en = models.CharField(max_length=160)
    title_bn = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="offices"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    # Its holder is the head of the organisation.
    heads = models.BooleanField(default=False)
    precedence = models.PositiveSmallIntegerField(default=100)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    party = models.OneToOneField(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PermittedManager["Office"]()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "precedence"], name="office_place_precedence"),
        ]

    def __str__(self) -> str:
        return self.title_en


class OfficeHolder(models.Model):
    """A person's term in an office, by an order. An officer may hold several offices."""

    class Manner(models.TextChoices):
        """How the office is held; all three sit and read alike."""

        SUBSTANTIVE = "substantive", _("substantive")
        ACTING = "acting", _("acting")
        ADDITIONAL_CHARGE = "additional_charge", _("additional charge")

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices_held")
    period = DateTimeRangeField()
    manner = models.CharField(max_length=18, choices=Manner, default=Manner.SUBSTANTIVE)
    order_number = models.CharField(max_length=80, blank=True)
    order_date = models.DateField(null=True, blank=True)

    objects = models.Manager.from_queryset(TermQuerySet)()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="one_holder_of_an_office_at_a_time",
                expressions=[("office", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.office_id}"

    @property
    def since(self) -> datetime:
        """When the term began."""
        since: datetime = self.period.lower
        return since


class OfficeAssistant(Record):
    """Types for the holder of an office, and acts for a head who lets it: "entered by … for …".

    Named by an office of the same body (`desk`), whoever holds that, or by a person who holds none there.
    Who types is of the office, not of its holder, and goes on to its end; who acts, acts for the holder of
    that day, and no successor.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="assistants")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="assists"
    )
    desk = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="assists")
    # Accepts, reports, asks and verifies for the head, who sees it and can undo it. Else only types.
    acts = models.BooleanField(default=False, db_default=False)
    period = DateTimeRangeField()
    # By which office or post it was named, or ended since, as that was called then.
    by_label_en = models.CharField(max_length=200, blank=True, db_default="")
    by_label_bn = models.CharField(max_length=200, blank=True, db_default="")

    objects = models.Manager.from_queryset(TermQuerySet)()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(person=None, desk__isnull=False)
                | models.Q(person__isnull=False, desk=None),
                name="assistant_is_a_person_or_a_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.desk_id} for {self.office_id}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it types or acts, when it is known."""
        return last_day_of(self.period)


class Membership(Record):
    """A person serves an organisation as its head, its liaison officer or its staff, for a time."""

    class Role(models.TextChoices):
        """The head is liaison until another is named."""

        HEAD = "head", _("head")
        LIAISON = "liaison", _("liaison officer")
        STAFF = "staff", _("staff")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role)
    period = DateTimeRangeField()

    objects = models.Manager.from_queryset(TermQuerySet)()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="one_membership_of_a_role_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} of {self.organisation_id}"

    @property
    def last_day(self) -> date | None:
        """The last day of service, when it is known."""
        return last_day_of(self.period)
