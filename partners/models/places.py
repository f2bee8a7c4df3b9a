"""Places of the country, each known by its own path: names repeat, spellings change."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.models import Record
from access.rules.engine import PermittedManager
from language.lookups import AllFolded, Folded


class Tier(models.TextChoices):
    """The levels at which places lie and committees sit."""

    NATIONAL = "national", _("national")
    DIVISION = "division", _("division")
    DISTRICT = "district", _("district")
    UPAZILA = "upazila", _("upazila")
    UNION = "union", _("union")
    MUNICIPALITY = "municipality", _("municipality")
    # What lies in a district besides, as the secretariat adds it: no source lists them.
    WARD = "ward", _("city-corporation ward")
    LAND_PORT = "land-port", _("land port")
    BORDER_POINT = "border-point", _("border point")
    AIRPORT = "airport", _("airport")
    LANDING_PLACE = "landing", _("landing place")
    CAMP = "camp", _("camp")


POINTS: Final = (
    Tier.WARD,
    Tier.LAND_PORT,
    Tier.BORDER_POINT,
    Tier.AIRPORT,
    Tier.LANDING_PLACE,
    Tier.CAMP,
)
# Where committees sit.
COMMITTEE_TIERS: Final = tuple(one for one in Tier.choices if one[0] not in POINTS)


def numbers_in(path: str) -> list[int]:
    """The numbers of the places that a path names, from the country down."""
    return [int(one) for one in path.split("/") if one]


class Place(Record):
    """A part of the country. `path` holds the ids from the country down, as "/1/4/27/"."""

    code = models.CharField(max_length=40, unique=True)
    tier = models.CharField(max_length=12, choices=Tier)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=80, db_index=True)
    name_en = models.CharField(max_length=120)
    name_bn = models.CharField(max_length=120)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    # Given by the Bureau of Statistics and by the humanitarian data sets; empty where not matched.
    bbs_code = models.CharField(max_length=12, blank=True)
    p_code = models.CharField(max_length=16, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = PermittedManager["Place"]()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(AllFolded("aliases"), name="place_aliases_folded"),
            models.Index(Folded("name_en"), name="place_en_folded"),
            models.Index(Folded("name_bn"), name="place_bn_folded"),
            models.Index(fields=["parent", "name_en"], name="place_parent_name"),
        ]

    def __str__(self) -> str:
        return self.name_en
