"""A list, declared once: its chips, filters, columns, order and address.

The page reads all of it from the declaration: which chips stand above it and how many records each keeps,
the form of its filters, the headings, where the list goes on, and the addresses of all of these, each of
which keeps what was chosen. One more filter, chip or column is one line in the room's declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django import forms
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from access.rules.viewer import Viewer, ViewerRequest
from access.toolkit import listing
from access.toolkit.cells import Column as Column
from access.toolkit.cells import as_they_are, in_network
from access.toolkit.counting import Countable, counts
from access.toolkit.kept import Kept, Value
from access.toolkit.keyset import PAGE_SIZE, Page
from access.toolkit.rows import OfAudience, Part, Rows, everything

M = TypeVar("M", bound=Model)
Text = str | Promise
# What is left of a list for a viewer, and for what it names beside.
Narrow = Callable[..., Q]
VIEW = "view"


@dataclass(frozen=True, eq=False)
class Chip:
    """A saved view of a list. One that is `apart` stands below it and is in none of its figures."""

    name: str
    label: Text
    keeps: Callable[[Viewer], Part] = everything
    has_count: bool = False
    is_hot: bool = False
    is_apart: bool = False
    # What the page says where it keeps nothing, and no filter is why.
    empty: Text = ""
    # Where its records come from, if not from where the others do.
    rows: Rows[Any] | None = None


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list: a form field for this viewer, and what a value keeps.

    A value that is a record may also be its number. A list whose order depends on the value leaves `narrow`
    out, and has its rows read the value.
    """

    name: str
    field: Callable[[Viewer], forms.Field]
    narrow: Callable[[Any], Q] | None = None

    def of_number(self, _viewer: Viewer, number: int) -> Q:
        """What the record of this number keeps."""
        assert self.narrow is not None
        return self.narrow(number)


@dataclass(frozen=True, eq=False)
class RecordList(Generic[M]):
    """The declaration. Its first chip is the one shown where none is asked for.

    What leaves the portal as a sheet: the `title`, and what the columns read of `lines`, made of a batch of
    records at once. A list of which no sheet is made says why in `no_sheet`.
    """

    url_name: str
    rows: Rows[M]
    chips: Sequence[Chip] = (Chip("all", ""),)
    filters: Sequence[Filter] = ()
    columns: Sequence[Column] = ()
    size: int = PAGE_SIZE
    title: Text = ""
    lines: Callable[[Viewer, Sequence[Any]], Iterable[Any]] = as_they_are
    no_sheet: str = ""
    # Also what is one organisation's alone: the log of exports, which oversight reads, tells no number of it.
    holds_own: bool = False
    # What of it leaves the portal, as a sheet or to a program, where that is not all of it.
    leaves: Callable[[], Q | None] = lambda: None
    # Who opens its page at all; and for a list of one record, what it keeps, or 404.
    opens_to: Callable[[Viewer], bool] = in_network
    around: Callable[[Viewer, str], Q] | None = None
    by_name: Mapping[str, Chip] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {chip.name: chip for chip in self.chips})

    def page(
        self,
        viewer: Viewer,
        chip: Chip | None = None,
        *,
        within: Q | None = None,
        chosen: Mapping[str, Any] | None = None,
        **place: Any,
    ) -> Page[M]:
        """Return one page of a chip, `within` a few where that is said."""
        chip = chip or self.chips[0]
        place.setdefault("size", self.size)
        rows = chip.rows or self.rows
        if within is None and isinstance(rows, OfAudience):
            place["first"] = lambda most: kept_part(rows, chip, None, most, in_order=True)(viewer)
        return rows.page(viewer, part_of(chip, viewer, within), chosen or {}, **place)

    def count(
        self,
        viewer: Viewer,
        chip: Chip | None = None,
        *,
        within: Q | None = None,
        cap: int = listing.COUNT_CAP,
    ) -> int:
        """Count a chip, no further than `cap`: shown as "99+"."""
        return counts(self.countable(viewer, chip, within=within, cap=cap))[0]

    def countable(
        self,
        viewer: Viewer,
        chip: Chip | None = None,
        *,
        within: Q | None = None,
        cap: int = listing.COUNT_CAP,
    ) -> Countable:
        """Return what `count` counts, to be counted in one statement with others."""
        chip = chip or self.chips[0]
        return (chip.rows or self.rows).countable(viewer, part_of(chip, viewer, within), cap)

    def kept_counts(self, *chips: Chip, narrow: Narrow | None = None) -> Callable[..., list[Countable]]:
        """Return what gives the `countable` of these chips, built once for all viewers of one shape.

        `narrow` says what is left of them for a viewer, and for what is named beside.
        """
        parts = [kept_part(chip.rows or self.rows, chip, narrow, listing.COUNT_CAP) for chip in chips]
        return lambda viewer, **values: [part(viewer, **values) for part in parts]

    @cached_property
    def counted_chips(self) -> list[Chip]:
        """The chips that say how many records they keep."""
        return [chip for chip in self.chips if chip.has_count]

    @cached_property
    def whole_counts(self) -> Callable[..., list[Countable]]:
        """Gives what these chips count where no filter narrows them."""
        return self.kept_counts(*self.counted_chips)

    def view_of(self, chip: Chip) -> dict[str, str]:
        """What an address says of a chip; nothing of the first."""
        return {} if chip == self.chips[0] else {VIEW: chip.name}

    def asked(self, request: ViewerRequest, *args: object, within: Q | None = None) -> Asked[M]:
        """What a request asks of this list, `within` a few where the address (`args`) is that of some."""
        address = reverse(self.url_name, args=args)
        return Asked(self, request.viewer, request.GET.dict(), address, within, *map(str, args))

    def asked_by(self, viewer: Viewer, query: Mapping[str, str], of: str = "") -> Asked[M]:
        """What a person asks of this list without its page, `of` one record where it is a list of one's."""
        around, leaving = self.around(viewer, of) if self.around is not None else None, self.leaves()
        if leaving is not None:
            around = leaving if around is None else around & leaving
        address = reverse(self.url_name, args=[of] if of else [])
        return Asked(self, viewer, query, address, around, of)

    @cached_property
    def sheet_columns(self) -> list[Column]:
        """The columns of its sheets."""
        return [] if self.no_sheet else [one for one in self.columns if one.value is not None]


