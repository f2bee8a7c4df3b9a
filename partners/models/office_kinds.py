"""Kinds of local offices: of each, every place of a tier has one."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Record
from access.rules.engine import PermittedManager
from partners.models.organisations import Organisation, Side
from partners.models.places import Place, Tier

# Where the name of the place stands in a name; where it stands nowhere it comes behind.
PLACE = "{place}"
NAME_LENGTH, HEAD_LENGTH = 120, 79
TIERS = [(tier.value, tier.label) for tier in (Tier.DISTRICT, Tier.UPAZILA, Tier.UNION)]
# An NGO or an international body is at a place because it works there, never because the place has one.
SIDES = [(side.value, side.label) for side in (Side.GOVERNMENT, Side.COMMUNITY)]


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class OfficeKind(Record):
    """What an office of this kind is called at each place, who heads it, and to which body it belongs.

    `slug` says it in the codes of its offices and stays when the kind is renamed.
    """

    tier = models.CharField(_("level"), max_length=12, choices=TIERS)
    slug = models.CharField(max_length=HEAD_LENGTH)
    kind = models.CharField(max_length=24, choices=Organisation.Kind)
    side = models.CharField(_("side"), max_length=14, choices=SIDES)
    name_en = models.CharField(max_length=NAME_LENGTH)
    name_bn = models.CharField(max_length=NAME_LENGTH)
    head_en = models.CharField(max_length=HEAD_LENGTH)
    head_bn = models.CharField(max_length=HEAD_LENGTH)
    aliases = ArrayField(models.CharField(max_length=NAME_LENGTH), default=list, blank=True)
    parent = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # How many places had one when its offices were last made; empty while there are none.
    made = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # Since when its offices are to be made or renamed, until the worker has done so.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What it was called before: [name_en, name_bn, head_en, head_bn], the oldest first.
    formerly = models.JSONField(default=list, blank=True, editable=False)

    objects = PermittedManager["OfficeKind"]()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tier", "slug"], name="one_kind_of_an_office_in_a_tier"),
            models.CheckConstraint(
                condition=models.Q(side__in=[side for side, _label in SIDES]),
                name="office_kind_of_no_other_side",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en

    @property
    def called(self) -> tuple[str, str, str, str]:
        """What it is called today: the office and its head, in English and in Bangla."""
        return self.name_en, self.name_bn, self.head_en, self.head_bn

    @property
    def all_called(self) -> list[tuple[str, str, str, str]]:
        """The same with what it was called before."""
        return [self.called, *(tuple(one) for one in self.formerly)]


def at_place(name: str, place: str) -> str:
    """The name of an office of a kind at a place: "District Information Office, Jashore"."""
    return name.replace(PLACE, place) if PLACE in name else f"{name}, {place}"


def office_code(kind: OfficeKind, place: Place) -> str:
    """The code of the office and its body at a place."""
    return f"{place.code}:{kind.slug}"
