"""Invitations that go by e-mail: a link, and nothing about any case.

The page that asked answers at once; the worker sends. What waits is in the database, so
a restart loses none of it. The token is made for each try and only its hash is kept.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from access.accounts.actions import answer_wishes
from access.accounts.invitations import hash_of, new_token
from access.models import Invitation, User
from access.toolkit.mail import letter

MOST_TRIES = 6
NEXT_TRY = timedelta(minutes=10)

log = logging.getLogger(__name__)


def mail_invitations(*, at: datetime) -> int:
    """Send every invitation whose turn has come; returns how many went out."""
    answer_wishes(at=at)
    sent = 0
    while (claimed := _claim_one(at)) is not None:
        invitation, token = claimed
        try:
            _letter(invitation, token).send()
        except OSError as error:
            log.warning(
                "The mail server did not take an invitation (%s). It is tried %d times in all, with longer "
                "pauses. See whether the server at EMAIL_HOST answers and takes mails of this portal.",
                type(error).__name__,
                MOST_TRIES,
            )
            if _is_away(error):
                # The others would only wait for it one by one, and use up their tries.
                break
            continue
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=at, next_try_at=None)
        sent += 1
    return sent


def _is_away(error: OSError) -> bool:
    """Whether no server answered, so that it is no fault of this one letter."""
    return not isinstance(error, SMTPException) or isinstance(
        error, SMTPConnectError | SMTPServerDisconnected
    )


@transaction.atomic
def _claim_one(at: datetime) -> tuple[Invitation, str] | None:
    """Take one that is due, with a fresh token; another worker passes it by until the next try."""
    due = Invitation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        Q(user__is_active=True) | Q(user=None),
        next_try_at__lte=at,
        expires_at__gt=at,
        used_at=None,
        withdrawn_at=None,
    )
    invitation = due.select_related("user").order_by("next_try_at", "pk").first()
    if invitation is None:
        return None
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.tries += 1
    invitation.next_try_at = at + NEXT_TRY * invitation.tries if invitation.tries < MOST_TRIES else None
    invitation.save(update_fields=["token_hash", "tries", "next_try_at"])
    return invitation, token


def _letter(invitation: Invitation, token: str) -> EmailMessage:
    # A body of the country writes in Bangla until it knows better.
    language = invitation.user.language if invitation.user is not None else User.Language.BANGLA
    with translation.override(language):
        words = {
            "invitation": invitation,
            "address": settings.PORTAL_URL.rstrip("/") + reverse("invitation", args=[token]),
        }
        subject = render_to_string(f"access/mails/{invitation.purpose}_subject.txt", words)
        body = render_to_string(f"access/mails/{invitation.purpose}.txt", words)
    # Each try has a token of its own, and with it is another message: a mail server that knows the one
    # before must not keep this one back.
    key = ("invitation", invitation.ref, invitation.tries)
    return letter(to=invitation.to_address, subject=subject, body=body, key=key)
