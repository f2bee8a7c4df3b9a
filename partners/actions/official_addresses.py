"""An office may have an address and a number of its own, which pass with it from holder to holder."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from access.accounts.joining import Contact
from access.accounts.office_addresses import give_back, part_from
from access.models import AccountChange, User
from access.toolkit.errors import Mendable
from language.text import mobile_number, plain_address
from partners.access import hold_office
from partners.models import Office, OfficeChange, OfficeHolder


@transaction.atomic
def give_official_address(
    *, by: User, office: Office, at: datetime, email: str = "", mobile: str = ""
) -> Office:
    """Say by which address and number an office is reached, whoever holds it; empty takes it away."""
    held = hold_office(office, by=by, at=at, only_by_right=True).office
    held.email, held.phone = plain_address(email), mobile_number(mobile) or ""
    held.save(update_fields=["email", "phone"])
    return held


def pass_official_address(
    *, by: User, office: Office, on: datetime, at: datetime, email: str, mobile: str
) -> None:
    """Where the next holder is invited at the office's own address, whoever held it before parts from that.

    Looked up is no other address; and of accounts none but of those who have held this very office.
    """
    contact = Contact.typed(email=email, mobile=mobile)
    if contact not in official_contacts(office):
        return
    if on > at:
        raise Mendable(
            _("The official address passes on the day of the handover. Choose today or an earlier day."),
            field="on",
            code="official-later",
        )
    account = User.objects.find_proved(email=contact.email, mobile=contact.mobile)
    if account is None:
        return
    if OfficeHolder.objects.filter(office=office, person__user=account).exists():
        part_from(user=account, contact=contact, by=by, at=at)


def return_official_address(change: OfficeChange, *, by: User, at: datetime) -> None:
    """A wrong entry is undone: the outgoing holder has the office's address again, the other one not."""
    former, incoming = (
        term.person.user if term is not None else None
        for term in (change.outgoing_term, change.incoming_term)
    )
    passed = AccountChange.objects.filter(
        account=former, kind=AccountChange.Kind.ADDRESS_PASSED, by=change.entered_by, at__gte=change.at
    )
    if former is None or former.has_usable_password() or not passed.exists():
        return
    for contact in official_contacts(change.office):
        account = User.objects.find_proved(email=contact.email, mobile=contact.mobile)
        if account is not None and account == incoming:
            part_from(user=account, contact=contact, by=by, at=at)
        elif account is not None:
            continue
        give_back(user=former, contact=contact, by=by, at=at)
        return


def official_contacts(office: Office) -> list[Contact]:
    """The office's own address and number, each as it is kept."""
    found = [Contact(email=plain_address(office.email)), Contact(mobile=mobile_number(office.phone) or "")]
    return [one for one in found if one.email or one.mobile]
