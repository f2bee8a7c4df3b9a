"""How proposed agenda items are found, said and answered for programs, by what their pages do."""

from datetime import datetime
from typing import Any

from access.api.fields import Said
from access.models import User
from access.rules.engine import VIEW, get_permitted
from access.rules.viewer import Viewer
from access.toolkit.cells import address
from meetings import actions
from meetings.models import ItemProposal, Meeting
from meetings.proposed import planned_meetings, proposed_to
from partners.models import Committee


def find_committee(viewer: Viewer, ref: str, action: str = VIEW) -> Committee:
    """Return a committee to which this person may propose: to whom it is none, it has no proposals."""
    return get_permitted(viewer, Committee, ref, "propose_item" if action == VIEW else action)


def proposals_to(viewer: Viewer, committee: Committee) -> dict[str, Any]:
    """What this person reads of the proposals to a committee."""
    proposals = list(proposed_to(viewer, committee))
    readable = _readable(viewer, [one.meeting_id for one in proposals if one.meeting_id])
    return {"committee": committee, "proposals": [_said(one, readable) for one in proposals]}


def proposal_in_full(viewer: Viewer, proposal: ItemProposal) -> Said:
    """One proposal. Nobody learns of a meeting by it before its notice."""
    return _said(proposal, _readable(viewer, [proposal.meeting_id] if proposal.meeting_id else []))


def take(*, by: User, proposal: ItemProposal, at: datetime, meeting: str) -> ItemProposal:
    """Take it onto the agenda of one of the meetings that are planned."""
    planned = {one.ref: one for one in planned_meetings(Viewer(by, at), proposal.committee)}
    return actions.take_proposal(by=by, proposal=proposal, meeting=planned.get(meeting), at=at)


def _readable(viewer: Viewer, meetings: list[int]) -> dict[int, str]:
    if not meetings:
        return {}
    return dict(Meeting.objects.permitted(viewer).filter(pk__in=meetings).values_list("pk", "ref"))


def _said(proposal: ItemProposal, readable: dict[int, str]) -> Said:
    return Said(
        proposal,
        address=address("item_proposal", proposal.ref),
        taken_to=readable.get(proposal.meeting_id or 0, ""),
    )
