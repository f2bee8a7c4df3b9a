"""At the door: no session is handed over, no account is told apart, no address leads elsewhere."""

import re
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from access.accounts import actions as accounts
from access.accounts import invitations
from access.accounts.invitation_mail import mail_invitations
from access.models import Invitation, User
from tests.access.people import PASSWORD, at_the_door, login_of, without_tokens
from tests.cast import browser

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "/\t/evil.example",
    "https://testserver@evil.example/",
    "https://testserver/",
    # No address at all, though some of them name a page or look like one.
    "foo",
    "desk",
    "sign_in",
    "..",
    "?next=//evil.example",
    "#evil",
    # Addresses that lead nowhere here.
    "/nowhere/",
    "/sign-in",
    "/%2f/evil.example/",
    "/..//evil.example/",
    "/evil.example/%00",
    "/;//evil.example",
    "/[evil.example/",
    # Controls, spaces and marks that browsers drop or read otherwise; and what is longer than any page's.
    "/account/\r\nLocation: https://evil.example/",
    "/account/\x00",
    "/account/\u202e",
    " /account/",
    "/account/?q=" + "evil" * 600,
)


def now() -> datetime:
    return timezone.now()


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_nothing_at_the_door_leads_to_another_site(onward: str) -> None:
    login_of("reader")
    client = Client()
    entered = client.post(
        reverse("sign_in"), {"name": "reader@example.org", "password": PASSWORD, "next": onward}
    )
    assert entered["Location"] == "/"
    assert client.get(reverse("sign_in"), {"next": onward})["Location"] == "/"
    assert client.post(reverse("language"), {"language": "en", "next": onward})["Location"] == "/"
    confirmed = client.post(reverse("confirm_identity"), {"password": PASSWORD, "next": onward})
    assert confirmed["Location"] == reverse("account")
    client.post(reverse("sign_out"), {"next": onward})
    asked = client.get("/" + onward.lstrip("/"))
    assert "evil" not in asked.headers.get("Location", "").split("?")[0]


def test_two_answers_to_where_are_none_and_the_form_counts_before_the_address() -> None:
    client = browser(login_of("reader"))
    confirm, ours = reverse("confirm_identity"), reverse("notices")
    for typed in ([ours, "//evil.example"], ["//evil.example", ours], [ours, ours]):
        assert client.get(f"{reverse('sign_in')}?{urlencode({'next': typed}, doseq=True)}")["Location"] == "/"
        said = client.post(confirm, {"password": PASSWORD, "next": typed})
        assert said["Location"] == reverse("account")
    asked = f"{confirm}?{urlencode({'next': ours})}"
    assert client.post(asked, {"password": PASSWORD, "next": "//evil.example"})["Location"] != ours
    assert client.post(asked, {"password": PASSWORD, "next": ""})["Location"] == ours


@pytest.mark.parametrize("onward", ["/", "/commitments/?view=open&q=%E0%A6%B8", "/meetings/nothing/"])
def test_the_door_leads_on_to_the_page_that_was_asked_for(onward: str) -> None:
    login_of("reader")
    typed = {"name": "reader@example.org", "password": PASSWORD, "next": onward}
    assert Client().post(reverse("sign_in"), typed)["Location"] == onward


def test_a_session_made_before_sign_in_is_worth_nothing_after_it() -> None:
    login_of("reader")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "0123456789abcdef0123456789abcdef"
    client.get(reverse("sign_in"))
    client.post(reverse("sign_in"), {"name": "reader@example.org", "password": PASSWORD})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert key and key != "0123456789abcdef0123456789abcdef"
    client.post(reverse("sign_out"))
    again = Client()
    again.cookies[settings.SESSION_COOKIE_NAME] = key
    assert again.get(reverse("desk")).status_code == 302


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    login_of("reader")
    client, status, _page = at_the_door("reader@example.org")
    assert status == 302
    client.get(reverse("account_password"))
    client.post(reverse("language"), {"language": "en"})
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name
    assert int(client.cookies[settings.SESSION_COOKIE_NAME]["max-age"]) <= 12 * 3600


@pytest.mark.parametrize(
    "name", ["desk", "commitments", "meetings", "partners", "committees", "notices", "account", "accounts"]
)
def test_signed_in_pages_are_kept_by_nobody_framed_by_nobody_and_run_nothing_foreign(name: str) -> None:
    user = login_of("reader")
    answer = browser(user).get(reverse(name))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy


def test_errors_of_signed_in_people_are_kept_by_nobody_either() -> None:
    client = browser(login_of("reader"))
    for address in ("/commitments/nothing/", "/nowhere/", "/accounts/", "/meetings/x/approve/"):
        assert client.get(address)["Cache-Control"] == "private, no-store", address


def test_each_post_needs_the_token_of_its_own_page() -> None:
    user = login_of("reader")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user, backend="access.rules.backend.SignInBackend")
    for name in ("sign_in", "sign_out", "language", "forgotten_password", "account_password", "notices_read"):
        assert strict.post(reverse(name), {"language": "en"}).status_code == 403, name
    for address in ("/commitments/x/accept/", "/meetings/x/approve/", "/meetings/new/"):
        assert strict.post(address).status_code == 403


def test_the_door_answers_a_closed_an_unknown_and_a_wrong_one_alike() -> None:
    login_of("reader")
    login_of("closed", is_active=False)
    pages = set()
    for name, password in (
        ("reader@example.org", "wrong words here"),
        ("closed@example.org", PASSWORD),
        ("nobody@example.org", PASSWORD),
    ):
        _client, status, page = at_the_door(name, password, client=Client(REMOTE_ADDR="203.0.113.9"))
        pages.add((status, without_tokens(page)))
    assert len(pages) == 1


