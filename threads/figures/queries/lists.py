"""The sums of field updates as lists: of the whole network, and of all that one organisation sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.engine import get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import Kind as CellKind
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import InOrder
from language.words import local_day, named
from partners.districts import DISTRICT_COLUMNS, NO_DISTRICT, District, districts_of
from partners.fields import place_words
from partners.listed import ByRef
from partners.models import Organisation, Place, Tier
from threads.figures.models import NetworkSum, OwnSum, Sum, said_of
from threads.figures.queries.periods import Period, choices, period_of
from threads.updates.figures import LABELS
from threads.updates.models import FIGURES, PEOPLE, FieldUpdate

BY_MONTH, BY_PLACE, BY_ORGANISATION = "months", "places", "organisations"
OPEN = [one for one in FieldUpdate.Type if one not in FieldUpdate.PROTECTED]


class PlaceChoice(ByRef):
    """The country, a division or a district; an address may name any place below, too."""

    def __init__(self) -> None:
        super().__init__(Place, _("Place"))
        tiers = (Tier.DIVISION, Tier.DISTRICT)
        places = Place.objects.filter(tier__in=tiers, until=None).order_by("path")
        offered = [
            (one.ref, named(one) if one.tier == Tier.DIVISION else f"\u2003{named(one)}") for one in places
        ]
        self.select = forms.Select(choices=[("", _("Whole country")), *offered])
        self.widget = self.select

    def clean(self, value: Any) -> Any:
        """Return the place; one that is not offered stands among the choices then."""
        place = super().clean(value)
        if place is not None and place.ref not in dict(self.select.choices):
            self.select.choices = [*self.select.choices, (place.ref, place_words(place))]
        return place


def _period(viewer: Viewer) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Period"), required=False, choices=choices(local_day(viewer.at)), widget=forms.Select
    )


def _type(of: Sequence[FieldUpdate.Type]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        choices=[("", _("Everything")), *((one.value, one.label) for one in of)],
    )


def period_asked(viewer: Viewer, chosen: Mapping[str, Any]) -> Period:
    """The months that are looked at."""
    return period_of(chosen.get("period", ""), local_day(viewer.at))


def place_asked(chosen: Mapping[str, Any]) -> Place:
    """The place that is looked at, with all that lies in it: the country where none is named."""
    place: Place | None = chosen.get("place")
    return place if place is not None else Place.objects.get(tier=Tier.NATIONAL)


def of_network(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[NetworkSum]:
    """The sums of what the whole network reads, for a period and a type: of every place and organisation."""
    return _within(NetworkSum.objects.all(), viewer, chosen)


def of_own(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[OwnSum]:
    """The same of what organisations sent; which one is said `around`."""
    return _within(OwnSum.objects.all(), viewer, chosen)


def _within(rows: QuerySet[Any], viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[Any]:
    if not viewer.is_in_network:
        return rows.none()
    period = period_asked(viewer, chosen)
    rows = rows.filter(month__gte=period.first, month__lte=period.last)
    if of := chosen.get("type"):
        rows = rows.filter(type=of)
    return rows.select_related("place__parent", "organisation")


def _by_month(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[NetworkSum]:
    return of_network(viewer, chosen).filter(
        place=place_asked(chosen), organisation=chosen.get("organisation")
    )


def _by_place(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[NetworkSum]:
    rows = of_network(viewer, chosen).filter(organisation=chosen.get("organisation"))
    return rows.filter(place__parent=place_asked(chosen)).annotate(path=F("place__path"))


def _by_organisation(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[NetworkSum]:
    rows = of_network(viewer, chosen).filter(place=place_asked(chosen), organisation__isnull=False)
    if (one := chosen.get("organisation")) is not None:
        rows = rows.filter(organisation=one)
    return rows.annotate(called=F("organisation__name_en"))


def _own_by_month(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[OwnSum]:
    return of_own(viewer, chosen).filter(place=place_asked(chosen))


def _own_by_place(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[OwnSum]:
    rows = of_own(viewer, chosen).filter(place__parent=place_asked(chosen))
    return rows.annotate(path=F("place__path"))


class SumLine(NamedTuple):
    """One row of sums as a sheet tells it."""

    month: date
    type: str
    place: Place
    district: District
    organisation: Organisation | None
    updates: int
    people: int | None
    figures: tuple[int | None, ...]


def figure_of(row: Sum, name: str) -> int | None:
    """A figure; nothing of what nobody counted or is not asked of this type."""
    if name in PEOPLE:
        return int(getattr(row, name)) if getattr(row, said_of(name)) else None
    return getattr(row, name) or (0 if _goes_with(row, name) else None)


def _goes_with(row: Sum, name: str) -> bool:
    """Whether a nought says something: of those who were asked nobody, of those intercepted nobody."""
    if name == "improved":
        return bool(row.asked)
    return name in ("referred", "reported_missing") and row.type == FieldUpdate.Type.INTERCEPTION


def sum_lines(_viewer: Viewer, rows: Sequence[NetworkSum | OwnSum]) -> Iterable[SumLine]:
    """Return what the columns read of some rows."""
    districts = districts_of(one.place_id for one in rows)
    for row in rows:
        yield SumLine(
            month=row.month,
            type=str(row.get_type_display()),
            place=row.place,
            district=districts.get(row.place_id, NO_DISTRICT),
            organisation=row.organisation,
            updates=row.updates,
            people=sum(getattr(row, name) for name in PEOPLE) if row.counted else None,
            figures=tuple(figure_of(row, name) for name in FIGURES),
        )


def _figure(number: int, name: str) -> Column:
    return Column(
        name,
        LABELS[name],
        value=lambda row: row.figures[number],
        tag=f"#affected+{name}",
        kind=CellKind.NUMBER,
    )


COLUMNS = (
    Column("month", _("Month"), value=lambda row: row.month, kind=CellKind.DAY, tag="#date+month"),
    Column("type", _("What it is about"), value=lambda row: row.type, tag="#activity+type"),
    Column("place", _("Place"), value=lambda row: place_words(row.place), tag="#loc"),
    *DISTRICT_COLUMNS,
    Column(
        "organisation",
        _("Organisation"),
        value=lambda row: named(row.organisation) if row.organisation else _("Every organisation"),
        tag="#org",
    ),
    Column("updates", _("Updates"), value=lambda row: row.updates, tag="#activity+num", kind=CellKind.NUMBER),
    Column("people", _("People"), value=lambda row: row.people, tag="#affected", kind=CellKind.NUMBER),
    *(_figure(number, name) for number, name in enumerate(FIGURES)),
)
_EMPTY = _("No field update of this period is counted here.")
_PERIOD = Filter("period", _period)
_PLACE = Filter("place", lambda _viewer: PlaceChoice())

FIGURES_LIST = RecordList(
    url_name="figures",
    rows=InOrder("figures", _by_month, lambda: ("-month", "-type", "-pk")),
    chips=(
        Chip(BY_MONTH, _("By month"), empty=_EMPTY),
        Chip(
            BY_PLACE,
            _("By place"),
            empty=_EMPTY,
            rows=InOrder("figures by place", _by_place, lambda: ("path", "month", "type", "pk")),
        ),
        Chip(
            BY_ORGANISATION,
            _("By organisation"),
            empty=_EMPTY,
            rows=InOrder("figures by body", _by_organisation, lambda: ("called", "month", "type", "pk")),
        ),
    ),
    filters=(
        _PERIOD,
        _PLACE,
        Filter("type", lambda _viewer: _type(OPEN)),
        Filter("organisation", lambda _viewer: ByRef(Organisation, _("Organisation"))),
    ),
    columns=COLUMNS,
    title=_("Field figures"),
    lines=sum_lines,
)


def _around(viewer: Viewer, ref: str) -> Q:
    return Q(organisation=get_permitted(viewer, Organisation, ref, "read_own_figures").pk)


OWN_FIGURES = RecordList(
    url_name="figures_own",
    rows=InOrder("own figures", _own_by_month, lambda: ("-month", "-type", "-pk")),
    chips=(
        Chip(BY_MONTH, _("By month"), empty=_EMPTY),
        Chip(
            BY_PLACE,
            _("By place"),
            empty=_EMPTY,
            rows=InOrder("own figures by place", _own_by_place, lambda: ("path", "month", "type", "pk")),
        ),
    ),
    filters=(_PERIOD, _PLACE, Filter("type", lambda _viewer: _type(list(FieldUpdate.Type)))),
    columns=COLUMNS,
    title=_("Own field figures"),
    lines=sum_lines,
    holds_own=True,
    around=_around,
)
