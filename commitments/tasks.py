"""What the worker keeps true about commitments."""

from celery import shared_task
from django.utils import timezone

from commitments.actions import pass_on_waiting


@shared_task
def keep_verifying() -> None:
    """Evidence that has waited for its verifier for five working days passes on."""
    pass_on_waiting(at=timezone.now())
