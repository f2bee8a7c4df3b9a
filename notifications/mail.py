"""What an e-mail says and how one is handed to the mail server.

It says that there is something, where to read it, and the little that its kind allows.
"""

import logging
import smtplib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.toolkit.mail import letter
from language.words import number
from notifications.kinds import Entry, Kind, Said, find
from notifications.models import Delivery, Notice

TIMEOUT_SECONDS = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why a message was not taken: what an administrator reads. It never holds an address."""

    text: str
    # The server said never (5xx on this person or this message): trying again changes nothing.
    is_final: bool = False
    # Nobody answered: the rest of the batch would fare the same.
    is_server_away: bool = False


def messages_for(letters: Sequence[Sequence[Delivery]]) -> Iterator[EmailMessage | Failure]:
    """Write the e-mails of letters one by one, each in its reader's language: of a record what its kind says.

    A letter of one notice is about its record; one of several says each in a few lines with its link.
    What the kinds say is asked for all letters at once. One that cannot be written is a failure of its own:
    the others go.
    """
    told = _told([line.notice for lines in letters for line in lines])
    for lines in letters:
        yield _tried(lines, told)


def _tried(lines: Sequence[Delivery], told: Mapping[int, "_Told"]) -> EmailMessage | Failure:
    if any(line.notice.pk not in told for line in lines):
        return Failure("what it says cannot be found")
    try:
        return _message(lines, [told[line.notice.pk] for line in lines])
    except Exception as error:  # whatever the words of a room do
        log.exception("A letter about %s could not be written.", lines[0].notice.kind)
        return Failure(type(error).__name__)


def _message(lines: Sequence[Delivery], told: Sequence["_Told"]) -> EmailMessage:
    first = lines[0].notice
    reader = first.recipient
    with translation.override(reader.language):
        subject, body, entry = _one(told[0], reader.email or "") if len(told) == 1 else _several(told)
    message = letter(
        to=reader.email or "",
        subject=subject,
        body=body,
        key=_key(lines),
        about=(first.record_type, first.record_id, reader.pk) if len(told) == 1 else (),
        leave=f"{settings.PORTAL_URL.rstrip('/')}{reverse('account')}",
    )
    if entry is not None:
        # Beside the text, where a mail program looks for it; not a file to open.
        message.attach_alternative(entry.text, f"text/calendar; method={entry.method}")
    return message


@dataclass(frozen=True)
class _Told:
    """One notice with its words and what its kind says of it."""

    notice: Notice
    words: str
    said: Said

    @property
    def title(self) -> str:
        """Its words, and of which record they speak."""
        if not self.said.named:
            return self.words
        return _("%(words)s: %(named)s") % {"words": self.words, "named": self.said.named}


def _told(notices: Sequence[Notice]) -> dict[int, _Told]:
    """Ask each kind once in each language for all of its notices whose readers have that language."""
    alike: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for notice in notices:
        alike[notice.recipient.language, notice.kind].append(notice)
    told: dict[int, _Told] = {}
    for (language, name), those in alike.items():
        kind = find(name)
        with translation.override(language):
            for one, said in _said(kind, those) if kind else [(one, Said()) for one in those]:
                words = str(kind.words(one.stage)) if kind else ""
                told[one.pk] = _Told(one, words, said)
    return told


def _said(kind: Kind, notices: Sequence[Notice]) -> list[tuple[Notice, Said]]:
    """Return what the kind says of each; where that fails they are asked one by one, and it is left out."""
    try:
        said = kind.says(notices)
    except Exception:  # one record out of order keeps nobody else from being told
        if len(notices) > 1:
            return [pair for one in notices for pair in _said(kind, [one])]
        log.exception("What %s says of a record could not be found.", kind.name)
        return []
    return [(one, said.get(one.pk, Said())) for one in notices]


def _one(told: _Told, to: str) -> tuple[str, str, Entry | None]:
    facts = {
        "sentence": _("%(sentence)s.") % {"sentence": told.words},
        "lines": told.said.in_mail,
        "instead": told.notice.instead,
        "link": link_to(told.notice),
    }
    body = render_to_string("notifications/mail.txt", facts)
    entry = told.said.entry(to=to, link=link_to(told.notice)) if told.said.entry else None
    return told.title, body, entry


def _several(told: Sequence[_Told]) -> tuple[str, str, None]:
    count = ngettext(
        "%(count)s matter waits for you: %(first)s", "%(count)s matters wait for you: %(first)s", len(told)
    ) % {"count": number(len(told)), "first": told[0].said.named or told[0].words}
    facts = {
        "matters": [(f"{number(nth)}. {one.title}", link_to(one.notice)) for nth, one in enumerate(told, 1)],
        "instead": any(one.notice.instead for one in told),
    }
    return count, render_to_string("notifications/mail_of_several.txt", facts), None


def link_to(notice: Notice) -> str:
    """Return the address in the mail: it names the notice, which leads only its reader to the record."""
    return f"{settings.PORTAL_URL.rstrip('/')}{reverse('notice', args=[notice.ref])}"


def _key(lines: Sequence[Delivery]) -> tuple[object, ...]:
    """What makes a letter one: a mail that goes twice carries one Message-ID."""
    delivery = lines[0]
    notice = delivery.notice
    if delivery.letter is not None:
        return ("letter", delivery.letter, delivery.channel)
    return (
        notice.kind,
        notice.record_type,
        notice.record_id,
        notice.occasion,
        notice.recipient_id,
        delivery.channel,
    )


class Mailer:
    """One SMTP connection for a round, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self._backend: Any = get_connection(timeout=TIMEOUT_SECONDS, fail_silently=False)
        self._is_open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        line = getattr(self._backend, "connection", None)
        if value is not None and line is not None:
            # Whoever is asked to stop says no farewell: a server that is silent would be waited for.
            line.close()
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