class FilterForm(forms.Form):
    """The filters of a list as a form, bound where an address says something of one of them."""

    def __init__(self, filters: Sequence[Filter], viewer: Viewer, query: Mapping[str, str]) -> None:
        told = {one.name: query[one.name] for one in filters if query.get(one.name)}
        super().__init__(told or None)
        self.fields |= {one.name: one.field(viewer) for one in filters}
        # Above a list no label stands beside its filters: each says to those who hear it what it is.
        for one in self.fields.values():
            if one.label and not one.widget.is_hidden:
                one.widget.attrs.setdefault("aria-label", one.label)


class Asked(Generic[M]):
    """A list as one request asks for it: what its page shows."""

    def __init__(
        self,
        declared: RecordList[M],
        viewer: Viewer,
        query: Mapping[str, str],
        address: str,
        around: Q | None = None,
        of: str = "",
    ) -> None:
        self.declared, self.viewer, self.query, self.address = declared, viewer, query, address
        self.around, self.of = around, of
        self.chip = declared.by_name.get(query.get(VIEW, ""), declared.chips[0])

    @cached_property
    def form(self) -> forms.Form:
        """The form of the filters, bound where one of them says something."""
        return FilterForm(self.declared.filters, self.viewer, self.query)

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What the filters say, as far as they can be read."""
        if not self.form.is_bound or not self.form.is_valid():
            return {}
        return {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}

    @cached_property
    def within(self) -> Q | None:
        """What the filters keep. One that cannot be read keeps nothing: never the list of all."""
        if self.form.errors:
            return Q(pk__in=[])
        kept = self.around
        for one in self.declared.filters:
            if one.narrow is not None and one.name in self.chosen:
                narrow = one.narrow(self.chosen[one.name])
                kept = narrow if kept is None else kept & narrow
        return kept

    @cached_property
    def page(self) -> Page[M]:
        """The page of the list."""
        after, before = self.query.get("after"), self.query.get("before")
        return self.declared.page(
            self.viewer, self.chip, within=self.within, chosen=self.chosen, after=after, before=before
        )

    def batch(self, after: str | None, size: int) -> Page[M]:
        """So many records beyond a place, for a sheet."""
        return self.declared.page(
            self.viewer, self.chip, within=self.within, chosen=self.chosen, after=after, size=size, most=size
        )

    def length(self, cap: int) -> int:
        """How many records there are, no further than `cap`."""
        rows, part = self.chip.rows or self.declared.rows, part_of(self.chip, self.viewer, self.within)
        return counts(rows.countable(self.viewer, part, cap, self.chosen))[0]

    @property
    def records(self) -> list[M]:
        """The records of this page."""
        return self.page.records

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many records each chip keeps that says so, under the filters of now: one statement."""
        return self._counts_and()[0]

    def count_also(self, *more: Countable) -> list[int]:
        """Count these in the same statement as the chips, which must not have been counted yet."""
        self.counts, also = self._counts_and(*more)
        return also

    def _counts_and(self, *more: Countable) -> tuple[dict[str, int], list[int]]:
        chips = self.declared.counted_chips
        found = counts(*self._countable(chips), *more)
        names = [chip.name for chip in chips]
        return dict(zip(names, found, strict=False)), found[len(names) :]

    def _countable(self, chips: Sequence[Chip]) -> list[Countable]:
        within, viewer = self.within, self.viewer
        if within is None:
            return self.declared.whole_counts(viewer)
        narrowing = [one for one in self.declared.filters if one.narrow and one.name in self.chosen]
        values = [self.chosen[one.name] for one in narrowing]
        if self.around is None and len(values) == 1 and isinstance(values[0], Model):
            # One record is chosen, as most often: built once for all that may be.
            return self.declared.kept_counts(*chips, narrow=narrowing[0].of_number)(
                viewer, number=values[0].pk
            )
        return [self.declared.countable(viewer, chip, within=within) for chip in chips]

    @property
    def headings(self) -> list[Text]:
        """The headings of its table."""
        return [one.heading_under(self.chip.name) for one in self.declared.columns if one.on_page]

    @property
    def is_filtered(self) -> bool:
        """Whether a filter says something, also something that cannot be read."""
        return bool(self.chosen or self.form.errors)

    @property
    def status(self) -> int:
        """The status of the page: one with a filter that cannot be read says so."""
        return 422 if self.form.errors else 200

    @cached_property
    def chips(self) -> list[dict[str, Any]]:
        """The chips above the list, as `components/chips.html` shows them."""
        return [self._shown(chip) for chip in self.declared.chips if not chip.is_apart]

    @cached_property
    def apart(self) -> list[dict[str, Any]]:
        """The chips below it."""
        return [self._shown(chip) for chip in self.declared.chips if chip.is_apart]

    @property
    def next_url(self) -> str:
        """Where the list goes on, or nothing."""
        return self._address(self.chip, after=self.page.next_cursor) if self.page.next_cursor else ""

    @property
    def previous_url(self) -> str:
        """Where the page before it is, or nothing."""
        return self._address(self.chip, before=self.page.previous_cursor) if self.page.previous_cursor else ""

    @property
    def view(self) -> dict[str, str]:
        """What a form of filters sends along, so that the chip stays."""
        return self.declared.view_of(self.chip)

    @property
    def whole_url(self) -> str:
        """The same view without filters."""
        view = urlencode(self.view)
        return f"{self.address}?{view}" if view else self.address

    @property
    def sheet_url(self) -> str:
        """Where this view is taken out of the portal, or nothing."""
        if not self.declared.sheet_columns or self.form.errors:
            return ""
        query = urlencode(self.told_of(self.chip) | ({"of": self.of} if self.of else {}))
        address = reverse("sheet", args=[self.declared.url_name])
        return f"{address}?{query}" if query else address

    def told_of(self, chip: Chip) -> dict[str, str]:
        """What an address says of a chip and of the filters of now."""
        kept = {one.name: told for one in self.declared.filters if (told := self.query.get(one.name))}
        return self.declared.view_of(chip) | kept

    def _shown(self, chip: Chip) -> dict[str, Any]:
        return {
            "name": chip.name,
            "url": self._address(chip),
            "words": chip.label,
            "count": self.counts.get(chip.name),
            "is_hot": chip.is_hot,
            "is_current": chip == self.chip,
        }

    def _address(self, chip: Chip, **place: str) -> str:
        query = urlencode(self.told_of(chip) | place)
        return f"{self.address}?{query}" if query else self.address


