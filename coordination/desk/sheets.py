"""The sheets of promises on a desk: what the own organisation keeps, what the own committees follow up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from access.rules.viewer import Viewer
from access.toolkit.gathering import Few, Gathering, Within, may
from commitments.models import Commitment, Stage
from commitments.queries import (
    AS_LINES,
    COMMITMENTS,
    OPEN,
    AskedShares,
    CommitmentRow,
    Shares,
    agreed_in,
    ask_shares,
    owned_by,
)
from commitments.queries.groups import rows_together
from language.words import capped, named
from partners.models import Committee, Organisation

ROWS = 7


@dataclass(frozen=True)
class Share:
    """One part of the bar over a sheet of promises."""

    css: str
    count: int
    words: str


class Act(NamedTuple):
    """The next step of a line, for whoever may take it."""

    words: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """Open commitments of one owner, or of the committees whose minutes this person keeps."""

    title: str
    url: str
    empty: str
    rows: list[CommitmentRow]
    acts: list[Act | None]
    shares: Shares
    shows_owner: bool

    @property
    def lines(self) -> list[tuple[CommitmentRow, Act | None]]:
        """Each row with its next step."""
        return list(zip(self.rows, self.acts, strict=True))

    @property
    def bar(self) -> list[Share]:
        """Late, soon and later: the bar and its key."""
        late, soon, later = self.shares.late, self.shares.soon, self.shares.later
        return [
            Share("r", late, _("%(count)s late") % {"count": capped(late)}),
            Share("a", soon, _("%(count)s due within 5 working days") % {"count": capped(soon)}),
            Share("g", later, _("%(count)s later") % {"count": capped(later)}),
        ]


@dataclass(frozen=True)
class AskedSheet:
    """A sheet whose promises are asked for."""

    title: str
    url: str
    empty: str
    few: Few[Commitment]
    shares: AskedShares
    viewer: Viewer
    # Whose promises these are, where they are one body's.
    owner: int | None = None

    @property
    def shows_owner(self) -> bool:
        """Whether they are several bodies' to keep."""
        return self.owner is None

    def without(self, seen: Collection[str], today: date) -> Sheet:
        """Return the sheet, without what stands elsewhere on the desk; a group stands as one line."""
        found = self.few.records
        rows = rows_together(self.viewer, found, today, owner=self.owner)
        lines = [
            (row, None if self.shows_owner else _act_of(record, row))
            for record, row in zip(found, rows, strict=True)
            if row.group is not None or row.ref not in seen
        ][:ROWS]
        return Sheet(
            title=self.title,
            url=self.url,
            empty=self.empty,
            rows=[row for row, _act in lines],
            acts=[act for _row, act in lines],
            shares=self.shares.shares,
            shows_owner=self.shows_owner,
        )


def ask_sheets(
    gathering: Gathering, organisation: Organisation | None, followed: Sequence[Committee], *, above: int
) -> list[AskedSheet]:
    """Ask for the promises to keep and those to follow up, where `above` may stand above them already.

    Who has neither, as oversight, sees the open commitments they may read.
    """
    asked = []
    if organisation is not None:
        asked.append(_to_keep(gathering, organisation, above))
    if followed:
        asked.append(_to_follow_up(gathering, followed, above + ROWS))
    return asked or [_to_read(gathering, above)]


def sheets_of(asked: Sequence[AskedSheet], today: date, *, above: Collection[str]) -> list[Sheet]:
    """Return the sheets, what is empty last.

    Each promise stands once: what stands `above` is not repeated, nor is the own body's among those to
    follow up.
    """
    seen = set(above)
    found = []
    for one in asked:
        sheet = one.without(seen, today)
        seen |= {row.ref for row in sheet.rows}
        found.append(sheet)
    return sorted(found, key=lambda sheet: not sheet.rows)


def _act_of(commitment: Commitment, row: CommitmentRow) -> Act | None:
    """The button in the line of an own promise: what its owner does next, of a group in each of its parts."""
    if row.group is not None:
        return Act(_("See the parts"), reverse("commitment_group", args=[row.group.ref]))
    if not may(commitment, "report"):
        return None
    found = {
        Stage.AGREED: (_("Accept"), "commitment_accept"),
        Stage.ACCEPTED: (_("Send evidence"), "commitment_report"),
        Stage.RECOMMENDED: (_("Accept or decline"), "commitment"),
    }.get(Stage(commitment.stage))
    return Act(found[0], reverse(found[1], args=[commitment.ref])) if found is not None else None


def committees_followed(viewer: Viewer) -> list[Committee]:
    """The committees whose minutes this person keeps, and whose promises they follow up."""
    return list(Committee.objects.permitted(viewer, "take_minutes").order_by("tier", "pk"))


def committees_by_number(kept: Sequence[Committee]) -> dict[str, int | list[int]]:
    """Say to `agreed_in` which committees are meant."""
    return {"committee": kept[0].pk} if len(kept) == 1 else {"committees": [one.pk for one in kept]}


def _to_keep(gathering: Gathering, organisation: Organisation, above: int) -> AskedSheet:
    within = Within(owned_by, owner=organisation.pk)
    return AskedSheet(
        title=_("Commitments of %(organisation)s")
        % {"organisation": named(organisation, "short") or named(organisation)},
        url=f"{reverse('commitments')}?{urlencode({'organisation': named(organisation)})}",
        empty=_(
            "Nothing open. What your organisation promises in a meeting stands here once the minutes "
            "are circulated."
        ),
        few=gathering.few(COMMITMENTS, OPEN, within=within, size=ROWS + above, rows=AS_LINES),
        shares=ask_shares(gathering, within),
        viewer=gathering.viewer,
        owner=organisation.pk,
    )


def _to_follow_up(gathering: Gathering, kept: Sequence[Committee], above: int) -> AskedSheet:
    within = Within(agreed_in, **committees_by_number(kept))
    one = kept[0] if len(kept) == 1 else None
    address = reverse("commitments")
    return AskedSheet(
        title=_("To follow up: %(committee)s") % {"committee": named(one, "short") or named(one)}
        if one is not None
        else _("To follow up in your committees"),
        url=f"{address}?{urlencode({'committee': one.ref})}" if one is not None else address,
        empty=_("Nothing open. What the committee decides stands here once its minutes are circulated."),
        few=gathering.few(COMMITMENTS, OPEN, within=within, size=ROWS + above, rows=AS_LINES),
        shares=ask_shares(gathering, within),
        viewer=gathering.viewer,
    )


def _to_read(gathering: Gathering, above: int) -> AskedSheet:
    return AskedSheet(
        title=_("Commitments you may read"),
        url=reverse("commitments"),
        empty=_("Nothing open that you may read."),
        few=gathering.few(COMMITMENTS, OPEN, size=ROWS + above, rows=AS_LINES),
        shares=ask_shares(gathering),
        viewer=gathering.viewer,
    )
