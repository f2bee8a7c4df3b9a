"""Ports, border points, airports, landing places, camps and wards: a list, and what became of one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.rules.engine import VIEW, can, get_permitted, require
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, beside, record_columns
from access.toolkit.lists import Column, Filter, RecordList
from access.toolkit.rows import InOrder
from language.words import named
from partners.listed import NAME
from partners.models import POINTS, Place, PlaceStep
from partners.office_kinds import national

WHAT = pgettext_lazy("place", "What it is")
POINT_TIERS = [(tier.value, tier.label) for tier in POINTS]


def may_keep_points(viewer: Viewer) -> bool:
    """Whether this person enters such places."""
    return can(viewer, "keep_points", national())


def must_keep_points(viewer: Viewer) -> None:
    """Refuse whoever may not."""
    require(viewer, "keep_points", national())


def find_point(viewer: Viewer, ref: str, action: str = VIEW) -> Place:
    """Return the place behind an address. To keep it is a right about the whole country, and none of its."""
    place = get_permitted(viewer, Place, ref, records=_points().select_related("parent"))
    if action != VIEW:
        must_keep_points(viewer)
    return place


def _points() -> QuerySet[Place]:
    return Place.objects.filter(tier__in=POINTS)


class PointRow(NamedTuple):
    """What a row shows of one."""

    ref: str
    name: str
    other: str
    tier: str
    district: str
    until: date | None


def point_row(place: Place) -> PointRow:
    """Return what a row shows of a place."""
    name = named(place)
    other = place.name_en if name == place.name_bn else place.name_bn
    return PointRow(place.ref, name, other, place.get_tier_display(), named(place.parent), place.until)


def called_now(place: Place) -> dict[str, Any]:
    """What it is called, as its form shows it."""
    return {"name_en": place.name_en, "name_bn": place.name_bn}


def steps_of(place: Place) -> list[PlaceStep]:
    """What became of it, the latest first."""
    return list(place.steps.order_by("-pk"))


def _listed(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Place]:
    last = PlaceStep.objects.filter(place=OuterRef("pk")).order_by("-pk")
    rows = Place.objects.permitted(viewer).filter(tier__in=POINTS).select_related("parent")
    return rows.annotate(source=Subquery(last.values("source")[:1]))


_TIER = Filter(
    "tier",
    lambda _viewer: forms.ChoiceField(
        label=WHAT,
        required=False,
        choices=[("", _("All of them")), *POINT_TIERS],
        widget=forms.Select({"aria-label": WHAT}),
    ),
    lambda tier: Q(tier=tier) if tier else Q(),
)
POINTS_LIST: RecordList[Place] = RecordList(
    url_name="points",
    rows=InOrder("points", _listed, lambda: ("tier", "name_en", "pk")),
    filters=(_TIER, NAME),
    columns=(
        Column("name", _("Place"), value=named, tag="#loc+name"),
        Column("tier", WHAT, value=lambda place: str(place.get_tier_display()), tag="#loc+type"),
        Column("district", _("District"), value=lambda place: named(place.parent), tag="#adm2+name"),
        Column("until", _("Closed"), value=lambda place: place.until, kind=Kind.DAY, tag="#date+end"),
        beside("source", _("Where that stands"), lambda place: place.source or "", "#meta+source"),
        *record_columns("point", lambda place: place.ref),
    ),
    title=_("Ports, airports, camps and wards"),
)
