"""An office's address stays with it: at a handover to it every way into the predecessor's account ends."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from access.accounts import joining
from access.accounts.tokens import make_token
from access.models import AccessToken, AccountChange, Invitation, User
from partners import actions
from partners.models import Introduction, Membership, OfficeChange, OfficeHolder, Person
from partners.parties import refresh_office
from tests.cast import NOW, browser
from tests.commitments.world import (
    holder,
    member,
    office,
    organisation,
    person,
    refused_with,
    user_of,
)
from tests.partners.orders import World, objects

pytestmark = pytest.mark.django_db
MAIL = "superintendent@police.example.org"
PASSWORD = "a long enough sentence"


@pytest.fixture
def world(db: None) -> World:
    made = World()
    holds: dict[str, Any] = {"office": made.office, "at": timezone.now()}
    actions.give_official_address(by=made.body_liaison, email=MAIL, mobile="01711000102", **holds)
    former = user_of(made.outgoing)
    former.email, former.email_proved_at = MAIL, timezone.now()
    former.set_password(PASSWORD)
    former.save()
    made.office.refresh_from_db()
    return made


def passes(world: World, by: User, at: Any = None, **typed: Any) -> OfficeHolder:
    now = at or timezone.now()
    day = now.date()
    wanted: dict[str, Any] = {"on": now, "email": MAIL, "order_number": "05.44", "order_date": day} | typed
    return actions.pass_office(by=by, office=world.office, at=now, **wanted)[0]


def called_by(token: str) -> int:
    client = Client(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client.get("/api/v1/organisations/").status_code


def test_in_an_open_session_and_through_a_token_everything_ends_with_the_handover(world: World) -> None:
    former = user_of(world.outgoing)
    page = browser(former)
    scope = AccessToken.Scope.READ
    token = make_token(by=former, name="sheet", scope=scope, days=30, at=timezone.now())
    Authenticator.objects.create(user=former, type=Authenticator.Type.TOTP, data={})
    organisation = reverse("organisation", args=[world.body.ref])
    assert (page.get(organisation).status_code, called_by(token)) == (200, 200)
    term = passes(world, world.body_liaison)
    assert (page.get(organisation).status_code, called_by(token)) == (302, 401)
    former.refresh_from_db()
    assert (former.email, former.is_active, former.has_usable_password()) == (None, False, False)
    assert not Authenticator.objects.filter(user=former).exists()
    # The history still says who: their term stands with their account, which is closed.
    assert OfficeHolder.objects.get(person=world.outgoing, office=world.office).period.upper is not None
    assert AccountChange.objects.get(account=former).kind == AccountChange.Kind.ADDRESS_PASSED
    # The next holder comes by the same address as somebody new, with a password of their own.
    invitation = Invitation.objects.get(email=MAIL, purpose=Invitation.Purpose.JOIN)
    newcomer = joining.join_anew(
        invitation=invitation, password="another long sentence", language="bn", at=timezone.now()
    )
    assert (newcomer.pk != former.pk, newcomer.email) == (True, MAIL)
    assert Person.objects.get(user=newcomer) == term.person
    assert browser(newcomer).get(organisation).status_code == 200


def test_whoever_keeps_another_way_in_keeps_the_account_and_every_session_of_it_ends(world: World) -> None:
    former = user_of(world.outgoing)
    former.mobile, former.mobile_proved_at = "+8801811000103", timezone.now()
    former.save()
    page = browser(former)
    passes(world, world.body_liaison)
    former.refresh_from_db()
    assert (former.email, former.mobile, former.is_active) == (None, "+8801811000103", True)
    assert not former.has_usable_password()
    assert page.get(reverse("account")).status_code == 302


def test_no_other_account_and_no_other_address_is_touched(world: World) -> None:
    """An address that is not the office's, a day that is to come, and the account of who never held it."""
    former = user_of(world.outgoing)
    later = timezone.now() + timedelta(days=3)
    assert refused_with("official-later", passes, world=world, by=world.body_liaison, on=later) == "on"
    passes(world, world.body_liaison, email="successor@example.org")
    former.refresh_from_db()
    assert (former.email, former.is_active) == (MAIL, True)
    # Two holders later it is freed all the same; whoever never held the office keeps what is theirs.
    passes(world, world.body_liaison, timezone.now() + timedelta(seconds=1))
    former.refresh_from_db()
    assert (former.email, former.is_active) == (None, False)
    # Of an address by which somebody signs in, only they and the head say that it is the office's.
    stranger = world.parent_liaison
    at: dict[str, Any] = {"office": world.office, "at": timezone.now()}
    for by in (world.body_liaison, world.parent_liaison):
        give: dict[str, Any] = {"by": by, "email": former_address(world, "own@example.org")} | at
        assert refused_with("official-anothers", actions.give_official_address, **give) == "email"
    actions.give_official_address(by=stranger, email=stranger.email or "", **at)
    world.office.refresh_from_db()
    passes(world, world.body_liaison, timezone.now() + timedelta(seconds=2), email=stranger.email)
    stranger.refresh_from_db()
    assert stranger.is_active and stranger.email
    # Whether somebody elsewhere signs in by an address is told to nobody who calls it the office's.
    elsewhere = User.objects.create_user(email="far@example.org", email_proved_at=timezone.now())
    for address in (elsewhere.email or "", "nobody@example.org"):
        actions.give_official_address(by=world.body_liaison, email=address, **at)
    world.office.refresh_from_db()
    # A secretariat enters orders, and says nothing of an office's address.
    with pytest.raises(PermissionDenied):
        actions.give_official_address(by=world.secretary, email="x@example.org", **at)


