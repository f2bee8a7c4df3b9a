"""What every action on a meeting does the same way: ask the rule, hold the row, keep its readers right."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from access.models import User
from access.rules.audiences import refresh
from access.rules.engine import require
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from access.toolkit.locking import lock_actor, lock_permitted, lock_row
from access.toolkit.versions import compare
from meetings.models import Meeting, Minutes

LINE = 300
TEXT = 20_000
ACTION_POINT = 2_000


def permitted_meeting(*, by: User, action: str, meeting: Meeting, at: datetime) -> Meeting:
    """Hold actor and meeting until the transaction ends, and let the action go on, or raise."""
    return lock_permitted(meeting, by=by, action=action, at=at)


def permitted_minutes(*, by: User, action: str, minutes: Minutes, at: datetime) -> Minutes:
    """Hold actor, meeting and minutes until the transaction ends, and let the action go on, or raise.

    The meeting is held first, always: two actions on one meeting then wait in one order.
    """
    return lock_minutes(lock_actor(by, at), action=action, minutes=minutes)


def lock_minutes(viewer: Viewer, *, action: str, minutes: Minutes) -> Minutes:
    """The same for an action that has held its actor, as the one who acts is now."""
    meeting = lock_row(minutes.meeting)
    held = lock_row(minutes)
    held.meeting = meeting
    require(viewer, action, held)
    compare(held)
    return held


def as_written(minutes: Minutes) -> dict[str, Any]:
    """Return which text of a draft somebody reads: when it was saved last, and came to the chair."""
    return {
        "saved": minutes.saved_at,
        "sent": minutes.with_chair_since,
        "approved": minutes.approved_at,
    }


def must_be_open(meeting: Meeting) -> None:
    """Refuse once the minutes are being written, or the meeting was called off."""
    if not meeting.is_open_to_change:
        raise Mendable(
            _("The meeting is at “%(state)s” now. Its notice does not change any more.")
            % {"state": meeting.get_state_display()},
            code="state",
        )


def must_be_ahead(meeting: Meeting, at: datetime) -> None:
    """Refuse once it has begun: a notice names those who can still come by it."""
    if at > meeting.begins_at:
        raise Mendable(
            _("The meeting has begun. Enter guests who came in the attendance."), "body", code="begun"
        )


def draft_to_write(*, by: User, minutes: Minutes, at: datetime, action: str = "write") -> Minutes:
    """Hold minutes that may be written now: not with the chair, not approved, not circulated."""
    held = permitted_minutes(by=by, action=action, minutes=minutes, at=at)
    if held.is_frozen:
        raise Mendable(
            _("These minutes have been circulated. Their text does not change any more."), code="frozen"
        )
    if held.is_approved:
        raise Mendable(
            _("The chair has approved these minutes. They wait to be circulated."), code="approved"
        )
    if held.is_with_chair:
        raise Mendable(_("The draft is with the chair. Take it back to change it."), code="with-chair")
    return held


def saved(minutes: Minutes, at: datetime) -> None:
    """Remember when the draft was last saved, so that the page can say so."""
    Minutes.objects.filter(pk=minutes.pk).update(saved_at=at)
    minutes.saved_at = at


def save_and_refresh(meeting: Meeting, minutes: Minutes | None = None) -> None:
    """Save the meeting, and its minutes, with their readers following from what they are now."""
    meeting.live = meeting.state not in {
        Meeting.State.CIRCULATED,
        Meeting.State.CONFIRMED,
        Meeting.State.CANCELLED,
    }
    meeting.save()
    refresh(meeting)
    if minutes is not None:
        minutes.at = meeting.at
        minutes.live = meeting.live
        minutes.is_confirmed = meeting.state == Meeting.State.CONFIRMED
        minutes.save()
        refresh(minutes)
