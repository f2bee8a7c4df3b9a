"""Reads of what members propose for an agenda."""

from collections.abc import Sequence

from django.db.models import QuerySet

from access.rules.engine import VIEW, PermittedQuerySet, can
from access.rules.viewer import Viewer
from access.toolkit.gathering import Selection
from access.toolkit.listing import COUNT_CAP
from meetings.models import ItemProposal, Meeting
from partners.models import Committee

SHOWN = 20


def proposal_rows() -> PermittedQuerySet[ItemProposal]:
    """Bring along what is said of a proposal."""
    return ItemProposal.objects.get_queryset().select_related("committee", "organisation", "meeting")


def _to_answer(viewer: Viewer) -> QuerySet[ItemProposal]:
    waiting = ItemProposal.objects.permitted(viewer, "answer").filter(live=True)
    return waiting.order_by("at", "pk")


# What waits for the answer of somebody's secretariat, the longest wait first; a desk tells how many.
PROPOSALS_TO_ANSWER = Selection(ItemProposal, _to_answer, proposal_rows, size=COUNT_CAP)


def proposed_to(viewer: Viewer, committee: Committee) -> list[ItemProposal]:
    """What this person reads of the proposals to a committee: those that wait first, the latest first."""
    found = proposal_rows().permitted_with_can(viewer, "answer").filter(committee=committee)
    shown = list(found.order_by("-live", "-at", "-pk")[:SHOWN])
    show_as_known(viewer, shown)
    return sorted(shown, key=lambda one: (one.live, one.at, one.pk), reverse=True)


def knows_answer(viewer: Viewer, proposal: ItemProposal) -> bool:
    """Whether this person may know what became of it: that it was taken, only with the meeting.

    Whoever keeps the committee knows of its meetings; all others learn of one by its notice.
    """
    if proposal.state != ItemProposal.State.TAKEN or can(viewer, "answer", proposal):
        return True
    return proposal.meeting is not None and can(viewer, VIEW, proposal.meeting)


def show_as_known(viewer: Viewer, proposals: Sequence[ItemProposal]) -> None:
    """Let each that was taken read as one that waits, to whoever may not know of the meeting yet.

    They come with `can_answer`, and are to be read: an action reads its row anew.
    """
    hidden = [one for one in proposals if one.state == ItemProposal.State.TAKEN and not one.can_answer]  # type: ignore[attr-defined]
    if not hidden:
        return
    meetings = Meeting.objects.permitted(viewer).filter(pk__in=[one.meeting_id for one in hidden])
    known = set(meetings.values_list("pk", flat=True))
    for one in hidden:
        if one.meeting_id not in known:
            one.state, one.answered_at, one.live = ItemProposal.State.WAITS, None, True
            one.meeting = one.item = None


def waiting_for(viewer: Viewer, meeting: Meeting) -> list[ItemProposal]:
    """What members propose and the secretariat may still take onto the agenda of this meeting."""
    if not meeting.is_open_to_change:
        return []
    committees = [sitting.committee_id for sitting in meeting.sittings.all()]
    waiting = proposal_rows().permitted(viewer, "answer").filter(live=True, committee__in=committees)
    return list(waiting.order_by("at", "pk")[:SHOWN])


def planned_meetings(viewer: Viewer, committee: Committee) -> list[Meeting]:
    """The meetings of a committee whose agenda this person can still add to, the next one first."""
    ahead = (Meeting.State.PLANNED, Meeting.State.NOTICE_SENT)
    found = Meeting.objects.permitted(viewer, "edit").filter(state__in=ahead, sittings__committee=committee)
    rows = found.select_related("lead_committee").prefetch_related("sittings")
    return list(rows.order_by("at", "pk")[:SHOWN])