def test_a_forgotten_password_says_nothing_of_who_is_here() -> None:
    login_of("reader")
    login_of("closed", is_active=False)
    login_of("by mobile", email=None, mobile="01712000001")
    pages = set()
    for name in (
        "reader@example.org",
        "closed@example.org",
        "nobody@example.org",
        "01712000001",
        "01712999999",
    ):
        answer = Client().post(reverse("forgotten_password"), {"name": name})
        pages.add((answer.status_code, without_tokens(answer.content.decode()).replace(name, "")))
    assert len(pages) == 1
    assert mail_invitations(at=now()) == 1
    assert set(Invitation.objects.values_list("user__email", flat=True)) == {"reader@example.org"}


def test_the_host_a_browser_names_reaches_no_letter() -> None:
    login_of("reader")
    with override_settings(ALLOWED_HOSTS=["*"], PORTAL_URL="https://portal.example"):
        for header in ({"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}):
            Client().post(reverse("forgotten_password"), {"name": "reader@example.org"}, **header)  # type: ignore[arg-type]
        assert mail_invitations(at=now()) == 1
    (letter,) = mail.outbox
    assert "evil" not in letter.body and "https://portal.example/invitation/" in letter.body


def test_a_foreign_host_is_refused() -> None:
    assert Client().get("/", HTTP_HOST="evil.example").status_code == 400


def invited(name: str = "comer") -> tuple[User, str]:
    """Somebody with a printed code."""
    administrator = login_of(f"keeper of {name}".replace(" ", "-"), in_network=False, is_administrator=True)
    user = User.objects.create_user(email=f"{name}@example.org", label_en=name, language="en")
    issued = accounts.invite(by=administrator, user=user, channel=Invitation.Channel.PAPER, at=now())
    return user, issued.code


def choose(client: Client, password: str = "five slow green boats") -> int:
    return client.post(reverse("choose_password"), {"password": password}).status_code


def test_a_printed_code_opens_once_and_only_for_its_person() -> None:
    _user, code = invited()
    login_of("other")
    wrong = Client().post(reverse("invitation_code"), {"name": "other@example.org", "code": code})
    assert wrong.status_code == 422
    # Two browsers hold the code; the first one to choose a password uses it up.
    first, second = Client(), Client()
    for client in (first, second):
        shown = client.post(reverse("invitation_code"), {"name": "comer@example.org", "code": code})
        assert shown["Location"] == reverse("choose_password")
    assert choose(first) == 302
    assert choose(second, "another five slow boats") == 404
    assert (
        Client().post(reverse("invitation_code"), {"name": "comer@example.org", "code": code}).status_code
        == 422
    )


def test_a_new_invitation_ends_the_one_before_also_in_a_browser_that_shows_it() -> None:
    user, code = invited()
    client = Client()
    client.post(reverse("invitation_code"), {"name": "comer@example.org", "code": code})
    invitations.issue(
        user=user, purpose=Invitation.Purpose.WELCOME, channel=Invitation.Channel.PAPER, by=None, at=now()
    )
    assert choose(client) == 404


def test_an_expired_and_an_invented_invitation_look_alike() -> None:
    _user, code = invited()
    Invitation.objects.update(expires_at=now() - timedelta(days=1))
    pages = set()
    for typed in (code, "2222-2222-2222"):
        answer = Client().post(reverse("invitation_code"), {"name": "comer@example.org", "code": typed})
        pages.add((answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode())))
    assert len(pages) == 1
    assert Client().get(reverse("invitation", args=["x" * 43])).status_code == 404


def test_a_new_password_ends_every_session_that_was_open() -> None:
    user = login_of("reader")
    thief = at_the_door("reader@example.org")[0]
    assert thief.get(reverse("desk")).status_code == 200
    owner = at_the_door("reader@example.org", client=Client(REMOTE_ADDR="203.0.113.20"))[0]
    changed = owner.post(reverse("account_password"), {"current": PASSWORD, "new": "seven grey old herons"})
    assert changed.status_code == 302
    assert owner.get(reverse("desk")).status_code == 200
    assert thief.get(reverse("desk")).status_code == 302
    assert user.pk


def test_a_session_of_another_person_is_not_ended_by_its_number() -> None:
    login_of("reader")
    login_of("other")
    reader = at_the_door("reader@example.org")[0]
    other = at_the_door("other@example.org", client=Client(REMOTE_ADDR="203.0.113.21"))[0]
    number = UserSession.objects.get(user__email="reader@example.org").pk
    for asked in (number, number + 999):
        assert other.post(reverse("account_sessions"), {"session": str(asked)}).status_code == 404
    assert reader.get(reverse("desk")).status_code == 200


def test_a_login_without_a_place_and_an_administrator_reach_no_record() -> None:
    nobody = browser(login_of("newcomer", in_network=False))
    keeper = browser(login_of("keeper", in_network=False, is_administrator=True))
    for name in ("desk", "commitments", "meetings", "partners", "committees", "notices", "who_can_see_what"):
        assert nobody.get(reverse(name))["Location"] == reverse("account"), name
        assert keeper.get(reverse(name))["Location"] == reverse("accounts"), name
    for address in ("/commitments/x/", "/meetings/x/", "/partners/x/", "/committees/x/"):
        assert (nobody.get(address).status_code, keeper.get(address).status_code) == (302, 302)
    for name in ("accounts", "accounts_new", "days", "deliveries"):
        assert nobody.get(reverse(name)).status_code == 403
