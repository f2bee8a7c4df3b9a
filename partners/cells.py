"""What sheets of committees, their seats, organisations and changes of office holders hold."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, address, beside, record_columns
from language.words import local_day, named
from partners.districts import DISTRICT_COLUMNS, NO_DISTRICT, District, districts_of
from partners.models import Committee, OfficeChange, Organisation, Seat
from partners.queries import with_holders
from partners.rows import OrganisationRow, organisation_row


class OrganisationLine(NamedTuple):
    """An organisation as a sheet tells it: the row of its page, and what the row leaves out."""

    organisation: Organisation
    row: OrganisationRow
    district: District


def organisation_lines(viewer: Viewer, records: Sequence[Organisation]) -> Iterable[OrganisationLine]:
    """Return what the columns below read of some organisations."""
    today = local_day(viewer.at)
    districts = districts_of(one.place_id for one in records)
    for one in records:
        yield OrganisationLine(one, organisation_row(one, today), districts.get(one.place_id, NO_DISTRICT))


class CommitteeLine(NamedTuple):
    """A committee as a sheet tells it."""

    committee: Committee
    district: District


def committee_lines(_viewer: Viewer, records: Sequence[Committee]) -> Iterable[CommitteeLine]:
    """Return what the columns below read of some committees."""
    districts = districts_of(one.place_id for one in records)
    for one in records:
        yield CommitteeLine(one, districts.get(one.place_id, NO_DISTRICT))


def seat_lines(viewer: Viewer, records: Sequence[Seat]) -> list[Seat]:
    """Return some seats, each with its holder of the day."""
    return with_holders(records, viewer.at)


def _seat(seat: Seat) -> str:
    """What it does in the committee; of an empty seat also for whom it is meant."""
    meant = "" if seat.office is not None or seat.organisation is not None else named(seat, "title")
    return ", ".join(filter(None, (str(seat.get_role_display()), meant)))


def _held_by(seat: Seat) -> str:
    return named(seat.organisation) or named(seat.office, "title") or gettext("Empty")


def _body(seat: Seat) -> str:
    return named(seat.organisation or (seat.office.organisation if seat.office is not None else None))


def _manner(seat: Seat) -> str:
    return str(seat.holder.get_manner_display()) if seat.holder is not None else ""


def _state(line: OrganisationLine) -> str:
    return gettext("Active") if line.row.is_active else gettext("Has left")


def _change_state(change: OfficeChange) -> str:
    return gettext("objection waits") if change.live else str(change.get_outcome_display())


COLUMNS = (
    beside("name", _("Organisation"), lambda line: named(line.organisation), "#org"),
    beside("name_en", _("Name in English"), lambda line: line.organisation.name_en, "#org+name+i_en"),
    beside("name_bn", _("Name in Bangla"), lambda line: line.organisation.name_bn, "#org+name+i_bn"),
    beside("short", _("Short name"), lambda line: named(line.organisation, "short"), "#org+acronym"),
    beside("sort", _("Kind"), lambda line: line.row.kind_words, "#org+type"),
    beside("side", _("Side"), lambda line: str(line.organisation.get_side_display()), "#org+side"),
    beside("place", _("Place"), lambda line: named(line.organisation.place), "#loc"),
    *DISTRICT_COLUMNS,
    beside("standing", _("State"), _state, "#status"),
    beside("successor", _("Its work passed to"), lambda line: line.row.successor, "#org+successor"),
    *record_columns("organisation", lambda line: str(line.row.ref)),
)
COMMITTEE_COLUMNS = (
    beside("name", _("Committee"), lambda line: named(line.committee), "#group"),
    beside("name_en", _("Name in English"), lambda line: line.committee.name_en, "#group+name+i_en"),
    beside("name_bn", _("Name in Bangla"), lambda line: line.committee.name_bn, "#group+name+i_bn"),
    beside("short", _("Short name"), lambda line: named(line.committee, "short"), "#group+acronym"),
    beside("tier", _("Tier"), lambda line: str(line.committee.get_tier_display()), "#group+type"),
    beside("place", _("Place"), lambda line: named(line.committee.place), "#loc"),
    *DISTRICT_COLUMNS,
    beside("above", _("Reports to"), lambda line: named(line.committee.parent), "#group+above"),
    beside("convener", _("Convened by"), lambda line: named(line.committee.convener), "#org+convener"),
    beside("founded", _("Founded on"), lambda line: line.committee.founded_on, "#date+start", Kind.DAY),
    beside("ended", _("Ended on"), lambda line: line.committee.ended_on, "#date+end", Kind.DAY),
    *record_columns("committee", lambda line: str(line.committee.ref)),
)
SEAT_COLUMNS = (
    beside("role", _("Seat"), _seat, "#contact+role"),
    beside("holder", _("Held by"), _held_by, "#contact+office"),
    beside("body", _("Organisation"), _body, "#org"),
    beside("side", _("Side"), lambda seat: str(seat.get_side_display()), "#org+side"),
    beside("manner", _("How the office is held"), _manner, "#contact+type"),
    beside(
        "since",
        _("In office from"),
        lambda seat: local_day(seat.holder.period.lower) if seat.holder is not None else None,
        "#date+start",
        Kind.DAY,
    ),
    beside("committee", _("Committee"), lambda seat: named(seat.committee), "#group"),
    beside(
        "address",
        _("Address in the portal"),
        lambda seat: address("committee", seat.committee.ref),
        "#meta+url",
    ),
)
CHANGE_COLUMNS = (
    beside("office", _("Office"), lambda one: named(one.office, "title"), "#contact+office"),
    beside("body", _("Organisation"), lambda one: named(one.office.organisation), "#org"),
    beside("order", _("Order number"), lambda one: one.order_number, "#meta+order", Kind.CODE),
    beside("order_date", _("Date of the order"), lambda one: one.order_date, "#date+order", Kind.DAY),
    beside("committee", _("Entered for the secretariat of"), lambda one: named(one.entered_for), "#group"),
    beside("at", _("Entered"), lambda one: one.at, "#date+entered", Kind.INSTANT),
    beside("state", _("State"), _change_state, "#status"),
    *record_columns("office_change", lambda one: str(one.ref)),
)
