"""What an e-mail says and how one is handed to the mail server.

It says that there is something, where to read it, and the little that its kind allows.
"""

import smtplib
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from access.mail import letter
from notifications.kinds import Said, find
from notifications.models import Delivery, Notice

TIMEOUT_SECONDS = 30


def message_for(delivery: Delivery) -> EmailMessage:
    """Write the e-mail of a notice in its reader's language: of the record only what its kind says."""
    notice = delivery.notice
    kind = find(notice.kind)
    with translation.override(notice.recipient.language):
        words = str(kind.words(notice.stage)) if kind else ""
        said = kind.says([notice]).get(notice.pk, Said()) if kind else Said()
        subject = _("%(words)s: %(named)s") % {"words": words, "named": said.named} if said.named else words
        body = render_to_string(
            "notifications/mail.txt",
            {
                "sentence": _("%(sentence)s.") % {"sentence": words},
                "lines": said.in_mail,
                "instead": notice.instead,
                "link": link_to(notice),
            },
        )
        to = notice.recipient.email or ""
        entry = said.entry(to=to, link=link_to(notice)) if said.entry else None
    message = letter(
        to=to,
        subject=subject,
        body=body,
        key=_key(delivery),
        about=(notice.record_type, notice.record_id, notice.recipient_id),
        leave=f"{settings.PORTAL_URL.rstrip('/')}{reverse('account')}",
    )
    if entry is not None:
        # Beside the text, where a mail program looks for it; not a file to open.
        message.attach_alternative(entry.text, f"text/calendar; method={entry.method}")
    return message


def link_to(notice: Notice) -> str:
    """Return the address in the mail: it names the notice, which leads only its reader to the record."""
    return f"{settings.PORTAL_URL.rstrip('/')}{reverse('notice', args=[notice.ref])}"


def _key(delivery: Delivery) -> tuple[object, ...]:
    """What makes a notice and its way one: a mail that goes twice carries one Message-ID."""
    notice = delivery.notice
    return (
        notice.kind,
        notice.record_type,
        notice.record_id,
        notice.occasion,
        notice.recipient_id,
        delivery.channel,
    )


@dataclass(frozen=True)
class Failure:
    """Why a message was not taken: what an administrator reads. It never holds an address."""

    text: str
    # The server said never (5xx on this person or this message): trying again changes nothing.
    is_final: bool = False
    # Nobody answered: the rest of the batch would fare the same.
    is_server_away: bool = False


class Mailer:
    """One SMTP connection for a round, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self._backend: Any = get_connection(timeout=TIMEOUT_SECONDS, fail_silently=False)
        self._is_open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, message: EmailMessage) -> Failure | None:
        """Hand over one message; nothing is returned when the server answered 250."""
        if not self._is_open:
            try:
                self._backend.open()
            except (OSError, smtplib.SMTPException) as error:
                self._close()
                return Failure(_reply(error), is_server_away=True)
            self._is_open = True
        try:
            self._backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            code, _text = next(iter(error.recipients.values()))
            self._reset()
            return Failure(f"SMTP {code}", is_final=500 <= code < 600)
        except smtplib.SMTPDataError as error:
            self._reset()
            return Failure(_reply(error), is_final=500 <= error.smtp_code < 600)
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            return Failure(_reply(error))
        except (ValueError, LookupError) as error:
            # An address or header no mail can have.
            return Failure(type(error).__name__, is_final=True)
        return None

    def _reset(self) -> None:
        # smtplib hangs up by itself when the server says 421.
        if getattr(self._backend.connection, "sock", None) is None:
            self._close()

    def _close(self) -> None:
        self._is_open = False
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            self._backend.connection = None


def _reply(error: Exception) -> str:
    """Name a failure by its code and kind: the server's own words may hold the address."""
    code = getattr(error, "smtp_code", None)
    return f"SMTP {code}" if code else type(error).__name__
