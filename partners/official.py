"""By which address and number an office is reached, whoever holds it."""

from access.accounts.joining import Contact
from language.text import mobile_number, plain_address
from partners.models import Office


def official_contacts(office: Office) -> list[Contact]:
    """The office's own address and number, each as it is kept."""
    found = [Contact(email=plain_address(office.email)), Contact(mobile=mobile_number(office.phone) or "")]
    return [one for one in found if one.email or one.mobile]
