"""Who of those invited can be told: before it is sent, when it is sent, and in what is said afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from access.models import User
from commitments.queries.told import words_of
from meetings import actions
from meetings.models import Announcement
from meetings.reach import reach_of_meeting
from notifications.models import Delivery
from notifications.queries import notices_about
from partners.actions import delegate_minutes
from partners.models import Office, Seat
from tests.cast import NOW, Cast, browser
from tests.meetings.sittings import announced, approved, body, circulated, planned, sharsha
from tests.programs import Program

pytestmark = pytest.mark.django_db


def seats() -> int:
    return Seat.objects.filter(committee=sharsha(), until=None).count()


def test_the_page_counts_who_can_be_told_and_names_who_cannot(cast: Cast) -> None:
    uno = cast.uno_sharsha.user
    meeting = planned(uno)
    actions.invite_body(by=uno, meeting=meeting, body=body("IOM"), at=NOW)
    reach = reach_of_meeting(meeting, NOW)
    # The Upazila Nirbahi Officer and Rights Jessore sign in; everybody else is told on paper.
    assert reach.seats == (seats(), 2, 2)
    assert [one.is_seat for one in reach.not_told] == [True] * (seats() - 2) + [False]
    page = browser(uno).get(reverse("meeting", args=[meeting.ref])).content.decode()
    assert f"2 of {seats()} seats can be told." in page and body("IOM").name_en in page
    # Whoever cannot send it reads no list of who has no account.
    sent = actions.send_notice(by=uno, meeting=meeting, at=NOW)
    assert "can be told" not in browser(cast.rj_liaison.user).get(f"/meetings/{sent.ref}/").content.decode()


def test_what_was_told_says_of_how_many_and_to_whom_no_mail_goes(cast: Cast) -> None:
    # Who signs in by a number alone reads it in the portal.
    user = cast.rj_liaison.user
    User.objects.filter(pk=user.pk).update(email=None, mobile="+8801711000102", email_proved_at=None)
    meeting = announced(cast.uno_sharsha.user)
    assert not Delivery.objects.filter(notice__recipient=user).exists()
    told = Announcement.objects.get(meeting=meeting)
    assert told.reached == (seats(), 2, 1)
    page = browser(cast.uno_sharsha.user).get(f"/meetings/{meeting.ref}/").content.decode()
    assert f"Told: 2 of {seats()} seats. 1 of them in the portal; no e-mail known." in page
    # It stays as it was, whoever gets an account later.
    Seat.objects.filter(committee=sharsha(), organisation=body("RJ")).update(organisation=body("BNWLA"))
    told.refresh_from_db()
    assert told.reached == (seats(), 2, 1)


def test_nobody_is_said_to_be_told_where_nobody_was(cast: Cast) -> None:
    User.objects.exclude(pk=cast.uno_sharsha.user.pk).filter(is_administrator=False).update(is_active=False)
    meeting = planned(cast.uno_sharsha.user)
    uno = browser(cast.uno_sharsha.user)
    uno.post(reverse("meeting_notice", args=[meeting.ref]))
    page = uno.get(f"/meetings/{meeting.ref}/").content.decode()
    assert f"Told: 1 of {seats()} seats." in page


def test_circulation_says_how_many_seats_and_which_bodies_it_reaches(cast: Cast) -> None:
    minutes = approved(cast, points=("RJ", "IOM"))
    uno = browser(cast.uno_sharsha.user)
    address = reverse("meeting_circulate", args=[minutes.meeting.ref])
    page = uno.get(address).content.decode()
    assert f"2 of {seats()} seats can be told." in page and "Nobody of this body signs in yet" in page
    assert "is told:" not in page
    done = uno.post(address, {"version": ""}, follow=True).content.decode()
    # Who circulates is the only one of the secretariat who signs in: nobody else was told.
    assert "Nobody of 1 body signs in: telephone, or hand it over on paper." in done
    minutes.refresh_from_db()
    assert minutes.reached == (seats(), 2, 2)


def test_a_history_says_of_no_body_that_it_was_told_when_the_secretariat_was(cast: Cast) -> None:
    minutes = circulated(cast, points=("RJ", "IOM"))
    points = minutes.action_points.select_related("owner")
    by_body = {point.owner.code: point.commitment for point in points if point.owner is not None}
    lines = {}
    for code, commitment in by_body.items():
        assert commitment is not None
        told = notices_about("commitments.commitment", [commitment.pk])
        with override("en"):
            lines[code] = [(str(words_of(one)), one.instead) for one in told.get(commitment.pk, ())]
    assert ("The implementing body was told of the commitment", False) in lines["RJ"]
    assert all(instead and "was told" not in words for words, instead in lines["IOM"])
    # What a step says is asked of the same people: the body, else who is told in its place, else nobody.
    commitment, uno = by_body["RJ"], browser(cast.uno_sharsha.user)
    assert commitment is not None and commitment.due_on is not None
    due_on = commitment.due_on

    def moved(weeks: int) -> str:
        address = reverse("commitment_due", args=[commitment.ref])
        version = uno.get(address).context["form"]["version"].value()
        typed = {"due_on": str(due_on + timedelta(weeks=weeks)), "reason": "The hall is closed until then."}
        return uno.post(address, {**typed, "version": version}, follow=True).content.decode()

    assert "Due date changed. The implementing body is told." in moved(1)
    rest = User.objects.exclude(pk=cast.uno_sharsha.user.pk)
    rest.update(email_proved_at=None, mobile_proved_at=None, password="!nobody-came")
    said = moved(2)
    assert "Due date changed. Nobody of those who are to learn of it signs in" in said
    assert "The implementing body is told" not in said


def test_who_can_be_told_costs_the_same_for_one_seat_as_for_seven(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user)
    asked = []
    for n in (0, 7):
        for nth in range(n):
            Seat.objects.create(code=f"reach-{nth}", committee=sharsha(), organisation=body("RJ"), side="ngo")
        with CaptureQueriesContext(connection) as found:
            reach_of_meeting(meeting, NOW)
        asked.append(len(found))
    assert asked[0] == asked[1] <= 4


def test_a_notice_is_passed_on_with_committee_day_place_and_link_and_no_more(cast: Cast) -> None:
    uno = cast.uno_sharsha.user
    fields: dict[str, Any] = {
        "place": "Upazila hall",
        "link": "https://meet.example.org/room",
        "title": "About the raid",
    }
    for discreet in (False, True):
        meeting = planned(uno, discreet=discreet, **fields)
        page = browser(uno).get(f"/meetings/{meeting.ref}/").content.decode()
        assert "pass-on" not in page, "before the notice nobody knows of it"
        actions.send_notice(by=uno, meeting=meeting, at=NOW)
        page = browser(uno).get(f"/meetings/{meeting.ref}/").content.decode()
        text = page.split('id="pass-on"')[1].split(">", 1)[1].split("</textarea>")[0]
        assert f"/meetings/{meeting.ref}/" in text and "Sharsha" in text and "22 Nov 2026" in text
        assert ("Upazila hall" in text) is not discreet
        assert "meet.example.org" not in text and "raid" not in text
    assert "pass-on" not in browser(cast.rj_liaison.user).get(f"/meetings/{meeting.ref}/").content.decode()


def test_programs_of_whoever_tells_read_the_same_figures_and_names_and_nobody_else_does(cast: Cast) -> None:
    uno = cast.uno_sharsha.user
    meeting = planned(uno)
    actions.invite_body(by=uno, meeting=meeting, body=body("IOM"), at=NOW)
    Office.objects.filter(seats__committee=sharsha()).update(phone="+8802000000000")
    path = f"meetings/{meeting.ref}/reach/"
    said = Program(uno).get(path).json()
    figures = {name: said[name] for name in said if name not in ("not_told", "was_told")}
    assert figures == {
        "seats": seats(), "seats_told": 2, "seats_mailed": 2, "bodies": 1, "bodies_told": 0,
    }  # fmt: skip
    assert [one["is_seat"] for one in said["not_told"]] == [True] * (seats() - 2) + [False]
    assert said["not_told"][0]["phone"] == "+8802000000000" and said["was_told"] == []
    actions.send_notice(by=uno, meeting=meeting, at=NOW)
    (told,) = Program(uno).get(path).json()["was_told"]
    assert (told["seats"], told["seats_told"], told["seats_mailed"]) == (seats(), 2, 2)
    # Whoever the secretariat lets send a notice reads who cannot be told, and no numbers of offices.
    delegate_minutes(
        by=uno,
        committee=sharsha(),
        person=cast.rj_liaison.person,
        since=NOW,
        until=NOW + timedelta(days=9000),
        at=NOW,
        may_notify=True,
    )
    sender = Program(cast.rj_liaison.user).get(path)
    assert sender.status_code == 200
    assert {one["phone"] for one in sender.json()["not_told"]} == {""}
    for nobody, status in ((cast.far_liaison, 404), (cast.dd_women_jashore, 403)):
        assert Program(nobody.user).get(path).status_code == status, nobody.key


def test_programs_read_of_circulated_minutes_how_many_seats_were_told(cast: Cast) -> None:
    minutes = circulated(cast, points=("RJ",))
    path = f"meetings/{minutes.meeting.ref}/minutes/reach/"
    (told,) = Program(cast.uno_sharsha.user).get(path).json()["was_told"]
    assert (told["seats"], told["seats_told"]) == (seats(), 2)
    assert Program(cast.rj_liaison.user).get(path).status_code == 403
