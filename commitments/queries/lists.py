"""The lists of commitments: open, due, late, waiting to be verified, kept, and those apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.rules.viewer import Viewer
from access.toolkit.listing import Page, count, page
from commitments.models import (
    DROPPED_AT,
    OPEN_STAGES,
    RECOMMENDED_AT,
    Answer,
    ChangeRequest,
    Commitment,
    Stage,
    Waiting,
    due_instant,
)
from notifications.working_days import SOON, add_working_days
from partners.models import Committee, Organisation

DHAKA = ZoneInfo("Asia/Dhaka")
PAGE_SIZE = 25


@dataclass(frozen=True)
class Span:
    """What a saved view keeps: by liveness and date on the list's own index, or few by a filter."""

    live: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    narrow: Q | None = None
    latest_first: bool = False


@dataclass(frozen=True)
class SavedView:
    """One chip above the list."""

    name: str
    label: str | Promise
    is_hot: bool = False
    has_count: bool = True


OPEN = SavedView("open", _("All open"))
SOON_VIEW = SavedView("soon", _("Due now or soon"))
LATE = SavedView("late", _("Late"), is_hot=True)
TO_VERIFY = SavedView("to-verify", _("To verify"))
KEPT = SavedView("kept", _("Kept"), has_count=False)
RECOMMENDED = SavedView("recommended", _("Recommended"), has_count=False)
DROPPED = SavedView("dropped", _("Dropped"), has_count=False)
# Recommendations are nobody's promise: apart from the others, and in no figure.
SAVED_VIEWS: Sequence[SavedView] = (OPEN, SOON_VIEW, LATE, TO_VERIFY, KEPT)
APART: Sequence[SavedView] = (RECOMMENDED, DROPPED)
BY_NAME = {view.name: view for view in (*SAVED_VIEWS, *APART)}


def late_until(today: date) -> datetime:
    """Return the instant before which a due date is at least one working day late."""
    return due_instant(add_working_days(today, -1) + timedelta(days=1))


def soon_until(today: date) -> datetime:
    """Return the instant before which a due date is late, or has five working days left or fewer."""
    return due_instant(add_working_days(today, SOON) + timedelta(days=1))


def span_of(view: SavedView, viewer: Viewer) -> Span:
    """Return what a saved view keeps, for this viewer today."""
    today = viewer.at.astimezone(DHAKA).date()
    if view == SOON_VIEW:
        return Span(live=True, until=soon_until(today))
    if view == LATE:
        return Span(live=True, until=late_until(today))
    if view == TO_VERIFY:
        mine = Organisation.objects.filter(liaison_party__in=viewer.party_ids).values("pk")
        return Span(live=True, narrow=Q(stage=Stage.EVIDENCE_IN, verifier__in=mine))
    if view == KEPT:
        return Span(live=False, until=viewer.at + timedelta(days=1), latest_first=True)
    if view == RECOMMENDED:
        return Span(live=False, since=RECOMMENDED_AT)
    if view == DROPPED:
        return Span(live=False, since=DROPPED_AT, until=RECOMMENDED_AT)
    return Span(live=True)


def shown(records: QuerySet[Commitment] | None = None) -> QuerySet[Commitment]:
    """Bring along what a row shows: owner, verifier and committee."""
    rows = Commitment.objects.all() if records is None else records
    return rows.select_related("owner", "verifier", "committee")


def listed(
    viewer: Viewer,
    view: SavedView,
    *,
    organisation: Organisation | None = None,
    committee: Committee | None = None,
    within: Q | None = None,
    after: str | None = None,
    before: str | None = None,
    size: int = PAGE_SIZE,
) -> Page[Commitment]:
    """Return one page of a saved view, narrowed to an owner or a source committee, or `within` a few."""
    span = span_of(view, viewer)
    return page(
        Commitment,
        viewer,
        live=span.live,
        at_range=(span.since, span.until),
        descending=span.latest_first,
        narrow=_narrowed(span.narrow, within, organisation, committee),
        after=after,
        before=before,
        size=size,
        records=shown(),
    )


