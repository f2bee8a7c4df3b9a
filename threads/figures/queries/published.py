"""The published quarters, as a list and as tables: all that others read of the protected types."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.small_counts.holding import Hidden
from access.small_counts.words import said
from access.toolkit.cells import Kind as CellKind
from access.toolkit.drawn import Name
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import InOrder
from language.words import day, named, number
from partners.fields import place_words
from partners.models import Place, Tier
from partners.models.places import numbers_in
from threads.figures.models import PublishedCell, PublishedTable
from threads.figures.quarterly import QUARTERLY
from threads.figures.queries.lists import PlaceChoice
from threads.figures.queries.periods import quarter_words

SHOWN = (Tier.NATIONAL, Tier.DIVISION, Tier.DISTRICT)


def _tables() -> list[tuple[str, Any]]:
    return [("", _("Every table")), *((name, QUARTERLY[name].title) for name in QUARTERLY)]


def _quarters() -> list[tuple[str, Any]]:
    found = PublishedTable.objects.order_by("-quarter").values_list("quarter", flat=True).distinct()
    return [("", _("Every quarter")), *((f"{one}", quarter_words(one)) for one in found)]


def _cells(viewer: Viewer, chosen: Mapping[str, Any]) -> QuerySet[PublishedCell]:
    rows = PublishedCell.objects.select_related("table", "place__parent")
    if not viewer.is_in_network:
        return rows.none()
    if (place := chosen.get("place")) is not None:
        rows = rows.filter(place__path__startswith=place.path)
    return rows.annotate(quarter=F("table__quarter"), path=F("place__path"))


class CellLine(NamedTuple):
    """A published cell as a sheet tells it."""

    table: str
    quarter: date
    place: Place
    column: str
    people: int | None
    told: str
    sent: int | None
    asked: int | None


def cell_lines(_viewer: Viewer, cells: Sequence[PublishedCell]) -> Iterable[CellLine]:
    """Return what the columns read of some cells."""
    for one in cells:
        source = QUARTERLY.get(one.table.name)
        called = source.columns() if source is not None else {}
        yield CellLine(
            table=str(source.title) if source is not None else one.table.name,
            quarter=one.table.quarter,
            place=one.place,
            column=called.get(one.column, one.column),
            people=one.count,
            told=said(one.told),
            sent=one.sent,
            asked=one.asked,
        )


PUBLISHED = RecordList(
    url_name="figures_published",
    rows=InOrder("published", _cells, lambda: ("-quarter", "path", "pk")),
    chips=(Chip("all", "", empty=_("No quarter is published yet.")),),
    filters=(
        Filter(
            "table",
            lambda _viewer: forms.ChoiceField(label=_("Table"), required=False, choices=_tables),
            lambda name: Q(table__name=name),
        ),
        Filter(
            "quarter",
            lambda _viewer: forms.ChoiceField(label=_("Quarter"), required=False, choices=_quarters),
            lambda first: Q(table__quarter=first),
        ),
        Filter("place", lambda _viewer: PlaceChoice()),
    ),
    columns=(
        Column("table", _("Table"), value=lambda row: row.table, tag="#meta+table"),
        Column("quarter", _("Quarter, from"), value=lambda row: row.quarter, kind=CellKind.DAY, tag="#date"),
        Column("place", _("Place"), value=lambda row: place_words(row.place), tag="#loc"),
        Column("column", _("What is counted"), value=lambda row: row.column, tag="#activity+type"),
        Column("count", _("People"), value=lambda row: row.people, kind=CellKind.NUMBER, tag="#affected"),
        Column("told", _("As it is told"), value=lambda row: row.told, tag="#affected+told"),
        Column("sent", _("Returns sent"), value=lambda row: row.sent, kind=CellKind.NUMBER, tag="#meta+sent"),
        Column(
            "asked",
            _("Returns asked for"),
            value=lambda row: row.asked,
            kind=CellKind.NUMBER,
            tag="#meta+asked",
        ),
    ),
    title=_("Published quarters"),
    lines=cell_lines,
)


class ToldCell(NamedTuple):
    """A cell as the page shows it."""

    words: str
    is_under: bool
    is_held_back: bool
    is_missing: bool
    # How many returns are in it, where some are missing.
    part: str


def _shown(cell: PublishedCell) -> ToldCell:
    told, part = cell.told, ""
    if cell.sent is not None and cell.asked is not None and 0 < cell.sent < cell.asked:
        words = {"sent": number(cell.sent), "asked": number(cell.asked)}
        part = _now("%(sent)s of %(asked)s returns") % words
    return ToldCell(said(told), told is Hidden.UNDER, told is Hidden.HELD_BACK, told is Hidden.MISSING, part)


class QuarterRow(NamedTuple):
    """A place of it as a row draws it."""

    place: Name
    cells: tuple[ToldCell, ...]
    heads: tuple[str, ...]
    is_sum: bool


@dataclass(frozen=True)
class QuarterShown:
    """One published table, for a place and what lies next below it."""

    name: str
    title: str
    quarter: date
    published: str
    heads: list[str]
    rows: list[tuple[Place, list[ToldCell], bool]]

    @property
    def own_id(self) -> str:
        """What its heading is called in the page."""
        return f"published-{self.name.replace('.', '-')}"

    @property
    def lines(self) -> list[QuarterRow]:
        """The rows as they are drawn."""
        heads = tuple(map(str, self.heads))
        return [
            QuarterRow(Name(place.name_en, place.name_bn, "", ""), tuple(cells), heads, is_sum)
            for place, cells, is_sum in self.rows
        ]

    @property
    def words(self) -> str:
        """Its months."""
        return quarter_words(self.quarter)

    @property
    def has_missing(self) -> bool:
        """Whether something of it was not sent."""
        return any(cell.is_missing or cell.part for _place, cells, _is_sum in self.rows for cell in cells)

    @property
    def under(self) -> str:
        """What stands for a small count."""
        return said(Hidden.UNDER)


def quarters_shown(
    viewer: Viewer, place: Place, *, quarter: date | None = None, name: str = ""
) -> list[QuarterShown]:
    """Return the published tables around a place: the newest quarter of each source, or what is asked for."""
    if not viewer.is_in_network:
        return []
    tables = PublishedTable.objects.filter(name__in=[name] if name else list(QUARTERLY))
    if quarter is not None:
        tables = tables.filter(quarter=quarter)
    newest = list(tables.order_by("name", "-quarter").distinct("name"))
    rows = _rows_around(place)
    cells: dict[int, dict[tuple[int, str], PublishedCell]] = {one.pk: {} for one in newest}
    for one in PublishedCell.objects.filter(table__in=newest, place__in=rows):
        cells[one.table_id][one.place_id, one.column] = one
    order = list(QUARTERLY)
    newest.sort(key=lambda table: order.index(table.name))
    return [_table(table, rows, cells[table.pk]) for table in newest]


def _table(
    table: PublishedTable, rows: Sequence[Place], cells: Mapping[tuple[int, str], PublishedCell]
) -> QuarterShown:
    source = QUARTERLY[table.name]
    called, counted = source.columns(), {code for _place, code in cells}
    # A table stays as it was published, whatever its source counts by now.
    codes = [*(code for code in called if code in counted), *sorted(counted - called.keys())]
    told = [
        (place, [_shown(cells[place.pk, code]) for code in codes], at == 0)
        for at, place in enumerate(rows)
        if all((place.pk, code) in cells for code in codes)
    ]
    # The sum stands below what it sums.
    told = [*(row for row in told if not row[2]), *(row for row in told if row[2])]
    return QuarterShown(
        table.name,
        str(source.title),
        table.quarter,
        day(table.published_at),
        [called.get(code, code) for code in codes],
        told,
    )


def _rows_around(place: Place) -> list[Place]:
    """The country with its divisions, or a division with its districts; of what lies below that, too."""
    above = Place.objects.filter(pk__in=numbers_in(place.path), tier__in=(Tier.NATIONAL, Tier.DIVISION))
    head = above.order_by("-path").first() or Place.objects.get(tier=Tier.NATIONAL)
    below = Place.objects.filter(parent=head, tier__in=SHOWN, until=None)
    return [head, *sorted(below, key=named)]
