"""The same form sent twice, one after the other or at the same moment, does its work once."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.models import Submission
from access.once import sweep_submissions
from meetings.models import ActionPoint, Meeting, Minutes
from notifications.models import Notice
from partners.models import Introduction, Organisation
from tests.cast import Cast, browser
from tests.meetings.sittings import draft, item_of, planned, sharsha
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def keyed(client: Client, page: str, action: str, typed: Mapping[str, str]) -> dict[str, str]:
    """What the form with this action on this page sends: its key, and what was typed."""
    shown = client.get(page).content.decode()
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", shown, re.DOTALL)
    form = next(
        one for one in forms if f'action="{action}"' in one or ("action=" not in one and page == action)
    )
    found = re.search(r'name="once" value="([\w-]+)"', form)
    assert found is not None
    return {"once": found.group(1), **typed}


def plan(days: int = 3) -> dict[str, str]:
    on = timezone.localtime() + timedelta(days=days)
    return {
        "body": f"committee:{sharsha().ref}",
        "kind": "ordinary",
        "on_date": f"{on:%d/%m/%Y}",
        "starts": "11:00",
        "ends": "13:00",
        "mode": "in-person",
        "place": "UNO's office",
        "level": "committee-and-upline",
        "agenda": "Shelter places",
    }


@pytest.fixture
def minutes(cast: Cast) -> Minutes:
    return draft(cast.uno_sharsha.user, at=timezone.now(), number=41)


def test_a_meeting_called_twice_is_one_meeting_and_both_answers_lead_to_it(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    sent = keyed(client, page, page, plan())
    first, second = client.post(page, sent), client.post(page, sent)
    (made,) = Meeting.objects.filter(place_text="UNO's office")
    assert first.headers["Location"] == second.headers["Location"] == reverse("meeting", args=[made.ref])
    assert "It was done once." in client.get(second.headers["Location"]).content.decode()


def test_two_sendings_at_the_same_moment_make_one_meeting(cast: Cast) -> None:
    clients, page = [browser(cast.uno_sharsha.user) for _n in range(2)], reverse("meeting_new")
    sent = keyed(clients[0], page, page, plan())
    answers: list[Any] = []
    ended = at_once(*[lambda client=client: answers.append(client.post(page, sent)) for client in clients])
    assert ended == ["done", "done"]
    assert Meeting.objects.filter(place_text="UNO's office").count() == 1
    assert len({answer.headers["Location"] for answer in answers}) == 1


def test_a_refused_form_is_mended_and_sent_again_with_its_key(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    sent = keyed(client, page, page, plan() | {"ends": "09:00"})
    assert client.post(page, sent).status_code == 422
    assert not Submission.objects.exists()
    assert client.post(page, sent | {"ends": "13:00"}).status_code == 302
    assert Meeting.objects.filter(place_text="UNO's office").count() == 1


def test_other_words_under_the_same_key_are_another_sending(cast: Cast) -> None:
    """Back, one line changed, sent again: what was typed then is not lost in the first answer."""
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    sent = keyed(client, page, page, plan())
    client.post(page, sent)
    client.post(page, sent | plan(days=9))
    assert Meeting.objects.filter(place_text="UNO's office").count() == 2


def test_a_key_is_of_no_use_to_anybody_else(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    sent = keyed(client, page, page, plan())
    client.post(page, sent)
    stranger = browser(cast.far_liaison.user).post(page, sent)
    assert "Location" not in stranger.headers
    other = browser(cast.dc_jashore.user).post(page, sent)
    made = Meeting.objects.get(place_text="UNO's office")
    assert other.headers.get("Location", "") != reverse("meeting", args=[made.ref])


def test_each_form_of_the_main_job_does_its_work_once(cast: Cast, minutes: Minutes) -> None:
    client, meeting = browser(cast.uno_sharsha.user), minutes.meeting
    item = reverse("meeting_item", args=[meeting.ref, item_of(minutes).ref])
    due = f"{timezone.localtime() + timedelta(days=20):%d/%m/%Y}"
    add = reverse("meeting_add_action_point", args=[meeting.ref, item_of(minutes).ref])
    sent = keyed(client, item, add, {"what": "Send the list", "owner": "Rights Jessore", "due_on": due})
    for _time in range(3):
        assert client.post(add, sent).status_code == 302
    assert ActionPoint.objects.filter(minutes=minutes, what="Send the list").count() == 1

    attendance = reverse("meeting_attendance", args=[meeting.ref])
    guest = reverse("meeting_add_guest", args=[meeting.ref])
    sent = keyed(client, attendance, guest, {"label": "Headmaster, Sharsha", "capacity": "guest"})
    answers = {client.post(guest, sent).status_code for _time in range(2)}
    assert answers == {302}
    assert minutes.attendance.filter(label_en="Headmaster, Sharsha").count() == 1


def test_a_notice_sent_twice_is_told_once(cast: Cast) -> None:
    meeting = planned(cast.uno_sharsha.user, at=timezone.now())
    client, page = browser(cast.uno_sharsha.user), reverse("meeting", args=[meeting.ref])
    send = reverse("meeting_notice", args=[meeting.ref])
    sent = keyed(client, page, send, {})
    for _time in range(2):
        assert client.post(send, sent).status_code == 302
    told = Notice.objects.filter(kind__startswith="meetings.", recipient=cast.rj_liaison.user)
    assert told.count() == 1


def test_somebody_entered_twice_is_invited_once(cast: Cast) -> None:
    body = Organisation.objects.get(code="RJ")
    client, page = browser(cast.rj_liaison.user), reverse("organisation_add_member", args=[body.ref])
    sent = keyed(
        client,
        page,
        page,
        {
            "label": "Field officer, Benapole",
            "role": "staff",
            "mobile": "01712345678",
            "since": f"{timezone.localdate():%d/%m/%Y}",
        },
    )
    first = client.post(page, sent, follow=True).content.decode()
    second = client.post(page, sent, follow=True).content.decode()
    assert Introduction.objects.filter(organisation=body).count() == 1
    assert "One-time code" in first and "One-time code" not in second


def test_sendings_of_long_ago_are_forgotten(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    client.post(page, keyed(client, page, page, plan()))
    assert sweep_submissions(at=timezone.now() + timedelta(days=6)) == 0
    assert sweep_submissions(at=timezone.now() + timedelta(days=8)) == 1
