"""Entering a person tells nothing of any account, and gives nothing before its person has come."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts.invitation_mail import mail_invitations
from access.models import AccessLog, Invitation, PartyMember, User
from access.rules.engine import can
from access.rules.viewer import Viewer
from access.toolkit.errors import Mendable
from notifications.models import Notice
from partners import actions
from partners.models import Introduction, Membership, Office, Organisation, Person, Seat
from tests.access.people import PASSWORD, without_tokens
from tests.attack.scene import ask
from tests.cast import Cast, browser
from tests.meetings.sittings import sharsha

pytestmark = pytest.mark.django_db
NUMBER = "+8801712345678"


def now() -> Any:
    return timezone.now()


def typed(**changed: str) -> dict[str, str]:
    return {
        "label": "Field staff",
        "role": "staff",
        "email": "",
        "mobile": "",
        "since": f"{timezone.localdate():%d/%m/%Y}",
        **changed,
    }


def enter(cast: Cast, **changed: str) -> tuple[int, str]:
    """Enter somebody into a body as its liaison officer does; the page that follows."""
    body = Organisation.objects.get(code="CWCS")
    address = reverse("organisation_add_member", args=[body.ref])
    client = browser(cast.far_liaison.user)
    answer = client.post(address, typed(**changed), follow=True)
    return answer.status_code, answer.content.decode()


def code_on(page: str) -> str:
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert found is not None
    return found.group()


def _somebody(address: str) -> Client:
    client = Client(REMOTE_ADDR=address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def with_code(number: str, code: str) -> Client:
    client = _somebody("203.0.113.50")
    answer = client.post(reverse("invitation_code"), {"name": number, "code": code})
    assert answer.headers.get("Location") == reverse("join"), answer.content.decode()
    return client


def with_link() -> Client:
    mail_invitations(at=now())
    client = _somebody("203.0.113.51")
    found = re.search(r"/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert found is not None
    assert client.get(found.group()).headers["Location"] == reverse("join")
    return client


def test_the_answer_is_the_same_for_known_unknown_and_administrators_addresses(cast: Cast) -> None:
    body = Organisation.objects.get(code="CWCS")
    client = browser(cast.far_liaison.user)
    oversight, administrator = cast.oversight.user.email, cast.administrator.user.email
    answers = set()
    for email in (oversight, administrator, cast.rj_staff.user.email, "nobody@example.org"):
        address = reverse("organisation_add_member", args=[body.ref])
        status, page, queries = ask(client, "post", address, typed(email=email or ""))
        following, shown, _queries = ask(client, "get", reverse("organisation", args=[body.ref]))
        answers.add((status, page, queries, following))
        assert "Invited, not here yet" in shown
        # Each of them is told of by nobody: the directory shows nobody who has not come.
        everybody = browser(cast.rj_liaison.user).get(reverse("organisation", args=[body.ref]))
        assert "Field staff" not in everybody.content.decode()
    assert len(answers) == 1
    assert not PartyMember.objects.filter(user=cast.oversight.user, party=body.all_party).exists()


def test_a_strangers_number_gives_its_owners_office_to_nobody(cast: Cast) -> None:
    """Whoever enters a foreign number as their staff's, and uses the code, gets nothing of its owner's."""
    _status, page = enter(cast, mobile="01712345678")
    stranger = with_code(NUMBER, code_on(page))
    assert stranger.post(reverse("join"), {"do": "anew", "password": PASSWORD}).status_code == 302
    thief = User.objects.get(mobile=NUMBER)
    # The secretariat hands the office over to the real owner of the number.
    seat = Seat.objects.get(committee=sharsha(), role=Seat.Role.MEMBER_SECRETARY)
    handing = {
        "form": "hand-over",
        "hand-on": f"{timezone.localdate():%d/%m/%Y}",
        "hand-manner": "substantive",
        "hand-mobile": "01712345678",
        "hand-order_number": "05.44",
        "hand-order_date": f"{timezone.localdate():%d/%m/%Y}",
    }
    above = browser(cast.ncc_secretary.user)
    page = above.post(
        reverse("committee_seat", args=[sharsha().ref, seat.ref]), handing, follow=True
    ).content.decode()
    assert not can(Viewer(thief, now()), "take_minutes", sharsha())
    owner = with_code(NUMBER, code_on(page))
    # Opening another account with the number is refused; saying that it is not theirs gives nothing.
    shown = owner.post(reverse("join"), {"do": "anew", "password": PASSWORD})
    assert shown.status_code == 422
    assert "signs in with +8801712345678 already" in shown.content.decode().replace("&#x2B;", "+")
    thanked = owner.post(reverse("join"), {"do": "not-mine"}).content.decode()
    assert "Nothing was given" in thanked and "The office that invited you is told." in thanked
    entry = Introduction.objects.get(office=seat.office)
    assert entry.state == Introduction.State.DISOWNED
    assert not can(Viewer(thief, now()), "take_minutes", sharsha())
    told = Notice.objects.filter(kind="partners.disowned").values_list("recipient", flat=True)
    assert thief.pk not in told and told


def test_an_account_that_stood_before_gets_the_office_only_once_both_sides_agreed(cast: Cast) -> None:
    seat = Seat.objects.get(committee=sharsha(), role=Seat.Role.MEMBER_SECRETARY)
    assert seat.office_id
    office = Office.objects.get(pk=seat.office_id)
    by, officer = cast.ncc_secretary.user, cast.rj_staff.user
    successor = actions.introduce(label_en="Secretary, Sharsha", label_bn="")
    actions.hand_over(by=by, office=office, to=successor, on=now(), at=now())
    actions.invite_person(by=by, person=successor, office=office, email=officer.email or "", at=now())
    entry = Introduction.objects.get(person=successor)
    client = with_link()
    assert client.post(reverse("join"), {"do": "anew", "password": PASSWORD}).status_code == 422
    type(officer).objects.filter(pk=officer.pk).update(language="en")
    client.force_login(officer, backend="access.rules.backend.SignInBackend")
    with_link_again = client.get(reverse("join")).content.decode()
    assert "Accept with this account" in with_link_again
    assert client.post(reverse("join"), {"do": "with"}).status_code == 302
    assert not can(Viewer(officer, now()), "take_minutes", sharsha())
    # The side that entered it sees since when the account exists and who opened it.
    page = browser(by).get(reverse("introduction", args=[entry.ref])).content.decode()
    assert "Account exists since" in page and "Account opened by" in page
    # Nobody else decides, nor even reads the entry; its own person reads it and decides nothing.
    assert browser(cast.far_liaison.user).get(reverse("introduction", args=[entry.ref])).status_code == 404
    own = browser(officer)
    assert own.get(reverse("introduction", args=[entry.ref])).status_code == 200
    assert own.post(reverse("introduction", args=[entry.ref]), {"do": "confirm"}).status_code == 403
    browser(by).post(reverse("introduction", args=[entry.ref]), {"do": "confirm"})
    assert can(Viewer(officer, now()), "take_minutes", sharsha())
    # One person still, who serves and holds.
    assert Person.objects.filter(user=officer).count() == 1
    assert not Person.objects.filter(pk=successor.pk).exists()
    assert Notice.objects.filter(kind="partners.decided", recipient=officer).exists()


def test_a_refused_account_gets_nothing_and_somebody_else_can_be_invited(cast: Cast) -> None:
    rj = Organisation.objects.get(code="RJ")
    by, wrong = cast.rj_liaison.user, cast.far_liaison.user
    person = actions.introduce(label_en="Coordinator", label_bn="")
    actions.add_member(by=by, organisation=rj, person=person, role="staff", since=now(), at=now())
    actions.invite_person(by=by, person=person, organisation=rj, email=wrong.email or "", at=now())
    client = with_link()
    client.force_login(wrong, backend="access.rules.backend.SignInBackend")
    client.post(reverse("join"), {"do": "with"})
    entry = Introduction.objects.get(person=person)
    actions.refuse_claim(by=by, introduction=entry, at=now())
    assert rj.all_party_id not in Viewer(wrong, now()).party_ids
    issued = actions.invite_again(by=by, introduction=entry, mobile=NUMBER, at=now())
    other = with_code(NUMBER, issued.code)
    assert other.post(reverse("join"), {"do": "anew", "password": PASSWORD}).status_code == 302
    assert rj.all_party_id in Viewer(User.objects.get(mobile=NUMBER), now()).party_ids


def test_serving_begins_when_the_person_accepts_and_the_head_is_liaison_until_then(cast: Cast) -> None:
    ministry = Organisation.objects.get(code="MoHA")
    head = actions.introduce(
        label_en="Head", label_bn="", user=User.objects.create_user(email="head@example.org")
    )
    earlier = now() - timedelta(days=30)
    actions.add_member(by=None, organisation=ministry, person=head, role="head", since=earlier, at=earlier)
    assert head.user is not None
    officer = actions.introduce(label_en="Liaison officer", label_bn="")
    actions.add_member(
        by=None, organisation=ministry, person=officer, role="liaison", since=earlier, at=earlier
    )
    actions.invite_person(
        by=cast.ncc_secretary.user, person=officer, organisation=ministry, email="lo@example.org", at=now()
    )
    assert ministry.liaison_party_id in Viewer(head.user, now()).party_ids
    client = with_link()
    assert client.post(reverse("join"), {"do": "anew", "password": PASSWORD}).status_code == 302
    joined = User.objects.get(email="lo@example.org")
    assert joined.opened_by == cast.ncc_secretary.user
    assert ministry.liaison_party_id in Viewer(joined, now()).party_ids
    assert ministry.liaison_party_id not in Viewer(joined, now() - timedelta(days=1)).party_ids
    assert ministry.liaison_party_id not in Viewer(head.user, now()).party_ids


def test_an_address_that_somebody_only_claims_passes_to_whoever_shows_it(cast: Cast) -> None:
    claimed = User.objects.create_user(email="officer@example.org", label_en="Opened by somebody")
    enter(cast, email="officer@example.org")
    client = with_link()
    page = client.get(reverse("join")).content.decode()
    assert "Accept and keep this password" in page
    client.post(reverse("join"), {"do": "anew", "password": PASSWORD})
    owner = User.objects.get(email="officer@example.org")
    claimed.refresh_from_db()
    assert owner.email_proved_at is not None and owner != claimed and claimed.email is None


def test_two_entries_of_one_number_never_learn_of_each_other(cast: Cast) -> None:
    pages = [without_tokens(enter(cast, mobile="01712345678")[1]) for _time in range(2)]
    codes = [code_on(page) for page in pages]
    assert len(set(codes)) == 2
    # Both codes work: the second withdrew nothing of the first.
    assert Invitation.objects.filter(mobile=NUMBER, withdrawn_at=None, used_at=None).count() == 2
    with_code(NUMBER, codes[0])
    with_code(NUMBER, codes[1])


def test_an_invitation_is_accepted_once_and_an_administrator_accepts_none(cast: Cast) -> None:
    enter(cast, email="newcomer@example.org")
    client = with_link()
    client.force_login(cast.administrator.user, backend="access.rules.backend.SignInBackend")
    assert client.post(reverse("join"), {"do": "with"}).status_code == 422
    client.logout()
    client = with_link_of(Invitation.objects.get(email="newcomer@example.org"))
    assert client.post(reverse("join"), {"do": "anew", "password": "short"}).status_code == 422
    assert client.post(reverse("join"), {"do": "anew", "password": PASSWORD}).status_code == 302
    assert client.get(reverse("join")).status_code == 404


def test_a_printed_code_tells_of_no_account_before_a_password_is_sent(cast: Cast) -> None:
    User.objects.create_user(mobile=NUMBER, mobile_proved_at=now(), label_en="Somebody")
    shown = []
    for number in (NUMBER, "+8801712345679"):
        client = with_code(number, code_on(enter(cast, mobile=number)[1]))
        page = without_tokens(client.get(reverse("join")).content.decode())
        shown.append(page.replace(number, "").replace(number[-10:], ""))
        assert "I have an account already" in page
        line = AccessLog.objects.get(record_ref=Invitation.objects.get(mobile=number).ref)
        assert line.purpose == "opened an invitation by its code"
        answer = client.post(reverse("join"), {"do": "anew", "password": PASSWORD})
        assert answer.status_code == (422 if number == NUMBER else 302)
        assert ("That account is not mine" in answer.content.decode()) == (number == NUMBER)
    assert shown[0] == shown[1]


def with_link_of(invitation: Invitation) -> Client:
    client = _somebody("203.0.113.52")
    session = client.session
    session["invitation_shown"] = invitation.pk
    session.save()
    return client


def test_nobody_sends_invitations_to_strangers_all_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partners.actions.people.MOST_A_DAY", 2)
    for name in ("a@example.org", "b@example.org"):
        assert enter(cast, email=name)[0] == 200
    status, page = enter(cast, email="c@example.org")
    assert status == 422 and "Many people were invited" in page
    assert not Membership.objects.filter(person__introductions__invitation__email="c@example.org").exists()


def test_a_sole_liaison_officer_does_not_leave_by_one_click(cast: Cast) -> None:
    body = Organisation.objects.get(code="CWCS")
    own = Membership.objects.get(organisation=body, person=cast.far_liaison.person)
    address = reverse("organisation_end_membership", args=[body.ref, own.ref])
    client = browser(cast.far_liaison.user)
    # One click asks; saying yes is refused while nobody else speaks for the body.
    assert "End my own service" in client.post(address).content.decode()
    client.post(address, {"sure": "yes"})
    own.refresh_from_db()
    assert own.period.upper is None
    with pytest.raises(Mendable, match="Nobody else speaks"):
        actions.end_membership(by=cast.far_liaison.user, membership=own, until=now(), at=now())
    second = actions.introduce(
        label_en="Second",
        label_bn="",
        user=User.objects.create_user(email="second@example.org", password="Kapotakkho-42-boats"),
    )
    actions.add_member(
        by=cast.far_liaison.user, organisation=body, person=second, role="liaison", since=now(), at=now()
    )
    client.post(address, {"sure": "yes"})
    own.refresh_from_db()
    assert own.period.upper is not None
