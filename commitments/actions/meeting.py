"""What a meeting says to its matters arising. None of the three verifies anything."""

from datetime import datetime

from django.db import transaction

from access.models import User
from commitments.actions.writing import (
    guarded,
    line,
    must_be_at,
    must_have_no_open_request,
    permitted_and_locked,
)
from commitments.models import OPEN_STAGES, ChangeRequest, Commitment, Event, StageChange
from commitments.notices import ASKED


@transaction.atomic
def report_done(*, by: User, commitment: Commitment, at: datetime, note: str = "") -> StageChange:
    """The meeting was told it is done. Evidence and verification still follow on the commitment's page."""
    return _said(Event.REPORTED_DONE, by=by, commitment=commitment, at=at, note=note)


@transaction.atomic
def carry_forward(*, by: User, commitment: Commitment, at: datetime, note: str = "") -> StageChange:
    """The meeting takes it up again next time. The due date stays where it is."""
    return _said(Event.CARRIED_FORWARD, by=by, commitment=commitment, at=at, note=note)


@transaction.atomic
def propose_drop(*, by: User, commitment: Commitment, reason: str, at: datetime) -> ChangeRequest:
    """The meeting proposes to drop it; whoever grants decides, as on any other request."""
    commitment = permitted_and_locked(by=by, action="bring_forward", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    must_have_no_open_request(commitment)
    request = ChangeRequest.objects.create(
        commitment=commitment,
        kind=ChangeRequest.Kind.DROP,
        reason=guarded(reason, field="reason"),
        asked_at=at,
        asked_by=by,
    )
    line(commitment, Event.DROP_PROPOSED, tells=ASKED, at=at, by=by, note=request.reason)
    return request


def _said(event: Event, *, by: User, commitment: Commitment, at: datetime, note: str) -> StageChange:
    commitment = permitted_and_locked(by=by, action="bring_forward", commitment=commitment, at=at)
    must_be_at(commitment, *OPEN_STAGES)
    return line(commitment, event, at=at, by=by, note=guarded(note, field="note", required=False))
