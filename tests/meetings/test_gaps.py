"""Before the draft goes to the chair: what is empty is asked about once, and a chair nobody holds is said."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from access.models import PartyMember
from meetings import actions
from meetings.models import Minutes
from meetings.seating import room_of
from partners.models import Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import approved, draft, sharsha

pytestmark = pytest.mark.django_db
PEOPLE = re.compile(r"(\d+) (?:person|people)\b")


def send(cast: Cast, minutes: Minutes, **typed: str) -> str:
    """Send the draft to the chair, and return what the page says then."""
    client = browser(cast.facilitator.user)
    address = reverse("meeting_to_chair", args=[minutes.meeting.ref])
    return str(client.post(address, typed, follow=True).content.decode())


def is_sent(minutes: Minutes) -> bool:
    return Minutes.objects.get(pk=minutes.pk).is_with_chair


def leave_the_chair_empty(minutes: Minutes) -> None:
    PartyMember.objects.filter(party=minutes.meeting.chair_party).delete()


class TestWhatIsEmpty:
    def test_items_without_a_word_and_an_empty_list_are_named_once(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user, agenda=["Shelter places", "Border patrols", "Training"])
        said = send(cast, minutes)
        assert not is_sent(minutes)
        assert "Border patrols" in said and "Training" in said and "Nobody has noted who came." in said
        assert "Shelter places" not in said and "Matters arising" not in said
        assert "The draft is with the chair." in send(cast, minutes, as_it_is="yes")
        assert is_sent(minutes)

    def test_a_draft_that_says_something_of_everything_goes_without_a_question(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user)
        actions.record_attendance(by=cast.facilitator.user, minutes=minutes, marks=[], at=NOW, rest_came=True)
        assert "The draft is with the chair." in send(cast, minutes)
        assert is_sent(minutes)

    def test_the_rest_came_but_for_the_seat_that_nobody_holds(self, cast: Cast) -> None:
        empty = Seat.objects.filter(committee=sharsha(), side="ngo")
        empty.update(organisation=None)
        minutes = draft(cast.facilitator.user)
        actions.record_attendance(by=cast.facilitator.user, minutes=minutes, marks=[], at=NOW, rest_came=True)
        blank = {line.seat.pk for line in room_of(minutes).lines if line.attended is None}
        assert blank == set(empty.values_list("pk", flat=True)) != set()

    def test_somebody_elses_draft_is_not_asked_about(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user)
        address = reverse("meeting_to_chair", args=[minutes.meeting.ref])
        assert browser(cast.rj_liaison.user).post(address).status_code == 404


class TestAChairNobodyHolds:
    def test_it_is_said_before_and_after_and_the_signed_paper_is_offered(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user)
        actions.record_attendance(by=cast.facilitator.user, minutes=minutes, marks=[], at=NOW, rest_came=True)
        leave_the_chair_empty(minutes)
        assert "nobody can approve this draft here" in send(cast, minutes)
        assert not is_sent(minutes)
        said = send(cast, minutes, as_it_is="yes")
        assert is_sent(minutes) and "is with the chair" not in said and "With the chair" not in said
        assert "draft waits for a signature on paper" in said and "nobody can approve this draft here" in said
        secretary = browser(cast.uno_sharsha.user)
        page = secretary.get(reverse("meeting", args=[minutes.meeting.ref]))
        if page.status_code == 200:
            assert reverse("meeting_signed", args=[minutes.meeting.ref]) in page.content.decode()

    def test_with_somebody_in_the_chair_nothing_is_said(self, cast: Cast) -> None:
        minutes = draft(cast.facilitator.user)
        assert "nobody can approve" not in send(cast, minutes, as_it_is="yes")


def test_the_draft_and_the_page_that_circulates_promise_the_same_number_of_readers(cast: Cast) -> None:
    minutes = approved(cast)
    client = browser(cast.uno_sharsha.user)
    shown = client.get(reverse("meeting", args=[minutes.meeting.ref])).context["draft_audience"]
    confirm = client.get(reverse("meeting_circulate", args=[minutes.meeting.ref])).context["audience"].text
    assert shown.endswith(confirm)
    promised = int(PEOPLE.findall(confirm)[0])
    actions.circulate(by=cast.uno_sharsha.user, minutes=minutes, at=timezone.now())
    read = client.get(reverse("meeting", args=[minutes.meeting.ref])).context["audience"].text
    assert int(PEOPLE.findall(read)[0]) == promised
