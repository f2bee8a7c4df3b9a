"""The smaller steps by their forms: agenda, attendance, matters arising, the chair's answers."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commitments.models import Commitment
from language.words import DHAKA, local_day
from meetings import actions
from meetings.models import Attendance, HeadCount, MatterArising, Meeting, Minutes
from notifications.models import Notice
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, circulated, draft, jashore, planned, sharsha
from tests.meetings.test_pages import assert_kept, plan_of


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def minutes(cast: Cast, now: datetime) -> Minutes:
    return draft(cast.facilitator.user, at=now, number=41)


def at(name: str, *refs: str) -> str:
    return reverse(name, args=refs)


class TestTheAgenda:
    def test_an_item_is_added_before_any_other_business_moved_and_taken_off(
        self, cast: Cast, now: datetime
    ) -> None:
        meeting, client = announced(cast.uno_sharsha.user, at=now), browser(cast.uno_sharsha.user)
        client.post(at("meeting_add_item", meeting.ref), {"title": "Hotline"})
        assert headings(meeting) == ["Matters arising", "Shelter places", "Hotline", "Any other business"]
        hotline = meeting.agenda.get(title="Hotline")
        client.post(at("meeting_change_item", meeting.ref, hotline.ref), {"do": "up"})
        assert headings(meeting) == ["Matters arising", "Hotline", "Shelter places", "Any other business"]
        client.post(at("meeting_change_item", meeting.ref, hotline.ref), {"do": "remove"})
        assert headings(meeting) == ["Matters arising", "Shelter places", "Any other business"]
        assert list(meeting.agenda.values_list("position", flat=True)) == [1, 2, 3]

    def test_an_identity_number_is_refused_and_stays_in_the_field(self, cast: Cast, now: datetime) -> None:
        meeting = planned(cast.uno_sharsha.user, at=now)
        response = browser(cast.facilitator.user).post(
            at("meeting_add_item", meeting.ref), {"title": "Case of 1234567890123"}
        )
        assert response.status_code == 422
        assert_kept(response, "Case of 1234567890123", "national identity number")

    def test_an_item_that_holds_minutes_stays(self, cast: Cast, minutes: Minutes) -> None:
        item = minutes.meeting.agenda.get(title="Shelter places")
        browser(cast.facilitator.user).post(
            at("meeting_change_item", minutes.meeting.ref, item.ref), {"do": "remove"}
        )
        assert minutes.meeting.agenda.filter(title="Shelter places").exists()

    def test_an_item_of_another_meeting_is_not_found(
        self, cast: Cast, minutes: Minutes, now: datetime
    ) -> None:
        other = announced(cast.facilitator.user, at=now)
        item = other.agenda.get(title="Shelter places")
        response = browser(cast.facilitator.user).get(at("meeting_item", minutes.meeting.ref, item.ref))
        assert response.status_code == 404


# Sent although nobody noted who came.
AS_IT_IS = {"as_it_is": "yes"}


class TestTheNotice:
    def test_it_is_told_to_the_committee_and_not_to_those_above(self, cast: Cast, now: datetime) -> None:
        announced(cast.uno_sharsha.user, at=now)
        told = cast.keys_of([notice.recipient for notice in Notice.objects.filter(kind="meetings.notice")])
        assert told == {"facilitator", "rj_liaison"}

    def test_a_change_keeps_what_was_there_and_is_told_at_once_the_day_before(
        self, cast: Cast, now: datetime
    ) -> None:
        meeting, client = announced(cast.uno_sharsha.user, at=now, number=41), browser(cast.uno_sharsha.user)
        form = client.get(at("meeting_edit", meeting.ref)).context["form"]
        assert form["number"].value() == "41"
        tomorrow = local_day(now) + timedelta(days=1)
        changed = plan_of(
            on_date=f"{tomorrow:%d/%m/%Y}", number="41", place="Upazila hall", version=form["version"].value()
        )
        assert client.post(at("meeting_edit", meeting.ref), changed).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.on_date, meeting.place_text, meeting.number) == (tomorrow, "Upazila hall", 41)
        told = Notice.objects.filter(kind__startswith="meetings.", recipient=cast.rj_liaison.user)
        assert [one.kind for one in told.order_by("pk")] == ["meetings.notice", "meetings.changed"]

    def test_calling_it_off_tells_those_who_had_the_notice(self, cast: Cast, now: datetime) -> None:
        meeting = announced(cast.facilitator.user, at=now)
        client = browser(cast.uno_sharsha.user)
        client.post(at("meeting_cancel", meeting.ref), {"reason": "Flood"})
        meeting.refresh_from_db()
        assert meeting.state == Meeting.State.CANCELLED
        assert Notice.objects.filter(kind="meetings.cancelled", recipient=cast.rj_liaison.user).exists()
        assert_kept(browser(cast.rj_liaison.user).get(at("meeting", meeting.ref)), "called off", "Flood")

    def test_minutes_do_not_open_before_the_day(self, cast: Cast, now: datetime) -> None:
        later = local_day(now) + timedelta(days=3)
        meeting = announced(cast.facilitator.user, at=now, on_date=later)
        client = browser(cast.facilitator.user)
        client.post(at("meeting_start", meeting.ref))
        assert not Minutes.objects.exists()
        assert "Its minutes open on that day" in client.get(at("meeting", meeting.ref)).content.decode()


class TestTheAttendance:
    def test_seats_delegates_guests_and_head_counts(self, cast: Cast, minutes: Minutes) -> None:
        client, ref = browser(cast.facilitator.user), minutes.meeting.ref
        chair, ngo = sharsha().seats.get(role="chair"), sharsha().seats.get(organisation__code="RJ")
        client.post(
            at("meeting_attendance", ref),
            {
                f"seat-{chair.ref}": "present",
                f"seat-{ngo.ref}": "delegate",
                f"seat-{ngo.ref}-delegate": "Programme officer",
                f"seat-{ngo.ref}-person": cast.rj_staff.person.ref,
            },
        )
        lines = {line.seat_id: line for line in Attendance.objects.filter(minutes=minutes)}
        assert {pk: line.status for pk, line in lines.items()} == {chair.pk: "present", ngo.pk: "delegate"}
        assert lines[ngo.pk].delegate == cast.rj_staff.person
        client.post(at("meeting_add_guest", ref), {"label": "BRAC", "capacity": "guest"})
        client.post(at("meeting_add_guest", ref), {"label": "Headmaster", "capacity": ""})
        guests = Attendance.objects.filter(minutes=minutes, seat=None).order_by("pk")
        assert [(guest.label_en, guest.organisation is not None) for guest in guests] == [
            ("BRAC", True),
            ("Headmaster", False),
        ]
        client.post(at("meeting_remove_guest", ref, guests[1].ref))
        client.post(at("meeting_add_head_count", ref), {"kind": "survivors", "total": "৩৬", "female": "১৭"})
        page = client.get(at("meeting", ref)).content.decode()
        assert "2</b>" in page
        assert "Headmaster" not in page
        assert HeadCount.objects.get().total == 36
        client.post(reverse("meeting_remove_head_count", args=[ref, 1]))
        assert not HeadCount.objects.exists()

    def test_a_delegate_from_another_organisation_is_not_taken(self, cast: Cast, minutes: Minutes) -> None:
        ngo = sharsha().seats.get(organisation__code="RJ")
        browser(cast.facilitator.user).post(
            at("meeting_attendance", minutes.meeting.ref),
            {f"seat-{ngo.ref}": "delegate", f"seat-{ngo.ref}-person": cast.far_liaison.person.ref},
        )
        assert Attendance.objects.get().delegate is None

    def test_quorum_is_said_only_where_a_rule_is_recorded(self, cast: Cast, minutes: Minutes) -> None:
        client, ref = browser(cast.facilitator.user), minutes.meeting.ref
        chair = sharsha().seats.get(role="chair")
        client.post(at("meeting_attendance", ref), {f"seat-{chair.ref}": "present"})
        assert_kept(client.get(at("meeting", ref)), "No quorum rule is recorded")
        type(sharsha()).objects.filter(pk=sharsha().pk).update(quorum_seats=2)
        assert_kept(client.get(at("meeting", ref)), "No quorum", "Needs 2 seats")
        type(sharsha()).objects.filter(pk=sharsha().pk).update(quorum_seats=1)
        assert_kept(client.get(at("meeting", ref)), "Quorum met")


class TestMattersArising:
    def test_an_answer_is_kept_and_a_drop_without_a_reason_is_refused(
        self, cast: Cast, now: datetime
    ) -> None:
        circulated(cast, on_date=NOW.date())
        promise = Commitment.objects.get()
        later = draft(cast.facilitator.user, at=now + timedelta(days=2))
        arising = later.meeting.agenda.get(kind="matters-arising")
        client = browser(cast.facilitator.user)
        address = at("meeting_matter", later.meeting.ref, promise.ref)
        refused = client.post(
            address, {"outcome": "drop-proposed", "note": ""}, headers={"HX-Request": "true"}
        )
        assert refused.status_code == 422
        assert_kept(refused, "Write why it should be dropped.")
        assert not MatterArising.objects.exists()
        client.post(address, {"outcome": "carried-forward", "note": "Waits for the budget"})
        page = client.get(at("meeting_item", later.meeting.ref, arising.ref)).content.decode()
        assert 'value="carried-forward" aria-pressed="true"' in page
        assert "Waits for the budget" in page

    def test_a_promise_of_another_committee_is_not_taken_up(self, cast: Cast, now: datetime) -> None:
        circulated(cast, on_date=NOW.date())
        promise = Commitment.objects.get()
        meeting = draft(cast.dd_women_jashore.user, jashore(), at=now + timedelta(days=2)).meeting
        browser(cast.dd_women_jashore.user).post(
            at("meeting_matter", meeting.ref, promise.ref), {"outcome": "carried-forward"}
        )
        assert not MatterArising.objects.exists()


class TestTheChair:
    def test_the_chair_reads_the_whole_draft_on_one_page(self, cast: Cast, minutes: Minutes) -> None:
        browser(cast.facilitator.user).post(at("meeting_to_chair", minutes.meeting.ref), AS_IT_IS)
        page = browser(cast.uno_sharsha.user).get(at("meeting", minutes.meeting.ref))
        assert_kept(
            page, "Approve the minutes", "Send back with a note", "Referrals wait", "Free places", "41.2"
        )

    def test_sent_back_with_a_note_the_writers_read_it(self, cast: Cast, minutes: Minutes) -> None:
        ref = minutes.meeting.ref
        browser(cast.facilitator.user).post(at("meeting_to_chair", ref), AS_IT_IS)
        chair = browser(cast.uno_sharsha.user)
        assert chair.post(at("meeting_send_back", ref), {"note": ""}).status_code == 422
        chair.post(at("meeting_send_back", ref), {"note": "Name the body"})
        assert_kept(
            browser(cast.facilitator.user).get(at("meeting", ref)),
            "The chair sent the draft back:",
            "Name the body",
        )

    def test_a_signature_on_paper_is_shown_as_that(self, cast: Cast, minutes: Minutes, now: datetime) -> None:
        ref, client = minutes.meeting.ref, browser(cast.uno_sharsha.user)
        typed = {"signed_by": "Upazila Nirbahi Officer", "signed_on": "01/01/2020"}
        refused = client.post(at("meeting_signed", ref), typed)
        assert refused.status_code == 422
        assert_kept(refused, "before the meeting", "Upazila Nirbahi Officer", "01/01/2020")
        client.post(at("meeting_signed", ref), typed | {"signed_on": f"{now.astimezone(DHAKA):%d/%m/%Y}"})
        assert_kept(
            client.get(at("meeting", ref)),
            "Signed on paper by Upazila Nirbahi Officer",
            "entered by Upazila Nirbahi Officer, Sharsha",
        )

    def test_an_empty_draft_is_not_sent(self, cast: Cast, now: datetime) -> None:
        meeting = announced(cast.facilitator.user, at=now)
        actions.open_minutes(by=cast.facilitator.user, meeting=meeting, at=now)
        client = browser(cast.facilitator.user)
        client.post(at("meeting_to_chair", meeting.ref))
        assert not Minutes.objects.get().is_with_chair
        assert "Nothing is written yet" in client.get(at("meeting", meeting.ref)).content.decode()


def test_a_committees_page_shows_its_meetings_to_those_who_may_see_them(cast: Cast, now: datetime) -> None:
    announced(cast.facilitator.user, at=now, number=41)
    page = reverse("committee", args=[sharsha().ref])
    assert_kept(browser(cast.rj_liaison.user).get(page), "41st meeting")
    stranger = browser(cast.far_liaison.user).get(page).content.decode()
    assert "41st meeting" not in stranger
    assert "No record yet" in stranger


def headings(meeting: Meeting) -> list[str]:
    return [item.heading for item in meeting.agenda.order_by("position")]
