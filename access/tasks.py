"""Work of this room that does not keep a page waiting."""

from celery import shared_task
from django.utils import timezone

from access.accounts import attempts as counts
from access.accounts.actions import sweep_sessions
from access.accounts.calendar_address import sweep_addresses
from access.accounts.invitation_mail import mail_invitations
from access.accounts.tokens import sweep_tokens
from access.api.keys import sweep_sendings
from access.toolkit.once import sweep_submissions


@shared_task(name="access.tasks.send_invitations")
def send_invitations() -> None:
    """Send the invitations that wait, and forget attempts that hold nobody back."""
    now = timezone.now()
    mail_invitations(at=now)
    counts.sweep(at=now)


@shared_task(name="access.tasks.clear_sessions")
def clear_sessions() -> None:
    """Delete the sessions that have run out, each ended by itself after 12 hours; old sendings; and the
    addresses of calendars and the tokens whose person has left the network."""
    now = timezone.now()
    sweep_sessions(at=now)
    sweep_submissions(at=now)
    sweep_sendings(at=now)
    sweep_addresses(at=now)
    sweep_tokens(at=now)
