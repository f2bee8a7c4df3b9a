"""Every letter of the portal is written here, so that all of them say that a machine wrote them."""

from collections.abc import Iterable
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

_BY_MACHINE = {
    # Nobody's holiday message answers it (RFC 3834), an Exchange server's neither. A message that could
    # not be delivered still comes back.
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "OOF, AutoReply, DR, RN, NRN",
}


def letter(
    *, to: str, subject: str, body: str, key: Iterable[object], about: Iterable[object] = (), leave: str = ""
) -> EmailMultiAlternatives:
    """Return an e-mail to one person, ready to be sent. What has the same key is the same message.

    What is `about` the same stands together in a mail program; `leave` is the page on which its reader says
    what they get.
    """
    headers = {"Message-ID": _message_id(key), **_BY_MACHINE}
    if first := tuple(about):
        # Nobody was sent a first letter of this name: all of them answer it, whichever came first.
        headers |= dict.fromkeys(("In-Reply-To", "References"), _message_id(("about", *first)))
    if leave:
        headers["List-Unsubscribe"] = f"<{leave}>"
    return EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers=headers,
    )


def _message_id(key: Iterable[object]) -> str:
    """Return the Message-ID that follows from the key: sent twice, it is still one message."""
    return f"<{sha256('|'.join(map(str, key)).encode()).hexdigest()[:40]}@{sender_domain()}>"


def sender_domain() -> str:
    """The sender's own domain: a letter that names another, or this machine, is taken for a forged one."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    is_of_the_world = "." in sender
    return punycode(sender if is_of_the_world else urlsplit(settings.PORTAL_URL).hostname or "localhost")