def counted(
    viewer: Viewer,
    view: SavedView,
    *,
    organisation: Organisation | None = None,
    committee: Committee | None = None,
    within: Q | None = None,
) -> int:
    """Count a saved view, no further than "99+"."""
    span = span_of(view, viewer)
    return count(
        Commitment,
        viewer,
        live=span.live,
        at_range=(span.since, span.until),
        narrow=_narrowed(span.narrow, within, organisation, committee),
    )


def open_commitments(
    viewer: Viewer, organisation: Organisation | None = None, size: int = PAGE_SIZE
) -> Page[Commitment]:
    """Return the open commitments a person may see, the soonest due first; of one organisation when asked."""
    return listed(viewer, OPEN, organisation=organisation, size=size)


def waiting_for(viewer: Viewer, size: int = 3) -> list[Commitment]:
    """Return what waits for this person to verify, the longest wait first: for the desk."""
    return listed(viewer, TO_VERIFY, size=size).records


def asked_of(organisation: Organisation, viewer: Viewer, size: int = 3) -> list[Commitment]:
    """Return what meetings recommended to this organisation, to which it has said neither yes nor no."""
    came_here = Q(committee__isnull=False) | Q(secretariat_party__isnull=False)
    unanswered = Q(owner=organisation, stage=Stage.RECOMMENDED, declined_at=None, for_network=False)
    apart = span_of(RECOMMENDED, viewer)
    return page(
        Commitment,
        viewer,
        live=apart.live,
        at_range=(apart.since, apart.until),
        narrow=unanswered & came_here,
        size=size,
        records=shown(),
    ).records


def to_decide(viewer: Viewer, size: int = 3) -> list[Commitment]:
    """Return open commitments with a request this person may grant or refuse, the soonest due first."""
    asked = ChangeRequest.objects.filter(answer=Answer.OPEN).values("commitment")
    waits = Waiting.objects.filter(answer=Answer.OPEN).values("commitment")
    mine = Q(granting_party__in=viewer.party_ids, live=True) & (Q(pk__in=asked) | Q(pk__in=waits))
    return page(Commitment, viewer, narrow=mine, size=size, records=shown()).records


@dataclass(frozen=True)
class Shares:
    """Some open commitments, as the desk's bar shows them; each counted to 100 at most."""

    late: int
    soon: int
    later: int

    @property
    def total(self) -> int:
        """All open ones."""
        return self.late + self.soon + self.later


def shares_of(viewer: Viewer, within: Q | None = None) -> Shares:
    """Count the open commitments of an organisation, of committees, or all: late, due soon, later."""
    everything = counted(viewer, OPEN, within=within)
    soon = counted(viewer, SOON_VIEW, within=within)
    late = counted(viewer, LATE, within=within)
    return Shares(late=late, soon=soon - late, later=everything - soon)


def matters_arising(
    committee: Committee, before: datetime, since: datetime | None = None
) -> list[Commitment]:
    """Return what a committee's meeting takes up: all it agreed before and has open still.

    With `since`, the instant of the meeting before, also what was verified or dropped in between.
    The committee's own business: whoever may open the meeting reads it there.
    """
    wanted = Q(stage__in=OPEN_STAGES)
    if since is not None:
        wanted |= Q(stage__in=[Stage.VERIFIED, Stage.DROPPED], stage_since__gte=since)
    agreed = Commitment.objects.filter(committee=committee, agreed_on__lt=before.astimezone(DHAKA).date())
    return list(shown(agreed.filter(wanted)).order_by("at", "pk")[:100])


def _narrowed(
    narrow: Q | None, within: Q | None, organisation: Organisation | None, committee: Committee | None
) -> Q | None:
    """Put the filters together; none of them leaves the list on its own index."""
    for extra in (
        within,
        Q(owner=organisation) if organisation is not None else None,
        Q(committee=committee) if committee is not None else None,
    ):
        if extra is not None:
            narrow = extra if narrow is None else narrow & extra
    return narrow
