"""Work of this room that does not keep a page waiting."""

from celery import shared_task
from django.utils import timezone

from access.letters import send_letters
from access.sign_in import sweep_attempts


@shared_task(name="access.tasks.send_invitations")
def send_invitations() -> None:
    """Send the invitations that wait, and forget attempts that hold nobody back."""
    now = timezone.now()
    send_letters(at=now)
    sweep_attempts(at=now)
