"""The kinds of local offices as people and programs read them: a list, and what comes of one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.engine import VIEW, can, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, beside, record_columns
from access.toolkit.lists import Column, Filter, RecordList
from access.toolkit.rows import InOrder
from language.words import named
from partners.loading.local_offices import planned
from partners.models import Committee, OfficeKind
from partners.models.office_kinds import PLACE, TIERS
from partners.parties import NATIONAL_COMMITTEE


def may_keep(viewer: Viewer) -> bool:
    """Whether this person says which local offices the places of the country have."""
    return can(viewer, "keep_office_kinds", national())


def national() -> Committee:
    """The committee whose secretariat does."""
    return Committee.objects.get(code=NATIONAL_COMMITTEE)


def find_office_kind(viewer: Viewer, ref: str, action: str = VIEW) -> OfficeKind:
    """Return the kind behind an address."""
    records = OfficeKind.objects.select_related("parent")
    return get_permitted(viewer, OfficeKind, ref, action, records=records)


class Making(NamedTuple):
    """How many places have an office of a kind, and how many would get one."""

    to_make: int | None
    there: int
    is_being_made: bool


def making(viewer: Viewer, kind: OfficeKind) -> Making:
    """What comes of a kind if its offices are made now: counted for whoever may make them.

    Counting reads every body of the level. Everybody else reads what was noted when they were made last.
    """
    if not may_keep(viewer):
        return Making(None, kind.made or 0, kind.asked_at is not None)
    plan = planned(kind)
    return Making(len(plan.make), len(plan.there), kind.asked_at is not None)


def said(name: str) -> str:
    """A name of a kind as people read it: where the place comes first, that is shown."""
    return name.replace(PLACE, "…")


class OfficeKindRow(NamedTuple):
    """What a row shows of a kind."""

    ref: str
    name: str
    head: str
    tier: str
    side: str
    made: int | None


def office_kind_row(kind: OfficeKind) -> OfficeKindRow:
    """Return what a row shows of a kind."""
    return OfficeKindRow(
        kind.ref,
        said(named(kind)),
        named(kind, "head"),
        kind.get_tier_display(),
        kind.get_side_display(),
        kind.made,
    )


def called_today(kind: OfficeKind) -> dict[str, Any]:
    """What a kind is called, as its form shows it."""
    return {
        "name_en": kind.name_en,
        "name_bn": kind.name_bn,
        "head_en": kind.head_en,
        "head_bn": kind.head_bn,
        "aliases": list(kind.aliases),
    }


def _kinds(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[OfficeKind]:
    return OfficeKind.objects.permitted(viewer).select_related("parent")


_TIER = Filter(
    "tier",
    lambda _viewer: forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", _("All levels")), *TIERS],
        widget=forms.Select({"aria-label": _("Level")}),
    ),
    lambda tier: Q(tier=tier) if tier else Q(),
)
OFFICE_KINDS: RecordList[OfficeKind] = RecordList(
    url_name="office_kinds",
    rows=InOrder("office_kinds", _kinds, lambda: ("tier", "name_en", "pk")),
    filters=(_TIER,),
    columns=(
        Column("name", _("Kind of office"), value=lambda kind: said(named(kind)), tag="#org"),
        Column("tier", _("Level"), value=lambda kind: str(kind.get_tier_display()), tag="#adm"),
        Column("side", _("Side"), value=lambda kind: str(kind.get_side_display()), tag="#org+side"),
        Column(
            "made", _("Places that have one"), value=lambda kind: kind.made, kind=Kind.NUMBER, tag="#reached"
        ),
        beside("head", _("Its head"), lambda kind: named(kind, "head"), "#org+head"),
        *record_columns("office_kind", lambda kind: kind.ref),
    ),
    title=_("Kinds of local offices"),
)
