"""The committees below one, as a list: page, sheet and programs; and how many of them met and can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import Column, Kind, beside, record_columns, yes_or_nothing
from access.toolkit.lists import Chip, RecordList
from access.toolkit.rows import InOrder
from language.words import local_day, named, number
from meetings.below import Below, State, below, runs_still, standing
from partners.models import Committee
from partners.reach import committees_reached

# A page of a place shows so many; the rest stand in the list.
SHOWN = 40
STATE_WORDS = {
    State.MET: _("Met this quarter"),
    State.CALLED: _("Meeting called"),
    State.NOT_YET: _("Not yet this quarter"),
    State.NO_RECORD: _("No record yet"),
}


class BelowRow(NamedTuple):
    """A committee below, and whether its chairperson or member secretary can be told anything here."""

    below: Below
    is_told: bool


@dataclass(frozen=True)
class BelowHere:
    """All committees straight below one, in figures and as rows."""

    rows: list[BelowRow]

    def number_in(self, state: State) -> int:
        """How many of them stand so."""
        return sum(row.below.state is state for row in self.rows)

    @property
    def told(self) -> int:
        """How many of them can be told."""
        return sum(row.is_told for row in self.rows)

    @property
    def shown(self) -> list[BelowRow]:
        """Those that stand on the page of a place."""
        return self.rows[:SHOWN]

    @property
    def not_told(self) -> list[BelowRow]:
        """Those of whom neither chairperson nor member secretary can be told."""
        return [row for row in self.rows if not row.is_told]

    @property
    def met_words(self) -> str:
        """How many met, were called, and have no record yet: what there is none of is not said."""
        quiet = self.number_in(State.NOT_YET) + self.number_in(State.NO_RECORD)
        said = (
            (self.number_in(State.MET), gettext("%(n)s met")),
            (self.number_in(State.CALLED), gettext("%(n)s called")),
            (quiet, gettext("%(n)s no record yet")),
        )
        return ", ".join(words % {"n": number(count)} for count, words in said if count)

    @property
    def told_words(self) -> str:
        """How many of them can be told."""
        words = ngettext(
            "%(told)s of %(all)s committee can be told.",
            "%(told)s of %(all)s committees can be told.",
            len(self.rows),
        )
        return words % {"told": number(self.told), "all": number(len(self.rows))}


def below_here(viewer: Viewer, committee: Committee) -> BelowHere:
    """Return how the committees straight below one stand: two statements, however many there are."""
    return BelowHere(_rows_of(viewer, below(viewer, [committee.pk])))


def below_rows(viewer: Viewer, committees: Sequence[Committee]) -> list[BelowRow]:
    """Return how these committees stand, in their order: two statements."""
    found = {row.below.number: row for row in _rows_of(viewer, standing(viewer, [c.pk for c in committees]))}
    return [found[one.pk] for one in committees if one.pk in found]


def _rows_of(viewer: Viewer, found: Sequence[Below]) -> list[BelowRow]:
    told = committees_reached([one.number for one in found], viewer.at)
    return [BelowRow(one, one.number in told) for one in found]


def _committees(viewer: Viewer, _chosen: Mapping[str, Any]) -> QuerySet[Committee]:
    return Committee.objects.permitted(viewer).filter(runs_still(local_day(viewer.at)))


def find_above(viewer: Viewer, ref: str, action: str = VIEW) -> Committee:
    """Return a committee to whoever keeps its seats: they see who meets below it, and who can be told."""
    records = Committee.objects.with_can(viewer, "list_officers", "enter_below")
    return get_permitted(viewer, Committee, ref, "manage" if action == VIEW else action, records=records)


def _below_one(viewer: Viewer, ref: str) -> Q:
    return straight_below(find_above(viewer, ref))


def straight_below(committee: Committee) -> Q:
    """The committees that report to this one."""
    return Q(parent=committee.pk)


COMMITTEES_BELOW = RecordList(
    url_name="committees_below",
    rows=InOrder("committees below", _committees, lambda: ("name_en", "pk")),
    chips=(Chip("all", "", empty=_("No committee reports to this one.")),),
    columns=(
        Column("committee", _("Committee, last met")),
        Column("quarter", _("This quarter")),
        Column("told", _("In the portal")),
        beside("name", _("Committee"), lambda row: named(row.below), "#group"),
        beside("place", _("Place"), lambda row: named(row.below, "label"), "#loc"),
        beside("met", _("Last met"), lambda row: row.below.last_met, "#date+last", Kind.DAY),
        beside("state", _("This quarter"), lambda row: STATE_WORDS[row.below.state], "#status"),
        beside(
            "next",
            _("Next meeting"),
            lambda row: row.below.called.on if row.below.called is not None else None,
            "#date+next",
            Kind.DAY,
        ),
        beside("reached", _("Can be told"), lambda row: yes_or_nothing(row.is_told), "#status+told"),
        beside(
            "phone", _("Telephone of the office"), lambda row: row.below.phone, "#contact+phone", Kind.CODE
        ),
        *record_columns("committee", lambda row: str(row.below.ref)),
    ),
    title=_("Committees below, this quarter"),
    lines=below_rows,
    around=_below_one,
)
