"""An account signs in with another address or number once its owner has shown it; the old one is told."""

import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts.addresses import ask_for_address, take_address
from access.accounts.invitation_mail import mail_invitations
from access.accounts.joining import Contact, invite_to_join, join_anew
from access.accounts.office_addresses import part_from
from access.models import AccountChange, Invitation, User
from access.toolkit.errors import Mendable
from tests.access.people import PASSWORD, at_the_door, login_of

pytestmark = pytest.mark.django_db


def letters() -> dict[str, str]:
    """Send what waits; the last letter to each address."""
    mail_invitations(at=timezone.now())
    return {letter.to[0]: str(letter.body) for letter in mail.outbox}


def link_in(letter: str) -> str:
    found = re.search(r"/invitation/[\w-]+/", letter)
    assert found is not None
    return found.group()


def test_people_change_their_own_address_and_the_old_one_is_told() -> None:
    login_of("officer")
    client, _status, _page = at_the_door("officer@example.org")
    answer = client.post(reverse("account_address"), {"email": "New@Example.org", "mobile": ""})
    assert answer.headers["Location"] == reverse("account")
    user = User.objects.get(label_en="officer")
    assert user.email == "officer@example.org"
    visitor = Client()
    assert visitor.get(link_in(letters()["new@example.org"])).headers["Location"] == reverse("take_address")
    # Opening the link changes nothing yet: a mail program may have opened it.
    assert User.objects.get(pk=user.pk).email == "officer@example.org"
    assert visitor.post(reverse("take_address")).status_code == 302
    user.refresh_from_db()
    assert user.email == "new@example.org" and user.email_proved_at is not None
    assert visitor.get(reverse("take_address")).status_code == 404
    told = letters()["officer@example.org"]
    assert "another address" in told and "/invitation/" not in told
    assert at_the_door("new@example.org")[1] == 302


def test_asking_again_for_the_password_comes_first() -> None:
    user = login_of("officer")
    client = Client()
    client.force_login(user, backend="access.rules.backend.SignInBackend")
    assert client.get(reverse("account_address")).headers["Location"].startswith(reverse("confirm_identity"))
    assert client.post(reverse("account_address"), {"email": "x@example.org"}).status_code == 302
    assert not Invitation.objects.exists()


def test_the_answer_says_nothing_of_other_accounts_and_takes_none_over() -> None:
    login_of("officer")
    other = login_of("other")
    client, _status, _page = at_the_door("officer@example.org")
    answers = {
        client.post(reverse("account_address"), {"email": email}).headers.get("Location")
        for email in ("other@example.org", "nobody@example.org", "other@example.org")
    }
    assert answers == {reverse("account")}
    # Even whoever holds the other's mail does not get two accounts under one address.
    visitor = Client()
    visitor.get(link_in(letters()["other@example.org"]))
    assert visitor.post(reverse("take_address")).status_code == 422
    assert User.objects.get(pk=other.pk).email == "other@example.org"
    assert client.post(reverse("account_address"), {"email": "", "mobile": ""}).status_code == 422
    assert client.post(reverse("account_address"), {"email": "officer@example.org"}).status_code == 422


def test_a_new_number_counts_once_the_printed_code_was_handed_over() -> None:
    login_of("officer")
    login_of("keeper", in_network=False, is_administrator=True)
    client, _status, _page = at_the_door("officer@example.org")
    client.post(reverse("account_address"), {"email": "", "mobile": "01712345678"})
    user = User.objects.get(label_en="officer")
    assert user.mobile is None
    keeper, _status, _page = at_the_door("keeper@example.org")
    assert "Wants to sign in with" in keeper.get(reverse("accounts_one", args=[user.ref])).content.decode()
    page = keeper.post(reverse("accounts_one", args=[user.ref]), {"do": "address-code"}).content.decode()
    code = re.search(r"<code>([\w-]+)</code>", page)
    assert code is not None and "01712345678"[1:] in page
    visitor = Client()
    wrong = visitor.post(reverse("invitation_code"), {"name": "01799999999", "code": code.group(1)})
    assert wrong.status_code == 422
    right = visitor.post(reverse("invitation_code"), {"name": "০১৭১২৩৪৫৬৭৮", "code": code.group(1)})
    assert right.headers["Location"] == reverse("take_address")
    visitor.post(reverse("take_address"))
    user.refresh_from_db()
    assert user.mobile == "+8801712345678" and user.mobile_proved_at is not None
    assert at_the_door("01712345678")[1] == 302


def test_an_administrator_corrects_an_address_and_its_person_is_told_first() -> None:
    user = login_of("officer")
    login_of("keeper", in_network=False, is_administrator=True)
    keeper, _status, _page = at_the_door("keeper@example.org")
    address = reverse("accounts_address", args=[user.ref])
    answer = keeper.post(address, {"email": "right@example.org", "reason": "Typed wrongly by the office"})
    assert answer.status_code == 302
    assert User.objects.get(pk=user.pk).email == "officer@example.org"
    change = AccountChange.objects.get(account=user)
    assert (change.kind, change.reason) == ("address-corrected", "Typed wrongly by the office")
    visitor = Client()
    visitor.get(link_in(letters()["right@example.org"]))
    visitor.post(reverse("take_address"))
    assert User.objects.get(pk=user.pk).email == "right@example.org"
    # Nobody but an administrator corrects another's.
    other, _status, _page = at_the_door("right@example.org", PASSWORD)
    assert other.get(address).status_code == 403


def test_no_letter_goes_to_an_address_nobody_has_shown_to_be_theirs() -> None:
    login_of("claimed", email_proved_at=None)
    Client().post(reverse("forgotten_password"), {"name": "claimed@example.org"})
    assert mail_invitations(at=timezone.now()) == 0
    assert not Invitation.objects.exists()


def test_a_slip_shows_the_slip_and_the_number_only_once_its_owner_confirms_it() -> None:
    printer = login_of("printer")
    at = timezone.now()
    issued = invite_to_join(
        by=printer, contact=Contact(mobile="+8801712345678"), label_en="Officer", label_bn="", at=at
    )
    user = join_anew(invitation=issued.invitation, password="a long enough sentence", language="en", at=at)
    assert (user.mobile_proved_at, user.mobile_by_slip_at) == (None, at)
    assert User.objects.find_proved(mobile="+8801712345678") is None
    # It signs in by it, and whoever holds another slip for the number takes it from nobody.
    client, _status, _page = at_the_door("01712345678", "a long enough sentence")
    assert "You came in with a printed slip" in client.get(reverse("account")).content.decode()
    second = invite_to_join(
        by=printer, contact=Contact(mobile="+8801712345678"), label_en="Other", label_bn="", at=at
    )
    with pytest.raises(Mendable) as refused:
        join_anew(invitation=second.invitation, password="another long sentence", language="bn", at=at)
    assert refused.value.code == "known"
    # As another way in it counts for nothing: without its address the account is closed.
    user.email, user.email_proved_at = "office@example.org", at
    user.save()
    with transaction.atomic():
        part_from(user=user, contacts=[Contact(email="office@example.org")], stays=False, by=printer, at=at)
        user.refresh_from_db()
        assert (user.mobile, user.is_active) == ("+8801712345678", False)
        transaction.set_rollback(True)
    user.refresh_from_db()
    # The code that its person asked for, and that the administrator hands over, confirms it.
    asked = ask_for_address(by=user, contact=Contact(mobile="+8801712345678"), at=at)
    take_address(invitation=asked, at=at)
    user.refresh_from_db()
    assert (user.mobile_proved_at, user.mobile_by_slip_at) == (at, None)
