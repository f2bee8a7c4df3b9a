"""Accounts: who opens, invites and closes them, what an invitation opens, and what a login alone shows."""

import re
import time
from datetime import timedelta
from html import unescape

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from access.accounts import actions as accounts
from access.accounts import invitations, mfa
from access.accounts.invitation_mail import MOST_TRIES, mail_invitations
from access.accounts.known_devices import known_device
from access.models import AccessLog, Invitation, User
from access.toolkit.errors import Mendable
from tests.access.people import PASSWORD, at_the_door, login_of, without_tokens

pytestmark = pytest.mark.django_db
NEW = "seven green river boats"


@pytest.fixture
def administrator() -> User:
    return login_of("administrator", in_network=False, is_administrator=True)


@pytest.fixture
def invited(administrator: User) -> User:
    return accounts.open_account(
        by=administrator,
        at=timezone.now(),
        email="new@example.org",
        label_en="New",
        label_bn="নতুন",
        language="en",
    )


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/invitation/[\w-]+/)", str(letter.body))
    assert found
    return found.group(1)


def test_only_a_technical_administrator_does_anything_to_an_account(
    administrator: User, invited: User
) -> None:
    somebody, now = login_of("secretary"), timezone.now()
    mail_channel = Invitation.Channel.MAIL
    for attempt in (
        lambda: accounts.open_account(by=somebody, at=now, email="x@example.org"),
        lambda: accounts.invite(by=somebody, user=invited, channel=mail_channel, at=now),
        lambda: accounts.close_account(by=somebody, user=administrator, at=now),
        lambda: accounts.reopen_account(by=somebody, user=administrator, at=now),
        lambda: accounts.reset_second_factor(by=somebody, user=administrator, at=now),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_everything_done_to_an_account_is_in_the_access_log(administrator: User, invited: User) -> None:
    now = timezone.now()
    accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.PAPER, at=now)
    accounts.close_account(by=administrator, user=invited, at=now)
    accounts.reopen_account(by=administrator, user=invited, at=now)
    lines = AccessLog.objects.filter(record_ref=invited.ref, user=administrator).order_by("pk")
    assert [line.purpose for line in lines] == ["opened", "invited (paper)", "closed", "reopened"]


def test_an_invitation_by_email_lets_its_person_choose_a_password_and_come_in(
    administrator: User, invited: User
) -> None:
    accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.MAIL, at=timezone.now())
    assert mail_invitations(at=timezone.now()) == 1
    assert mail.outbox[0].to == ["new@example.org"]
    client = Client()
    opened = client.get(link_in(mail.outbox[0]))
    assert opened.headers["Location"] == "/choose-password/"
    assert client.post("/choose-password/", {"password": NEW}).status_code == 302
    assert client.get("/account/").status_code == 200
    assert at_the_door("new@example.org", NEW)[1] == 302


def test_the_token_of_a_link_rests_nowhere_in_the_database(administrator: User, invited: User) -> None:
    accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.MAIL, at=timezone.now())
    assert Invitation.objects.get().token_hash is None
    mail_invitations(at=timezone.now())
    token = link_in(mail.outbox[0]).split("/")[2]
    assert token not in str(Invitation.objects.values().get())


def test_a_letter_is_in_the_language_of_its_reader(administrator: User) -> None:
    for language in ("bn", "en"):
        user = login_of(f"reader-{language}", language=language)
        accounts.invite(by=administrator, user=user, channel=Invitation.Channel.MAIL, at=timezone.now())
    mail_invitations(at=timezone.now())
    by_reader = {letter.to[0]: letter for letter in mail.outbox}
    assert by_reader["reader-en@example.org"].subject == "A new password for Shomonnoy"
    assert by_reader["reader-bn@example.org"].subject != "A new password for Shomonnoy"


def test_a_letter_the_server_refused_is_tried_again_and_given_up_in_the_end(
    administrator: User, invited: User, settings: Settings
) -> None:
    now = timezone.now()
    accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.MAIL, at=now)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    for n in range(MOST_TRIES + 3):
        assert mail_invitations(at=now + timedelta(hours=2 * n)) == 0
    invitation = Invitation.objects.get()
    assert (invitation.tries, invitation.next_try_at, invitation.sent_at) == (MOST_TRIES, None, None)


