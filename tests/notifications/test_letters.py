"""Every letter says that a machine wrote it, and names the domain it comes from."""

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts import addresses, invitations
from access.accounts.invitation_mail import mail_invitations
from access.accounts.joining import Contact, invite_to_join
from access.models import Invitation
from access.toolkit.mail import letter
from notifications.actions import deliver, tell
from tests.notifications.conftest import World
from tests.notifications.mail_server import MailServer
from tests.notifications.toys.notices import MADE

pytestmark = pytest.mark.django_db


def test_every_kind_of_letter_says_that_a_machine_wrote_it_and_where_it_comes_from(
    world: World, mail_server: MailServer, settings: LazySettings
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Shomonnoy <portal@moha.example>"
    user, now = world.liaison, timezone.now()
    user.set_password("four quiet river stones")
    user.save()
    invitations.issue(
        user=user,
        purpose=Invitation.Purpose.WELCOME,
        channel=Invitation.Channel.MAIL,
        by=None,
        at=now,
    )
    Client().post(reverse("forgotten_password"), {"name": user.email})
    wish = addresses.ask_for_address(by=user, contact=Contact.typed(email="new@example.org"), at=now)
    invite_to_join(
        by=None, contact=Contact.typed(email="comer@example.org"), label_en="x", label_bn="x", at=now
    )
    promise = world.promise()
    tell(kind=MADE, record=promise, occasion="made", at=now)
    later = timezone.now()
    assert (mail_invitations(at=later), deliver(at=later).sent) == (4, 1)
    addresses.take_address(invitation=wish, at=later)
    assert mail_invitations(at=later) == 1
    sent = {mail["headers"]["Message-ID"] for mail in mail_server.mails}
    assert len(sent) == len(mail_server.mails) == 6
    assert set(Invitation.objects.values_list("purpose", flat=True)) == set(Invitation.Purpose)
    for mail in mail_server.mails:
        headers = mail["headers"]
        assert headers["Auto-Submitted"] == "auto-generated"
        assert (
            "OOF" in headers["X-Auto-Response-Suppress"] and "NDR" not in headers["X-Auto-Response-Suppress"]
        )
        assert re.fullmatch(r"<[0-9a-f]{40}@moha\.example>", headers["Message-ID"])
        assert headers["From"] == "Shomonnoy <portal@moha.example>"


def test_a_letter_that_is_tried_again_is_another_message_for_its_link_is_another(
    world: World, mail_server: MailServer
) -> None:
    now = timezone.now()
    invitations.issue(
        user=world.liaison,
        purpose=Invitation.Purpose.WELCOME,
        channel=Invitation.Channel.MAIL,
        by=None,
        at=now,
    )
    mail_invitations(at=now)
    # The server took it and the worker never knew.
    Invitation.objects.update(sent_at=None, next_try_at=now)
    mail_invitations(at=now + timedelta(minutes=1))
    first, second = mail_server.mails
    assert first["body"] != second["body"]
    assert first["headers"]["Message-ID"] != second["headers"]["Message-ID"]


@pytest.mark.parametrize(
    ("sender", "portal", "domain"),
    [
        ("Shomonnoy <portal@moha.gov.bd>", "https://shomonnoy.example", "moha.gov.bd"),
        ("portal@moha.gov.bd", "https://shomonnoy.example", "moha.gov.bd"),
        ("root@localhost", "https://shomonnoy.example:8443/x", "shomonnoy.example"),
        ("portal", "https://shomonnoy.example", "shomonnoy.example"),
        ("portal@সমন্বয়.বাংলা", "https://shomonnoy.example", "xn--85bieg5b2a0j.xn--54b7fta0cc"),
    ],
)
def test_the_message_id_is_at_the_senders_domain_or_the_portals(
    settings: LazySettings, sender: str, portal: str, domain: str
) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.PORTAL_URL = sender, portal
    found = letter(to="x@example.org", subject="x", body="x", key=("x",)).message()["Message-ID"]
    assert found.endswith(f"@{domain}>")


def test_letters_are_written_in_one_place_only(settings: LazySettings) -> None:
    """Whatever else writes one would forget what makes it a letter of a machine."""
    writes = re.compile(
        r"\b(EmailMessage|EmailMultiAlternatives|send_mail|send_mass_mail|mail_admins|mail_managers)\("
        r"|smtplib\.SMTP(_SSL)?\(|make_msgid"
    )
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for room in settings.ROOMS
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if writes.search(path.read_text())
    }
    assert found == {"access/toolkit/mail.py"}
