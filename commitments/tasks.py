"""What the worker keeps true about commitments."""

from celery import shared_task
from django.utils import timezone

from commitments.actions import pass_on_related, pass_on_waiting


@shared_task
def keep_verifying() -> None:
    """Evidence passes on that waits for whoever may not verify it any more, or has waited five days."""
    now = timezone.now()
    pass_on_related(at=now)
    pass_on_waiting(at=now)