@pytest.mark.parametrize("fate", ["used", "expired", "replaced", "account closed", "invented"])
def test_an_invitation_that_is_over_opens_nothing_and_does_not_say_why(
    administrator: User, invited: User, fate: str
) -> None:
    now = timezone.now()
    issued = now - timedelta(days=15) if fate == "expired" else now
    accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.MAIL, at=issued)
    mail_invitations(at=issued)
    link = link_in(mail.outbox[0])
    if fate == "used":
        Client().get(link)
        accounts.choose_password(invitation=Invitation.objects.get(), password=NEW, at=now)
    elif fate == "replaced":
        accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.PAPER, at=now)
    elif fate == "account closed":
        accounts.close_account(by=administrator, user=invited, at=now)
    elif fate == "invented":
        link = "/invitation/none-of-ours/"
    client = Client()
    answer = client.get(link)
    assert answer.status_code == 404
    assert "new@example.org" not in answer.content.decode()
    assert client.get("/choose-password/").status_code == 404


def test_a_printed_code_opens_once_and_only_for_the_name_it_was_printed_for(administrator: User) -> None:
    user = accounts.open_account(by=administrator, at=timezone.now(), mobile="01711000002", language="en")
    login_of("other")
    code = accounts.invite(
        by=administrator, user=user, channel=Invitation.Channel.PAPER, at=timezone.now()
    ).code
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    client = Client(REMOTE_ADDR="203.0.113.7")
    assert client.post("/invitation/", {"name": "other@example.org", "code": code}).status_code == 422
    typed = code.lower().replace("-", " ")
    assert client.post("/invitation/", {"name": "০১৭১১০০০০০২", "code": typed}).status_code == 302
    assert client.post("/choose-password/", {"password": NEW}).status_code == 302
    again = Client(REMOTE_ADDR="203.0.113.7")
    assert again.post("/invitation/", {"name": "01711000002", "code": code}).status_code == 422


def test_guessing_printed_codes_is_locked(administrator: User) -> None:
    user = accounts.open_account(by=administrator, at=timezone.now(), mobile="01711000002", language="en")
    code = accounts.invite(
        by=administrator, user=user, channel=Invitation.Channel.PAPER, at=timezone.now()
    ).code
    client = Client(REMOTE_ADDR="203.0.113.7")
    for n in range(5):
        client.post("/invitation/", {"name": "01711000002", "code": f"AAAA-AAAA-AAA{n + 2}"})
    assert client.post("/invitation/", {"name": "01711000002", "code": code}).status_code == 429


def test_a_weak_password_is_answered_at_its_field_and_the_invitation_stays_good(
    administrator: User, invited: User
) -> None:
    accounts.invite(by=administrator, user=invited, channel=Invitation.Channel.MAIL, at=timezone.now())
    mail_invitations(at=timezone.now())
    client = Client()
    client.get(link_in(mail.outbox[0]))
    for weak in ("short", "1234567890", "password12", "new@example.org"):
        answer = client.post("/choose-password/", {"password": weak})
        assert answer.status_code == 422, weak
    assert client.post("/choose-password/", {"password": NEW}).status_code == 302


def test_a_forgotten_password_is_answered_the_same_for_every_name() -> None:
    login_of("known")
    login_of("field staff", email=None, mobile="01711000003")
    login_of("closed", is_active=False)
    pages = set()
    for n, name in enumerate(
        ("known@example.org", "nobody@example.org", "01711000003", "closed@example.org")
    ):
        answer = Client(REMOTE_ADDR=f"203.0.113.{n}").post("/forgotten-password/", {"name": name})
        assert answer.status_code == 200
        pages.add(without_tokens(answer.content.decode()))
    assert len(pages) == 1
    assert mail_invitations(at=timezone.now()) == 1
    assert mail.outbox[0].to == ["known@example.org"]


