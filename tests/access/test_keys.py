"""What opens an account once: how long it lasts, and what ends it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from access.accounts import actions as accounts
from access.accounts import addresses, invitations
from access.accounts.invitation_mail import mail_invitations
from access.accounts.joining import Contact, invite_to_join, join_anew
from access.models import Invitation, User
from access.toolkit.errors import Mendable
from tests.access.people import PASSWORD, login_of
from tests.races import one_waits

pytestmark = pytest.mark.django_db
Purpose, Channel = Invitation.Purpose, Invitation.Channel
NEW = "seven green river boats"
MAIL = "officer@example.org"


@pytest.fixture
def keeper() -> User:
    return login_of("keeper", in_network=False, is_administrator=True)


@pytest.fixture
def officer() -> User:
    return login_of("officer", mobile="01711000000")


def now() -> datetime:
    return timezone.now()


def give(user: User, purpose: Invitation.Purpose, channel: Invitation.Channel) -> Invitation:
    return invitations.issue(user=user, purpose=purpose, channel=channel, by=None, at=now()).invitation


def keys_of(user: User) -> dict[str, Invitation]:
    """One of each kind: a link that was sent, one that waits, a printed code, wishes for other names."""
    sent = give(user, Purpose.RESET, Channel.MAIL)
    mail_invitations(at=now())
    wishes = {
        "address": addresses.ask_for_address(by=user, contact=Contact.typed(email="x@example.org"), at=now()),
        "number": addresses.ask_for_address(by=user, contact=Contact.typed(mobile="01755555555"), at=now()),
    }
    return {
        "link": sent,
        "code": give(user, Purpose.RESET, Channel.PAPER),
        "welcome": give(user, Purpose.WELCOME, Channel.MAIL),
    } | wishes


def open_ones(keys: dict[str, Invitation]) -> set[str]:
    return {name for name, key in keys.items() if invitations.find_open(key.pk, now())}


def change_own(user: User, _keeper: User) -> None:
    accounts.change_password(by=user, current=PASSWORD, new=NEW, at=now())


def choose_by_another(user: User, keeper: User) -> None:
    accounts.invite(by=keeper, user=user, channel=Channel.PAPER, at=now())
    printed = Invitation.objects.filter(user=user, channel=Channel.PAPER, purpose=Purpose.RESET).latest("pk")
    accounts.choose_password(invitation=printed, password=NEW, at=now())


def close(user: User, keeper: User) -> None:
    accounts.close_account(by=keeper, user=user, at=now())
    accounts.reopen_account(by=keeper, user=user, at=now())


@pytest.mark.parametrize("change", [change_own, choose_by_another, close])
def test_a_change_of_password_and_a_closing_end_every_other_way_in(
    officer: User, keeper: User, change: Callable[[User, User], None]
) -> None:
    keys = keys_of(officer)
    assert open_ones(keys) == set(keys)
    change(officer, keeper)
    assert open_ones(keys) == set()
    assert mail_invitations(at=now()) == 0


def test_a_link_that_was_asked_for_before_the_change_opens_nothing_in_a_browser_that_shows_it(
    officer: User,
) -> None:
    thief = Client()
    thief.post(reverse("forgotten_password"), {"name": MAIL})
    mail_invitations(at=now())
    found = re.search(r"/invitation/[\w-]+/", str(mail.outbox[-1].body))
    assert found is not None
    assert thief.get(found.group()).headers["Location"] == reverse("choose_password")
    change_own(officer, officer)
    assert thief.post(reverse("choose_password"), {"password": "another slow grey boat"}).status_code == 404
    assert thief.get(found.group()).status_code == 404
    officer.refresh_from_db()
    assert officer.check_password(NEW)


@pytest.mark.parametrize("contact", [{"email": "new@example.org"}, {"mobile": "01722222222"}])
def test_another_address_ends_the_keys_that_were_sent_for_the_old_one(
    officer: User, contact: dict[str, str]
) -> None:
    keys = keys_of(officer)
    taken = addresses.ask_for_address(by=officer, contact=Contact.typed(**contact), at=now())
    addresses.take_address(invitation=taken, at=now())
    assert open_ones(keys) & {"link", "code", "welcome"} == set()


def test_the_old_address_is_told_of_the_new_one_even_when_the_password_changes_too(officer: User) -> None:
    taken = addresses.ask_for_address(by=officer, contact=Contact.typed(email="new@example.org"), at=now())
    addresses.take_address(invitation=taken, at=now())
    change_own(officer, officer)
    Client().post(reverse("forgotten_password"), {"name": "new@example.org"})
    mail_invitations(at=now())
    assert {letter.to[0] for letter in mail.outbox} == {MAIL, "new@example.org"}


def test_an_address_the_administrator_corrects_ends_the_letters_that_went_to_the_wrong_one(
    officer: User, keeper: User
) -> None:
    keys = keys_of(officer)
    addresses.correct_address(
        by=keeper,
        user=officer,
        contact=Contact.typed(email="right@example.org"),
        reason="It was typed wrongly by us",
        at=now(),
    )
    assert open_ones(keys) == {"code", "number"}


def test_a_claimed_address_that_its_owner_takes_ends_the_letters_of_the_claim() -> None:
    claimed = User.objects.create_user(email="claimed@example.org", mobile="01733333333", label_en="Claims")
    letter = give(claimed, Purpose.WELCOME, Channel.MAIL)
    joining = invite_to_join(
        by=None, contact=Contact.typed(email="claimed@example.org"), label_en="x", label_bn="x", at=now()
    )
    join_anew(invitation=joining.invitation, password=NEW, language="en", at=now())
    claimed.refresh_from_db()
    assert claimed.email is None and invitations.find_open(letter.pk, now()) is None


def test_whoever_asks_for_a_link_to_an_officers_address_ends_no_other_key_of_the_officer(
    officer: User,
) -> None:
    keys = keys_of(officer)
    Client().post(reverse("forgotten_password"), {"name": MAIL})
    accounts.answer_wishes(at=now())
    assert open_ones(keys) == set(keys) - {"link"}
    again = Invitation.objects.filter(user=officer, purpose=Purpose.RESET, channel=Channel.MAIL)
    assert again.filter(withdrawn_at=None).count() == 1


def test_a_key_to_a_new_address_gives_nobody_a_password(officer: User) -> None:
    wish = addresses.ask_for_address(by=officer, contact=Contact.typed(email="x@example.org"), at=now())
    with pytest.raises(Mendable):
        accounts.choose_password(invitation=wish, password=NEW, at=now())
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


@pytest.mark.parametrize("code", ["2222-2222-2222", "wrong", "২২২২", "2222-2222-2222-2222", "--"])
def test_a_wrong_code_asks_the_same_of_the_database_whatever_the_name(officer: User, code: str) -> None:
    give(officer, Purpose.RESET, Channel.PAPER)
    asked = set()
    for place, name in enumerate((MAIL, "01711000000", "nobody@example.org", "01799999999", "nonsense")):
        client = Client(REMOTE_ADDR=f"203.0.113.{place + 1}")
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(reverse("invitation_code"), {"name": name, "code": code})
        assert answer.status_code == 422
        asked.add(tuple(re.sub(r"'[^']*'|\d+", "", query["sql"]) for query in queries))
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_a_key_that_is_being_made_while_the_password_changes_does_not_outlive_it() -> None:
    officer = login_of("officer")

    def ask() -> None:
        give(officer, Purpose.RESET, Channel.MAIL)

    assert one_waits(ask, lambda: change_own(officer, officer)) == ("done", "done")
    assert Invitation.objects.get(user=officer).withdrawn_at is not None
