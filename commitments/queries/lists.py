"""The lists of commitments: open, due, late, waiting to be verified, kept, and those apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from access.rules.conditions import IsAmong
from access.rules.viewer import Viewer
from access.toolkit.gathering import Counted, Gathering, Within
from access.toolkit.keyset import PAGE_SIZE, Page
from access.toolkit.lists import Chip, Column, Filter, RecordList
from access.toolkit.rows import OfAudience, Part
from commitments.models import (
    OPEN_STAGES,
    Answer,
    ChangeRequest,
    Commitment,
    PassedOn,
    Rank,
    Stage,
    Waiting,
    due_instant,
)
from commitments.queries.cells import COLUMNS, commitment_lines
from language.words import local_day
from notifications.working_days import SOON, add_working_days
from partners.fields import CommitteeField, OrganisationField
from partners.models import Committee, Organisation
from partners.pickers import OrganisationPicker
from partners.queries import committees_offered, own_organisations


def late_until(today: date) -> datetime:
    """Return the instant before which a due date is at least one working day late."""
    return due_instant(add_working_days(today, -1) + timedelta(days=1))


def soon_until(today: date) -> datetime:
    """Return the instant before which a due date is late, or has five working days left or fewer."""
    return due_instant(add_working_days(today, SOON) + timedelta(days=1))


def _late(viewer: Viewer) -> Part:
    return Part(live=True, until=late_until(local_day(viewer.at)))


def _soon(viewer: Viewer) -> Part:
    return Part(live=True, until=soon_until(local_day(viewer.at)))


def _to_verify(viewer: Viewer) -> Part:
    speaks, acts = (IsAmong(party, viewer.party_ids) for party in ("liaison_party", "acting_party"))
    mine = Organisation.objects.filter(speaks | acts).values("pk")
    return Part(live=True, narrow=Q(stage=Stage.EVIDENCE_IN, verifier__in=mine))


def _kept(viewer: Viewer) -> Part:
    # None was verified later than now: the bound spares the walk all that is open and due after it.
    return Part(live=False, until=viewer.at + timedelta(days=1), latest_first=True)


def commitment_rows(records: QuerySet[Commitment] | None = None) -> QuerySet[Commitment]:
    """Bring along what a row shows: owner, verifier, committee, and the group it is a part of."""
    rows = Commitment.objects.all() if records is None else records
    return rows.select_related("owner", "verifier", "committee", "group")


OPEN = Chip(
    "open",
    _("All open"),
    lambda _viewer: Part(live=True),
    has_count=True,
    empty=_(
        "No open commitments. What a meeting agrees to be done stands here from the day its minutes are "
        "circulated."
    ),
)
SOON_VIEW = Chip(
    "soon",
    _("Due now or soon"),
    _soon,
    has_count=True,
    empty=_("Nothing falls due within five working days."),
)
LATE = Chip("late", _("Late"), _late, has_count=True, is_hot=True, empty=_("None is late."))
TO_VERIFY = Chip(
    "to-verify",
    _("To verify"),
    _to_verify,
    has_count=True,
    empty=_("No evidence waits for your organisation to verify it."),
)
TO_NAME = Chip(
    "to-name",
    _("Verifier to be named"),
    lambda viewer: Part(live=True, narrow=to_be_named_by(viewer)),
    is_apart=True,
    empty=_("None waits for you to name who verifies it."),
)
TO_SAY = Chip(
    "afterwards",
    _("Due before it was entered"),
    lambda viewer: Part(
        live=True, narrow=Q(awaits_word=True) & Q(IsAmong("entered_party", viewer.party_ids))
    ),
    is_apart=True,
    empty=_("Nothing that you entered was due before."),
)
KEPT = Chip("kept", _("Kept"), _kept, empty=_("None has been verified yet."))
# Recommendations are nobody's promise: apart from the others, and in no figure.
RECOMMENDED = Chip(
    "recommended",
    _("Recommended"),
    lambda _viewer: Part(live=False, rank=Rank.RECOMMENDED),
    is_apart=True,
    empty=_("No recommendations."),
)
DROPPED = Chip(
    "dropped",
    _("Dropped"),
    lambda _viewer: Part(live=False, rank=Rank.DROPPED),
    is_apart=True,
    empty=_("None has been dropped."),
)

COMMITMENTS = RecordList(
    url_name="commitments",
    rows=OfAudience(Commitment, commitment_rows),
    chips=(OPEN, SOON_VIEW, LATE, TO_VERIFY, KEPT, TO_NAME, TO_SAY, RECOMMENDED, DROPPED),
    filters=(
        Filter(
            "organisation",
            lambda _viewer: OrganisationField(
                label=_("Organisation"),
                required=False,
                widget=OrganisationPicker(
                    {"placeholder": _("Every organisation"), "aria-label": _("Organisation")}
                ),
            ),
            lambda organisation: Q(owner=organisation),
        ),
        Filter(
            "committee",
            lambda viewer: CommitteeField(
                committees_offered(viewer), label=_("Source"), empty_label=_("Every source")
            ),
            lambda committee: Q(committee=committee),
        ),
    ),
    columns=(
        Column("what", _("Commitment and source")),
        Column("owner", _("Implementing body"), under={RECOMMENDED.name: _("Addressed to")}),
        Column("stage", _("Stage, and who verifies")),
        Column("due", _("Due"), under={RECOMMENDED.name: _("Wished for by")}),
        *COLUMNS,
    ),
    title=_("Commitments"),
    lines=commitment_lines,
)


# On a page a group stands as one line, where the first of its parts does that the reader reads; in sheets and
# for programs each promise has its own.
AS_LINES = OfAudience(Commitment, commitment_rows, together="group")


@cache
def commitments_as_lines() -> RecordList[Commitment]:
    """The list as its page gives it."""
    return replace(COMMITMENTS, rows=AS_LINES)


def _of_own(viewer: Viewer) -> Q:
    return Q(owner__in=own_organisations(viewer).values("pk"))


# Late promises of the organisations somebody serves or heads.
LATE_OF_OWN = COMMITMENTS.kept_counts(LATE, narrow=_of_own)


def listed(viewer: Viewer, view: Chip, *, within: Q | None = None, size: int = PAGE_SIZE) -> Page[Commitment]:
    """Return the first page of a saved view, `within` a few where that is said."""
    return COMMITMENTS.page(viewer, view, within=within, size=size)


def counted(viewer: Viewer, view: Chip, *, within: Q | None = None) -> int:
    """Count a saved view, no further than "99+"."""
    return COMMITMENTS.count(viewer, view, within=within)


def owned_by(_viewer: Viewer, owner: int) -> Q:
    """What this organisation promised, or was asked to."""
    return Q(owner=owner)


def agreed_in(_viewer: Viewer, committee: int | None = None, committees: Sequence[int] = ()) -> Q:
    """What meetings of this committee agreed, or of these; of one alone its index is walked in order."""
    return Q(committee=committee) if committee is not None else Q(IsAmong("committee", committees))


def unanswered_by(_viewer: Viewer, owner: int) -> Q:
    """What meetings recommended to this organisation, to which it has said neither yes nor no."""
    came_here = Q(committee__isnull=False) | Q(secretariat_party__isnull=False)
    return came_here & Q(owner=owner, stage=Stage.RECOMMENDED, declined_at=None, for_network=False)


def to_be_named_by(viewer: Viewer) -> Q:
    """What nobody verifies, for whoever names one: accepted without anybody, or passed on to nobody."""
    waits = Commitment.objects.filter(
        IsAmong("granting_party", viewer.party_ids), stage=Stage.ACCEPTED, verifier=None
    )
    stayed = PassedOn.objects.filter(
        IsAmong("commitment__granting_party", viewer.party_ids),
        commitment__stage=Stage.EVIDENCE_IN,
        commitment__verifier=F("organisation"),
    )
    return Q(pk__in=waits.values("pk").union(stayed.values("commitment"), all=True))


def decided_by(viewer: Viewer) -> Q:
    """What has a request this person may grant or refuse."""
    asked = ChangeRequest.objects.filter(answer=Answer.OPEN).values("commitment")
    waits = Waiting.objects.filter(answer=Answer.OPEN).values("commitment")
    # In one: from the few that wait to their commitments. Of two with OR, all that is open would be read.
    decides = Q(IsAmong("granting_party", viewer.party_ids))
    return decides & Q(pk__in=asked.union(waits, all=True))


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


@dataclass(frozen=True)
class AskedShares:
    """The same, asked for with what else a page shows."""

    everything: Counted
    soon: Counted
    late: Counted

    @property
    def shares(self) -> Shares:
        """The shares."""
        everything, soon, late = self.everything.number, self.soon.number, self.late.number
        return Shares(late=late, soon=soon - late, later=everything - soon)


def ask_shares(gathering: Gathering, within: Within | None = None) -> AskedShares:
    """Ask how the open commitments of an organisation, of committees, or all stand."""
    return AskedShares(
        *(gathering.count(COMMITMENTS, chip, within=within) for chip in (OPEN, SOON_VIEW, LATE))
    )


def shares_of(viewer: Viewer, within: Within | None = None) -> Shares:
    """Count the open commitments of an organisation, of committees, or all: late, due soon, later."""
    return ask_shares(Gathering(viewer), within).shares


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
    agreed = Commitment.objects.filter(committee=committee, agreed_on__lt=local_day(before))
    return list(commitment_rows(agreed.filter(wanted)).order_by("rank", "at", "pk")[:100])