def test_a_new_password_by_link_ends_every_session_and_asks_for_the_second_factor() -> None:
    user = login_of("known")
    here, _status, _page = at_the_door("known@example.org")
    codes_secret = mfa.new_secret()
    mfa.set_up(user, codes_secret, format_hotp_value(hotp_value(codes_secret, int(time.time()) // 30)))
    accounts.ask_new_password(name="known@example.org", at=timezone.now())
    mail_invitations(at=timezone.now())
    client = Client()
    client.get(link_in(mail.outbox[0]))
    done = client.post("/choose-password/", {"password": NEW})
    assert done.headers["Location"] == "/sign-in/"
    assert client.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 302


def test_changing_the_password_keeps_this_session_and_ends_the_others() -> None:
    login_of("known")
    here, _status, _page = at_the_door("known@example.org")
    there, _status, _page = at_the_door("known@example.org")
    wrong = here.post("/account/password/", {"current": "not this one", "new": NEW})
    assert wrong.status_code == 422
    assert here.post("/account/password/", {"current": PASSWORD, "new": NEW}).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    page = here.get("/account/sessions/").content.decode()
    assert page.count("<tr>") == 2


def session_named_on(client: Client) -> str:
    """What the page calls the other session."""
    named = re.search(r'name="session" value="([^"]+)"', client.get("/account/sessions/").content.decode())
    assert named is not None
    return named[1]


def is_known(client: Client, address: str) -> bool:
    request = RequestFactory().get("/sign-in/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return bool(known_device(request, User.objects.get(email=address)))


def test_a_person_sees_and_ends_their_own_sessions_and_nobody_elses() -> None:
    login_of("known")
    other = login_of("other")
    here, _status, _page = at_the_door("known@example.org")
    there, _status, _page = at_the_door("known@example.org")
    at_the_door("other@example.org")
    foreign, _status, _page = at_the_door("other@example.org")
    for theirs in (str(UserSession.objects.filter(user=other)[0].pk), session_named_on(foreign)):
        assert here.post("/account/sessions/", {"session": theirs}).status_code == 404
    assert foreign.get("/account/").status_code == 200
    mine = UserSession.objects.exclude(user=other).exclude(session_key=here.session.session_key).get()
    assert here.post("/account/sessions/", {"session": str(mine.pk)}).status_code == 404
    known = [is_known(client, "known@example.org") for client in (here, there)]
    assert here.post("/account/sessions/", {"session": session_named_on(here)}).status_code == 302
    assert there.get("/account/").status_code == 302
    # A device whose session was ended counts like a stranger's again.
    after = [is_known(client, "known@example.org") for client in (here, there)]
    assert (known, after) == ([True, True], [True, False])
    for nonsense in ("", "x", "١", "9" * 30):
        assert here.post("/account/sessions/", {"session": nonsense}).status_code == 404


def test_a_closed_account_is_out_at_once_and_its_invitations_are_void(administrator: User) -> None:
    user = login_of("known")
    client, _status, _page = at_the_door("known@example.org")
    issued = accounts.invite(by=administrator, user=user, channel=Invitation.Channel.PAPER, at=timezone.now())
    accounts.close_account(by=administrator, user=user, at=timezone.now())
    assert client.get("/account/").status_code == 302
    assert at_the_door("known@example.org")[1] == 422
    issued.invitation.refresh_from_db()
    assert not issued.invitation.is_open(timezone.now())
    with pytest.raises(Mendable):
        invitations.issue(
            user=User.objects.get(pk=user.pk),
            purpose=Invitation.Purpose.RESET,
            channel=Invitation.Channel.MAIL,
            by=None,
            at=timezone.now(),
        )


def test_an_administrator_cannot_close_the_own_account(administrator: User) -> None:
    with pytest.raises(Mendable):
        accounts.close_account(by=administrator, user=administrator, at=timezone.now())


def test_a_login_without_seat_or_organisation_sees_its_own_account_and_nothing_else() -> None:
    login_of("newcomer", in_network=False)
    client, _status, _page = at_the_door("newcomer@example.org")
    assert client.get("/").headers["Location"] == "/account/"
    for page in ("/account/", "/account/password/", "/account/sessions/", "/account/second-factor/"):
        assert client.get(page).status_code == 200, page
    assert client.get("/accounts/").status_code == 403


def test_a_technical_administrator_is_led_to_the_accounts_and_to_no_desk(administrator: User) -> None:
    client, _status, _page = at_the_door("administrator@example.org")
    assert client.get("/").headers["Location"] == "/accounts/"


def test_the_administrator_finds_opens_invites_and_closes_an_account_on_the_pages(
    administrator: User,
) -> None:
    client, _status, _page = at_the_door("administrator@example.org")
    facts = {
        "email": "",
        "mobile": "০১৭১১-০০০০০৪",
        "label_en": "Liaison",
        "label_bn": "লিয়াজোঁ",
        "language": "bn",
    }
    opened = client.post("/accounts/new/", facts)
    user = User.objects.get(mobile="+8801711000004")
    assert opened.headers["Location"] == f"/accounts/{user.ref}/"
    assert "Liaison" in client.get("/accounts/?q=01711000004").content.decode()
    assert user.ref not in client.get("/accounts/?q=nobody").content.decode()
    printed = client.post(f"/accounts/{user.ref}/", {"do": "paper"}).content.decode()
    assert re.search(r"<code>[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}</code>", printed)
    assert client.post(f"/accounts/{user.ref}/", {"do": "mail"}).status_code == 422
    assert client.post(f"/accounts/{user.ref}/", {"do": "close"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_active


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "e-mail address or a mobile number"),
        ({"email": "known@example.org"}, "already signs in with this e-mail"),
        ({"email": "not an address"}, "valid email address"),
        ({"mobile": "12345"}, "11 digits"),
        ({"label_en": "a" * 100_000, "email": "x@example.org"}, "Shorten"),
        ({"label_en": "a\x07", "email": "x@example.org"}, "cannot be shown"),
    ],
)
def test_a_bad_account_form_says_what_to_mend_and_keeps_what_was_typed(
    administrator: User, facts: dict[str, str], field: str
) -> None:
    login_of("known")
    client, _status, _page = at_the_door("administrator@example.org")
    answer = client.post(
        "/accounts/new/", {"label_en": "Office X", "label_bn": "ক", "language": "bn"} | facts
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert field in page
    assert "label_en" in facts or "Office X" in page


def test_the_list_of_accounts_asks_the_same_number_of_queries_at_one_and_at_sixty(
    administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, _status, _page = at_the_door("administrator@example.org")
    with CaptureQueriesContext(connection) as few:
        client.get("/accounts/")
    for n in range(60):
        login_of(f"person{n}")
    with django_assert_num_queries(len(few)):
        page = client.get("/accounts/").content.decode()
    further = re.search(r'rel="next" href="([^"]+)"', page)
    assert further
    rest = client.get(unescape(further.group(1))).content.decode()
    assert "person0@example.org" in rest
    assert "person59@example.org" not in rest


def test_before_the_second_factor_changes_the_person_gives_the_password_again() -> None:
    login_of("known")
    client, _status, _page = at_the_door("known@example.org")
    session = client.session
    session["confirmed_at"] = timezone.now().timestamp() - 3600
    session.save()
    asked = client.get("/account/second-factor/set-up/")
    assert asked.headers["Location"].startswith("/account/confirm/?next=")
    assert client.post("/account/confirm/", {"password": "wrong"}).status_code == 422
    onward = client.post(
        "/account/confirm/", {"password": PASSWORD, "next": "/account/second-factor/set-up/"}
    )
    assert onward.headers["Location"] == "/account/second-factor/set-up/"
    assert client.get("/account/second-factor/set-up/").status_code == 200


def test_a_session_that_has_run_out_is_not_listed_and_is_swept_away() -> None:
    login_of("known")
    here, _status, _page = at_the_door("known@example.org")
    at_the_door("known@example.org")
    Session.objects.exclude(session_key=here.session.session_key).update(expire_date=timezone.now())
    assert here.get("/account/sessions/").content.decode().count("<tr>") == 2
    assert accounts.sweep_sessions(at=timezone.now()) == 1
    assert UserSession.objects.count() == Session.objects.count() == 1
    assert here.get("/account/").status_code == 200
