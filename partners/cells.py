"""What sheets of organisations and of changes of office holders hold."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.cells import Kind, beside, record_columns
from language.words import local_day, named
from partners.districts import DISTRICT_COLUMNS, NO_DISTRICT, District, districts_of
from partners.models import OfficeChange, Organisation
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
