"""An old meeting entered afterwards reminds nobody of what was due before it was entered."""

from datetime import date, timedelta

import pytest

from access.rules.viewer import Viewer
from commitments.models import Commitment
from commitments.queries import LATE, counted
from language.words import DHAKA
from meetings import actions
from meetings.models import Minutes
from notifications.actions import scan
from notifications.models import Notice
from notifications.working_days import add_working_days
from tests.cast import NOW, Cast
from tests.meetings.sittings import body, sharsha

pytestmark = pytest.mark.django_db


def entered(cast: Cast, due_on: date) -> Commitment:
    """A meeting of a year ago, with one promise, circulated today."""
    by = cast.uno_sharsha.user
    plan = actions.Plan(on_date=(NOW - timedelta(days=365)).date())
    meeting = actions.enter_past_meeting(by=by, plan=plan, at=NOW, committee=sharsha(), agenda=["Shelter"])
    item = meeting.agenda.get()
    actions.add_action_point(
        by=by, item=item, what="Send the list of free places", owner=body("RJ"), due_on=due_on, at=NOW
    )
    minutes = Minutes.objects.get(meeting=meeting)
    actions.send_to_chair(by=by, minutes=minutes, at=NOW)
    actions.approve(by=by, minutes=minutes, at=NOW)
    actions.circulate(by=by, minutes=minutes, at=NOW)
    return Commitment.objects.get(source_id=meeting.pk)


def kinds_told(days: int) -> set[str]:
    for day in range(days):
        on = add_working_days(NOW.date(), day)
        scan(at=NOW.replace(year=on.year, month=on.month, day=on.day).astimezone(DHAKA))
    told = Notice.objects.filter(record_type="commitments.commitment", state=Notice.State.TOLD)
    return set(told.values_list("kind", flat=True))


def test_what_was_due_before_is_no_reminder_no_letter_and_no_late_count(cast: Cast) -> None:
    passed = (NOW - timedelta(days=330)).date()
    promise = entered(cast, passed)
    assert (promise.due_on, promise.original_due_on) == (None, passed)
    # Its body is told once those who entered it say that it is still open.
    assert kinds_told(9) == set()
    assert counted(Viewer(cast.uno_sharsha.user, NOW + timedelta(days=20)), LATE) == 0


def test_what_is_due_after_it_was_entered_is_reminded_of_as_ever(cast: Cast) -> None:
    assert entered(cast, add_working_days(NOW.date(), 1)).due_on is not None
    assert kinds_told(9) == {"commitments.assigned", "commitments.due", "commitments.letter"}
