"""What a minute-taker does is kept with the delegation it was done under."""

from datetime import datetime

from access.models import User
from access.rules.audiences import refresh
from access.rules.viewer import Viewer
from meetings.models import DelegatedStep, Meeting
from partners.models import Delegation


def note_delegated(
    *, by: User, meeting: Meeting, step: DelegatedStep.Step, at: datetime
) -> Delegation | None:
    """Keep the step for the chair to see, when it is a minute-taker's; return the delegation.

    Whoever belongs to the secretariat acts for it, also with a delegation of their own.
    """
    delegation = delegation_acted_under(by, meeting, at)
    if delegation is not None:
        refresh(DelegatedStep.objects.create(delegation=delegation, meeting=meeting, step=step, by=by, at=at))
    return delegation


def delegation_acted_under(by: User, meeting: Meeting, at: datetime) -> Delegation | None:
    """Return the delegation by which this person acts in this meeting; None for its own secretariat."""
    if meeting.lead_committee_id is None or Viewer(by, at).belongs_to(meeting.secretariat_party_id):
        return None
    running = Delegation.objects.at(at).filter(committee=meeting.lead_committee_id, person__user=by)
    found: Delegation | None = running.select_related("granted_by", "committee").first()
    return found
