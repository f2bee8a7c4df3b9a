"""Lists of the directory that no page shows as a list: programs read them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.lists import Filter, RecordList
from access.toolkit.rows import InOrder
from language.fields import LineField
from partners.models import Committee, Place, Tier
from partners.naming import names_contain

NO_SHEET = "a sheet follows from a page, and no page lists them all"


class _ByRef(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record by its reference."""

    def __init__(self, model: type[Model], label: Any) -> None:
        super().__init__(model._default_manager.all(), to_field_name="ref", required=False, label=label)

    def clean(self, value: Any) -> Any:
        """Return the record. The database holds no text with a NUL in it, and may not be asked for one."""
        return super().clean(str(value or "").replace("\x00", "\ufffd"))


_TIER = Filter(
    "tier",
    lambda _viewer: forms.ChoiceField(label=_("Level"), required=False, choices=[("", ""), *Tier.choices]),
    lambda tier: Q(tier=tier),
)
_NAME = Filter(
    "q", lambda _viewer: LineField(label=_("Search"), required=False, max_length=120), names_contain
)


def _committees(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Committee]:
    return Committee.objects.permitted(viewer).select_related("place", "parent")


def _places(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Place]:
    return Place.objects.permitted(viewer).select_related("parent")


COMMITTEES = RecordList(
    url_name="committees",
    rows=InOrder("committees", _committees, lambda: ("tier", "name_en", "pk")),
    filters=(
        _TIER,
        _NAME,
        Filter("parent", lambda _viewer: _ByRef(Committee, _("Committee above")), lambda one: Q(parent=one)),
        Filter("place", lambda _viewer: _ByRef(Place, _("Place")), lambda one: Q(place=one)),
    ),
    no_sheet=NO_SHEET,
)
PLACES = RecordList(
    url_name="places",
    rows=InOrder("places", _places, lambda: ("path", "pk")),
    filters=(
        _TIER,
        _NAME,
        Filter("parent", lambda _viewer: _ByRef(Place, _("Place above")), lambda one: Q(parent=one)),
    ),
    no_sheet=NO_SHEET,
)
