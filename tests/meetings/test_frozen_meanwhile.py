"""What is written past the portal while minutes are circulated waits for that, and is then refused.

Two connections: the first circulates and has not ended, the second writes a row by itself.
"""

from collections.abc import Callable

import pytest
from django.db.models import F

from meetings import actions
from meetings.circulated_text import is_unaltered
from meetings.models import AgendaItem, Attendance, Decision, HeadCount, ItemMinutes, MeetingOf, Minutes
from tests.cast import NOW, Cast
from tests.meetings.sittings import approved, seat_of
from tests.races import one_waits

pytestmark = pytest.mark.django_db(transaction=True)

WRITES: dict[str, Callable[[Minutes], object]] = {
    "discussion": lambda minutes: ItemMinutes.objects.filter(minutes=minutes).update(discussion="Slipped in"),
    "decision": lambda minutes: Decision.objects.create(
        minutes=minutes,
        item=minutes.meeting.agenda.filter(decision=None).earliest("position"),
        text="Slipped in",
    ),
    "guest": lambda minutes: Attendance.objects.create(
        minutes=minutes, label_en="Slipped in", status="invited"
    ),
    "seat": lambda minutes: Attendance.objects.create(
        minutes=minutes, seat=seat_of("RJ"), label_en="Slipped in", status="absent"
    ),
    "group": lambda minutes: HeadCount.objects.create(
        minutes=minutes, kind="other", group="Slipped in", total=1
    ),
    "item": lambda minutes: AgendaItem.objects.create(
        meeting=minutes.meeting, position=99, title="Slipped in"
    ),
    "title of an item": lambda minutes: minutes.meeting.agenda.update(title="Slipped in"),
    "number": lambda minutes: MeetingOf.objects.filter(meeting=minutes.meeting_id).update(
        number=F("meeting_id") + 900
    ),
}


@pytest.mark.parametrize("what", WRITES)
def test_it_waits_and_is_refused_and_the_text_is_what_was_hashed(cast: Cast, what: str) -> None:
    minutes = approved(cast)

    def circulate() -> None:
        actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=NOW)

    ended = one_waits(circulate, lambda: WRITES[what](minutes))
    assert ended == ("done", "IntegrityError")
    assert is_unaltered(Minutes.objects.get(pk=minutes.pk))
