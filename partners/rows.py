"""Organisations and seats as rows show them: values alone, so that a row is drawn once for what it says."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from access.toolkit.drawn import Body, body_of
from language.words import named
from partners.models import Organisation, Seat
from partners.panels import ShownColumn


class OrganisationRow(NamedTuple):
    """What a row shows of an organisation."""

    ref: str
    body: Body | None
    kind: str
    is_active: bool
    successor: str

    @property
    def kind_words(self) -> str:
        """What it is, in words."""
        return str(Organisation.Kind(self.kind).label)


class SeatedBody(NamedTuple):
    """An organisation that holds a seat."""

    ref: str
    side: str
    name_en: str
    name_bn: str
    short_en: str
    short_bn: str


class SeatedOffice(NamedTuple):
    """An office that holds a seat."""

    title_en: str
    title_bn: str


class Holding(NamedTuple):
    """Since when, and how, somebody holds an office."""

    manner: str
    since: datetime


class SeatRow(NamedTuple):
    """What a row shows of a seat; `cells` are what stands beside it, each with its column's template."""

    ref: str
    role: str
    title_en: str
    title_bn: str
    side: str
    organisation: SeatedBody | None
    office: SeatedOffice | None
    holder: Holding | None
    cells: tuple[tuple[str, Any], ...]

    @property
    def get_role_display(self) -> str:
        """What it does in the committee, as the seat itself says it."""
        return str(Seat.Role(self.role).label)


def organisation_row(organisation: Organisation, today: date) -> OrganisationRow:
    """Return what a row shows of an organisation on a day."""
    is_active = organisation.is_active(today)
    return OrganisationRow(
        ref=organisation.ref,
        body=body_of(organisation),
        kind=organisation.kind,
        is_active=is_active,
        successor="" if is_active else named(organisation.successor),
    )


def seat_rows(seats: Iterable[Seat], columns: Sequence[ShownColumn]) -> list[SeatRow]:
    """Return what rows show of seats, with what the columns hold beside each."""
    return [
        seat_row(seat, tuple((column.template, column.cells.get(seat.pk)) for column in columns))
        for seat in seats
    ]


def seat_row(seat: Seat, cells: tuple[tuple[str, Any], ...] = ()) -> SeatRow:
    """Return what a row shows of a seat."""
    body, office, holder = seat.organisation, seat.office, seat.holder
    return SeatRow(
        ref=seat.ref,
        role=seat.role,
        title_en=seat.title_en,
        title_bn=seat.title_bn,
        side=seat.side,
        organisation=None
        if body is None
        else SeatedBody(body.ref, body.side, body.name_en, body.name_bn, body.short_en, body.short_bn),
        office=None if office is None else SeatedOffice(office.title_en, office.title_bn),
        holder=None if holder is None else Holding(holder.manner, holder.since),
        cells=cells,
    )
