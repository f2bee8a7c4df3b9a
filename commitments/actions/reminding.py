"""A reminder by hand, beside those that the portal sends by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from commitments.actions.writing import add_history, must_be_at, permitted_and_locked
from commitments.models import Commitment, Event, Stage
from commitments.notices import REMINDED
from commitments.queries.traffic import Traffic, traffic
from language.words import local_day

# One a day, and the next morning is a new day.
PAUSE = timedelta(hours=20)


@transaction.atomic
def remind(*, by: User, commitment: Commitment, at: datetime) -> Commitment:
    """Whoever follows a late promise up reminds its body; those who speak for it are told. Once a day."""
    commitment = permitted_and_locked(by=by, action="decide", commitment=commitment, at=at)
    must_be_at(commitment, Stage.AGREED, Stage.ACCEPTED)
    if traffic(commitment, local_day(at)) != Traffic.LATE:
        raise Mendable(_("It is not late: there is nothing to remind of."), code="on-time")
    if commitment.history.filter(event=Event.REMINDED, at__gt=Now() - PAUSE).exists():
        raise Mendable(
            _("It has been reminded today. Telephone, or sign the reminder letter."), code="reminded"
        )
    add_history(commitment, Event.REMINDED, tells=REMINDED, at=at, by=by, organisation=commitment.owner)
    return commitment
