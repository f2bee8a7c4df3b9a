"""To which committees somebody may propose, what came of a discussion, and where a proposal came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.models import Party
from access.rules.viewer import Viewer
from access.toolkit.beside import BESIDE, Said, Way
from access.toolkit.kept import KeptRows
from language.words import local_day
from meetings.models import ItemProposal, Meeting
from meetings.models.meetings import MeetingOf
from partners.models import Committee
from threads.models import Thread

THREAD = "threads.thread"
# Few propose the same discussion often; so many are shown, the first ones first.
SHOWN = 20
State = ItemProposal.State


@dataclass(frozen=True)
class Addressee:
    """A committee to which one may propose, when it meets next, as far as they know, and what it reads."""

    committee: Committee
    meets_at: datetime | None
    reads: bool


def addressees(viewer: Viewer, thread: Thread) -> list[Addressee]:
    """Return the committees of which somebody is a member, those first that meet next."""
    mine = Committee.objects.permitted(viewer, "propose_item").select_related("place").order_by("name_en")
    committees = [one for one in mine if one.is_live(local_day(viewer.at))]
    meets, readers = _next_meetings(viewer, committees), _readers(thread)
    found = [Addressee(one, meets.get(one.pk), _reads(one, readers)) for one in committees]
    return sorted(found, key=lambda one: (one.meets_at is None, one.meets_at or viewer.at))


def _next_meetings(viewer: Viewer, committees: Sequence[Committee]) -> dict[int, datetime]:
    """When each meets next: of meetings that this person knows of alone."""
    ahead = Meeting.objects.permitted(viewer).filter(
        state__in=(Meeting.State.PLANNED, Meeting.State.NOTICE_SENT), at__gte=viewer.at
    )
    sittings = MeetingOf.objects.filter(committee__in=committees, meeting__in=ahead)
    latest_first = sittings.order_by("-meeting__at").values_list("committee_id", "meeting__at")
    return dict(latest_first)


def _readers(thread: Thread) -> set[tuple[int, str]]:
    return set(thread.readers.filter(until=None).values_list("party_id", "party__kind"))


def _reads(committee: Committee, readers: set[tuple[int, str]]) -> bool:
    """Whether it was written for the committee, or for all."""
    return any(
        kind == Party.Kind.EVERYONE or party in (committee.members_party_id, committee.secretariat_party_id)
        for party, kind in readers
    )


@dataclass(frozen=True)
class CameOf:
    """What became of one proposal, as far as whoever reads the discussion may know it."""

    proposal: ItemProposal
    # Whether they read the proposal itself.
    is_read: bool
    meeting: Meeting | None

    @property
    def state(self) -> str:
        """That it was taken goes with the meeting's notice, any other answer with the proposal."""
        state = self.proposal.state
        if state == State.TAKEN:
            return state if self.meeting is not None else State.WAITS
        return state if self.is_read else State.WAITS


_PROPOSED = KeptRows(
    lambda _viewer, ref: (
        ItemProposal.objects.filter(source_type=THREAD, source_ref=ref)
        .select_related("committee", "meeting", "item")
        .order_by("at", "pk")[:SHOWN]
    )
)
_MAY_PROPOSE = KeptRows(lambda viewer: Committee.objects.permitted(viewer, "propose_item").only("pk")[:1])


def came_of(viewer: Viewer, thread: Thread) -> list[CameOf]:
    """Return what was proposed of a discussion. One that was taken back is shown to its readers alone."""
    proposals = _PROPOSED(ref=thread.ref)
    if not proposals:
        return []
    numbers = [one.pk for one in proposals]
    read = set(ItemProposal.objects.permitted(viewer).filter(pk__in=numbers).values_list("pk", flat=True))
    taken = [one.meeting_id for one in proposals if one.meeting_id is not None]
    known = set(Meeting.objects.permitted(viewer).filter(pk__in=taken).values_list("pk", flat=True))
    return [
        CameOf(one, one.pk in read, one.meeting if one.meeting_id in known else None)
        for one in proposals
        if one.state != State.WITHDRAWN or one.pk in read
    ]


def of_thread(viewer: Viewer, thread: Thread) -> Said:
    """Say on a discussion what was proposed of it, and let its readers propose."""
    if not thread.goes_further:
        return Said()
    may = _MAY_PROPOSE(viewer)
    way = Way(reverse("thread_propose", args=[thread.ref]), "calendar-plus", _("Propose for an agenda"))
    found = came_of(viewer, thread)
    return Said([way] if may else [], "bridges/came_of.html" if found else "", {"found": found})


def of_proposal(viewer: Viewer, proposal: ItemProposal) -> Said:
    """Say on a proposal of which discussion it came, to whoever reads that; others learn of none."""
    if proposal.source_type != THREAD:
        return Said()
    thread = Thread.objects.permitted(viewer).filter(ref=proposal.source_ref).first()
    return Said() if thread is None else Said(template="bridges/origin.html", said={"thread": thread})


def register_bridges() -> None:
    """Let both pages say it; called once when the portal starts."""
    BESIDE.add(THREAD, of_thread)
    BESIDE.add(ItemProposal._meta.label_lower, of_proposal)
