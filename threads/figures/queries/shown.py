"""What a page of figures shows: sums by month as charts and as a table, or by place, or by organisation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models import Sum as Add
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from access.toolkit.drawn import Body, body_of
from access.toolkit.lists import Asked
from access.toolkit.rows import InOrder
from language.words import local_day, month_words, number
from partners.fields import place_words
from partners.models import Organisation, Place
from threads.figures.models import Sum, said_of
from threads.figures.queries.charts import Chart, bars, shares
from threads.figures.queries.lists import BY_MONTH, BY_PLACE, period_asked, place_asked
from threads.figures.queries.periods import SIX_MONTHS, TWELVE, Period
from threads.updates.figures import LABELS
from threads.updates.models import PEOPLE, FieldUpdate

# So many organisations a page shows; the sheet holds all.
MOST = 50
BESIDE = tuple(name for name in LABELS if name not in PEOPLE)


@dataclass
class Tally:
    """Some sums together."""

    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Sum.SUMMED, 0))

    def add(self, row: Mapping[str, int]) -> None:
        """Add a row of sums."""
        for name in Sum.SUMMED:
            self.sums[name] += row[name]

    @property
    def people(self) -> int | None:
        """How many; None where nobody counted."""
        return sum(self.sums[name] for name in PEOPLE) if self.sums["counted"] else None

    def figure(self, name: str) -> int | None:
        """One figure; None where nobody counted."""
        is_said = self.sums[said_of(name)] if name in PEOPLE else self.sums[name]
        if name == "improved":
            is_said = self.sums["asked"]
        return self.sums[name] if is_said else None


def _by_age(month: Tally) -> list[int] | None:
    """Grown people and children of a month; none where nobody counted."""
    sums = month.sums
    counted = [sums["women"] + sums["men"], sums["girls"] + sums["boys"]]
    return counted if month.people is not None else None


class Line(NamedTuple):
    """A line of a table: what it counts, and how many in each column; None is no nought."""

    label: str
    cells: tuple[int | None, ...]
    is_sum: bool = False


class PlaceLine(NamedTuple):
    """A place, or an organisation, with all figures of the period."""

    label: str
    url: str
    body: Body | None
    cells: tuple[int | None, ...]


class FiguresShown:
    """The figures that somebody asked for."""

    def __init__(self, asked: Asked[Any], at: datetime) -> None:
        self.asked, self.at = asked, at

    @cached_property
    def period(self) -> Period:
        """Its months."""
        return period_asked(self.asked.viewer, self.asked.chosen)

    @cached_property
    def place(self) -> Place:
        """Where."""
        return place_asked(self.asked.chosen)

    @property
    def organisation(self) -> Organisation | None:
        """Of whom, where one is chosen."""
        return self.asked.chosen.get("organisation")

    @property
    def is_open(self) -> bool:
        """Whether one of its months is not over."""
        return self.period.first <= self._this_month <= self.period.last

    @property
    def is_long(self) -> bool:
        """Whether its months are more than a phone shows beside each other."""
        return self.period.length > SIX_MONTHS

    @property
    def open_month(self) -> str:
        """The month that is not over."""
        return month_words(self._this_month)

    @cached_property
    def _this_month(self) -> date:
        return local_day(self.at).replace(day=1)

    @property
    def _begun(self) -> list[date]:
        """Its months without those to come, of which there is nothing to count."""
        return [month for month in self.period.months if month <= self._this_month]

    def _rows(self, chip: str) -> QuerySet[Any]:
        declared = self.asked.declared
        source = declared.by_name[chip].rows or declared.rows
        assert isinstance(source, InOrder)
        rows = source.rows(self.asked.viewer, self.asked.chosen).select_related(None).order_by()
        return rows if self.asked.within is None else rows.filter(self.asked.within)

    @cached_property
    def by_month(self) -> list[Mapping[str, Any]]:
        """The rows of sums of the place, as they are kept."""
        return list(self._rows(BY_MONTH).values("month", "type", *Sum.SUMMED))

    @cached_property
    def total(self) -> Tally:
        """All of the period."""
        return _together(self.by_month)

    @cached_property
    def months(self) -> list[Tally]:
        """Each month of the period."""
        rows = self.by_month
        return [_together(row for row in rows if row["month"] == month) for month in self.period.months]

    @property
    def heads_of_months(self) -> tuple[str, ...]:
        """The heads of the table by month."""
        return (*self.heads, _("In all"))

    @property
    def heads(self) -> list[str]:
        """The months as heads of columns."""
        return [month_words(month) for month in self.period.months]

    @property
    def lines(self) -> list[Line]:
        """The table by month: updates of each type, people, and what else is asked."""
        months = self.months
        found = [self._of_type(of) for of in FieldUpdate.Type if any(r["type"] == of for r in self.by_month)]
        for name in PEOPLE:
            found.append(self._line(str(LABELS[name]), [one.figure(name) for one in months], name))
        found.append(Line(_("People in all"), (*(one.people for one in months), self.total.people), True))
        for name in BESIDE:
            found.append(self._line(str(LABELS[name]), [one.figure(name) for one in months], name))
        return [line for line in found if any(cell is not None for cell in line.cells)]

    def _line(self, label: str, cells: Sequence[int | None], name: str) -> Line:
        return Line(label, (*cells, self.total.figure(name)))

    def _of_type(self, of: FieldUpdate.Type) -> Line:
        count = {row["month"]: row["updates"] for row in self.by_month if row["type"] == of}
        counts = [count.get(month, 0) if month <= self._this_month else None for month in self.period.months]
        return Line(str(of.label), (*counts, sum(count.values())))

    @property
    def charts(self) -> list[Chart]:
        """The same as charts: people, updates, and of those asked how many know more."""
        begun = len(self._begun)
        heads, months = self.heads[:begun], self.months[:begun]
        found = []
        if self.total.people is not None:
            grown = [_by_age(month) for month in months]
            keys = [_("women and men"), _("girls and boys")]
            found.append(bars(_("People"), heads, grown, keys=keys))
        count = self.total.sums["updates"]
        said = _("%(count)s in all") % {"count": number(count)}
        found.append(bars(_("Updates"), heads, [[m.sums["updates"]] for m in months], note=said))
        if self.total.sums["asked"]:
            parts = [(m.sums["improved"], m.sums["asked"]) for m in months]
            found.append(shares(_("Know more afterwards"), heads, parts, note=_("of those asked")))
        return found

    @cached_property
    def columns(self) -> list[str]:
        """Which figures stand in the table by place: those that any of them has."""
        return [name for name in (*PEOPLE, *BESIDE) if any(t.figure(name) is not None for t in self._tallies)]

    @property
    def column_heads(self) -> tuple[str, ...]:
        """Their heads."""
        people = [str(LABELS[name]) for name in self.columns if name in PEOPLE]
        besides = [str(LABELS[name]) for name in self.columns if name not in PEOPLE]
        return (_("Updates"), *people, *([_("People in all")] if people else []), *besides)

    @cached_property
    def _grouped(self) -> list[tuple[int, Tally]]:
        by = "place" if self.asked.chip.name == BY_PLACE else "organisation"
        sums = {f"all_{name}": Add(name) for name in Sum.SUMMED}
        rows = self._rows(self.asked.chip.name).values(by).annotate(**sums)
        rows = rows.order_by("-all_updates", by)[: MOST + 1]
        found = []
        for row in rows:
            found.append((row[by], _together([{name: row[f"all_{name}"] for name in Sum.SUMMED}])))
        return found

    @property
    def _tallies(self) -> list[Tally]:
        return [tally for _number, tally in self._grouped[:MOST]]

    @property
    def is_cut(self) -> bool:
        """Whether there are more than the page shows."""
        return len(self._grouped) > MOST

    @cached_property
    def places(self) -> list[PlaceLine]:
        """The places below, or the organisations, each with its figures."""
        numbers = [one for one, _tally in self._grouped[:MOST]]
        if self.asked.chip.name == BY_PLACE:
            places = {one.pk: one for one in Place.objects.filter(pk__in=numbers).select_related("parent")}
            return [
                PlaceLine(place_words(places[one]), self._to(place=places[one].ref), None, self._cells(tally))
                for one, tally in self._grouped[:MOST]
            ]
        bodies = {one.pk: one for one in Organisation.objects.filter(pk__in=numbers)}
        return [
            PlaceLine("", self._to(organisation=bodies[one].ref), body_of(bodies[one]), self._cells(tally))
            for one, tally in self._grouped[:MOST]
        ]

    def _cells(self, tally: Tally) -> tuple[int | None, ...]:
        people = [tally.figure(name) for name in self.columns if name in PEOPLE]
        besides = [tally.figure(name) for name in self.columns if name not in PEOPLE]
        return (tally.sums["updates"], *people, *([tally.people] if people else []), *besides)

    def _to(self, **more: str) -> str:
        """The address of the same by month, narrowed."""
        told = self.asked.told_of(self.asked.declared.chips[0]) | more
        return f"{self.asked.address}?{urlencode(told)}"

    @property
    def wider_url(self) -> str:
        """The address of the same over twelve months, where fewer are looked at."""
        if self.is_long:
            return ""
        told = self.asked.told_of(self.asked.chip) | {"period": TWELVE}
        return f"{self.asked.address}?{urlencode(told)}"

    @property
    def above_url(self) -> str:
        """The address of the same in what the place lies in, or nothing."""
        if self.place.parent is None:
            return ""
        told = self.asked.told_of(self.asked.chip) | {"place": self.place.parent.ref}
        return f"{self.asked.address}?{urlencode(told)}"

    @property
    def everybody_url(self) -> str:
        """The address of the same of every organisation."""
        told = self.asked.told_of(self.asked.chip) | {"organisation": ""}
        return f"{self.asked.address}?{urlencode(told)}"

    @property
    def is_filled(self) -> bool:
        """Whether there is anything of it to take out."""
        return bool(self.by_month if self.asked.chip.name == BY_MONTH else self._grouped)

    @property
    def place_called(self) -> str:
        """Where, in words."""
        return place_words(self.place)


def _together(rows: Iterable[Mapping[str, Any]]) -> Tally:
    tally = Tally()
    for row in rows:
        tally.add(row)
    return tally
