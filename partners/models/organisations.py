"""Organisations that work against trafficking, by kind and side, with their names over time."""

from datetime import date
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import History, Party, Record
from access.rules.engine import PermittedManager
from language.lookups import AllFolded, Folded
from partners.models.places import Place


class Side(models.TextChoices):
    """The side an organisation coordinates from; another side verifies what it promised."""

    GOVERNMENT = "government", _("Government")
    NGO = "ngo", _("NGO")
    INTERNATIONAL = "international", _("UN and international")
    COMMUNITY = "community", _("Community")


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Organisation(Record):
    """A ministry, an office, an NGO, a coalition. One that has left names its successor."""

    class Kind(models.TextChoices):
        """What an organisation is; `fixtures/sides.json` says on which side each kind stands."""

        MINISTRY = "ministry", _("ministry")
        DIVISION = "division", _("division of a ministry")
        DEPARTMENT = "department", _("department")
        LAW_ENFORCEMENT = "law enforcement", _("law enforcement agency")
        LOCAL_OFFICE = "local office", _("local office")
        LOCAL_GOVERNMENT = "local government", _("local government")
        NGO = "ngo", _("NGO")
        INGO = "ingo", _("international NGO")
        UN = "un", _("UN agency")
        DEVELOPMENT_PARTNER = "development partner", _("development partner")
        COALITION = "coalition", _("coalition")
        SURVIVORS_NETWORK = "survivors' network", _("survivors’ network")
        RESEARCH = "research", _("research body")
        MEDIA = "media", _("media")
        BUSINESS = "business", _("business")
        COURT = "court or prosecution", _("court or prosecution")
        COMMUNITY = "community", _("community representatives")
        FOREIGN_COUNTERPART = "foreign counterpart", _("foreign counterpart")

    code = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24, choices=Kind)
    side = models.CharField(max_length=14, choices=Side)
    name_en = models.CharField(max_length=200)
    name_bn = models.CharField(max_length=200)
    short_en = models.CharField(max_length=60, blank=True)
    short_bn = models.CharField(max_length=60, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="branches"
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    # A coalition's members do not verify its promises, nor it theirs.
    coalitions = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="coalition_members"
    )
    focus = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    note = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    # Left, but the source does not say on which day.
    has_left = models.BooleanField(default=False)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    all_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    liaison_party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    # Who acts for its head; made when the first is named.
    acting_party = models.OneToOneField(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Whoever holds the head's office, with a liaison officer or without; made with it.
    head_party = models.OneToOneField(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PermittedManager["Organisation"]()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(AllFolded("aliases"), name="organisation_aliases_folded"),
            GinIndex(OpClass(Folded("name_en"), "gin_trgm_ops"), name="organisation_en_folded"),
            GinIndex(OpClass(Folded("name_bn"), "gin_trgm_ops"), name="organisation_bn_folded"),
            GinIndex(OpClass(Folded("short_en"), "gin_trgm_ops"), name="organisation_short_en_folded"),
            GinIndex(OpClass(Folded("short_bn"), "gin_trgm_ops"), name="organisation_short_bn_folded"),
            GinIndex(OpClass(Folded("code"), "gin_trgm_ops"), name="organisation_code_folded"),
        ]

    def __str__(self) -> str:
        return self.name_en

    def is_active(self, on: date) -> bool:
        """Whether the organisation exists and takes part on this day."""
        return not self.has_left and (self.until is None or on < self.until)


class OrganisationName(History):
    """A name an organisation bore until it was renamed: old papers keep it."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name_en = models.CharField(max_length=200, blank=True)
    name_bn = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name_en or self.name_bn
