"""An office may have an address and a number of its own, which pass with it from holder to holder."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from access.accounts.changes import party_of_account
from access.accounts.joining import Contact
from access.accounts.office_addresses import part_from
from access.models import User
from access.toolkit.errors import Mendable
from language.text import mobile_number, plain_address
from language.words import day, local_day
from partners.access import hold_office
from partners.acting import heads
from partners.models import Membership, Office, OfficeAssistant, OfficeChange, OfficeHolder
from partners.official import official_contacts


@transaction.atomic
def give_official_address(
    *, by: User, office: Office, at: datetime, email: str = "", mobile: str = ""
) -> Office:
    """Say by which address and number an office is reached, whoever holds it; empty takes it away."""
    held = hold_office(office, by=by, at=at, only_by_right=True).office
    stand = official_contacts(held)
    held.email, held.phone = plain_address(email), mobile_number(mobile) or ""
    for contact in official_contacts(held):
        if contact not in stand:
            _must_not_be_anothers(contact, held, by, at)
    held.save(update_fields=["email", "phone"])
    return held


def pass_official_address(
    *, by: User, office: Office, on: datetime, at: datetime, email: str, mobile: str, is_entry: bool
) -> None:
    """Where the next holder is invited at the office's own address, whoever held it before parts from that.

    Looked up is no other address; and of accounts none but of those who have held this very office. By a
    secretariat's entry nobody parts from anything: the outgoing holder must be able to object.
    """
    contact = Contact.typed(email=email, mobile=mobile)
    contacts = official_contacts(office)
    if contact not in contacts:
        return
    if on > at:
        raise Mendable(
            _("The official address passes on the day of the handover. Choose today or an earlier day."),
            field="on",
            code="official-later",
        )
    former = _who_parts(office, contacts, at)
    if is_entry and former:
        raise Mendable(
            _(
                "The outgoing holder still signs in by the official address of the office, and must be able "
                "to object. Enter another address or number; the body itself passes the official one on."
            ),
            field="email" if contact.email else "mobile",
            code="official-entry",
        )
    _must_not_silence(office, former, at)
    for account in former:
        part_from(user=account, contacts=contacts, stays=_serves_elsewhere(account, office, at), by=by, at=at)


def _who_parts(office: Office, contacts: Iterable[Contact], at: datetime) -> list[User]:
    """The accounts that sign in by these, of whoever held the office, typed for it or serves its body.

    A clerk at the office's mailbox has it no longer either. Whoever holds the office now keeps it.
    """
    near = _near(office, contacts)
    terms = OfficeHolder.objects.at(at).filter(office=office, person__user__in=near)
    holding = set(terms.values_list("person__user", flat=True))
    return [near[pk] for pk in sorted(near.keys() - holding)]


def _near(office: Office, contacts: Iterable[Contact]) -> dict[int, User]:
    """The accounts that sign in by these, of those around this office; nothing is looked up of others."""
    named = [User.objects.find_standing(email=one.email, mobile=one.mobile) for one in contacts]
    accounts = {one.pk: one for one in named if one is not None}
    terms = OfficeHolder.objects.filter(person__user__in=accounts)
    body = office.organisation_id
    around: list[QuerySet[Any]] = [
        terms.filter(office=office),
        OfficeAssistant.objects.filter(office=office, person__user__in=accounts),
    ]
    if body is not None:
        around += [
            terms.filter(office__organisation=body),
            Membership.objects.filter(organisation=body, person__user__in=accounts),
        ]
    found: set[int] = set()
    for rows in around:
        found |= set(rows.values_list("person__user", flat=True))
    return {pk: accounts[pk] for pk in found}


def _must_not_silence(office: Office, former: Iterable[User], at: datetime) -> None:
    """Refuse to close the account of a holder who can still object to the entry that ended the term."""
    today, outgoing = local_day(at), {party_of_account(user).pk for user in former}
    waits = Q(live=True) | Q(objected_at=None, objection_until__gte=today)
    change = OfficeChange.objects.filter(waits, office=office, outgoing_party__in=outgoing).first()
    if change is not None:
        words = _(
            "The outgoing holder can object until %(day)s to the order that was entered, and needs the "
            "account for it. Enter another address now; the official one passes on afterwards."
        )
        raise Mendable(words % {"day": day(change.objection_until)}, "email", "official-objection")


def _serves_elsewhere(account: User, office: Office, at: datetime) -> bool:
    """Whether the person of this account holds another office, types for one, or serves a body."""
    terms = OfficeHolder.objects.not_over(at).filter(person__user=account).exclude(office=office)
    types = OfficeAssistant.objects.not_over(at).filter(person__user=account)
    serves = Membership.objects.not_over(at).filter(person__user=account)
    return terms.exists() or serves.exists() or types.exists()


def _must_not_be_anothers(contact: Contact, office: Office, by: User, at: datetime) -> None:
    """Refuse an address by which somebody here signs in: only they, or the head, make it official.

    Any other is kept unasked: else its answer would say of every address whether an account has proved it.
    No account but those here ever parts from it.
    """
    if not _near(office, [contact]).keys() - {by.pk} or heads(by, office.organisation, at):
        return
    raise Mendable(
        _(
            "This cannot be entered by you. Whoever uses this address or number, or the head of the body, "
            "makes it the official one."
        ),
        field="email" if contact.email else "mobile",
        code="official-anothers",
    )