def former_address(world: World, address: str) -> str:
    former = user_of(world.outgoing)
    former.email, former.email_proved_at = address, timezone.now()
    former.save()
    return address


def test_what_parting_frees_and_whom_it_closes_out(world: World) -> None:
    """The office's SIM is no other way in; who serves elsewhere stays; what was closed stays closed."""
    own = {"mobile": "+8801811000103", "mobile_proved_at": timezone.now()}
    sim = {"mobile": "+8801711000102", "mobile_proved_at": timezone.now()}
    second = office("second", organisation("second"))
    cases: list[tuple[dict[str, Any], bool, bool, bool]] = [
        (sim, True, False, False),
        (own, False, False, False),
        (own, True, False, True),
        ({}, True, True, True),
    ]
    for number, (given, was_open, serves, is_open) in enumerate(cases):
        with transaction.atomic():
            former = User.objects.get(person=world.outgoing)
            for name, value in given.items():
                setattr(former, name, value)
            former.is_active = was_open
            former.save()
            if serves:
                holder(world.outgoing, second)
            passes(world, world.body_liaison)
            former.refresh_from_db()
            kept = own["mobile"] if given is own else None
            assert (former.email, former.mobile, former.is_active) == (None, kept, is_open), number
            transaction.set_rollback(True)


def test_by_an_entry_nobody_parts_from_the_account_by_which_they_can_object(world: World) -> None:
    former = user_of(world.outgoing)
    page = browser(former)
    assert refused_with("official-entry", passes, world=world, by=world.secretary) == "email"
    passes(world, world.secretary, email="successor@example.org")
    former.refresh_from_db()
    assert (former.email, former.is_active, former.has_usable_password()) == (MAIL, True, True)
    change = OfficeChange.objects.get(office=world.office)
    assert page.get(reverse("office_change", args=[change.ref])).status_code == 200
    objects(former, change, timezone.now())
    actions.decide_change(by=world.higher, change=change, is_wrong=True, at=timezone.now())
    assert world.holds(timezone.now() + timedelta(seconds=1)) == world.outgoing


