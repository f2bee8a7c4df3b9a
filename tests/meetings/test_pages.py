"""The pages of a meeting: what they show, what they cost, and that nothing typed is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from language.words import DHAKA
from meetings import actions
from meetings.models import ActionPoint, Attendance, HeadCount, ItemMinutes, Meeting, Minutes
from tests.cast import Cast, browser
from tests.meetings.sittings import DUE, announced, body, draft, item_of, jashore, planned, point, sharsha


@pytest.fixture
def now() -> datetime:
    """Pages go by the clock; their meetings are of today."""
    return timezone.now()


@pytest.fixture
def minutes(cast: Cast, now: datetime) -> Minutes:
    return draft(cast.facilitator.user, at=now, number=41)


def test_the_main_job_by_forms_alone(cast: Cast, now: datetime) -> None:
    """Call, tell, write, promise, to the chair, approve, circulate: every step a plain form."""
    today = f"{now.astimezone(DHAKA):%d/%m/%Y}"
    due = f"{now.astimezone(DHAKA) + timedelta(days=20):%d/%m/%Y}"
    writer, chair = browser(cast.facilitator.user), browser(cast.uno_sharsha.user)
    called = chair.post(
        reverse("meeting_new"),
        {
            "body": f"committee:{sharsha().ref}",
            "kind": "ordinary",
            "number": "৪১",
            "on_date": today,
            "starts": "11:00",
            "ends": "13:00",
            "mode": "in-person",
            "level": "committee-and-upline",
            "agenda": "Shelter places\nAwareness in schools\n",
        },
    )
    meeting = Meeting.objects.get()
    assert called.headers["Location"] == reverse("meeting", args=[meeting.ref])
    assert [item.heading for item in meeting.agenda.all()] == [
        "Matters arising",
        "Shelter places",
        "Awareness in schools",
        "Any other business",
    ]
    assert meeting.number == 41
    for who, name in ((chair, "meeting_notice"), (writer, "meeting_start")):
        assert who.post(reverse(name, args=[meeting.ref])).status_code == 302
    item = meeting.agenda.get(title="Shelter places")
    page = reverse("meeting_item", args=[meeting.ref, item.ref])
    assert writer.get(page).status_code == 200
    writer.post(page, {"discussion": "Said", "decision": "Decided", "version": "1"})
    writer.post(
        reverse("meeting_add_action_point", args=[meeting.ref, item.ref]),
        {"what": "Send the list", "owner": "Rights Jessore", "due_on": due},
    )
    assert ActionPoint.objects.get(owner__code="RJ").what == "Send the list"
    writer.post(reverse("meeting_to_chair", args=[meeting.ref]), {"as_it_is": "yes"})
    assert "Approve the minutes" in chair.get(reverse("meeting", args=[meeting.ref])).content.decode()
    chair.post(reverse("meeting_approve", args=[meeting.ref]))
    confirm = chair.get(reverse("meeting_circulate", args=[meeting.ref])).content.decode()
    assert "Circulate and make 1 commitment" in confirm
    chair.post(reverse("meeting_circulate", args=[meeting.ref]))
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CIRCULATED
    read = browser(cast.rj_liaison.user, "bn").get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert "৪১.২" in read
    assert "Decided" in read
    assert browser(cast.far_liaison.user).get(reverse("meeting", args=[meeting.ref])).status_code == 404


def test_the_language_of_the_page_follows_the_reader(cast: Cast, minutes: Minutes) -> None:
    page = reverse("meeting", args=[minutes.meeting.ref])
    english = browser(cast.uno_sharsha.user, "en").get(page).content.decode()
    bangla = browser(cast.uno_sharsha.user, "bn").get(page).content.decode()
    assert "41st meeting, minutes in progress" in english
    assert "৪১তম সভা: কার্যবিবরণী লেখা হচ্ছে" in bangla


class TestNothingTypedIsLost:
    def test_an_action_point_without_a_body(self, cast: Cast, minutes: Minutes) -> None:
        response = add_point(cast, minutes, owner="")
        assert response.status_code == 422
        assert_kept(response, "Choose the organisation that will do it.", "Send the list", "10/12/2026")

    def test_an_unknown_body(self, cast: Cast, minutes: Minutes) -> None:
        response = add_point(cast, minutes, owner="Nobody knows")
        assert response.status_code == 422
        assert_kept(response, "Nobody knows", "Send the list")

    def test_an_organisation_that_has_left_names_its_successor(self, cast: Cast, minutes: Minutes) -> None:
        body("PSD").__class__.objects.filter(code="PSD").update(successor=body("MoHA"), until="2025-09-03")
        response = add_point(cast, minutes, owner="PSD")
        assert response.status_code == 422
        assert_kept(response, "Ministry of Home Affairs", "Send the list")

    def test_a_due_date_before_the_meeting(self, cast: Cast, minutes: Minutes) -> None:
        response = add_point(cast, minutes, due_on="01/01/2020")
        assert response.status_code == 422
        assert_kept(response, "The due date is before the meeting", "Send the list", "01/01/2020")

    def test_a_date_that_is_none(self, cast: Cast, minutes: Minutes) -> None:
        response = add_point(cast, minutes, due_on="when it suits")
        assert response.status_code == 422
        assert_kept(response, "Enter a date", "when it suits")

    def test_bengali_digits_are_accepted(self, cast: Cast, minutes: Minutes) -> None:
        assert add_point(cast, minutes, due_on="১০/১২/২০৩৬").status_code == 302
        assert ActionPoint.objects.get().due_on.isoformat() == "2036-12-10"

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("Her card is 1234567890123.", "national identity number"),
            ("তাঁর পরিচয়পত্র ১২৩৪৫৬৭৮৯০১২৩", "national identity number"),
            ("Call 01711 000 000", "telephone number"),
            ("Passport AB1234567", "passport number"),
            ("x" * 100_000, "at most 20,000"),
            ("a\x00b", "cannot be shown"),
            ("bell\x07", "cannot be shown"),
        ],
    )
    def test_a_discussion_that_cannot_be_kept(
        self, cast: Cast, minutes: Minutes, typed: str, message: str
    ) -> None:
        response = save(cast, minutes, discussion=typed, decision="The decision stays")
        assert response.status_code == 422
        assert_kept(response, message, "The decision stays")
        if "\x00" not in typed and "\x07" not in typed:
            assert typed in response.content.decode()
        assert ItemMinutes.objects.get(item=item_of(minutes)).discussion.startswith("Referrals wait")

    def test_both_encodings_of_a_letter_are_one_text(self, cast: Cast, minutes: Minutes) -> None:
        save(cast, minutes, discussion="\u09df", decision="")
        first = ItemMinutes.objects.get(item=item_of(minutes)).discussion
        save(cast, minutes, discussion="\u09af\u09bc", decision="", version="3")
        assert ItemMinutes.objects.get(item=item_of(minutes)).discussion == first == "\u09af\u09bc"

    def test_a_meeting_that_ends_before_it_starts(self, cast: Cast) -> None:
        response = call(cast, starts="14:00", ends="13:00")
        assert response.status_code == 422
        assert_kept(response, "The meeting ends before it starts", "14:00", "13:00", "Shelter places")
        assert not Meeting.objects.exists()

    def test_a_day_that_has_passed(self, cast: Cast) -> None:
        response = call(cast, on_date="01/01/2020")
        assert response.status_code == 422
        assert_kept(response, "Enter it as a past meeting", "01/01/2020", "Shelter places")

    def test_a_number_that_is_taken(self, cast: Cast, now: datetime) -> None:
        planned(cast.facilitator.user, at=now, number=41)
        response = call(cast, number="41")
        assert response.status_code == 422
        assert_kept(response, "already has a 41st meeting", "Shelter places")

    def test_somebody_elses_committee(self, cast: Cast) -> None:
        response = call(cast, body=f"committee:{jashore().ref}")
        assert response.status_code == 422
        assert not Meeting.objects.exists()

    def test_a_stale_save_shows_both_texts(self, cast: Cast, minutes: Minutes) -> None:
        response = save(cast, minutes, discussion="My own words", version="1")
        assert response.status_code == 422
        assert_kept(response, "My own words", "Referrals wait", "A colleague saved this item meanwhile")
        again = save(cast, minutes, discussion="My own words", version="2")
        assert again.status_code == 302

    def test_a_delegate_with_a_telephone_number(self, cast: Cast, minutes: Minutes) -> None:
        seat = sharsha().seats.get(role="chair")
        response = browser(cast.facilitator.user).post(
            reverse("meeting_attendance", args=[minutes.meeting.ref]),
            {f"seat-{seat.ref}": "delegate", f"seat-{seat.ref}-delegate": "Officer 01711000000"},
        )
        assert response.status_code == 422
        assert_kept(response, "telephone number", "Officer 01711000000")
        assert not Attendance.objects.exists()

    def test_more_women_and_men_than_people(self, cast: Cast, minutes: Minutes) -> None:
        response = browser(cast.facilitator.user).post(
            reverse("meeting_add_head_count", args=[minutes.meeting.ref]),
            {"kind": "survivors", "total": "৫", "female": "4", "male": "4"},
        )
        assert response.status_code == 422
        assert_kept(response, "more than the total")
        assert not HeadCount.objects.exists()

    def test_a_memo_number_and_a_link_may_be_long_runs_of_digits(self, cast: Cast) -> None:
        response = call(
            cast, memo_number="44.00.0000.075.06.001.26-1234567890", link="https://meet.example/1234567890123"
        )
        assert response.status_code == 302


def test_a_month_is_kept_as_a_month(cast: Cast) -> None:
    response = browser(cast.uno_sharsha.user).post(
        reverse("meeting_past"),
        plan_of(precision="month", month="৬", year="২০২২", on_date=""),
    )
    assert response.status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.on_date.isoformat(), meeting.precision, meeting.state) == (
        "2022-06-01",
        "month",
        "drafted",
    )
    page = browser(cast.uno_sharsha.user).get(response.headers["Location"]).content.decode()
    assert "June 2022" in page
    assert "1 Jun" not in page


class TestHtmx:
    """The same views answer in parts."""

    def test_a_new_action_point_returns_the_row_and_an_empty_line_with_the_focus(
        self, cast: Cast, minutes: Minutes
    ) -> None:
        response = add_point(cast, minutes, HTTP_HX_REQUEST="true")
        page = response.content.decode()
        assert response.status_code == 200
        assert "<html" not in page
        assert "Send the list" in page
        first = page[page.index('name="what"') - 200 : page.index('name="what"') + 200]
        assert "autofocus" in first
        assert 'value="Send the list"' not in page
        assert "HX-Request" in response.headers["Vary"]

    @pytest.mark.parametrize(
        ("owner", "is_warned"), [("Rights Jessore", False), ("Caritas Bangladesh", True)]
    )
    def test_whoever_captures_is_warned_of_a_body_nobody_of_whom_signs_in(
        self, cast: Cast, minutes: Minutes, owner: str, is_warned: bool
    ) -> None:
        page = add_point(cast, minutes, owner=owner, HTTP_HX_REQUEST="true").content.decode()
        assert ("the secretariat is told instead" in page) is is_warned

    def test_a_refused_action_point_returns_the_line_as_typed(self, cast: Cast, minutes: Minutes) -> None:
        response = add_point(cast, minutes, owner="", HTTP_HX_REQUEST="true")
        assert response.status_code == 422
        assert 'value="Send the list"' in response.content.decode()

    def test_a_save_says_when_and_hands_on_the_version(self, cast: Cast, minutes: Minutes) -> None:
        response = save(cast, minutes, discussion="Other words", HTTP_HX_REQUEST="true")
        page = response.content.decode()
        assert "Saved at" in page
        assert 'id="item-version" value="3"' in page

    def test_a_refused_save_says_why_beside_the_text_and_leaves_it_as_it_was_typed(
        self, cast: Cast, minutes: Minutes
    ) -> None:
        response = save(cast, minutes, discussion="1234567890123", HTTP_HX_REQUEST="true")
        page = response.content.decode()
        assert response.status_code == 422 and "HX-Retarget" not in response.headers
        assert 'id="item-errors" hx-swap-oob="true"' in page and "<textarea" not in page
        assert "Saved at" not in page

    def test_a_save_over_a_colleagues_text_shows_it_and_is_not_tried_again_by_itself(
        self, cast: Cast, minutes: Minutes
    ) -> None:
        response = save(cast, minutes, discussion="Mine", version="1", HTTP_HX_REQUEST="true")
        page = response.content.decode()
        assert (response.status_code, response.headers["X-Refused"]) == (422, "version")
        assert "Referrals wait" in page and 'id="item-version" value="2"' in page


class TestTheCostOfAPage:
    """As many queries for seven rows as for one."""

    @pytest.mark.parametrize("view", ["upcoming", "past", "drafts"])
    def test_the_list(self, cast: Cast, now: datetime, view: str) -> None:
        def make(n: int) -> None:
            if view == "upcoming":
                announced(cast.uno_sharsha.user, at=now, on_date=now.date() + timedelta(days=n))
            else:
                past_meeting(cast, now, n)

        client = browser(cast.uno_sharsha.user)
        make(1)
        one = cost(client, reverse("meetings") + f"?view={view}")
        for n in range(2, 8):
            make(n)
        assert cost(client, reverse("meetings") + f"?view={view}") == one

    def test_the_workspace(self, cast: Cast, minutes: Minutes, now: datetime) -> None:
        client = browser(cast.facilitator.user)
        page = reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref])
        point(cast.facilitator.user, minutes, at=now, due_on=DUE.replace(year=2036))
        one = cost(client, page)
        for n in range(6):
            actions.add_item(by=cast.facilitator.user, meeting=minutes.meeting, title=f"Item {n}", at=now)
            point(cast.facilitator.user, minutes, "BNWLA", at=now, due_on=DUE.replace(year=2036))
        assert cost(client, page) == one


class TestTwoKindsOfNo:
    def test_hidden_and_missing_are_one_answer(self, cast: Cast, minutes: Minutes) -> None:
        stranger = browser(cast.far_liaison.user)
        hidden = stranger.get(reverse("meeting", args=[minutes.meeting.ref]))
        missing = stranger.get(reverse("meeting", args=["x" * 22]))
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content == missing.content

    def test_a_member_reads_the_notice_and_not_the_draft(self, cast: Cast, minutes: Minutes) -> None:
        member = browser(cast.rj_liaison.user)
        page = member.get(reverse("meeting", args=[minutes.meeting.ref])).content.decode()
        assert "Shelter places" in page
        assert "Referrals wait" not in page
        for name in ("meeting_attendance", "meeting_signed", "meeting_circulate", "meeting_print"):
            assert member.get(reverse(name, args=[minutes.meeting.ref])).status_code == 404
        assert member.get(reverse("minutes", args=[minutes.ref])).status_code == 404
        assert member.post(reverse("meeting_start", args=[minutes.meeting.ref])).status_code == 403

    def test_a_minute_taker_does_not_approve(self, cast: Cast, minutes: Minutes) -> None:
        writer = browser(cast.facilitator.user)
        writer.post(reverse("meeting_to_chair", args=[minutes.meeting.ref]), {"as_it_is": "yes"})
        assert writer.post(reverse("meeting_approve", args=[minutes.meeting.ref])).status_code == 403
        assert writer.post(reverse("meeting_circulate", args=[minutes.meeting.ref])).status_code == 403
        assert not Minutes.objects.get().is_approved


def past_meeting(cast: Cast, now: datetime, ago: int) -> Meeting:
    return actions.enter_past_meeting(
        by=cast.uno_sharsha.user,
        plan=actions.Plan(on_date=(now - timedelta(days=ago)).date()),
        at=now,
        committee=sharsha(),
    )


def cost(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def add_point(cast: Cast, minutes: Minutes, **typed: Any) -> Any:
    headers = {key: typed.pop(key) for key in list(typed) if key.startswith("HTTP_")}
    data = {"what": "Send the list", "owner": "Rights Jessore", "due_on": "10/12/2026"} | typed
    address = reverse("meeting_add_action_point", args=[minutes.meeting.ref, item_of(minutes).ref])
    return browser(cast.facilitator.user).post(address, data, **headers)


def save(cast: Cast, minutes: Minutes, **typed: Any) -> Any:
    headers = {key: typed.pop(key) for key in list(typed) if key.startswith("HTTP_")}
    data = {"discussion": "", "decision": "", "version": "2"} | typed
    address = reverse("meeting_item", args=[minutes.meeting.ref, item_of(minutes).ref])
    return browser(cast.facilitator.user).post(address, data, **headers)


def plan_of(**typed: str | list[str]) -> dict[str, str | list[str]]:
    return {
        "body": f"committee:{sharsha().ref}",
        "kind": "ordinary",
        "on_date": f"{timezone.localtime() + timedelta(days=3):%d/%m/%Y}",
        "starts": "11:00",
        "ends": "13:00",
        "mode": "in-person",
        "level": "committee-and-upline",
        "agenda": "Shelter places",
    } | typed


def call(cast: Cast, **typed: str | list[str]) -> Any:
    return browser(cast.uno_sharsha.user).post(reverse("meeting_new"), plan_of(**typed))


def test_an_hour_of_the_night_is_asked_at_its_field_and_the_answer_calls_the_meeting(cast: Cast) -> None:
    asked = call(cast, starts="3:00", ends="বেলা ৪টায়")
    assert asked.status_code == 422
    assert_kept(asked, 'value="3:00"', 'name="starts" value="03:00 pm"', 'name="starts" value="03:00 am"')
    # The chosen answer is sent beside what was typed.
    assert call(cast, starts=["3:00", "03:00 pm"], ends="বেলা ৪টায়").status_code == 302
    meeting = Meeting.objects.get()
    assert [one.astimezone(DHAKA).hour for one in (meeting.starts_at, meeting.ends_at) if one] == [15, 16]


def assert_kept(response: Any, *words: str) -> None:
    page = response.content.decode()
    for word in words:
        assert word in page, word