@lru_cache(maxsize=1024)
def kept_part(
    rows: Rows[Any], chip: Chip, narrow: Narrow | None, limit: int, *, in_order: bool = False
) -> Callable[..., Countable]:
    """Return what selects a chip's places for a viewer, built once for all viewers of one shape.

    It takes the viewer and, by name, what `narrow` takes beside: a function of a module, as all that is kept
    here is told apart by it. The places are to be counted, or the first of them `in_order` of the list.
    """
    assert narrow is None or "<locals>" not in narrow.__qualname__, "made anew, it is kept each time"

    def build(
        viewer: Viewer, *, since: datetime | None, until: datetime | None, **values: Any
    ) -> list[Countable]:
        within = None if narrow is None else narrow(viewer, **values)
        part = replace(part_of(chip, viewer, within), since=since, until=until)
        if in_order:
            assert isinstance(rows, OfAudience)
            return [rows.places(viewer, part, limit)]
        return [rows.countable(viewer, part, limit)]

    kept = Kept(build)

    def ask(viewer: Viewer, **values: Value) -> Countable:
        part = chip.keeps(viewer)
        return kept(viewer, since=part.since, until=part.until, **values)[0]

    return ask


def part_of(chip: Chip, viewer: Viewer, within: Q | None) -> Part:
    """What a chip keeps for this viewer, `within` a few where that is said."""
    part = chip.keeps(viewer)
    if within is None:
        return part
    return replace(part, narrow=within if part.narrow is None else part.narrow & within)
