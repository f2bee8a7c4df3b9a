"""The guard of links: what one person enters, others open.

So a link says plainly where it leads (no name before an @ that looks like the place), and leads where
every reader can go, never into the network of the reader's own office.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from access.toolkit.errors import Mendable
from language.text import clean

LONGEST_LINK = 500
SCHEMES = ("https", "http")
_is_url = URLValidator(schemes=SCHEMES)
# Names that end so are of one machine or one network, or of nobody (RFC 6761, 6762, 8375; ICANN's
# "internal"; what offices call their own).
_OWN = {"localhost", "local", "internal", "lan", "home", "corp", "intranet", "private", "localdomain"}
_NOBODYS = {"arpa", "invalid", "onion", "test"}
# Whoever translates between the two kinds of address carries one of the old kind in these.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


def guard_link(*, field: str | None, text: str) -> str:
    """Return the link as it is stored, or refuse it with a message at its field; nothing stays nothing.

    Every field and every action that takes a link passes it through here. The identifier guard does not
    read links: a document number in an address names nobody.
    """
    link = clean(text)
    if not link:
        return ""
    if len(link) > LONGEST_LINK:
        raise Mendable(_("This link is too long. Write a shorter one."), field, "too_long")
    mistake = Mendable(_("Write the link in full, starting with https://"), field, "link")
    try:
        parts, host = _read(link)
    except ValueError:
        raise mistake from None
    if "@" in parts.netloc:
        raise Mendable(
            _("What stands before the @ hides where this link leads. Write the link without it."),
            field,
            "link-user",
        )
    if not _is_public(host):
        raise Mendable(
            _(
                "This link leads into the network of one office; others cannot open it. "
                "Put it where all can, and write that link."
            ),
            field,
            "link-private",
        )
    try:
        _is_url(link)
    except ValidationError:
        raise mistake from None
    return link


def _read(link: str) -> tuple[SplitResult, str]:
    """The parts of a link and the host as a browser reads it; a ValueError where it is none."""
    parts = urlsplit(link)
    host = plain_host(parts.hostname or "")
    if parts.scheme not in SCHEMES or not host or "\\" in link or any(map(_hides, link)):
        raise ValueError
    return parts, host


def _hides(letter: str) -> bool:
    """Whether it is not shown, or read otherwise; the joiners are part of Bangla spelling."""
    return unicodedata.category(letter)[0] in "CZ" and letter not in "\u200c\u200d"


def plain_host(host: str) -> str:
    """Return the host as a browser reads it: full-width letters and digits, other dots and other scripts."""
    return host if ":" in host else host.encode("idna").decode("ascii").lower()


def _is_public(host: str) -> bool:
    labels = host.split(".")
    # A browser reads a number at the end as an address, also in octal, in hexadecimal, or as one number.
    if ":" in host or _NUMBER.fullmatch(labels[-1]):
        try:
            return _is_global(ipaddress.ip_address(host))
        except ValueError:
            return False
    return len(labels) > 1 and labels[-1] not in {"", *_OWN, *_NOBODYS}


def _is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        holds_another = address.ipv4_mapped or address.sixtofour or address.teredo
        if holds_another or address.is_site_local or any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