def test_invited_again_at_the_official_address_the_next_holder_gets_it(world: World) -> None:
    former = user_of(world.outgoing)
    term = passes(world, world.body_liaison, email="typo@example.org")
    entry = Introduction.objects.get(person=term.person)
    again: dict[str, Any] = {"introduction": entry, "at": timezone.now(), "email": MAIL}
    actions.invite_again(by=world.body_liaison, **again)
    former.refresh_from_db()
    assert (former.email, former.is_active) == (None, False)
    # Whoever only types for the holder is invited anywhere, and nobody parts from anything for that.
    newcomer = joining.join_anew(
        invitation=Invitation.objects.get(email=MAIL), password="another long sentence", language="bn",
        at=timezone.now(),
    )  # fmt: skip
    _row, _issued = actions.name_assistant(
        by=world.body_liaison, office=world.office, at=timezone.now(), until=None, acts=False,
        label="Clerk", email="clerk@example.org",
    )  # fmt: skip
    clerk = Introduction.objects.get(office=world.office, live=True)
    actions.invite_again(by=world.body_liaison, introduction=clerk, at=timezone.now(), email=MAIL)
    newcomer.refresh_from_db()
    assert (newcomer.email, newcomer.is_active) == (MAIL, True)


def test_ones_own_office_is_handed_over_in_a_page_and_the_session_is_over(world: World) -> None:
    world.body_liaison.party_memberships.all().delete()
    Membership.objects.filter(organisation=world.body).update(
        period=DateTimeTZRange(None, timezone.now() - timedelta(days=1))
    )
    refresh_office(world.office, world.outgoing)
    former = user_of(world.outgoing)
    page = browser(former)
    address = reverse("organisation_office", args=[world.body.ref, world.office.ref])
    shown = page.get(address)
    assert MAIL in shown.content.decode()
    typed = {
        "hand-on": timezone.localdate().strftime("%d/%m/%Y"),
        "hand-manner": "substantive",
        "hand-email": MAIL,
    }
    answer = page.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    former.refresh_from_db()
    assert (former.email, former.is_active) == (None, False)
    assert page.get(address).status_code == 302
    kept = reverse("office_official_address", args=[world.body.ref, world.office.ref])
    assert browser(world.parent_liaison).post(kept, {"email": "", "mobile": ""}).status_code == 302
    world.office.refresh_from_db()
    assert (world.office.email, world.office.phone) == ("", "")


def test_a_clerk_at_the_offices_mailbox_has_no_way_in_after_the_handover(world: World) -> None:
    former = user_of(world.outgoing)
    User.objects.filter(pk=former.pk).update(email=None, email_proved_at=None)
    for typist in (True, False):
        with transaction.atomic():
            clerk_person = person("clerk")
            clerk = user_of(clerk_person)
            clerk.email, clerk.email_proved_at = MAIL, timezone.now()
            clerk.set_password(PASSWORD)
            clerk.save()
            if typist:
                actions.assist(by=None, office=world.office, person=clerk_person, since=NOW, at=NOW)
            else:
                member(clerk_person, world.body)
            page = browser(clerk)
            passes(world, world.body_liaison)
            parted = User.objects.get(pk=clerk.pk)
            assert (parted.email, parted.has_usable_password()) == (None, False), typist
            # Who types or serves on is let in anew at another address.
            assert parted.is_active
            assert page.get(reverse("account")).status_code == 302
            transaction.set_rollback(True)


def test_who_can_still_object_keeps_the_account_until_that_is_over(world: World) -> None:
    former, now = user_of(world.outgoing), timezone.now()
    passes(world, world.secretary, email="successor@example.org")
    later = now + timedelta(seconds=2)
    assert refused_with("official-objection", passes, world=world, by=world.body_liaison, at=later) == "email"
    former.refresh_from_db()
    assert (former.email, former.is_active) == (MAIL, True)
    change = OfficeChange.objects.get(office=world.office)
    objects(former, change, later)
    assert refused_with("official-objection", passes, world=world, by=world.body_liaison, at=later) == "email"
    actions.decide_change(by=world.higher, change=change, is_wrong=False, at=later)
    passes(world, world.body_liaison, later + timedelta(seconds=1))
    parted = User.objects.get(pk=former.pk)
    assert (parted.email, parted.is_active) == (None, False)
