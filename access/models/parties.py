"""Parties: the groups that records are opened to, and who belongs to them from when to when."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models.records import Record

EVERYONE = "everyone"


class Role(models.TextChoices):
    """The two roles that read whole types of record, where a rule says so."""

    NATIONAL_SECRETARIAT = "national-secretariat", _("Secretariat of the national coordination committee")
    OVERSIGHT = "oversight", _("Independent oversight")


class PartyManager(models.Manager["Party"]):
    """Parties by what they stand for."""

    def everyone(self) -> "Party":
        """Return the party of everybody who belongs to the network today."""
        return self.get_or_create(
            code=EVERYONE,
            defaults={
                "kind": Party.Kind.EVERYONE,
                "label_en": "Everyone in the network",
                "label_bn": "নেটওয়ার্কের সকলে",
            },
        )[0]

    def role(self, role: Role) -> "Party":
        """Return the party of those who hold a role."""
        return self.get_or_create(
            code=f"role:{role.value}",
            defaults={
                "kind": Party.Kind.ROLE,
                "label_en": ROLE_LABELS[role][0],
                "label_bn": ROLE_LABELS[role][1],
            },
        )[0]


class Party(Record):
    """A group of people a record can be opened to: a committee's members, an organisation, a seat."""

    class Kind(models.TextChoices):
        """What a party is made from; the rooms above keep its members."""

        EVERYONE = "everyone", _("Everyone in the network")
        ORGANISATION_ALL = "organisation-all", _("Everyone in an organisation")
        ORGANISATION_LIAISON = "organisation-liaison", _("Head and liaison officers of an organisation")
        ORGANISATION_ACTING = "organisation-acting", _("Those who act for the head of an organisation")
        COMMITTEE_MEMBERS = "committee-members", _("Members of a committee")
        COMMITTEE_SECRETARIAT = "committee-secretariat", _("Secretariat of a committee")
        COMMITTEE_MINUTE_TAKERS = "committee-minute-takers", _("Minute-takers of a committee")
        COMMITTEE_GOVERNMENT = "committee-government", _("Government side of a committee")
        COMMITTEE_NGO = "committee-ngo", _("NGO side of a committee")
        SEAT = "seat", _("Holder of a seat")
        OFFICE = "office", _("Holder of an office")
        ROLE = "role", _("Holders of a role")
        PERSON = "person", _("One person")
        ATTENDED = "attended", _("Those who attended a meeting")

    kind = models.CharField(max_length=24, choices=Kind)
    code = models.CharField(max_length=160, unique=True)
    label_en = models.CharField(max_length=300)
    label_bn = models.CharField(max_length=300, blank=True)

    objects: ClassVar[PartyManager] = PartyManager()

    def __str__(self) -> str:
        return self.code


ROLE_LABELS = {
    Role.NATIONAL_SECRETARIAT: (
        "Secretariat of the national coordination committee",
        "জাতীয় সমন্বয় কমিটির সাচিবিক সহায়তাকারী দপ্তর",
    ),
    Role.OVERSIGHT: ("Independent oversight", "স্বাধীন তদারকি"),
}


class PartyMemberQuerySet(models.QuerySet["PartyMember"]):
    """Memberships as of an instant."""

    def at(self, at: datetime) -> "PartyMemberQuerySet":
        """Keep the terms that run at this instant: a term ends when its time comes."""
        return self.filter(period__contains=at)


class PartyMember(models.Model):
    """A person belongs to a party for a reason, for a time.

    Each reason is a row of its own, so that losing one seat leaves what another seat gives.
    """

    id = models.BigAutoField(primary_key=True)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        "access.User",
        on_delete=models.CASCADE,
        related_name="party_memberships",
        # The index of a person's parties serves it.
        db_index=False,
    )
    reason = models.CharField(max_length=120)
    period = DateTimeRangeField()

    objects: ClassVar[models.Manager["PartyMember"]] = models.Manager.from_queryset(PartyMemberQuerySet)()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            ExclusionConstraint(
                name="party_member_terms_do_not_overlap",
                expressions=[
                    ("party", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    ("reason", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False), name="party_member_term_is_not_empty"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # That of the constraint begins with the party: it is walked whole to find one person.
            models.Index(fields=["user", "party"], include=["period"], name="party_member_of_person"),
            models.Index(models.F("period__startswith"), name="party_member_begins"),
            models.Index(models.F("period__endswith"), name="party_member_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}/{self.user_id} {self.reason}"
