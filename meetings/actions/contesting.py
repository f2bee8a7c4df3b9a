"""What the tier above entered for a committee, its chair contests: within ten working days, and once."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.models import User
from access.toolkit.errors import Mendable
from language.words import day, local_day
from meetings.actions.writing import permitted_meeting, save_and_refresh
from meetings.models import Meeting, Minutes
from meetings.notices import CONTESTED
from notifications.actions import tell
from notifications.working_days import add_working_days

WORKING_DAYS = 10


def contested_until(meeting: Meeting) -> date | None:
    """Return the last day on which its chair may contest it; None where the committee entered it itself.

    The days run from what was written or signed last: what is put to an old draft is new.
    """
    if meeting.entering_party_id is None or meeting.called_at is None:
        return None
    found = Minutes.objects.filter(meeting=meeting).values_list("saved_at", "approved_at", "circulated_at")
    last = max(one for one in (meeting.called_at, *(found.first() or ())) if one is not None)
    return add_working_days(local_day(last), WORKING_DAYS)


def may_be_contested(meeting: Meeting, today: date) -> bool:
    """Whether its chair may still say that it is wrong."""
    until = contested_until(meeting)
    return until is not None and today <= until and meeting.contested_at is None


@transaction.atomic
def contest(*, by: User, meeting: Meeting, contested_as: Meeting.Contest, at: datetime) -> Meeting:
    """The chair says what is wrong: the record shows it, and those who entered it circulate it no more."""
    held = permitted_meeting(by=by, action="contest", meeting=meeting, at=at)
    until = contested_until(held)
    if until is None:
        raise Mendable(_("The committee itself entered this meeting."), code="own")
    if held.contested_at is not None:
        raise Mendable(_("This is contested already. Read it again."), code="contested")
    if local_day(at) > until:
        words = _("It could be contested until %(day)s. Propose a correction of the minutes instead.")
        raise Mendable(words % {"day": day(until)}, code="late")
    if contested_as not in Meeting.Contest.values:
        raise Mendable(_("Choose what is wrong."), "contested_as", "required")
    held.contested_as, held.contested_at, held.contested_by = contested_as, at, by
    if contested_as == Meeting.Contest.NOT_HELD:
        # Its number is the committee's own again.
        held.sittings.update(number=None)
    save_and_refresh(held)
    tell(kind=CONTESTED, record=held, occasion=f"contested:{held.pk}", at=at, by=by)
    return held
