"""Two people at one meeting: the second saver sees both, and neither loses what they wrote."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment
from meetings import actions
from meetings.models import Attendance, MatterArising, Meeting, Minutes
from partners.models import Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, circulated, draft, item_of, sharsha

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="(?:hidden|radio)"[^>]*name="([^"]+)" value="([^"]*)"([^>]*)>')


def read(client: Client, page: str) -> dict[str, Any]:
    """What the form on a page would send if nothing were typed."""
    form = client.get(page).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


def rows(client: Client, minutes: Minutes) -> dict[str, str]:
    """What the attendance list would send if nothing were marked."""
    page = client.get(reverse("meeting_attendance", args=[minutes.meeting.ref])).content.decode()
    found = HIDDEN.findall(page)
    return {
        name: value
        for name, value, rest in found
        if name == "versions" or (name.startswith("seat-") and "checked" in rest)
    }


def statuses(minutes: Minutes) -> dict[str, str]:
    seats = Attendance.objects.filter(minutes=minutes, seat__isnull=False)
    return {f"seat-{line.seat.ref}": line.status for line in seats.select_related("seat") if line.seat}


class TestThePlannedMeeting:
    @pytest.fixture
    def meeting(self, cast: Cast) -> Meeting:
        later = timezone.localdate() + timedelta(days=10)
        return announced(cast.uno_sharsha.user, at=timezone.now(), on_date=later, place="Town hall")

    def test_the_second_saver_sees_both_and_what_neither_touched_twice_is_kept(
        self, cast: Cast, meeting: Meeting
    ) -> None:
        client, page = browser(cast.uno_sharsha.user), reverse("meeting_edit", args=[meeting.ref])
        mine, theirs = read(client, page), read(client, page)
        assert client.post(page, theirs | {"place": "Upazila hall", "starts": "15:00"}).status_code == 302
        late = client.post(page, mine | {"place": "Union hall", "title": "Of the shelters"})
        said = late.content.decode()
        assert late.status_code == 422 and "A colleague changed this meanwhile" in said
        assert "Upazila hall" in said and "Union hall" in said
        meeting.refresh_from_db()
        assert (meeting.place_text, meeting.title_en) == ("Upazila hall", "")
        form = late.context["form"]
        again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        assert (again["starts"], again["place"]) == ("15:00", "Union hall"), "theirs where I typed nothing"
        assert client.post(page, again).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.place_text, meeting.title_en) == ("Union hall", "Of the shelters")
        assert meeting.starts_at and timezone.localtime(meeting.starts_at).hour == 15

    def test_a_form_without_a_version_goes_over_nothing(self, cast: Cast, meeting: Meeting) -> None:
        client, page = browser(cast.uno_sharsha.user), reverse("meeting_edit", args=[meeting.ref])
        typed = read(client, page) | {"place": "Elsewhere"}
        del typed["version"]
        assert client.post(page, typed).status_code == 422
        meeting.refresh_from_db()
        assert meeting.place_text == "Town hall"

    def test_the_same_sending_twice_is_no_conflict(self, cast: Cast, meeting: Meeting) -> None:
        client, page = browser(cast.uno_sharsha.user), reverse("meeting_edit", args=[meeting.ref])
        typed = read(client, page) | {"place": "Upazila hall", "once": "a" * 22}
        assert [client.post(page, typed).status_code for _time in range(2)] == [302, 302]


class TestTheAttendance:
    @pytest.fixture
    def minutes(self, cast: Cast) -> Minutes:
        return draft(cast.facilitator.user)

    @pytest.fixture
    def page(self, minutes: Minutes) -> str:
        return reverse("meeting_attendance", args=[minutes.meeting.ref])

    @pytest.fixture
    def seats(self) -> list[Seat]:
        return list(sharsha().seats.order_by("pk")[:4])

    def test_a_stale_form_takes_no_colleagues_row_away(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client = browser(cast.facilitator.user)
        one, other = (f"seat-{seat.ref}" for seat in seats[:2])
        mine, theirs = rows(client, minutes), rows(client, minutes)
        client.post(page, theirs | {one: "present"})
        assert client.post(page, mine | {other: "absent"}).status_code == 302
        assert statuses(minutes) == {one: "present", other: "absent"}

    def test_an_empty_sending_deletes_nothing(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client = browser(cast.facilitator.user)
        client.post(page, {f"seat-{seat.ref}": "present" for seat in seats})
        client.post(page, {})
        assert len(statuses(minutes)) == len(seats)

    def test_one_seat_marked_by_two_shows_both_and_every_other_row_is_saved(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client = browser(cast.facilitator.user)
        one, other = (f"seat-{seat.ref}" for seat in seats[:2])
        mine, theirs = rows(client, minutes), rows(client, minutes)
        client.post(page, theirs | {one: "present"})
        late = client.post(page, mine | {one: "apologies", other: "absent"})
        said = late.content.decode()
        assert late.status_code == 422 and "A colleague noted this seat meanwhile" in said
        assert (
            "1 seat is not saved yet; the others are." in said and "What stands now: <b>Present</b>" in said
        )
        assert statuses(minutes) == {one: "present", other: "absent"}
        row = next(row for row in late.context["rows"] if row["name"] == one)
        assert row["status"] == "apologies", "what was typed stays"
        client.post(page, {one: "apologies", "versions": f"{one}:{row['version']}"})
        assert statuses(minutes)[one] == "apologies"

    def test_a_mark_is_taken_away_only_by_who_saw_it(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client, one = browser(cast.facilitator.user), f"seat-{seats[0].ref}"
        client.post(page, {one: "present"})
        client.post(page, {one: ""})
        assert statuses(minutes) == {one: "present"}
        client.post(page, rows(client, minutes) | {one: ""})
        assert statuses(minutes) == {}

    def test_the_rest_were_present_marks_the_blanks_alone(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client, one = browser(cast.facilitator.user), f"seat-{seats[0].ref}"
        client.post(page, rows(client, minutes) | {one: "apologies", "do": "rest"})
        found = statuses(minutes)
        assert found.pop(one) == "apologies"
        assert len(found) == sharsha().seats.filter(until__isnull=True).count() - 1
        assert set(found.values()) == {"present"}

    def test_what_is_added_or_taken_out_beside_the_seats_keeps_the_marks(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client, ref = browser(cast.facilitator.user), minutes.meeting.ref
        one, other, third, fourth = (f"seat-{seat.ref}" for seat in seats)
        guest = {"label": "Headmaster, Sharsha", "capacity": "guest"}
        client.post(
            reverse("meeting_add_guest", args=[ref]), rows(client, minutes) | {one: "present"} | guest
        )
        counted = {other: "absent", "kind": "survivors", "total": "12"}
        client.post(reverse("meeting_add_head_count", args=[ref]), rows(client, minutes) | counted)
        line = minutes.attendance.get(seat=None)
        remove = reverse("meeting_remove_guest", args=[ref, line.ref])
        client.post(remove, rows(client, minutes) | {third: "present"})
        remove = reverse("meeting_remove_head_count", args=[ref, 1])
        client.post(remove, rows(client, minutes) | {fourth: "apologies"})
        assert statuses(minutes) == {one: "present", other: "absent", third: "present", fourth: "apologies"}
        assert not minutes.attendance.filter(seat=None).exists() and not minutes.head_counts.exists()

    def test_a_guest_typed_and_saved_by_the_other_button_is_not_lost(
        self, cast: Cast, minutes: Minutes, page: str
    ) -> None:
        client = browser(cast.facilitator.user)
        client.post(page, rows(client, minutes) | {"label": "Headmaster, Sharsha", "capacity": "guest"})
        assert minutes.attendance.get(seat=None).label_en == "Headmaster, Sharsha"

    def test_a_refused_guest_keeps_what_was_typed_and_the_marks_are_saved(
        self, cast: Cast, minutes: Minutes, page: str, seats: list[Seat]
    ) -> None:
        client, one = browser(cast.facilitator.user), f"seat-{seats[0].ref}"
        typed = rows(client, minutes) | {one: "present", "label": "Call 1234567890123", "total": "7"}
        refused = client.post(reverse("meeting_add_guest", args=[minutes.meeting.ref]), typed)
        assert refused.status_code == 422
        assert 'value="Call 1234567890123"' in refused.content.decode()
        assert statuses(minutes) == {one: "present"}

    def test_read_only_it_is_a_list_without_a_button(self, cast: Cast, minutes: Minutes, page: str) -> None:
        client = browser(cast.facilitator.user)
        client.post(page, rows(client, minutes) | {"do": "rest"})
        client.post(reverse("meeting_to_chair", args=[minutes.meeting.ref]))
        shown = client.get(page).content.decode()
        assert 'type="radio"' not in shown and "disabled" not in shown
        assert shown.count('class="said"') == sharsha().seats.filter(until__isnull=True).count()


class TestTheChair:
    def test_a_text_changed_since_it_was_read_is_not_approved_unread(self, cast: Cast) -> None:
        writer = cast.facilitator.user
        minutes = draft(writer)
        actions.send_to_chair(by=writer, minutes=minutes, at=NOW)
        chair, ref = browser(cast.uno_sharsha.user), minutes.meeting.ref
        version = chair.get(reverse("meeting", args=[ref])).context["version"]
        actions.take_back(by=writer, minutes=minutes, at=NOW)
        later = NOW + timedelta(minutes=5)
        actions.save_item(
            by=writer, item=item_of(minutes), discussion="Other", decision="Other", version=2, at=later
        )
        actions.send_to_chair(by=writer, minutes=minutes, at=later)
        late = chair.post(reverse("meeting_approve", args=[ref]), {"version": version}, follow=True)
        assert "It was changed after you opened it." in late.content.decode()
        assert not Minutes.objects.get(pk=minutes.pk).is_approved
        again = {"version": late.context["version"]}
        chair.post(reverse("meeting_approve", args=[ref]), again)
        assert Minutes.objects.get(pk=minutes.pk).is_approved


class TestAnEarlierPromise:
    def test_what_a_colleague_noted_meanwhile_is_said_and_not_gone_over(self, cast: Cast) -> None:
        circulated(cast, on_date=NOW.date())
        promise, later = Commitment.objects.get(), NOW + timedelta(days=30)
        minutes = draft(cast.facilitator.user, at=later, on_date=later.date())
        client = browser(cast.facilitator.user)
        address = reverse("meeting_matter", args=[minutes.meeting.ref, promise.ref])
        page = client.get(reverse("meeting", args=[minutes.meeting.ref])).context["matters"]
        mine = {"outcome": "reported-done", "note": "All of it", "version": page[0].version}
        client.post(address, {"outcome": "carried-forward", "note": "Half of it", "version": page[0].version})
        late = client.post(address, mine)
        said = late.content.decode()
        assert late.status_code == 422 and "Half of it" in said and "All of it" in said
        assert MatterArising.objects.get(minutes=minutes).outcome == "carried-forward"
        client.post(address, mine | {"version": late.context["matters"][0].version})
        assert MatterArising.objects.get(minutes=minutes).outcome == "reported-done"
