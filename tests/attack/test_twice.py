"""The same form sent twice, one after the other or at the same moment, does its work once."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts import mfa
from access.models import AccountChange, Invitation, Submission, User
from access.toolkit.once import sweep_submissions
from commitments.models import Commitment, Evidence
from meetings import actions
from meetings.models import ActionPoint, HeadCount, Meeting, Minutes
from notifications.models import Notice
from partners.models import Delegation, Introduction, Membership, Organisation
from tests.access.people import code_of
from tests.cast import PASSWORD, Cast, browser
from tests.commitments.pages import pair, signed_in
from tests.meetings.sittings import draft, item_of, jashore, planned, point, sharsha
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def keyed(
    client: Client, page: str, action: str, typed: Mapping[str, str], having: str = ""
) -> dict[str, str]:
    """What the form with this action on this page sends: its key, and what was typed."""
    shown = client.get(page).content.decode()
    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", shown, re.DOTALL)
    form = next(
        one
        for one in forms
        if having in one and (f'action="{action}"' in one or ("action=" not in one and page == action))
    )
    return keyed_in(form) | dict(typed)


def keyed_in(form: str) -> dict[str, str]:
    found = re.search(r'name="once" value="([\w-]+)"', form)
    assert found is not None
    return {"once": found.group(1)}


def at_the_same_moment(clients: list[Client], address: str, sent: dict[str, str]) -> list[int]:
    """How the same sending from each of these windows is answered."""
    answers: list[int] = []

    def send(client: Client) -> Callable[[], None]:
        return lambda: answers.append(client.post(address, sent).status_code)

    assert at_once(*[send(client) for client in clients]) == ["done"] * len(clients)
    return sorted(answers)


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
    assert at_the_same_moment(clients, page, sent) == [302, 302]
    made = Meeting.objects.get(place_text="UNO's office")
    again = clients[1].post(page, sent)
    assert again.headers["Location"] == reverse("meeting", args=[made.ref])


def test_a_refused_form_is_mended_and_sent_again_with_its_key(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    sent = keyed(client, page, page, plan() | {"ends": "09:00"})
    assert client.post(page, sent).status_code == 422
    assert not Submission.objects.exists()
    assert client.post(page, sent | {"ends": "13:00"}).status_code == 302
    assert Meeting.objects.filter(place_text="UNO's office").count() == 1


def test_what_is_kept_of_a_sending_confirms_to_nobody_what_was_typed(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    sent = keyed(client, page, page, plan())
    assert client.post(page, sent).status_code == 302
    typed = urlencode(sorted(sent.items()))
    assert Submission.objects.get().digest != sha256(f"{page}\n{typed}".encode()).hexdigest()


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


def test_two_windows_at_the_same_moment_make_one_action_point_and_one_commitment(
    cast: Cast, minutes: Minutes
) -> None:
    clients, meeting = [browser(cast.uno_sharsha.user) for _n in range(2)], minutes.meeting
    item = reverse("meeting_item", args=[meeting.ref, item_of(minutes).ref])
    add = reverse("meeting_add_action_point", args=[meeting.ref, item_of(minutes).ref])
    due = f"{timezone.localtime() + timedelta(days=20):%d/%m/%Y}"
    sent = keyed(clients[0], item, add, {"what": "Send the list", "owner": "Rights Jessore", "due_on": due})
    assert at_the_same_moment(clients, add, sent) == [302, 302]
    assert ActionPoint.objects.filter(minutes=minutes).count() == 1

    by, at = cast.uno_sharsha.user, timezone.now()
    actions.send_to_chair(by=by, minutes=minutes, at=at)
    actions.approve(by=by, minutes=minutes, at=at)
    circulate = reverse("meeting_circulate", args=[meeting.ref])
    sent = keyed(clients[0], circulate, circulate, {})
    assert at_the_same_moment(clients, circulate, sent) == [302, 302]
    promised = Commitment.objects.filter(owner=Organisation.objects.get(code="RJ"), what="Send the list")
    assert promised.count() == 1


def test_evidence_sent_at_the_same_moment_is_one_report() -> None:
    made = pair()
    made.accepted(timezone.now())
    clients = [signed_in(made.owner) for _n in range(2)]
    page = reverse("commitment_report", args=[made.commitment.ref])
    sent = keyed(clients[0], page, page, {"text": "Sent to both tribunals.", "link": ""})
    assert at_the_same_moment(clients, page, sent) == [302, 302]
    assert Evidence.objects.filter(commitment=made.commitment).count() == 1
    # Later too, when the form would not be open any more.
    again = clients[0].post(page, sent)
    assert again.headers["Location"] == reverse("commitment", args=[made.commitment.ref])


def test_the_drawer_is_answered_as_the_first_time() -> None:
    made = pair()
    made.accepted(timezone.now())
    client, page = signed_in(made.owner), reverse("commitment_report", args=[made.commitment.ref])
    sent = keyed(client, page, page, {"text": "Sent to both tribunals.", "link": ""})
    answers = [client.post(page, sent, headers={"HX-Request": "true"}) for _time in range(2)]
    address = reverse("commitment", args=[made.commitment.ref])
    first, again = (answer.headers for answer in answers)
    assert json.loads(first["HX-Location"])["path"] == again["HX-Redirect"] == address
    assert Evidence.objects.filter(commitment=made.commitment).count() == 1


def test_minutes_are_delegated_once(cast: Cast) -> None:
    clients, committee = [browser(cast.dc_jashore.user) for _n in range(2)], jashore()
    body = Organisation.objects.get(code="RJ")
    page = reverse("committee_delegate", args=[committee.ref])
    asked = f"{page}?organisation={quote(body.name_en)}"
    shown = clients[0].get(asked).content.decode()
    person = re.findall(r'name="person"[^>]*value="([\w-]+)"|<option value="([\w-]{22})"', shown)[0]
    typed = {
        "person": next(filter(None, person)),
        "until": f"{timezone.localdate() + timedelta(30):%d/%m/%Y}",
    }
    sent = keyed(clients[0], asked, asked, typed)
    standing = Delegation.objects.filter(committee=committee).count()
    assert at_the_same_moment(clients, asked, sent) == [302, 302]
    assert Delegation.objects.filter(committee=committee).count() == standing + 1


def test_an_account_is_opened_once(cast: Cast) -> None:
    clients, page = [browser(cast.administrator.user) for _n in range(2)], reverse("accounts_new")
    typed = {"label_en": "DC", "label_bn": "ডিসি", "email": "dc@example.org", "language": "en"}
    sent = keyed(clients[0], page, page, typed)
    assert at_the_same_moment(clients, page, sent) == [302, 302]
    account = reverse("accounts_one", args=[User.objects.get(email="dc@example.org").ref])
    assert clients[0].post(page, sent).headers["Location"] == account


def test_a_printed_code_is_made_once_shown_once_and_told_once(cast: Cast) -> None:
    client = browser(cast.administrator.user)
    page = reverse("accounts_one", args=[cast.rj_staff.user.ref])
    sent = keyed(client, page, page, {"do": "paper"}, having='value="paper"')
    first, second = client.post(page, sent), client.post(page, sent, follow=True)
    assert "printed-code" in first.content.decode()
    assert "printed-code" not in second.content.decode() and "shown once" in second.content.decode()
    (invitation,) = Invitation.objects.filter(user=cast.rj_staff.user)
    assert invitation.is_open(timezone.now()) and AccountChange.objects.count() == 1
    # From the page as it is now another may be made, and ends the first.
    anew = keyed(client, page, page, {"do": "paper"}, having='value="paper"')
    assert "printed-code" in client.post(page, anew).content.decode()
    assert AccountChange.objects.count() == 2


def test_of_two_sheets_of_recovery_codes_none_is_dead_when_it_is_shown(cast: Cast) -> None:
    user = cast.rj_staff.user
    mfa.set_up(user, secret := mfa.new_secret(), code_of(secret))
    clients = [browser(user) for _n in range(2)]
    for client in clients:
        client.post(reverse("confirm_identity"), {"password": PASSWORD})
    page, make = reverse("second_factor"), reverse("second_factor_codes")
    sent = keyed(clients[0], page, make, {})
    assert at_the_same_moment(clients, make, sent) == [200, 302]


def test_what_took_its_page_away_answers_as_the_first_time(cast: Cast, minutes: Minutes) -> None:
    by = cast.uno_sharsha.user
    one = point(by, minutes, at=timezone.now(), due_on=timezone.localdate() + timedelta(days=20))
    client, ref = browser(by), minutes.meeting.ref
    page = reverse("meeting_item", args=[ref, item_of(minutes).ref])
    remove = reverse("meeting_remove_action_point", args=[ref, one.ref])
    sent = keyed(client, page, remove, {})
    answers = [client.post(remove, sent) for _time in range(2)]
    assert [answer.headers.get("Location") for answer in answers] == [page, page]


def test_whoever_leaves_a_body_is_answered_as_the_first_time(cast: Cast) -> None:
    client = browser(cast.rj_liaison.user)
    body = Organisation.objects.get(code="RJ")
    own = Membership.objects.get(person=cast.rj_liaison.person, organisation=body)
    page = reverse("organisation_end_membership", args=[body.ref, own.ref])
    sent = keyed(client, reverse("organisation", args=[body.ref]), page, {})
    sure = keyed_in(client.post(page, sent).content.decode()) | {"sure": "yes"}
    answers = [client.post(page, sure) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_a_head_count_sent_twice_takes_no_other_one_out(cast: Cast, minutes: Minutes) -> None:
    """They are named by their line, and the next one moves up."""
    client, meeting = browser(cast.uno_sharsha.user), minutes.meeting
    by, at = cast.uno_sharsha.user, timezone.now()
    for kind in (HeadCount.Kind.PARTICIPANTS, HeadCount.Kind.SURVIVORS):
        actions.add_head_count(by=by, minutes=minutes, kind=kind, total=3, at=at)
    remove = reverse("meeting_remove_head_count", args=[meeting.ref, 1])
    sent = keyed(client, reverse("meeting_attendance", args=[meeting.ref]), remove, {})
    for _time in range(2):
        assert client.post(remove, sent).status_code == 302
    assert [count.kind for count in minutes.head_counts.all()] == [HeadCount.Kind.SURVIVORS]


def test_the_browser_hears_which_of_its_sendings_are_done(cast: Cast) -> None:
    """What it kept of their text on the device goes then."""
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    refused = keyed(client, page, page, plan() | {"ends": "09:00"})
    client.post(page, refused)
    assert "done" not in client.cookies
    done = []
    for days in (3, 4, 5):
        sent = keyed(client, page, page, plan(days))
        client.post(page, sent)
        done.append(sent["once"])
    assert client.cookies["done"].value == ".".join(done)
    client.post(page, keyed(client, page, page, plan(6)) | {"once": "of somebody's own"})
    assert client.cookies["done"].value == ".".join(done)


def test_sendings_of_long_ago_are_forgotten(cast: Cast) -> None:
    client, page = browser(cast.uno_sharsha.user), reverse("meeting_new")
    client.post(page, keyed(client, page, page, plan()))
    assert sweep_submissions(at=timezone.now() + timedelta(days=6)) == 0
    assert sweep_submissions(at=timezone.now() + timedelta(days=8)) == 1
