"""Lists of the directory that no page shows as one: programs read them, and people take them as sheets."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.lists import Filter, RecordList
from access.toolkit.rows import InOrder
from language.fields import LineField
from language.words import local_day
from partners.cells import COMMITTEE_COLUMNS, SEAT_COLUMNS, committee_lines, seat_lines
from partners.models import COMMITTEE_TIERS, Committee, Place, Seat
from partners.naming import committee_is_like, names_contain


class ByRef(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record by its reference; an address asks for it, and no page lists them all."""

    widget: forms.Widget | type[forms.Widget] = forms.HiddenInput

    def __init__(self, model: type[Model], label: Any) -> None:
        super().__init__(model._default_manager.all(), to_field_name="ref", required=False, label=label)

    def clean(self, value: Any) -> Any:
        """Return the record. The database holds no text with a NUL in it, and may not be asked for one."""
        return super().clean(str(value or "").replace("\x00", "\ufffd"))


_TIER = Filter(
    "tier",
    lambda _viewer: forms.ChoiceField(label=_("Level"), required=False, choices=[("", ""), *COMMITTEE_TIERS]),
    lambda tier: Q(tier=tier),
)
NAME = Filter(
    "q", lambda _viewer: LineField(label=_("Search"), required=False, max_length=120), names_contain
)
_COMMITTEE = Filter("q", NAME.field, committee_is_like)


def _committees(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Committee]:
    return Committee.objects.permitted(viewer).select_related("place", "parent", "convener")


def _places(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Place]:
    return Place.objects.permitted(viewer).select_related("parent")


def _seats(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Seat]:
    rows = Seat.objects.permitted(viewer).filter(Q(until=None) | Q(until__gt=local_day(viewer.at)))
    return rows.select_related("committee", "office__organisation", "organisation")


def _of_committee(viewer: Viewer, ref: str) -> Q:
    return Q(committee=get_permitted(viewer, Committee, ref).pk)


COMMITTEES = RecordList(
    url_name="committees",
    rows=InOrder("committees", _committees, lambda: ("tier", "name_en", "pk")),
    filters=(
        _TIER,
        _COMMITTEE,
        Filter("parent", lambda _viewer: ByRef(Committee, _("Committee above")), lambda one: Q(parent=one)),
        Filter("place", lambda _viewer: ByRef(Place, _("Place")), lambda one: Q(place=one)),
    ),
    columns=COMMITTEE_COLUMNS,
    title=_("Committees"),
    lines=committee_lines,
)
SEATS = RecordList(
    url_name="committee",
    rows=InOrder("seats", _seats, lambda: ("precedence", "pk")),
    columns=SEAT_COLUMNS,
    title=_("Members by seat"),
    lines=seat_lines,
    around=_of_committee,
)
PLACES = RecordList(
    url_name="places",
    rows=InOrder("places", _places, lambda: ("path", "pk")),
    filters=(
        _TIER,
        NAME,
        Filter("parent", lambda _viewer: ByRef(Place, _("Place above")), lambda one: Q(parent=one)),
    ),
    no_sheet="places are found by their committees and bodies, and no page lists them",
)
