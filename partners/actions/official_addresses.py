"""An office may have an address and a number of its own, which pass with it from holder to holder."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.joining import Contact
from access.accounts.office_addresses import part_from
from access.models import User
from access.toolkit.errors import Mendable
from language.text import mobile_number, plain_address
from partners.access import hold_office
from partners.acting import heads
from partners.models import Membership, Office, OfficeHolder


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
    former = _former_holders(office, contacts, at)
    if is_entry and former:
        raise Mendable(
            _(
                "The outgoing holder still signs in by the official address of the office, and must be able "
                "to object. Enter another address or number; the body itself passes the official one on."
            ),
            field="email" if contact.email else "mobile",
            code="official-entry",
        )
    for account in former:
        part_from(user=account, contacts=contacts, stays=_serves_elsewhere(account, office, at), by=by, at=at)


def _former_holders(office: Office, contacts: Iterable[Contact], at: datetime) -> list[User]:
    """The accounts that sign in by these, of people who have held the office and hold it no longer."""
    proved = [User.objects.find_proved(email=one.email, mobile=one.mobile) for one in contacts]
    accounts = {one.pk: one for one in proved if one is not None}
    terms = OfficeHolder.objects.filter(office=office, person__user__in=accounts)
    holding = set(terms.at(at).values_list("person__user", flat=True))
    former = set(terms.values_list("person__user", flat=True)) - holding
    return [accounts[pk] for pk in sorted(former)]


def _serves_elsewhere(account: User, office: Office, at: datetime) -> bool:
    """Whether the person of this account holds another office, or serves a body."""
    terms = OfficeHolder.objects.not_over(at).filter(person__user=account).exclude(office=office)
    return terms.exists() or Membership.objects.not_over(at).filter(person__user=account).exists()


def _must_not_be_anothers(contact: Contact, office: Office, by: User, at: datetime) -> None:
    """Refuse an address by which somebody signs in: only they, or the head of the body, make it official."""
    account = User.objects.find_proved(email=contact.email, mobile=contact.mobile)
    if account is None or account == by or heads(by, office.organisation, at):
        return
    raise Mendable(
        _(
            "This cannot be entered by you. Whoever uses this address or number, or the head of the body, "
            "makes it the official one."
        ),
        field="email" if contact.email else "mobile",
        code="official-anothers",
    )


def official_contacts(office: Office) -> list[Contact]:
    """The office's own address and number, each as it is kept."""
    found = [Contact(email=plain_address(office.email)), Contact(mobile=mobile_number(office.phone) or "")]
    return [one for one in found if one.email or one.mobile]
